"""Rasa's store of conversations, which hands back of a long talk only what a turn still reads.

It also keeps nothing of a conversation that was erased.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
)

if TYPE_CHECKING:
    from rasa.shared.core.trackers import DialogueStateTracker
    from sqlalchemy.orm import Query, Session

TURNS = 5
"""Turns that are read in full."""

_TAKING_BACK = [kind.type_name for kind in (ActionReverted, UserUtteranceReverted)]
_COMMON = [
    kind.type_name
    for kind in (ActionExecuted, BotUttered, DefinePrevUserUtteredFeaturization, SlotSet)
]
"""Of these only the last of each name matters when its turn is over: 14 events of 15."""

ERASE = "action_erase"
"""The action after which nothing is left of a conversation; `actions/erasing.py` names the same."""

_STORED = "_tightrope_stored"
"""Attribute of a tracker: how many of its events were stored when it was last loaded or saved."""


class ConversationStore(SQLTrackerStore):  # type: ignore[misc]
    """Keeps every event, as Rasa's own does, and reads fewer of them for a turn.

    A turn loads all of its session, goes through it several times and sends it to the action
    server, so that turns get dearer as a talk gets longer. Here a turn gets the latest turns in
    full and, of those before, what the person said, the last value of each slot, the last message
    of the assistant and the last run of each action. Whoever asks for the whole conversation gets
    it, such as Rasa's HTTP API.

    Of a turn in which somebody had everything erased nothing is stored, and what was stored of
    their conversation goes. Rasa stores a turn when its action has run, so the action cannot see
    to that. A turn that runs in another of their channels meanwhile does not store again what it
    had loaded.
    """

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the events of a turn, or erases the conversation if the turn did."""
        if _erases(itertools.islice(tracker.events, getattr(tracker, _STORED, 0), None)):
            self._erase(tracker.sender_id)
        else:
            await super().save(tracker)
        setattr(tracker, _STORED, len(tracker.events))

    def _erase(self, sender_id: str) -> None:
        event = self.SQLEvent
        with self.session_scope() as session:
            if session.get_bind().dialect.name == "sqlite":
                session.execute(sa.text("pragma secure_delete = on"))
            theirs = session.query(event).filter(event.sender_id == sender_id)
            theirs.delete(synchronize_session=False)
            session.commit()

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        tracker = await super()._retrieve(sender_id, fetch_events_from_all_sessions)
        if tracker is not None and not fetch_events_from_all_sessions:
            setattr(tracker, _STORED, len(tracker.events))
        return tracker

    def _additional_events(
        self, session: Session, tracker: DialogueStateTracker
    ) -> Iterator[Event]:
        stored = self._event_query(session, tracker.sender_id, False).count()
        # Fewer are found than were loaded where somebody erased them in between.
        return itertools.islice(tracker.events, max(stored, getattr(tracker, _STORED, 0)), None)

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


def _erases(events: Iterable[Event]) -> bool:
    """Whether in these events everything was erased: asking whether it should be ends otherwise."""
    events = list(events)
    return any(isinstance(event, Restarted) for event in events) and any(
        isinstance(event, ActionExecuted) and event.action_name == ERASE for event in events
    )
