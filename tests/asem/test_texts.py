"""Every text of Table 1 and the reflections: how many there are, how long, how they are built.

The rules that hold for whatever is said, these texts among it, are in `tests/test_every_text.py`.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.texts import broken_rules, texts_of_yaml

LIMITS = {
    "say": 30,
    "do": 40,
    "why": 40,
    "cautions": 30,
    "reflections": 22,
    "aim": 12,
    "cells": 20,
    "ripple_effects": 30,
}

TEXTS = [
    (said.place, said.text)
    for file in ("tightrope/asem/reflections.yml", "tightrope/asem/table1.yml")
    for said in texts_of_yaml(file)
    if not said.place.startswith("references.")
]


def kind(place: str) -> str:
    return next(part for part in place.split(".") if part in LIMITS)


def test_all_texts_are_gathered() -> None:
    counts = Counter(kind(place) for place, _ in TEXTS)
    assert counts["do"] == 19 * 2
    assert counts["say"] >= 19 * 2 * 4
    assert counts["why"] == counts["aim"] == 19
    assert counts["reflections"] >= 24 * 4
    assert counts["cautions"] >= 12
    assert counts["cells"] == 4 * 2
    assert counts["ripple_effects"] == 2


@pytest.mark.parametrize(("place", "text"), TEXTS, ids=[place for place, _ in TEXTS])
def test_text_is_short_and_tidy(place: str, text: str) -> None:
    assert len(text.split()) <= LIMITS[kind(place)]
    assert text == text.strip()


@pytest.mark.parametrize(
    ("place", "text"),
    [pair for pair in TEXTS if kind(pair[0]) not in ("aim", "cells")],
    ids=[place for place, _ in TEXTS if kind(place) not in ("aim", "cells")],
)
def test_text_is_made_of_whole_sentences(place: str, text: str) -> None:
    assert re.fullmatch(r"[A-Z“].*[.?]", text)
    if kind(place) == "cautions":
        assert len(re.findall(r"[.?](?=\s|$)", text)) == 1


def test_no_text_is_there_twice() -> None:
    plain = Counter(re.sub(r"\W+", " ", text.lower()).strip() for _, text in TEXTS)
    assert [text for text, count in plain.items() if count > 1] == []


def test_jealousy_may_be_named_as_a_feeling() -> None:
    assert broken_rules("Jealousy came, and it went.") == []
