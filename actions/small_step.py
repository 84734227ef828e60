"""Small steps toward a goal of one's own, chosen by whose goal it is, and what came of them."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.coaching import held_back
from actions.recall import memory
from actions.safety_state import safety_of
from actions.speech import alternate, ask, buttons_of
from actions.turn import GOAL, entity_of, heard_before
from actions.words import AllForActor, words
from tightrope.asem import Actor, Goal, Moment, Outcome, Tried, load_goals, next_size
from tightrope.memory import Memory, TakenStep
from tightrope.said import Button

Domain = dict[str, Any]


class ActionSmallStep(Action):  # type: ignore[misc]
    """Offers the next step toward a goal of one's own; asks which goal, and whose, if need be."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_small_step"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Offers a step, or asks how the last one went: the next comes only after that."""
        heard = heard_before(tracker)
        if held_back(dispatcher, tracker, safety_of(tracker)):
            return heard.slots()
        if heard.actor is None:
            ask(dispatcher, words().steps.ask_whose)
            return []
        chosen = entity_of(tracker, GOAL)
        with memory() as opened:
            taken = _of(opened, tracker, heard.actor)
            latest = taken[-1] if taken else None
            goal = load_goals().get(chosen or (latest.goal if latest else None))
            if goal is None:
                return _ask_goal(dispatcher, heard.actor)
            if chosen is None and latest is not None and latest.outcome is None:
                return _ask_how_it_went(dispatcher, goal, latest, heard.actor)
            return _offer(dispatcher, tracker, opened, goal, heard.actor)


def after_step(
    dispatcher: CollectingDispatcher, tracker: Tracker, outcome: Outcome
) -> list[EventType]:
    """Notes what came of the step that was offered last, and shows the way to the next."""
    with memory() as opened:
        taken = opened.goals.step_outcome(tracker.sender_id, outcome.value)
    steps = words().steps
    if taken is None:
        ask(dispatcher, words().nothing_yet)
        return [SlotSet(GOAL, None)]
    said = steps.went_well if outcome is Outcome.HELPED else steps.went_badly
    dispatcher.utter_message(
        text=alternate(_for(said, Actor(taken.actor)), tracker),
        buttons=buttons_of([steps.next_button, steps.other_button]),
    )
    return []


def _offer(
    dispatcher: CollectingDispatcher, tracker: Tracker, opened: Memory, goal: Goal, actor: Actor
) -> list[EventType]:
    history = [
        Tried(step.size, step.went_well)
        for step in _of(opened, tracker, actor)
        if step.goal == goal.id
    ]
    size = next_size(history)
    steps = words().steps
    if size is None:
        dispatcher.utter_message(text=steps.reached, buttons=buttons_of(_goal_buttons(goal)))
        return [SlotSet(GOAL, None)]
    opened.goals.offer_step(
        tracker.sender_id, goal.id, actor.value, size, datetime.now(timezone.utc)
    )
    lines = [steps.offer.format(title=_in_sentence(goal.title), step=goal.step(size, actor))]
    if heard_before(tracker).moment is Moment.TENSION:
        lines.append(steps.for_a_calm_hour)
    lines.append(_about(history))
    dispatcher.utter_message(
        text="\n\n".join(lines),
        buttons=buttons_of([steps.went_well_button, steps.went_badly_button, steps.other_button]),
    )
    return [SlotSet(GOAL, goal.id)]


def _about(history: list[Tried]) -> str:
    """A sentence that tells how this step compares with the last one."""
    steps = words().steps
    if not history:
        return steps.first
    went_well = history[-1].went_well
    if went_well is None or (not went_well and history[-1].size == 0):
        return steps.again
    return steps.grown if went_well else steps.shrunk


def _ask_goal(dispatcher: CollectingDispatcher, actor: Actor) -> list[EventType]:
    question = words().steps.ask_goal
    text = question.self if actor is Actor.SELF else question.partner
    dispatcher.utter_message(text=text, buttons=buttons_of(_goal_buttons()))
    return [SlotSet(GOAL, None)]


def _goal_buttons(but: Goal | None = None) -> list[Button]:
    return [
        Button(title=goal.title, payload=f'/small_step{{"{GOAL}": "{goal.id}"}}')
        for goal in load_goals().goals
        if goal is not but
    ]


def _ask_how_it_went(
    dispatcher: CollectingDispatcher, goal: Goal, latest: TakenStep, actor: Actor
) -> list[EventType]:
    steps = words().steps
    dispatcher.utter_message(
        text=steps.ask_how_it_went.format(step=goal.step(latest.size, actor)),
        buttons=buttons_of([steps.went_well_button, steps.went_badly_button, steps.other_button]),
    )
    return [SlotSet(GOAL, goal.id)]


def _of(opened: Memory, tracker: Tracker, actor: Actor) -> list[TakenStep]:
    """The steps offered toward goals of this actor, oldest first."""
    return [s for s in opened.goals.steps(tracker.sender_id) if s.actor == actor.value]


def _for(said: AllForActor, actor: Actor) -> tuple[str, ...]:
    return said.self if actor is Actor.SELF else said.partner


def _in_sentence(title: str) -> str:
    return title[:1].lower() + title[1:]
