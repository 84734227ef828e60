"""Vectors of texts: what the later components rely on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.understanding.encoder import (
    WIDTH,
    WINDOW_TOKENS,
    Span,
    Vectors,
    meaning,
    shared_encoder,
)
from tightrope.understanding.readable import readable

ANY_TEXT = st.text(
    st.characters() | st.characters(whitelist_categories=["Cs"]) | st.sampled_from("ab ’😭\n\x00"),
    max_size=80,
).map(readable)
"""Everything a string can hold, halves of surrogate pairs included, as the components read it."""


def whole(text: str) -> Vectors:
    return shared_encoder().encode([text], [[]])[0].whole


def part(text: str, *spans: Span) -> Vectors:
    return shared_encoder().encode([text], [spans])[0].spans


def meant(text: str) -> Vectors:
    return meaning(whole(text))


@pytest.mark.parametrize(
    "text",
    ["", "x", "He went quiet.", "😭😭😭", "我女朋友在哭", "she asked again " * 400],
    ids=["empty", "letter", "sentence", "emoji", "Chinese", "long"],
)
def test_the_vector_of_a_text_has_unit_length(text: str):
    assert whole(text).shape == (WIDTH,)
    assert np.linalg.norm(whole(text)) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        (
            "She keeps asking if I love her",
            "My girlfriend wants to hear that I love her",
            "The oven timer is broken",
        ),
        (
            "I checked his phone while he slept",
            "I looked through her messages",
            "We planted tomatoes in the garden",
        ),
        (
            "he shut the door and won't talk",
            "my husband gives me the silent treatment",
            "we booked a holiday",
        ),
        ("I want to die", "I don't want to live any more", "I want a sandwich"),
        ("thanks a lot", "thank you so much", "he slammed the door"),
    ],
)
def test_related_texts_are_nearer_than_unrelated_ones(text: str, near: str, far: str):
    assert meant(text) @ meant(near) > meant(text) @ meant(far) + 0.15


def test_many_texts_at_once_get_the_vectors_they_get_alone():
    texts = [f"{'He asked me once more. ' * n}Then she left." for n in range(12)] + ["", "😭", "ok"]
    spans: list[list[Span]] = [[(0, len(text) // 2), (0, len(text))] for text in texts]
    for text, own, encoded in zip(texts, spans, shared_encoder().encode(texts, spans), strict=True):
        (alone,) = shared_encoder().encode([text], [own])
        np.testing.assert_allclose(encoded.whole, alone.whole, atol=1e-5)
        np.testing.assert_allclose(encoded.spans, alone.spans, atol=1e-5)


def test_the_meaning_of_a_vector_has_unit_length():
    assert meant("He went quiet.").shape == (384,)
    assert np.linalg.norm(meant("He went quiet.")) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_vectors():
    assert shared_encoder().encode([], []) == []


def test_a_long_text_is_read_to_its_end():
    window = "day " * WINDOW_TOKENS
    np.testing.assert_allclose(whole(window), whole(window * 3), atol=1e-5)
    assert whole(window + "My wife is crying in the bathroom.") @ whole(window) < 0.9999
    end = "My wife is crying in the bathroom."
    text = window * 2 + end
    (vector,) = part(text, (len(text) - len(end), len(text)))
    in_tears, days = meant("My wife is in tears"), meant("day day day")
    assert meaning(vector) @ in_tears > meaning(vector) @ days + 0.15


def test_a_span_has_a_vector_of_what_is_in_it():
    sentences = ["We paid the electricity bill.", "Then he called me names in front of his mother."]
    text = " ".join(sentences)
    bill, names = part(text, (0, len(sentences[0])), (len(sentences[0]) + 1, len(text)))
    assert np.linalg.norm(bill) == pytest.approx(1, abs=1e-5)
    assert meaning(bill) @ meant("money for power") > meaning(names) @ meant("money for power")
    assert meaning(names) @ meant("he insulted me") > meaning(bill) @ meant("he insulted me")


@pytest.mark.parametrize("span", [(3, 3), (0, 1), (900, 950)])
def test_a_span_without_a_whole_word_piece_has_no_direction(span: Span):
    assert not part("Yesterday", span).any()


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=3))
def test_any_text_has_a_finite_vector(texts: list[str]):
    spans: list[list[Span]] = [[(0, len(text))] for text in texts]
    for encoded in shared_encoder().encode(texts, spans):
        assert np.isfinite(encoded.whole).all()
        assert np.isfinite(encoded.spans).all()
        assert np.linalg.norm(encoded.whole) == pytest.approx(1, abs=1e-4)
