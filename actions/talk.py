"""Talk around a story: a short answer, but never away from an open concern."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.coaching import coach
from actions.erasing import asked_whether_sure, erase_or_keep
from actions.guiding import asked_about_safety, say, say_still, stage
from actions.inbox import keep_for_teaching
from actions.outcomes import did_not_help
from actions.safety import not_safe, safe
from actions.safety_state import safety_of
from actions.teaching import answer_about_teaching, asked_about_teaching
from actions.turn import intent_of, put_right_in_words, said_it_did_not_help
from tightrope.asem import Concern

_HARDLY_READ = frozenset({"unclear", "complaint"})
"""Intents of messages whose words may tell more than their reading."""

_ANSWERED_ANYWAY = frozenset({"ask_privacy", "bot_challenge"})
"""Questions about the assistant, which have a right to an answer at any time."""

_ANSWERS: dict[str, Callable[[CollectingDispatcher, Tracker], list[EventType]]] = {
    "affirm": safe,
    "deny": not_safe,
}
"""What “yes” and “no” mean to the question whether somebody is safe."""


class ActionTalk(Action):  # type: ignore[misc]
    """Says the response that belongs to the intent; stays with a concern that is open."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_talk"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answers; “yes” and “no” answer what was asked last: safety, erasing, or teaching."""
        intent = intent_of(tracker)
        if intent in _ANSWERS and asked_whether_sure(tracker):
            return erase_or_keep(dispatcher, tracker)
        safety = safety_of(tracker)
        if intent in _ANSWERS and not asked_about_safety(tracker) and asked_about_teaching(tracker):
            return answer_about_teaching(dispatcher, tracker)
        if safety.concern is Concern.NONE and intent in _HARDLY_READ:
            told = put_right_in_words(tracker)
            if told is not None:
                return coach(dispatcher, tracker, told, put_right=True)
            if said_it_did_not_help(tracker):
                return did_not_help(dispatcher, tracker)
        if safety.concern is Concern.NONE:
            dispatcher.utter_message(response=f"utter_{intent}")
            if intent == "unclear":
                keep_for_teaching(tracker)
            return []
        if intent in _ANSWERS and asked_about_safety(tracker):
            return _ANSWERS[intent](dispatcher, tracker)
        if intent == "goodbye":
            say(dispatcher, tracker, safety, *stage(safety, "goodbye"))
            return []
        if intent in _ANSWERED_ANYWAY:
            dispatcher.utter_message(response=f"utter_{intent}")
        say_still(dispatcher, tracker, safety)
        return []
