"""Staying with an open concern after something else was answered."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.guiding import say_still
from actions.safety_state import safety_of
from tightrope.asem import Concern


def stay_with_concern(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Says what belongs to a concern that is open; nothing where none is."""
    safety = safety_of(tracker)
    if safety.concern is not Concern.NONE:
        say_still(dispatcher, tracker, safety)
