"""People under 18: they are told that this is not made for them, and who is there for them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.guiding import say, say_still
from actions.help_lines import say_lines
from actions.inbox import forget_where_under_18
from actions.safety_state import SafetyState, safety_of
from actions.turn import heard_now
from tightrope.asem import Concern
from tightrope.safety.guidance import load_guidance
from tightrope.said import Said


def speak_of_age(
    dispatcher: CollectingDispatcher, tracker: Tracker, safety: SafetyState, said: Said
) -> None:
    """Says that this is for grown-ups, with youth lines and a way back for those who are."""
    adult = load_guidance().under_18.adult
    say(dispatcher, tracker, safety, Said(text=said.text, buttons=(adult,)))
    say_lines(dispatcher, tracker, safety)


class ActionUnder18(Action):  # type: ignore[misc]
    """Answers somebody who says an age below 18."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_under_18"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Tells it, names youth lines, and remembers it for this conversation."""
        forget_where_under_18(tracker)
        safety = replace(safety_of(tracker), under_18=True)
        speak_of_age(dispatcher, tracker, safety, load_guidance().under_18.said)
        return [*heard_now(tracker).slots(), *safety.slots()]


class ActionAdult(Action):  # type: ignore[misc]
    """Answers somebody who is 18 or older and was taken for younger."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_adult"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Takes their word for it; where nobody took them for younger, stays with what is open."""
        before = safety_of(tracker)
        if not before.under_18:
            if before.concern is Concern.NONE:
                dispatcher.utter_message(response="utter_unclear")
            else:
                say_still(dispatcher, tracker, before)
            return []
        safety = replace(before, under_18=False)
        say(dispatcher, tracker, safety, load_guidance().under_18.corrected)
        return safety.slots()
