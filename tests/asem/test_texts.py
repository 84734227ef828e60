"""Every text of both files, read as the person will read it.

The rules are the ones a text must keep whoever edits it; `docs/model.md` gives the reasons.
"""

import re
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest
from ruamel.yaml import YAML

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

WORDS = {
    "a label for a person": (
        r"anxious|avoidant|insecure|secure|toxic|needy|clingy|narciss\w+|controlling|jealous|"
        r"paranoid|crazy|hysterical|dramatic|irrational|oversensitive|immature|selfish|cold|"
        r"manipulat\w+|codependent|dismissive|preoccupied|broken|damaged|abuser|victim|"
        r"(you|they)('re| are) (a|an|so|too)|your partner('s| is) (a|an|so|too)"
    ),
    "jargon": (
        r"attach\w+|autonom\w+|valid\w*|buffer\w*|foster\w*|trigger\w*|regulat\w+|boundar\w+|"
        r"intima\w+|vulnerab\w+|\w*dependen\w+|self-esteem|self-efficacy|internal\w*|"
        r"strateg\w+|dimension\w*|bids?|trauma\w*|gaslight\w*|love language|communicat\w+|"
        r"coping|mindful\w*|stonewall\w*|process\w*|hold(ing)? space|i hear you|working model"
    ),
    "blame": r"(you|they|your partner) (always|never)",
    "a side or a verdict": r"(you're|you are|they're|they are|partner is) (right|wrong)|to blame",
    "advice to leave or stay": (
        r"break up|leave (them|your partner)|end (it|things)|walk out|move out|give up on|"
        r"you should (go|leave|stay)"
    ),
    "a gender, a marriage, a household or a child": (
        r"he|she|him|her|his|hers|husband|wife|spouse|(boy|girl)friend|m[ae]n|wom[ae]n|"
        r"marri\w+|wedding|our (home|house|flat|bed)|come home|kids|children"
    ),
}
"""Rule -> what breaks it, matched in whole words."""

SIGNS = {
    "an exclamation mark": r"!",
    "a placeholder": r"[{}\[\]<>]|\.\.\.|…",
    "a typewriter quote or a curly apostrophe": r"\"|’",
}
"""Rule -> what breaks it, matched anywhere."""

RULES = {rule: rf"\b({words})\b" for rule, words in WORDS.items()} | SIGNS


def read(name: str) -> Any:
    return YAML(typ="safe").load((files("tightrope.asem") / name).read_text(encoding="utf-8"))


def gathered(tree: Any, place: str) -> list[tuple[str, str]]:
    """Return (place, text) for all that is said somewhere below; ids and sources are not said."""
    if isinstance(tree, str):
        return [(place, tree)]
    if isinstance(tree, list):
        return [pair for n, item in enumerate(tree) for pair in gathered(item, f"{place}.{n}")]
    if isinstance(tree, dict):
        unsaid = ("id", "cell", "for", "caution", "dimension", "sources", "adapted")
        return [
            pair
            for key, item in tree.items()
            if key not in unsaid
            for pair in gathered(item, f"{place}.{key}")
        ]
    return []


def all_texts() -> list[tuple[str, str]]:
    table = read("table1.yml")
    texts = gathered(read("reflections.yml")["reflections"], "reflections")
    for section in ("cells", "cautions", "ripple_effects"):
        for entry in table[section]:
            texts += gathered(entry, f"{section}.{entry['id']}")
    for entry in table["strategies"]:
        texts += gathered(entry, f"strategies.{entry['id']}")
    return texts


TEXTS = all_texts()


def broken_rules(text: str) -> list[str]:
    """Return the names of the rules a text breaks."""
    return [rule for rule, pattern in RULES.items() if re.search(pattern, text.lower())]


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
def test_text_keeps_the_rules(place: str, text: str) -> None:
    assert broken_rules(text) == []
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


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Your partner is anxious today.", "a label for a person"),
        ("You're too much for them.", "a label for a person"),
        ("Your jealous side came out.", "a label for a person"),
        ("Respect their autonomy.", "jargon"),
        ("Your feelings are valid.", "jargon"),
        ("I hear you.", "jargon"),
        ("Well done!", "an exclamation mark"),
        ("They never listen.", "blame"),
        ("You're right about that.", "a side or a verdict"),
        ("It may be time to walk out.", "advice to leave or stay"),
        ("Ask her again.", "a gender, a marriage, a household or a child"),
        ("Thank you for {evidence}.", "a placeholder"),
        ("It’s late.", "a typewriter quote or a curly apostrophe"),
    ],
)
def test_each_rule_catches_what_it_is_for(text: str, rule: str) -> None:
    assert broken_rules(text) == [rule]


def test_jealousy_may_be_named_as_a_feeling() -> None:
    assert broken_rules("Jealousy came, and it went.") == []
