"""Rasa's store of conversations, which hands back of a long talk only what a turn still reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    SlotSet,
    UserUtteranceReverted,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Query, Session

TURNS = 5
"""Turns that are read in full."""

_TAKING_BACK = [kind.type_name for kind in (ActionReverted, UserUtteranceReverted)]
_COMMON = [
    kind.type_name
    for kind in (ActionExecuted, BotUttered, DefinePrevUserUtteredFeaturization, SlotSet)
]
"""Of these only the last of each name matters when its turn is over: 14 events of 15."""


class ConversationStore(SQLTrackerStore):  # type: ignore[misc]
    """Keeps every event, as Rasa's own does, and reads fewer of them for a turn.

    A turn loads all of its session, goes through it several times and sends it to the action
    server, so that turns get dearer as a talk gets longer. Here a turn gets the latest turns in
    full and, of those before, what the person said, the last value of each slot, the last message
    of the assistant and the last run of each action. Whoever asks for the whole conversation gets
    it, such as Rasa's HTTP API.
    """

    def _event_query(
        self, session: Session, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> Query:
        # Rasa also counts what this finds, to know which events of a tracker are new. Nothing is
        # stored in between, so what was loaded and what is counted are the same.
        found = super()._event_query(session, sender_id, fetch_events_from_all_sessions)
        if fetch_events_from_all_sessions:
            return found
        event = self.SQLEvent
        # Rasa's column for the name of an action holds that of a slot, too.
        kind, name = event.type_name, event.action_name
        theirs = sa.select(event.id).where(event.sender_id == sender_id)
        # Listening ends a turn and begins the next. A message that is taken back takes the
        # listening before it along, so that has to be there.
        begin = (
            theirs.where(kind == ActionExecuted.type_name, name == ACTION_LISTEN_NAME)
            .order_by(event.id.desc())
            .offset(TURNS)
            .limit(1)
            .scalar_subquery()
        )
        last_of_each = (
            theirs.with_only_columns(sa.func.max(event.id))
            .where(kind.in_(_COMMON))
            .group_by(kind, name)
        )
        return found.filter(
            sa.or_(
                event.id >= sa.func.coalesce(begin, 0),
                event.id.in_(last_of_each),
                kind.not_in([*_COMMON, *_TAKING_BACK]),
            )
        )
