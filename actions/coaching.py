"""The coaching actions: ask for what is missing, choose, speak, remember."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.age import speak_of_age
from actions.episodes import (
    named_earlier,
    no_longer_putting_right,
    still_putting_right,
    unfolding,
)
from actions.guiding import say, say_first, say_still
from actions.inbox import keep_for_teaching
from actions.introduction import introduce
from actions.recall import memory, remember, state_of
from actions.safety_state import NO_IDEAS_AFTER, SafetyState, safety_of
from actions.speech import alternate, ask, ask_which, say_choice
from actions.turn import (
    PUTTING_RIGHT,
    Heard,
    entity_of,
    heard_before,
    heard_now,
    intent_of,
    no_goal,
    put_right_in_words,
    said_it_did_not_help,
    said_moment,
    tells_of_tension,
    unsure_between,
)
from actions.words import words
from tightrope.asem import Bid, Concern, Moment, Outcome, choose
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
    *,
    put_right: bool = False,
) -> list[EventType]:
    """One coaching turn for what is known, or the one question it lacks an answer to.

    `safety` is what holds after this turn, where that is not what the slots say. With `put_right`
    the message corrects what was heard, which its words alone may not show.
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
        return [*heard.slots(), *still_putting_right(tracker)]
    if heard.moment is None:
        ask(dispatcher, words().ask_moment)
        return [*heard.slots(), *still_putting_right(tracker)]
    return [*_offer(dispatcher, tracker, heard, put_right), no_longer_putting_right(), no_goal()]


def _offer(
    dispatcher: CollectingDispatcher, tracker: Tracker, heard: Heard, put_right: bool
) -> list[EventType]:
    """Chooses for what is fully known, speaks, and remembers the episode and the offer."""
    now = datetime.now(timezone.utc)
    sender = tracker.sender_id
    with memory() as opened:
        unfolds = unfolding(tracker, opened, heard, now)
        put_right = unfolds.before is not None and (put_right or unfolds.put_right)
        episode = opened.episode(
            sender,
            heard.bid.value,
            str(heard.actor),
            str(heard.moment),
            now,
            new=unfolds.new,
            put_right=put_right,
        )
        state = state_of(opened, sender, episode.id, now)
        choice = choose(heard.as_exchange(), state)
        if choice is None:
            ask(dispatcher, words().nothing_yet)
            return heard.slots()
        remember(opened, episode, heard, choice, now)
    say_choice(
        dispatcher,
        choice,
        heard,
        before=alternate(words().put_right, tracker)
        if put_right
        else named_earlier(tracker, unfolds.before, heard),
        again=bool(state.in_episode()),
    )
    return heard.slots(choice)


def note_in_passing(tracker: Tracker) -> None:
    """Notes what a story says of the last idea before it goes on."""
    if said_it_did_not_help(tracker):
        with memory() as opened:
            opened.outcome(tracker.sender_id, Outcome.DID_NOT_HELP.value)


class ActionCoach(Action):  # type: ignore[misc]
    """Answers a told bid, or the answer to a question about one."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_coach"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Coaches on what the latest message and the slots say, or asks which of two it was."""
        events = _coach_on_this(dispatcher, tracker)
        keep_for_teaching(tracker)
        return events


def _coach_on_this(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    note_in_passing(tracker)
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
    told = put_right_in_words(tracker) if tracker.get_slot(PUTTING_RIGHT) else None
    if told is not None:
        return coach(dispatcher, tracker, told)
    bids = unsure_between(tracker)
    if bids:
        ask_which(dispatcher, bids, in_tension=tells_of_tension(tracker))
        # Actor and moment were read from the same message and stay; the answer adds the bid.
        return [*replace(heard, bid=Bid.NONE).slots(), *still_putting_right(tracker)]
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
        return coach_if_told(dispatcher, tracker)


class ActionChangeMoment(Action):  # type: ignore[misc]
    """Moves between buffering and fostering for the same bid; the moment's slot is set already."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_change_moment"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Coaches on the known bid in the moment it is now; words count for more than a reading."""
        return coach_if_told(dispatcher, tracker, said_moment(tracker))


class ActionNoBid(Action):  # type: ignore[misc]
    """Answers a story in which no bid is heard: honestly, with a question and no strategy."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_no_bid"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Says that nothing was heard and asks; what was known of another story stays known."""
        events = _no_bid(dispatcher, tracker)
        keep_for_teaching(tracker)
        return events


def _no_bid(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    note_in_passing(tracker)
    heard = heard_before(tracker)
    if held_back(dispatcher, tracker, safety_of(tracker)):
        return heard.slots()
    introduce(dispatcher, tracker)
    if told := put_right_in_words(tracker):
        return coach(dispatcher, tracker, told, put_right=True)
    moment = said_moment(tracker)
    if heard.bid is not Bid.NONE and moment not in (None, heard.moment):
        return coach(dispatcher, tracker, replace(heard, moment=moment))
    bids = unsure_between(tracker)
    if bids:
        ask_which(dispatcher, bids, in_tension=tells_of_tension(tracker))
        return [*heard.slots(), *still_putting_right(tracker)]
    hard = tells_of_tension(tracker)
    variants = words().no_bid_in_tension if hard else words().no_bid
    dispatcher.utter_message(text=alternate(variants, tracker))
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
        """Empties the slots but for an open concern, which is not talked past.

        After a correction, what was heard last counts as misread.
        """
        safety = safety_of(tracker)
        if tracker.get_slot(PUTTING_RIGHT):
            with memory() as opened:
                opened.misread(tracker.sender_id)
        if safety.concern is Concern.NONE:
            ask(dispatcher, words().started_over)
        else:
            say_still(dispatcher, tracker, safety)
        forgotten = replace(Heard(), concern=safety.concern)
        return [*forgotten.slots(), no_longer_putting_right(), no_goal()]


def coach_if_told(
    dispatcher: CollectingDispatcher, tracker: Tracker, moment: Moment | None = None
) -> list[EventType]:
    """One coaching turn for what is known, in another moment if given; without a story, asks."""
    heard = heard_before(tracker)
    heard = replace(heard, moment=moment or heard.moment)
    if held_back(dispatcher, tracker, safety_of(tracker)):
        return heard.slots()
    if heard.bid is Bid.NONE:
        ask_what_it_was(dispatcher, tracker)
        return heard.slots()
    return coach(dispatcher, tracker, heard)


def ask_what_it_was(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Asks somebody who has told nothing to tell it, or which bid it was if they just did."""
    bids = unsure_between(tracker)
    if bids:
        ask_which(dispatcher, bids, in_tension=tells_of_tension(tracker))
    else:
        ask(dispatcher, words().nothing_yet)


def _told_who_is_at_risk(tracker: Tracker) -> str | None:
    """`partner` or `self` where the latest message says just that, by a button or in words."""
    answers = {"inform_partner": "partner", "inform_self": "self"}
    return entity_of(tracker, "at_risk") or answers.get(intent_of(tracker))
