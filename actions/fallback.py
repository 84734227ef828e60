"""What is said when no rule fits: a message without words, or one that no intent was found for."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, UserUtteranceReverted
from rasa_sdk.executor import CollectingDispatcher

from actions.guiding import say_still
from actions.inbox import keep_for_teaching
from actions.safety_state import safety_of
from tightrope.asem import Concern


class ActionDefaultFallback(Action):  # type: ignore[misc]
    """Asks for words, or stays with an open concern; the conversation is left where it was."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_default_fallback"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Speaks, and takes the unreadable message back."""
        safety = safety_of(tracker)
        if safety.concern is Concern.NONE:
            dispatcher.utter_message(response="utter_unreadable")
        else:
            say_still(dispatcher, tracker, safety)
        keep_for_teaching(tracker)
        return [UserUtteranceReverted()]
