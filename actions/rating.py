"""“/feedback”: how it has been here, kept without who said so."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.recall import memory
from actions.speech import ask
from actions.staying import stay_with_concern
from actions.turn import entity_of
from actions.words import words


class ActionFeedback(Action):  # type: ignore[misc]
    """Asks how it has been, and notes the answer."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_feedback"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Thanks for an answer that one of the buttons gives; asks for anything else."""
        texts = words().feedback
        rating = entity_of(tracker, "rating")
        if rating is None or rating not in texts.thanks:
            ask(dispatcher, texts.ask)
        else:
            with memory() as opened:
                opened.feedback.give(rating, datetime.now(timezone.utc))
            dispatcher.utter_message(text=texts.thanks[rating])
        stay_with_concern(dispatcher, tracker)
        return []
