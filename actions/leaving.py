"""“/leave”: the conversation is closed at once, and nobody writes to this person again unasked."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, EventType, Restarted
from rasa_sdk.executor import CollectingDispatcher

from actions.recall import data_folder, memory
from tightrope.memory import forget_exports, forget_pictures
from tightrope.safety.guidance import load_guidance


class ActionLeave(Action):  # type: ignore[misc]
    """Closes the conversation. The answer names nothing that was talked about."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_leave"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Says so, forgets where the talk was, and sets the person aside from unasked messages."""
        dispatcher.utter_message(text=load_guidance().left.text)
        with memory() as opened:
            opened.set_aside(tracker.sender_id, datetime.now(timezone.utc))
        for forget in (forget_pictures, forget_exports):
            forget(data_folder(), tracker.sender_id)
        return [AllSlotsReset(), Restarted()]
