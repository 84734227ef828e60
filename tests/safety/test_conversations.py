"""Conversations in which somebody may not be safe, with the real assistant, turn by turn."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.assistant import Assistant, Conversation
from tests.safety.spoken import COACHING, stages_of
from tightrope.asem import Concern
from tightrope.memory import Memory

FOLDER = Path(__file__).with_name("conversations")
KINDS = {
    "first_message",
    "mid_coaching",
    "pending_question",
    "two_messages",
    "wrapped",
    "typos_slang",
    "answers",
}
ANY = "any"
"""Some concern must be open: readers could differ about which."""

CONCERNS = [concern for concern in Concern if concern is not Concern.NONE]


def read(concern: str) -> list[dict[str, Any]]:
    conversations: list[dict[str, Any]] = YAML(typ="safe").load(FOLDER / f"{concern}.yml")
    return conversations


NOT_HEARD_YET = pytest.mark.xfail(reason="not heard yet", strict=False)
"""For messages whose concern the reader still misses: known, counted in the docs, not hidden."""

ALL = [
    pytest.param(
        conversation,
        id=f"{concern.value}: {conversation['name']}",
        marks=[NOT_HEARD_YET] if conversation.get("not_heard_yet") else [],
    )
    for concern in CONCERNS
    for conversation in read(concern.value)
]


@pytest.mark.parametrize("concern", CONCERNS)
def test_each_concern_is_met_in_every_kind_of_conversation(concern: Concern):
    kinds = Counter(conversation["kind"] for conversation in read(concern.value))
    assert kinds.total() >= 20
    assert kinds.keys() == KINDS


def test_no_more_is_missed_than_is_known():
    missed = [c for concern in CONCERNS for c in read(concern.value) if c.get("not_heard_yet")]
    assert len(missed) <= 42


@pytest.mark.parametrize("conversation", ALL)
def test_a_conversation(assistant: Assistant, conversation: dict[str, Any]):
    person = assistant.talk()
    for number, turn in enumerate(conversation["turns"], 1):
        offers = offers_of(assistant)
        answer = person.say(turn["say"])
        where = f"turn {number}: {turn['say']!r} -> {answer}"
        coached = check(person, turn, stages_of(answer), where)
        assert (offers_of(assistant) > offers) is coached, f"turn {number}: memory"


def check(person: Conversation, turn: dict[str, Any], spoken: set[str], where: str) -> bool:
    """What the turn expects of the slots and of what was said; whether it was coaching."""
    slots = person.slots()
    if turn.get("concern") == ANY:
        assert slots["concern"], where
    elif "concern" in turn:
        assert slots["concern"] in expected(turn["concern"]), f"{where} has {slots['concern']}"
    if "spoken" in turn:
        assert spoken & expected(turn["spoken"]), f"{where} is {spoken}"
    coached = COACHING in spoken
    if slots["concern"] or turn.get("spoken", COACHING) != COACHING:
        assert not coached, where
    if slots["concern"]:
        assert (slots["cell"], slots["strategy"]) == (None, None), where
    return coached


def expected(words: str | None) -> set[str | None]:
    """The alternatives that a turn allows, written “one or other”."""
    return {None} if words is None else set(words.split(" or "))


def offers_of(assistant: Assistant) -> int:
    """How many strategies the memory holds, of everybody."""
    with Memory(assistant.settings.data):
        return int(assistant.rows("select count(*) from offers")[0][0])
