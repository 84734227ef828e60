"""What a turn of a long talk still knows, beside Rasa's own store, and that nothing is lost."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    AllSlotsReset,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from tests.assistant import Assistant, said
from tightrope.running.conversation_store import ConversationStore
from tightrope.running.settings import ROOT
from tightrope.understanding.said_before import said_before

DOMAIN = Domain.load(str(ROOT / "domain.yml"))
STORY = (
    "my girlfriend keeps asking if I'm going to leave her, she's crying in the bathroom right now"
)
LONG = 30
"""Turns after which what came first is long out of what is read in full."""


def user(text: str, intent: str) -> Event:
    read = {
        "exchange": {"concern": "self_harm" if intent == "disclose_self_harm" else "none"},
        "concern_scores": {"self_harm": 0.3},
    }
    return UserUttered(text, {"name": intent}, [], read)


def answered(action: str, *events: Event, text: str, intent: str) -> list[Event]:
    return [
        user(text, intent),
        DefinePrevUserUtteredFeaturization(False),
        ActionExecuted(action, policy="RulePolicy"),
        *events,
        ActionExecuted("action_listen", policy="RulePolicy"),
    ]


def session(*slots: Event) -> list[Event]:
    start = [ActionExecuted("action_session_start"), SessionStarted(), *slots]
    return [*start, ActionExecuted("action_listen")]


def coached(text: str, intent: str, bid: str) -> list[Event]:
    bots = [BotUttered(f"{line} for {text}") for line in ("heard", "try", "say", "caution")]
    slots = {"bid": bid, "actor": "self", "moment": "tension", "strategy": f"{bid} {text}"}
    events = [*bots, *(SlotSet(name, value) for name, value in slots.items())]
    return answered("action_coach", *events, text=text, intent=intent)


TURNS: dict[str, Callable[[str], list[Event]]] = {
    "story": lambda text: coached(text, "jealousy", "jealousy"),
    "other story": lambda text: coached(text, "protest", "protest"),
    "button": lambda text: coached("/another_idea", "another_idea", "jealousy"),
    "danger": lambda text: answered(
        "action_safety",
        BotUttered("Are you safe right now?"),
        SlotSet("concern", "self_harm"),
        SlotSet("disclosed", ["self_harm"]),
        text=text,
        intent="disclose_self_harm",
    ),
    "safe": lambda text: answered(
        "action_i_am_safe",
        BotUttered("Good."),
        SlotSet("concern", None),
        text="/i_am_safe",
        intent="i_am_safe",
    ),
    "unreadable": lambda text: answered(
        "action_default_fallback",
        BotUttered("I can't read that."),
        UserUtteranceReverted(),
        text=text,
        intent="unreadable",
    ),
    "unanswered": lambda text: answered("action_coach", text=text, intent="withdrawal"),
    "left": lambda text: [
        user("/leave", "leave"),
        ActionExecuted("action_leave"),
        BotUttered("Bye."),
        AllSlotsReset(),
        Restarted(),
        *session(),
    ],
    "next evening": lambda text: [
        *session(SlotSet("bid", "jealousy"), SlotSet("concern", None)),
        *coached(text, "withdrawal", "withdrawal"),
    ],
}
"""Turns as Rasa notes them, by what happens in them, for the text that is told."""

BREAKS = ("left", "next evening")
"""Turns that begin a new session."""

EVENINGS = st.lists(st.sampled_from(sorted({*TURNS} - {*BREAKS})), min_size=7, max_size=20)
TALKS = st.builds(
    lambda evening, end, next_evening: [*evening, end, *next_evening][:LONG],
    *(EVENINGS, st.sampled_from(BREAKS), EVENINGS),
)


async def go_on(store: SQLTrackerStore, events: list[Event]) -> DialogueStateTracker:
    """Takes a turn as Rasa does: loads, adds, stores. Returns the tracker when the person spoke."""
    tracker = await store.get_or_create_tracker("person", append_action_listen=False)
    for event in events:
        tracker.update(event, DOMAIN)
    await store.save(tracker)
    spoken = next((i for i, event in enumerate(events) if isinstance(event, UserUttered)), 0)
    before = list(tracker.events)[: len(tracker.events) - len(events) + spoken + 1]
    return DialogueStateTracker.from_events("person", before, DOMAIN.slots)


def known(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Everything that components, rules and actions of ours ask a tracker for."""
    events = list(tracker.events)
    actions = [e.action_name for e in events if isinstance(e, ActionExecuted)]
    return {
        "slots": tracker.current_slot_values(),
        "message": tracker.latest_message,
        "paused": tracker.is_paused(),
        "next": tracker.followup_action,
        "state": tracker.past_states(DOMAIN)[-1:],
        "told": [e.text for e in events if isinstance(e, UserUttered)],
        "told before": said_before(
            DialogueStateTracker.from_events("person", events[:-1], DOMAIN.slots)
        ),
        "answered last": [e.text for e in events if isinstance(e, BotUttered)][-1:],
        "done last": [name for name in actions if name != "action_listen"][-1:],
    }


