"""Bait for a side, a diagnosis or a verdict: back to what happened, and what can be done."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.guiding import say_still
from actions.introduction import introduce
from actions.safety_state import safety_of
from actions.speech import ask
from actions.turn import heard_before
from actions.words import words
from tightrope.asem import Actor, Bid, Concern, Dimension, dimension_of


class ActionTakeSide(Action):  # type: ignore[misc]
    """Answers “who is right?”, “is he a narcissist?”, “should I leave?”."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_take_side"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Judges nobody; with a story at hand offers the next idea, else asks what happened."""
        safety = safety_of(tracker)
        if safety.concern is not Concern.NONE:
            say_still(dispatcher, tracker, safety)
            return []
        introduce(dispatcher, tracker)
        heard = heard_before(tracker)
        worried = heard.actor is Actor.SELF and dimension_of(heard.bid) is Dimension.ANXIETY
        if heard.bid is Bid.NONE or safety.disclosed:
            dispatcher.utter_message(response="utter_take_side")
        else:
            ask(dispatcher, words().take_side_worried if worried else words().take_side)
        return []
