"""guidance.yml: complete, and every fault in it named."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from actions.guiding import _ASKS_ABOUT_SAFETY
from tightrope.asem import Concern
from tightrope.safety.guidance import GuidanceError, load_guidance

TEXT = (files("tightrope.safety") / "guidance.yml").read_text(encoding="utf-8")
CONCERNS = [concern for concern in Concern if concern is not Concern.NONE]


@pytest.mark.parametrize("partner", [False, True])
@pytest.mark.parametrize("concern", CONCERNS)
def test_what_is_said_first_leads_to_whether_one_is_safe(concern: Concern, partner: bool):
    last = load_guidance().of(concern, partner_at_risk=partner).first[-1]
    assert "safe" in last.text.split("\n\n")[-1]
    assert "?" in last.text
    payloads = {button.payload for button in last.buttons}
    assert {"/i_am_safe", "/i_am_not_safe", "/correction"} <= payloads


@pytest.mark.parametrize("concern", CONCERNS)
def test_a_way_to_a_human_being_is_never_far(concern: Concern):
    words = load_guidance().of(concern)
    for stage in (words.still, words.not_safe, words.goodbye, words.first):
        buttons = {button.payload for text in stage for button in text.buttons}
        assert "/ask_help_lines" in buttons or concern is Concern.POSSIBLE_ABUSE


@pytest.mark.parametrize("concern", CONCERNS)
def test_nobody_is_left_without_something_to_press(concern: Concern):
    words = load_guidance().of(concern)
    for text in (*words.still, words.not_safe[-1], words.first[-1], words.goodbye[-1]):
        assert text.buttons


def test_own_and_the_partners_thoughts_of_suicide_are_answered_differently():
    own = load_guidance().of(Concern.SELF_HARM)
    theirs = load_guidance().of(Concern.SELF_HARM, partner_at_risk=True)
    assert own.first != theirs.first
    assert load_guidance().of(Concern.PARTNER_ABUSE, partner_at_risk=True) == load_guidance().of(
        Concern.PARTNER_ABUSE
    )


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("I'll stay. Are you safe right now?", True),
        ("Is everybody safe, and nobody afraid of the other?", True),
        ("We go on gently, when you like. Are you safe now?", True),
        ("Who could sit with you?", False),
        ("I'm glad you're safe. What would you like?", False),
    ],
)
def test_a_question_about_being_safe_is_known(text: str, asks: bool):
    assert (_ASKS_ABOUT_SAFETY.search(text) is not None) is asks


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("  past_abuse:\n    first:", "  passed_abuse:\n    first:"), "'past_abuse' is missing"),
        (("  harm_to_others:\n  - text", "  harm_to_other:\n  - text"), "'harm_to_others' is"),
        (("go_on: ", "go_onn: "), "go_on"),
        (("statement: >-", "statement: ["), "YAML"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, change: tuple[str, str], complaint: str):
    assert change[0] in TEXT
    file = tmp_path / "guidance.yml"
    file.write_text(TEXT.replace(*change), encoding="utf-8")
    with pytest.raises(GuidanceError, match=rf"(?s)guidance\.yml.*{complaint}"):
        load_guidance(file)
