"""Whole conversations with the real assistant: what shifts, who is put right, how evenings go."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assistant import Assistant
from tests.conversations.runner import FOLDER, Runner, read

FILES = sorted(path.stem for path in FOLDER.glob("*.yml"))
NOT_HEARD_YET = pytest.mark.xfail(reason="not heard yet", strict=False)
"""For conversations with a message that is still misread: known and counted, not hidden."""

ALL = [
    pytest.param(
        conversation["turns"],
        id=f"{name}: {conversation['name']}",
        marks=[NOT_HEARD_YET] if conversation.get("not_heard_yet") else [],
    )
    for name in FILES
    for conversation in read(name)
]


@pytest.mark.parametrize("turns", ALL)
def test_a_conversation(assistant: Assistant, turns: list[dict[str, Any]]):
    Runner(assistant, assistant.talk()).run(turns)


def heard() -> list[tuple[str, dict[str, Any]]]:
    return [
        (name, conversation)
        for name in FILES
        for conversation in read(name)
        if not conversation.get("not_heard_yet")
    ]


def test_at_least_sixty_are_right_and_twenty_of_them_shift():
    shifting = [conversation for name, conversation in heard() if name.startswith("shifts_")]
    assert len(heard()) >= 60
    assert len(shifting) >= 20
