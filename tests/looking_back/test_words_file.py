"""Every text keeps the rules, and a broken file is refused with words that help."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from actions.words import words as action_words
from tests.texts import EVERYDAY_RULES, broken_rules, texts_of_yaml
from tightrope.looking_back import LookingBackError, load_words

PACKAGED = (files("tightrope.looking_back") / "words.yml").read_text(encoding="utf-8")
ALL = texts_of_yaml("tightrope/looking_back/words.yml")


@pytest.mark.parametrize("text", [pytest.param(said.text, id=said.place) for said in ALL])
def test_a_text_keeps_the_rules(text: str) -> None:
    assert broken_rules(re.sub(r"\{\w+\}", "something", text), EVERYDAY_RULES) == []
    assert text == text.strip() != ""
    assert "  " not in text


def test_the_moments_are_called_as_in_the_rest_of_the_conversation() -> None:
    assert {bid.value: name for bid, name in load_words().bid.items()} == action_words().why.bid


def test_the_packaged_file_is_read_once_and_cannot_be_changed() -> None:
    assert load_words() is load_words()
    with pytest.raises(TypeError):
        load_words().answer.opening = "Well."


def replaced(old: str, new: str) -> str:
    assert old in PACKAGED
    return PACKAGED.replace(old, new, 1)


BROKEN = {
    "an open quote": (replaced('glad you did."', "glad you did."), ["line ", "not valid YAML"]),
    "a text missing": (
        replaced("  opening:", "  # opening:"),
        ["field 'answer > opening'", "missing", "Add it"],
    ),
    "a text nobody knows": (
        replaced("  opening:", "  closing: Well.\n  opening:"),
        ["field 'answer > closing'", "nobody knows this field"],
    ),
    "no text": (replaced('"this week"', "7"), ["field 'span > one'", "no text", "in quotes"]),
    "an empty text": (
        replaced('"Each time: {bid}."', '""'),
        ["field 'answer > always'", "it has 0 words", "Write 1 to 5"],
    ),
    "a text too long": (
        replaced("Each time: {bid}.", "Each time it was some {bid}."),
        ["field 'answer > always'", "it has 6 words", "Write 1 to 5"],
    ),
    "a number left out": (
        replaced("All {tried} small", "All small"),
        ["field 'steps > all'", "not the ones it is given", "Use {tried}"],
    ),
    "a number nobody gives": (
        replaced("The small step", "The small step of {count}"),
        ["field 'steps > one_well'", "not the ones it is given", "Use no fields"],
    ),
    "a field with a form": (replaced("{tried} small", "{tried:d} small"), ["'steps > all'"]),
    "an open brace": (
        replaced("All {tried}", "All {tried"),
        ["field 'steps > all'", "a brace is open", "Use {tried}"],
    ),
    "a bid missing": (replaced("  protest:", "  # protest:"), ["field 'bid'", "'protest'"]),
    "a bid nobody knows": (
        replaced("  protest:", '  sulking: "sulking"\n  protest:'),
        ["field 'bid'", "none of the words used here"],
    ),
    "no bid named": (
        replaced("  protest:", '  none: "nothing"\n  protest:'),
        ["field 'bid'", "no moment"],
    ),
    "a bid too long for the picture": (
        replaced("worry about somebody else", "worry about somebody else, or something"),
        ["field 'bid'", "'jealousy' has 39 characters", "Write 1 to 32"],
    ),
}


@pytest.mark.parametrize(("text", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_and_the_error_says_where_and_what_to_do(
    text: str, told: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "words.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LookingBackError) as refused:
        load_words(path)
    for part in ("words.yml", *told):
        assert part in str(refused.value)


def test_texts_that_add_up_to_too_long_an_answer_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.yml"
    path.write_text(
        replaced("counts for something", "counts for quite something")
        .replace("no idea of mine helped", "not one idea of mine was of help")
        .replace("Trying counts.", "Trying them counts too."),
        encoding="utf-8",
    )
    with pytest.raises(LookingBackError, match=r"longest answer has 63 words, more than 60"):
        load_words(path)