def stores() -> tuple[ConversationStore, SQLTrackerStore]:
    return ConversationStore(DOMAIN, db=":memory:"), SQLTrackerStore(DOMAIN, db=":memory:")


@settings(max_examples=25, deadline=None)
@given(TALKS)
async def test_a_turn_knows_what_it_would_know_with_all_events(kinds: list[str]):
    ours, rasas = stores()
    clock = itertools.count(1.0)
    told: list[Event] = []
    for number, kind in enumerate(kinds):
        events = [*(session() if not number else []), *TURNS[kind](f"message {number}")]
        for event in events:
            event.timestamp = next(clock)
        told += events
        assert known(await go_on(ours, events)) == known(await go_on(rasas, events)), number
    kept = await ours.retrieve_full_tracker("person")
    assert kept is not None
    assert [e.as_dict() for e in kept.events] == [e.as_dict() for e in told]


async def test_a_turn_of_a_long_talk_reads_little_more_than_one_of_a_short_talk():
    ours, _ = stores()
    loaded = []
    await go_on(ours, session())
    for number in range(100):
        await go_on(ours, TURNS["story"](f"message {number}"))
        tracker = await ours.retrieve("person")
        assert tracker is not None
        loaded.append(len(tracker.events))
    assert loaded[4] > 5 * 10
    # One event for each turn since: the message.
    assert loaded[99] - loaded[4] <= 100


ERASED = [
    user('/erase{"sure": "yes"}', "erase"),
    ActionExecuted("action_erase"),
    BotUttered("Done."),
    AllSlotsReset(),
    Restarted(),
    *session(),
]


async def kept(store: SQLTrackerStore, sender: str) -> list[Event]:
    tracker = await store.retrieve_full_tracker(sender)
    return list(tracker.events) if tracker else []


async def test_of_a_conversation_that_was_erased_nothing_is_stored():
    ours, _ = stores()
    await go_on(ours, [*session(), *TURNS["story"]("one"), *TURNS["next evening"]("two")])
    other = DialogueStateTracker.from_events("other", TURNS["story"]("mine"), DOMAIN.slots)
    await ours.save(other)
    await go_on(ours, ERASED)
    assert await kept(ours, "person") == []
    assert len(await kept(ours, "other")) == len(other.events)
    await go_on(ours, [*session(), *TURNS["story"]("three")])
    told = [e.text for e in await kept(ours, "person") if isinstance(e, UserUttered)]
    assert told == ["three"]


async def test_a_tracker_that_is_saved_again_after_erasing_brings_nothing_back():
    ours, _ = stores()
    await go_on(ours, [*session(), *TURNS["story"]("one")])
    tracker = await ours.get_or_create_tracker("person", append_action_listen=False)
    for event in ERASED:
        tracker.update(event, DOMAIN)
    await ours.save(tracker)
    await ours.save(tracker)
    assert await kept(ours, "person") == []


async def test_asking_whether_to_erase_erases_nothing():
    ours, _ = stores()
    asked = answered("action_erase", BotUttered("Sure?"), text="/erase", intent="erase")
    await go_on(ours, [*session(), *TURNS["story"]("one"), *asked])
    await go_on(ours, TURNS["left"]("two"))
    told = [e.text for e in await kept(ours, "person") if isinstance(e, UserUttered)]
    assert told == ["one", "/erase", "/leave"]


async def test_a_turn_during_which_another_channel_erased_stores_only_itself():
    """The conversation is gone when the turn ends; what the turn had loaded must not come back."""
    ours, _ = stores()
    await go_on(ours, [*session(), *TURNS["story"]("one")])
    tracker = await ours.retrieve("person")
    assert tracker is not None
    with ours.session_scope() as db:
        db.query(ours.SQLEvent).delete()
        db.commit()
    for number in ("two", "three"):
        for event in TURNS["story"](number):
            tracker.update(event, DOMAIN)
        await ours.save(tracker)
    told = [e.text for e in await kept(ours, "person") if isinstance(e, UserUttered)]
    assert told == ["two", "three"]


def test_after_a_long_talk_why_this_still_quotes_the_story(assistant: Assistant):
    person = assistant.talk()
    person.say(STORY)
    for _ in range(LONG):
        assert len(person.say("/another_idea")) == 4, "the introduction is not said again"
    assert "crying in the bathroom" in said(person.say("/why_this"))


def test_a_long_talk_is_kept_to_the_letter(assistant: Assistant):
    person = assistant.talk()
    words = [STORY, "…", *(f'/inform{{"moment": "{m}"}}' for m in ("calm", "tension") * LONG)]
    answers = [message["text"] for text in words for message in person.say(text)]
    kept = assistant.get(f"conversations/{person.sender}/tracker")["events"]
    assert [event["text"] for event in kept if event["event"] == "user"] == words
    assert [event["text"] for event in kept if event["event"] == "bot"] == answers


def test_texts_go_on_taking_turns_in_a_long_talk(assistant: Assistant):
    person = assistant.talk()
    exercises = [said(person.say("/ask_grounding")) for _ in range(LONG)]
    assert all(one != next_one for one, next_one in itertools.pairwise(exercises))
    assert exercises[LONG - 3] in exercises[: LONG - 3]
