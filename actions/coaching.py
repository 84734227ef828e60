"""The coaching actions: ask for what is missing, choose, speak, remember."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.age import speak_of_age
from actions.guiding import say, say_first, say_still
from actions.introduction import introduce
from actions.recall import memory, remember, state_of
from actions.safety_state import NO_IDEAS_AFTER, SafetyState, safety_of
from actions.speech import alternate, ask, ask_which, say_choice
from actions.turn import Heard, heard_before, heard_now, unsure_between
from actions.words import words
from tightrope.asem import Bid, Concern, Outcome, choose
from tightrope.safety.guidance import load_guidance

Domain = dict[str, Any]

BARRING = frozenset(Concern) - {Concern.NONE, Concern.PAST_ABUSE}
"""Concerns that bar coaching until the person says they are safe."""


def held_back(dispatcher: CollectingDispatcher, tracker: Tracker, safety: SafetyState) -> bool:
    """Says what stands in the way of ideas for the couple, if something does.

    An open concern, an age below 18, violence disclosed before; after thoughts of suicide, ideas
    come only if they are asked for.
    """
    guidance = load_guidance()
    if safety.concern in BARRING:
        say_still(dispatcher, tracker, safety)
    elif safety.under_18:
        speak_of_age(dispatcher, tracker, safety, guidance.under_18.still)
    elif NO_IDEAS_AFTER.intersection(safety.disclosed):
        say(dispatcher, tracker, safety, guidance.no_ideas)
    elif safety.disclosed:
        say(dispatcher, tracker, safety, guidance.offer_ideas)
    else:
        return False
    return True


def coach(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    heard: Heard,
    safety: SafetyState | None = None,
) -> list[EventType]:
    """One coaching turn for what is known, or the one question it lacks an answer to.

    `safety` is what holds after this turn, where that is not what the slots say.
    """
    safety = safety or replace(safety_of(tracker), concern=heard.concern)
    if held_back(dispatcher, tracker, safety):
        return heard.slots()
    # Abuse that is over was acknowledged before; the talk goes on from there.
    heard = replace(heard, concern=Concern.NONE)
    if heard.bid is Bid.NONE:
        ask(dispatcher, words().ask_bid)
        return heard.slots()
    if heard.actor is None:
        ask(dispatcher, words().ask_actor)
        return heard.slots()
    if heard.moment is None:
        ask(dispatcher, words().ask_moment)
        return heard.slots()
    with memory() as opened:
        choice = choose(heard.as_exchange(), state_of(opened, tracker.sender_id))
        if choice is None:
            ask(dispatcher, words().nothing_yet)
            return heard.slots()
        remember(opened, tracker.sender_id, heard, choice)
    say_choice(dispatcher, choice, heard.actor, heard.moment)
    return heard.slots(choice)


class ActionCoach(Action):  # type: ignore[misc]
    """Answers a told bid, or the answer to a question about one."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_coach"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Coaches on what the latest message and the slots say, or asks which of two it was."""
        heard = heard_now(tracker)
        safety = safety_of(tracker)
        whose = _told_who_is_at_risk(tracker)
        if safety.concern is Concern.SELF_HARM and whose:
            safety = replace(safety, at_risk=whose)
            say_first(dispatcher, tracker, safety)
            return [*heard.slots(), *safety.slots()]
        if held_back(dispatcher, tracker, safety):
            return heard.slots()
        introduce(dispatcher, tracker)
        bids = unsure_between(tracker)
        if bids:
            ask_which(dispatcher, bids)
            # Actor and moment were read from the same message and stay; the answer adds the bid.
            return replace(heard, bid=Bid.NONE).slots()
        return coach(dispatcher, tracker, heard)


class ActionAnotherIdea(Action):  # type: ignore[misc]
    """Offers the next strategy of the same cell."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_another_idea"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Coaches once more on what is known."""
        return _coach_if_told(dispatcher, tracker)


class ActionChangeMoment(Action):  # type: ignore[misc]
    """Moves between buffering and fostering for the same bid; the moment's slot is set already."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_change_moment"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Coaches on the known bid in the moment it is now."""
        return _coach_if_told(dispatcher, tracker)


class ActionItHelped(Action):  # type: ignore[misc]
    """Notes that the last idea helped."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_it_helped"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Notes it, says so, and offers to go on in calm."""
        heard = heard_before(tracker)
        if held_back(dispatcher, tracker, safety_of(tracker)):
            return heard.slots()
        with memory() as opened:
            known = opened.outcome(tracker.sender_id, Outcome.HELPED.value)
        if not known:
            ask(dispatcher, words().nothing_yet)
            return []
        dispatcher.utter_message(
            text=alternate(words().helped, tracker), buttons=[words().calm_button.dict()]
        )
        return []


class ActionItDidNotHelp(Action):  # type: ignore[misc]
    """Notes that the last idea did not help, and offers another."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_it_did_not_help"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Notes it and coaches again."""
        heard = heard_before(tracker)
        if held_back(dispatcher, tracker, safety_of(tracker)):
            return heard.slots()
        with memory() as opened:
            known = opened.outcome(tracker.sender_id, Outcome.DID_NOT_HELP.value)
        if known:
            dispatcher.utter_message(text=alternate(words().did_not_help, tracker))
        return _coach_if_told(dispatcher, tracker)


class ActionNoBid(Action):  # type: ignore[misc]
    """Answers a story in which no bid is heard: honestly, with a question and no strategy."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_no_bid"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Says that nothing was heard and asks; what was known of another story stays known."""
        heard = heard_before(tracker)
        if held_back(dispatcher, tracker, safety_of(tracker)):
            return heard.slots()
        introduce(dispatcher, tracker)
        bids = unsure_between(tracker)
        if bids:
            ask_which(dispatcher, bids)
            return heard.slots()
        dispatcher.utter_message(text=alternate(words().no_bid, tracker))
        ask(dispatcher, words().no_bid_question)
        return heard.slots()


class ActionStartOver(Action):  # type: ignore[misc]
    """Forgets where the conversation is, and asks anew. A concern stays open."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_start_over"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Empties the slots but for an open concern, which is not talked past."""
        safety = safety_of(tracker)
        if safety.concern is Concern.NONE:
            ask(dispatcher, words().started_over)
        else:
            say_still(dispatcher, tracker, safety)
        return replace(Heard(), concern=safety.concern).slots()


def _coach_if_told(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    heard = heard_before(tracker)
    if held_back(dispatcher, tracker, safety_of(tracker)):
        return heard.slots()
    if heard.bid is Bid.NONE:
        ask(dispatcher, words().nothing_yet)
        return heard.slots()
    return coach(dispatcher, tracker, heard)


def _told_who_is_at_risk(tracker: Tracker) -> str | None:
    """`partner` or `self` where the latest message says just that, by a button or in words."""
    message = tracker.latest_message or {}
    for entity in message.get("entities") or ():
        if entity.get("entity") == "at_risk":
            return str(entity["value"])
    intent = (message.get("intent") or {}).get("name")
    return {"inform_partner": "partner", "inform_self": "self"}.get(str(intent))
