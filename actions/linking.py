"""“/link”: one person in two channels, who is to be known as one."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.recall import memory
from actions.staying import stay_with_concern
from actions.turn import entity_of
from actions.words import words
from tightrope.link_code import shown


class ActionLink(Action):  # type: ignore[misc]
    """Gives a code for another channel, or takes one from there."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_link"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Joins with a code; without one, gives one."""
        now = datetime.now(timezone.utc)
        texts = words().link
        code = entity_of(tracker, "code")
        with memory() as opened:
            if code is None:
                fresh = shown(opened.links.code(tracker.sender_id, now))
                said = texts.code.format(code=fresh)
            else:
                said = getattr(texts, opened.links.use(tracker.sender_id, code, now).value)
        dispatcher.utter_message(text=said)
        stay_with_concern(dispatcher, tracker)
        return []
