"""What was said before: which messages are read along, and where looking back ends."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import BotUttered, Event, Restarted, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from tightrope.understanding.said_before import said_before, suspicion


def told(text: str, intent: str = "no_bid", concern: str = "none", score: float = 0.1) -> Event:
    read: dict[str, Any] = {
        "exchange": {"concern": concern},
        "concern_scores": {"self_harm": score, "past_abuse": 0.9},
    }
    return UserUttered(text, {"name": intent}, [], read)


def texts(*events: Event) -> list[str]:
    tracker = DialogueStateTracker.from_events("person", list(events))
    return [before.text for before in said_before(tracker)]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], []),
        ([told("one")], ["one"]),
        ([told("one"), BotUttered("well"), told("two")], ["one", "two"]),
        ([told("one"), told("two"), told("three")], ["two", "three"]),
        ([told("one"), told("/inform", "inform"), told("two")], ["one", "two"]),
        ([told("one"), told("/i_am_safe", "i_am_safe"), told("two")], ["two"]),
        ([told("one"), told("not what I meant", "correction")], []),
        ([told("one", concern="self_harm"), told("two")], ["two"]),
        ([told("one"), SessionStarted(), told("two")], ["two"]),
        ([told("one"), Restarted()], []),
    ],
)
def test_the_latest_messages_are_read_along_back_to_where_something_was_settled(
    events: list[Event], expected: list[str]
):
    assert texts(*events) == expected


def test_without_a_conversation_there_is_nothing_before():
    assert said_before(None) == ()


def test_abuse_that_is_over_is_no_reason_to_look_again():
    assert suspicion({"self_harm": 0.25, "possible_abuse": 0.25, "past_abuse": 0.9}) == 0.5
