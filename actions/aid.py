"""What helps beside a line: a few minutes of grounding, and a safety plan."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.guiding import say
from actions.safety_state import safety_of, without_strategy
from actions.speech import alternate
from tightrope.asem import Concern
from tightrope.safety.guidance import load_guidance


class ActionGrounding(Action):  # type: ignore[misc]
    """Gives one short exercise that brings somebody back into the room."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_grounding"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Gives another one each time."""
        exercise = alternate(load_guidance().grounding, tracker)
        say(dispatcher, tracker, safety_of(tracker), exercise)
        return without_strategy()


class ActionSafetyPlan(Action):  # type: ignore[misc]
    """Gives the outline of a safety plan for what was disclosed."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_safety_plan"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Gives the plan for the open concern, else for the danger disclosed last."""
        safety = safety_of(tracker)
        about = safety.concern
        if about is Concern.NONE and safety.disclosed:
            about = safety.disclosed[-1]
        plan = load_guidance().plan(about, partner_at_risk=safety.partner_at_risk)
        say(dispatcher, tracker, safety, *plan)
        return without_strategy()
