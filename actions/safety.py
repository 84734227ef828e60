"""The safety actions: a concern is heard, and the answers to being safe. No strategy is offered."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.coaching import coach, note_in_passing
from actions.guiding import asked_about_safety, say, say_first, say_still, stage
from actions.help_lines import say_lines
from actions.inbox import forget_where_danger_is_told
from actions.recall import memory
from actions.safety_state import SafetyState, safety_of
from actions.turn import Heard, heard_before, heard_now, latest_exchange, told_a_story
from tightrope.asem import DANGERS, Bid, Concern
from tightrope.memory import MemoryFileError
from tightrope.safety.concern_intents import CONCERN_OF_INTENT
from tightrope.safety.guidance import load_guidance

logger = logging.getLogger(__name__)

Domain = dict[str, Any]

ASKED_ABOUT = frozenset({Concern.POSSIBLE_ABUSE, Concern.PAST_ABUSE})
"""Concerns that are asked about; “I'm safe” then goes on with what was told."""

_SURE_FROM = 0.6
"""Confidence from which an answer about being safe is taken at its word without a question."""


def _intent(tracker: Tracker) -> tuple[str, float]:
    """The latest message's intent and how surely it was read; a button's is certain."""
    intent = (tracker.latest_message or {}).get("intent") or {}
    return str(intent.get("name")), float(intent.get("confidence", 1.0))


def _disclosed_now(tracker: Tracker) -> Concern:
    """The concern of the latest message: what was read, or what its button says."""
    exchange = latest_exchange(tracker)
    if exchange is not None and exchange.concern is not Concern.NONE:
        return exchange.concern
    return CONCERN_OF_INTENT.get(_intent(tracker)[0], Concern.NONE)


def hear(dispatcher: CollectingDispatcher, tracker: Tracker, concern: Concern) -> list[EventType]:
    """Speaks of a concern and keeps it open, with the story at hand; cell and strategy become null.

    While a danger is open, signs of something lesser do not take its place.
    """
    _note(tracker)
    forget_where_danger_is_told(tracker)
    before = safety_of(tracker)
    lesser = before.concern in DANGERS and concern not in DANGERS
    safety = before.opened(before.concern if lesser else concern)
    if safety.concern is not before.concern:
        # Whose thoughts of suicide they were before says nothing of these.
        safety = replace(safety, at_risk=(tracker.latest_message or {}).get("at_risk"))
        say_first(dispatcher, tracker, safety)
    elif safety.concern in DANGERS and asked_about_safety(tracker):
        # More of the same danger, in answer to the question whether one is safe.
        return not_safe(dispatcher, tracker)
    else:
        say_still(dispatcher, tracker, safety)
    return _kept(heard_now(tracker), safety)


def _note(tracker: Tracker) -> None:
    """Ends a promise to ask later, wherever it was made: somebody else might read the question.

    A memory that cannot be used must not cost the answer to a danger.
    """
    try:
        note_in_passing(tracker)
        with memory() as opened:
            opened.check_backs.forget(tracker.sender_id)
    except (MemoryFileError, sqlite3.Error):
        logger.exception("A promise could not be ended: the memory cannot be used.")


class ActionSafety(Action):  # type: ignore[misc]
    """Answers a disclosed concern."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_safety"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Speaks of the concern that was heard."""
        return hear(dispatcher, tracker, _disclosed_now(tracker))


class ActionNotSafe(Action):  # type: ignore[misc]
    """Answers “I'm not safe”."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_not_safe"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Says what to do now, with the lines where the country is known.

        Where nothing is open, what it is about is asked; where it was hardly read as such either,
        whether anything is the matter is asked first.
        """
        return not_safe(dispatcher, tracker)


class ActionNotSure(Action):  # type: ignore[misc]
    """Answers “I'm not sure” to the question whether somebody is safe."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_not_sure"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Takes not being sure seriously; where nothing was asked, asks what is meant."""
        safety = safety_of(tracker)
        if safety.concern is Concern.NONE:
            dispatcher.utter_message(response="utter_unclear")
            return []
        if _hardly_answers(tracker):
            say_still(dispatcher, tracker, safety)
            return []
        messages = stage(safety, "not_sure")
        if not messages:
            return not_safe(dispatcher, tracker)
        say(dispatcher, tracker, safety, *messages)
        return _kept(heard_before(tracker), safety.opened(Concern.PARTNER_ABUSE))


class ActionIAmSafe(Action):  # type: ignore[misc]
    """Takes the person's word that they are safe."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_i_am_safe"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Closes the concern; goes on with the story only where no danger was disclosed."""
        safety = safety_of(tracker)
        if safety.concern is not Concern.NONE and _hardly_answers(tracker):
            say_still(dispatcher, tracker, safety)
            return []
        return safe(dispatcher, tracker)


def _hardly_answers(tracker: Tracker) -> bool:
    """Whether a message that was weakly read as an answer did not follow a question either.

    To take somebody for safe who did not say so is the costliest mistake there is here.
    """
    return _intent(tracker)[1] < _SURE_FROM and not asked_about_safety(tracker)


def not_safe(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """One turn after “I'm not safe”."""
    safety = safety_of(tracker)
    if safety.concern is Concern.NONE:
        if _hardly_answers(tracker):
            return hear(dispatcher, tracker, Concern.POSSIBLE_ABUSE)
        say(dispatcher, tracker, safety, *load_guidance().what_is_it)
        return _kept(heard_before(tracker), safety.opened(Concern.POSSIBLE_ABUSE))
    say(dispatcher, tracker, safety, *stage(safety, "not_safe"))
    if safety.concern in ASKED_ABOUT:
        safety = safety.opened(Concern.PARTNER_ABUSE)
    if safety.country:
        say_lines(dispatcher, tracker, safety)
    return _kept(heard_before(tracker), safety)


def safe(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """One turn after “I'm safe”."""
    before = safety_of(tracker)
    if before.concern is Concern.NONE:
        say(dispatcher, tracker, before, load_guidance().nothing_open)
        return []
    say(dispatcher, tracker, before, *stage(before, "safe"))
    heard = replace(heard_before(tracker), concern=Concern.NONE)
    safety = replace(before, concern=Concern.NONE)
    if before.concern not in ASKED_ABOUT:
        return _kept(heard, safety)
    if heard.bid is Bid.NONE and not told_a_story(tracker):
        say(dispatcher, tracker, safety, load_guidance().nothing_open)
        return _kept(heard, safety)
    return [*coach(dispatcher, tracker, heard), *safety.slots()]


def _kept(heard: Heard, safety: SafetyState) -> list[EventType]:
    """Slot events that keep both; the story stays at hand for when it is safe to go on."""
    return [*replace(heard, concern=safety.concern).slots(), *safety.slots()]
