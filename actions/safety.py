"""The safety actions: what is said when a concern was heard. No strategy is offered here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import ask
from actions.turn import Heard, heard_before, heard_now, latest_exchange
from actions.words import words
from tightrope.asem import Concern

BARRING = frozenset(Concern) - {Concern.NONE, Concern.PAST_ABUSE}
"""Concerns that bar coaching until the person says they are safe."""

ASKED_ABOUT = frozenset({Concern.POSSIBLE_ABUSE, Concern.PAST_ABUSE})
"""Concerns that are asked about first; “I'm safe” then goes on with what was told."""

_NOT_SAFE = "not_safe"

_SURE_FROM = 0.6
"""Confidence from which “I'm not safe” is taken at its word although no question led to it."""


def _confidence(tracker: Tracker) -> float:
    """How surely the message's intent was read; a button's is certain."""
    intent = (tracker.latest_message or {}).get("intent") or {}
    return float(intent.get("confidence", 1.0))


def speak_of_concern(dispatcher: CollectingDispatcher, heard: Heard) -> list[EventType]:
    """Says what belongs to a concern, and keeps it open; cell and strategy become null.

    Only where no more than a question is asked does the story stay at hand for its answer.
    """
    ask(dispatcher, words().concerns[heard.concern.value])
    kept = heard if heard.concern in ASKED_ABOUT else Heard(concern=heard.concern)
    return kept.slots()


class ActionSafety(Action):  # type: ignore[misc]
    """Answers a disclosed concern, or “I'm not safe”."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_safety"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Speaks of the concern that was heard; without one, of getting to safety.

        “I'm not safe” that nobody asked for and that was hardly read as such is asked about first.
        """
        exchange = latest_exchange(tracker)
        if exchange is not None and exchange.concern is not Concern.NONE:
            heard = replace(heard_now(tracker), concern=exchange.concern)
            return speak_of_concern(dispatcher, heard)
        open_concern = heard_before(tracker).concern
        if open_concern is Concern.NONE and _confidence(tracker) < _SURE_FROM:
            doubtful = replace(heard_now(tracker), concern=Concern.POSSIBLE_ABUSE)
            return speak_of_concern(dispatcher, doubtful)
        ask(dispatcher, words().concerns[_NOT_SAFE])
        if open_concern not in BARRING:
            open_concern = Concern.POSSIBLE_ABUSE
        return Heard(concern=open_concern).slots()
