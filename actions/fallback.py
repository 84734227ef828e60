"""What is said when no rule fits: a message without words, or one that no intent was found for."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, UserUtteranceReverted
from rasa_sdk.executor import CollectingDispatcher


class ActionDefaultFallback(Action):  # type: ignore[misc]
    """Asks for words, and leaves the conversation where it was."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_default_fallback"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Speaks, and takes the unreadable message back."""
        dispatcher.utter_message(response="utter_unreadable")
        return [UserUtteranceReverted()]
