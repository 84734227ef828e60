"""“It helped”, “it didn't”: noted of the step or idea offered last, and what comes next."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.check_back import offer_check_back
from actions.coaching import ask_what_it_was, coach_if_told, held_back
from actions.recall import memory
from actions.safety_state import safety_of
from actions.small_step import after_step
from actions.speech import alternate, ask, buttons_of
from actions.teaching import offer_teaching
from actions.turn import GOAL, heard_before
from actions.words import words
from tightrope.asem import Cell, Outcome
from tightrope.memory import Memory

Domain = dict[str, Any]

_BUFFERING = (f"{Cell.ANXIETY_BUFFER}.", f"{Cell.AVOIDANCE_BUFFER}.")


class ActionItHelped(Action):  # type: ignore[misc]
    """Notes that the last idea helped, or that the last step went well."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_it_helped"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Notes it and says so; after buffering, offers to go on in calm and to ask later."""
        heard = heard_before(tracker)
        if held_back(dispatcher, tracker, safety_of(tracker)):
            return heard.slots()
        if tracker.get_slot(GOAL):
            return after_step(dispatcher, tracker, Outcome.HELPED)
        with memory() as opened:
            known = opened.outcome(tracker.sender_id, Outcome.HELPED.value)
            buffered = known and _buffered(opened, tracker.sender_id)
        if not known:
            ask_what_it_was(dispatcher, tracker)
            return []
        calm = [words().calm_button] if buffered else []
        dispatcher.utter_message(text=alternate(words().helped, tracker), buttons=buttons_of(calm))
        if buffered:
            offer_check_back(dispatcher, tracker)
        else:
            offer_teaching(dispatcher, tracker, heard)
        return []


class ActionItDidNotHelp(Action):  # type: ignore[misc]
    """Notes that the last idea did not help, or that the last step was too big."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_it_did_not_help"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Notes it and coaches again; after two in an episode, asks what happened."""
        return did_not_help(dispatcher, tracker)


def did_not_help(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """One turn after the last idea, or the last step, did not help."""
    heard = heard_before(tracker)
    if held_back(dispatcher, tracker, safety_of(tracker)):
        return heard.slots()
    if tracker.get_slot(GOAL):
        return after_step(dispatcher, tracker, Outcome.DID_NOT_HELP)
    with memory() as opened:
        known = opened.outcome(tracker.sender_id, Outcome.DID_NOT_HELP.value)
        in_a_row = _in_a_row(opened, tracker.sender_id)
    if known and in_a_row % 2 == 0:
        ask(dispatcher, words().did_not_help_again)
        return heard.slots()
    if known:
        dispatcher.utter_message(text=alternate(words().did_not_help, tracker))
    return coach_if_told(dispatcher, tracker)


def _buffered(opened: Memory, sender_id: str) -> bool:
    """Whether the idea offered last was one for the heat of the moment."""
    return opened.offers(sender_id)[-1].strategy.startswith(_BUFFERING)


def _in_a_row(opened: Memory, sender_id: str) -> int:
    """How many of the latest ideas of the latest episode did not help, one after the other."""
    offers = opened.offers(sender_id)
    count = 0
    for offer in reversed(offers):
        if offer.outcome != Outcome.DID_NOT_HELP.value or offer.episode != offers[-1].episode:
            break
        count += 1
    return count
