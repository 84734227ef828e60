"""Phrases that must never be missed: what they find, what they leave alone, what breaks them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.asem import Concern
from tightrope.safety.phrases import PhrasesError, concerns_said, load_phrases, plain_words

SAID = {
    Concern.SELF_HARM: [
        "I've been feeling suicidal since March",
        "He said he'd KILL HIMSELF if I left",
        "don’t want to live",
        "dont want to be here anymore",
        "sometimes she talks about suicide",
        "everyone would be better off without me",
        "she cuts herself when we argue",
        "I'm back to self-harming",
    ],
    Concern.PARTNER_ABUSE: [
        "my husband hit me",
        "He has once choked me, in 2022",
        "she put her hands on me",
        "he grabbed me by the arm",
        "it turns out it's rape, my friend says",
        "sex while I'm asleep",
        "he threatens to take the kids",
        "im scared of my boyfriend",
        "he tracks my phone",
        "I'm not allowed to see my sister",
        "he's emotionally and verbally abusive",
        "we had to get a restraining order",
    ],
    Concern.POSSIBLE_ABUSE: [
        "he's very controlling",
        "she calls me stupid",
        "he punched a hole in the wall",
        "I walk on eggshells",
        "he has anger issues",
    ],
    Concern.HARM_TO_OTHERS: [
        "I slapped her",
        "I'm scared I will hurt him",
        "I have the urge to hit him",
        "my ex told me that she felt coerced",
    ],
    Concern.PAST_ABUSE: [
        "my ex husband hit me",
        "he used to beat me up",
        "my dad was physically abusive when I was a kid",
        "years ago I was raped",
    ],
}

HARMLESS = [
    "",
    "😭😭",
    "my uncle died by suicide in May",
    "that would be career suicide for him",
    "she kicked me out",
    "he beat me at chess",
    "it hit me that she was right",
    "I am scared of him leaving me",
    "I'm not afraid of him",
    "I don't want to live with his mother",
    "he's passive aggressive about the dishes",
    "we stalked her instagram together",
    "I laughed so much I wanted to die",
    "emotionally and financially I gave him everything",
    "no suicidal thoughts, just tired",
    "cutting myself some slack",
    "he went through my phone",
]


@pytest.mark.parametrize(
    ("sentence", "concern"), [(text, concern) for concern, said in SAID.items() for text in said]
)
def test_plain_words_are_heard(sentence: str, concern: Concern):
    assert concern in concerns_said([sentence], load_phrases())


NEAR_HARMLESS = [
    "he hit me at the party",
    "he punched me by the pool",
    "he kicked the dog and hit me",
    "I burned my arm with the iron again",
    "I hit her and it broke her heart",
    "I hit her in the face",
    "he hit me when I came home late",
    "I want to kill myself, I can't live like this",
    "the shame is so big that I want to kill myself",
    "I pushed her to the floor",
    "gonna kms today",
    "he threatened to kill me during the film",
    "I don't want to live with him, I want to die",
    "no suicidal people here, but I want to kill myself",
    "he kicked me out of the car and hit me in the face",
]
"""Danger beside wording that is harmless by itself."""


@pytest.mark.parametrize("sentence", NEAR_HARMLESS)
def test_harmless_wording_does_not_hide_the_danger_beside_it(sentence: str):
    assert concerns_said([sentence], load_phrases())


@pytest.mark.parametrize("sentence", HARMLESS)
def test_harmless_words_are_left_alone(sentence: str):
    assert not concerns_said([sentence], load_phrases())


def test_words_of_two_sentences_are_not_put_together():
    assert not concerns_said(["I want to.", "Die hard is on."], load_phrases())


def test_what_is_stalking_now_is_no_past_abuse():
    said = concerns_said(["my ex is stalking me"], load_phrases())
    assert said == {Concern.PARTNER_ABUSE}


def test_a_second_sentence_about_the_past_does_not_lessen_the_first():
    said = concerns_said(["He hit me.", "My ex never did."], load_phrases())
    assert said == {Concern.PARTNER_ABUSE}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Don’t!", " dont "),
        ("  a_b--C\n", " a b c "),
        ("", "  "),
        ("fiancé", " fiancé "),
    ],
)
def test_marks_and_case_do_not_matter(text: str, plain: str):
    assert plain_words(text) == plain


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_searched(text: str):
    concerns_said([text], load_phrases())


def test_a_huge_text_without_an_end_is_searched_at_once():
    assert not concerns_said(["he said that it " * 2000], load_phrases())


def written(folder: Path, entries: str, past: str = "past: [used to]") -> Path:
    file = folder / "phrases.yml"
    file.write_text(f"{past}\nentries:\n{entries}", encoding="utf-8")
    return file


def test_the_notation_means_what_the_file_says(tmp_path: Path):
    entry = (
        "- {about: x, concern: self_harm, phrases: ['(big|very (old|new)) [red] dog* ... home']}"
    )
    phrases = load_phrases(written(tmp_path, entry))
    for yes in ("big dog home", "very old red dogs go all the home", "Very new doggy home!"):
        assert concerns_said([yes], phrases), yes
    for no in ("red dog home", "very dog home", "big cat home", "big dog a b c d home"):
        assert not concerns_said([no], phrases), no


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("- {about: x, concern: none, phrases: [a]}", "entry 1.*concern.*no concern"),
        ("- {about: x, concern: rudeness, phrases: [a]}", "entry 1.*concern.*none of the words"),
        ("- {about: x, concern: self_harm}", "entry 1.*phrases.*missing"),
        ("- {about: x, concern: self_harm, phrases: []}", "entry 1.*phrases.*none"),
        ("- {about: x, concern: self_harm, phrases: ['(a|b']}", "entry 1.*no phrase"),
        ("- {about: x, concern: self_harm, phrases: [' ']}", "entry 1.*no phrase"),
        ("- {about: x, concern: self_harm, phrases: [a], sure: 1}", "entry 1.*sure.*nobody knows"),
        ("- only words", "entries"),
        ("- {about: x", "line"),
        ("", "entries"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, entry: str, complaint: str):
    with pytest.raises(PhrasesError, match=rf"phrases\.yml.*{complaint}"):
        load_phrases(written(tmp_path, entry))


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(PhrasesError, match=r"nowhere\.yml"):
        load_phrases(tmp_path / "nowhere.yml")
