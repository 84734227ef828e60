"""What plain words tell of persons: whose life it is about, and an age below 18."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.asem import Actor
from tightrope.safety.persons import PersonsError, load_persons

AT_RISK = {
    Actor.PARTNER: [
        "he said he'll kill himself if I leave",
        "my wife says she wants to die",
        "she tried to kill herself last spring",
        "he texted that he wants to end it",
        "my boyfriend is suicidal",
        "she said she'd be better off dead",
    ],
    Actor.SELF: [
        "I want to die",
        "im suicidal and he doesnt care",
        "I keep thinking of killing myself when she goes out",
        "he says he'd kill himself, and I'm suicidal too",
        "everyone would be better off without me",
    ],
    None: ["there is talk of suicide in this film", "", "what's the point"],
}

YOUNG = [
    "I'm 16 and my boyfriend ignores me",
    "i (17f) dated a guy",
    "im in 10th grade",
    "I am only fifteen",
]
NOT_YOUNG = [
    "I'm 34",
    "I am 17 weeks pregnant",
    "my daughter is 16",
    "when I was 16 we met",
    "im 15 years older than him",
    "it feels like I'm 16 again",
    "we've been together since I was 17",
    "",
]


@pytest.mark.parametrize(
    ("sentence", "whose"), [(text, who) for who, texts in AT_RISK.items() for text in texts]
)
def test_whose_life_it_is_about(sentence: str, whose: Actor | None):
    assert load_persons().at_risk([sentence]) is whose


@pytest.mark.parametrize("sentence", YOUNG)
def test_an_age_below_18_is_heard(sentence: str):
    assert load_persons().is_under_18(["We had a row.", sentence])


@pytest.mark.parametrize("sentence", NOT_YOUNG)
def test_other_numbers_and_other_peoples_ages_are_not(sentence: str):
    assert not load_persons().is_under_18([sentence])


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str):
    load_persons().at_risk([text])
    load_persons().is_under_18([text])


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("at_risk: {partner: [a], self: ['(a']}\nunder_18: {says: [a], unless: []}", "no phrase"),
        ("at_risk: {partner: [a]}\nunder_18: {says: [a], unless: []}", "self.*missing"),
        ("at_risk: {", "YAML"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, content: str, complaint: str):
    file = tmp_path / "persons.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(PersonsError, match=rf"(?s)persons\.yml.*{complaint}"):
        load_persons(file)
