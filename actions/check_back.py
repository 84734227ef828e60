"""Asking later how it went: offered once, only with a yes, only where somebody can be reached."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, ReminderCancelled, ReminderScheduled, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.recall import memory
from actions.safety_state import SafetyState, safety_of
from actions.speech import PAGE, ask, buttons_of
from actions.turn import GOAL, Heard, heard_before
from actions.words import words
from tightrope.asem import Actor, Bid, Concern, Moment
from tightrope.memory import CheckBack, Memory
from tightrope.said import Said

Domain = dict[str, Any]

INTENT = "EXTERNAL_check_back"
"""The intent that Rasa is given when the time has come."""

HOURS = "TIGHTROPE_CHECK_BACK_HOURS"
"""Environment variable: after how many hours it is asked; 24 where it is not set."""

_CANNOT_WRITE_FIRST = frozenset({None, "rest", "cmdline", "callback"})
"""Channels in which nobody can be written to without having just written."""

_ASKED, _WANTED, _NOT_WANTED = "asked", "wanted", "not_wanted"


class CheckBackHoursError(ValueError):
    """The environment variable holds no number of hours."""


def after() -> timedelta:
    """How long to wait before it is asked.

    Raises:
        CheckBackHoursError: TIGHTROPE_CHECK_BACK_HOURS is no number above 0 and up to 720.
    """
    text = os.environ.get(HOURS) or "24"
    try:
        hours = float(text)
    except ValueError:
        hours = 0.0
    if not 0 < hours <= 720:
        raise CheckBackHoursError(
            f"{HOURS} is {text!r}. Set it to a number of hours above 0 and up to 720, such as 24."
        )
    return timedelta(hours=hours)


def reminder(sender: str, due: datetime) -> dict[str, Any]:
    """The Rasa reminder for a person; one name for each, or those of two would be one."""
    event: dict[str, Any] = ReminderScheduled(
        INTENT, due, name=reminder_name(sender), kill_on_user_message=False
    )
    return event


def reminder_name(sender: str) -> str:
    """The reminder's name for a person."""
    return f"check_back:{sender}"


def offer_check_back(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Offers it after a buffering episode, once in an episode, unless somebody said no before."""
    if not _can_reach(tracker) or not _may_ask(safety_of(tracker)):
        return
    with memory() as opened:
        episode = opened.latest_episode(tracker.sender_id)
        if episode is None or opened.check_back_asked(episode) is not None:
            return
        if not _may_offer(opened, tracker.sender_id):
            return
        opened.note_check_back(episode, _ASKED)
    offer = words().check_back.offer
    ask(dispatcher, Said(text=offer.text.format(when=_when(after())), buttons=offer.buttons))


class ActionCheckBack(Action):  # type: ignore[misc]
    """Answers “ask me tomorrow”."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_check_back"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Promises it, if the person can be reached and it can do no harm."""
        texts = words().check_back
        if not _can_reach(tracker):
            dispatcher.utter_message(text=texts.cannot_reach)
            return []
        if not _may_ask(safety_of(tracker)):
            dispatcher.utter_message(text=texts.not_now)
            return []
        wait = after()
        due = datetime.now(timezone.utc) + wait
        with memory() as opened:
            episode = opened.latest_episode(tracker.sender_id)
            if episode is not None:
                opened.note_check_back(episode, _WANTED)
            opened.no_longer_set_aside(tracker.sender_id)
            opened.check_backs.promise(
                CheckBack(
                    sender=tracker.sender_id,
                    channel=str(tracker.get_latest_input_channel()),
                    due=due,
                    episode=episode.id if episode else None,
                )
            )
        in_page = tracker.get_latest_input_channel() == PAGE
        promised = texts.promised_in_page if in_page else texts.promised
        dispatcher.utter_message(text=promised.format(when=_when(wait)), buttons=_way_on(tracker))
        return [reminder(tracker.sender_id, due)]


class ActionNoCheckBack(Action):  # type: ignore[misc]
    """Answers “don't ask me”."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_no_check_back"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Takes a promise back; it is not offered again."""
        with memory() as opened:
            opened.check_backs.forget(tracker.sender_id)
            episode = opened.latest_episode(tracker.sender_id)
            if episode is not None:
                opened.note_check_back(episode, _NOT_WANTED)
        dispatcher.utter_message(text=words().check_back.not_wanted, buttons=_way_on(tracker))
        return [ReminderCancelled(name=reminder_name(tracker.sender_id))]


class ActionAskHowItWent(Action):  # type: ignore[misc]
    """Asks, once the time has come. Says nothing where it is not wanted or could do harm."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_how_it_went"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Keeps the promise, and takes up the episode that it was about."""
        done: list[EventType] = [ReminderCancelled(name=reminder_name(tracker.sender_id))]
        with memory() as opened:
            promise = opened.check_backs.of(tracker.sender_id)
            if promise is None or promise.sender != tracker.sender_id:
                # Of one person in two channels, only the one where it was promised is written to.
                return done
            opened.check_backs.forget(tracker.sender_id)
            if opened.is_set_aside(tracker.sender_id):
                return done
            if not _may_ask(safety_of(tracker)):
                return done
            episode = opened.episode_of(tracker.sender_id, promise.episode)
        ask(dispatcher, words().check_back.asked)
        if episode is None:
            return done
        heard = Heard(Bid(episode.bid), Actor(episode.actor), Moment(episode.moment))
        return [*done, *heard.slots(), SlotSet(GOAL, None)]


def _way_on(tracker: Tracker) -> list[dict[str, str]]:
    """The button to go on in calm, which the question took the place of."""
    heard = heard_before(tracker)
    tense = heard.bid is not Bid.NONE and heard.moment is Moment.TENSION
    return buttons_of([words().calm_button] if tense else [])


def _can_reach(tracker: Tracker) -> bool:
    return tracker.get_latest_input_channel() not in _CANNOT_WRITE_FIRST


def _may_ask(safety: SafetyState) -> bool:
    """Whether a message out of the blue can do no harm: somebody else might read it."""
    return safety.concern is Concern.NONE and not safety.disclosed and not safety.under_18


def _may_offer(opened: Memory, sender_id: str) -> bool:
    """Whether nothing is promised yet, and nobody said that they don't want it."""
    return not (
        opened.check_backs.of(sender_id)
        or opened.declined_check_back(sender_id)
        or opened.is_set_aside(sender_id)
    )


def _when(wait: timedelta) -> str:
    """The time of a promise in words."""
    texts = words().check_back.when
    hours = wait.total_seconds() / 3600
    if 20 <= hours <= 30:
        return texts.tomorrow
    if hours > 30:
        return texts.days.format(number=round(hours / 24))
    if hours >= 1.5:
        return texts.hours.format(number=round(hours))
    return texts.soon
