"""“I'm not safe”: taken at its word when asked for or plain, asked about when hardly read."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.safety import ActionSafety
from actions.words import words
from tightrope.asem import Concern


def said(concern: str | None, confidence: float) -> tuple[str, dict[str, Any]]:
    message = {
        "text": "…",
        "intent": {"name": "i_am_not_safe", "confidence": confidence},
        "entities": [],
    }
    slots = {"concern": concern, "bid": "jealousy"}
    tracker = Tracker("person", slots, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = ActionSafety().run(dispatcher, tracker, {})
    texts = " ".join(message["text"] for message in dispatcher.messages if message.get("text"))
    return texts, {event["name"]: event["value"] for event in events}


TAKEN_AT_ITS_WORD = words().concerns["not_safe"].text
ASKED = words().concerns[Concern.POSSIBLE_ABUSE.value].text


@pytest.mark.parametrize(
    ("concern", "confidence"),
    [(None, 1.0), (None, 0.7), ("possible_abuse", 0.3), ("partner_abuse", 0.3)],
    ids=["a button", "plain", "after a question", "with danger heard"],
)
def test_it_is_taken_at_its_word(concern: str | None, confidence: float):
    text, slots = said(concern, confidence)
    assert text == TAKEN_AT_ITS_WORD
    assert slots["concern"] == (concern or "possible_abuse")
    assert slots["bid"] is None


def test_it_is_asked_about_when_nobody_asked_and_it_was_hardly_read():
    text, slots = said(None, 0.4)
    assert text == ASKED
    assert slots["concern"] == "possible_abuse"
    assert slots["bid"] == "jealousy"
    assert slots["strategy"] is None
