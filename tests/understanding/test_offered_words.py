"""What the assistant and its pages offer to say is understood."""

from __future__ import annotations

import pytest

from tests.assistant import Assistant

OFFERED = [
    ("what do you keep?", "ask_privacy"),
    ("What do you keep?", "ask_privacy"),
    ("what do you keep", "ask_privacy"),
    ("what can you do?", "help"),
    ("Start over", "start_over"),
    ("Don't ask me", "no_check_back"),
    ("another idea", "another_idea"),
    ("why this?", "why_this"),
    ("it helped", "it_helped"),
    ("it didn't", "it_did_not_help"),
    ("things are calm now", "calm_now"),
    ("it's heated again", "tension_again"),
    ("that's not it", "correction"),
    ("a small step", "small_step"),
    ("how are we doing?", "look_back"),
    ("export", "export"),
    ("erase", "erase"),
    ("link", "link"),
    ("feedback", "feedback"),
    ("help", "help"),
]


@pytest.mark.parametrize(("text", "intent"), OFFERED)
def test_what_is_offered_is_understood(assistant: Assistant, text: str, intent: str):
    assert assistant.parse(text)["intent"]["name"] == intent


@pytest.mark.parametrize(
    "text", ["erase me, I'm nothing", "I want to be erased", "I could just delete myself"]
)
def test_whoever_wants_to_be_erased_is_not_asked_about_data(assistant: Assistant, text: str):
    assert assistant.parse(text)["exchange"]["concern"] == "self_harm"
