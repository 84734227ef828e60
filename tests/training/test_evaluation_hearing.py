"""What is taken from an answer of /model/parse, and what is timed."""

from __future__ import annotations

import pytest

from tests.training.evaluation_cases import JEALOUS, PLAIN, heard
from tightrope.training.evaluation_hearing import TIMED_LENGTH, Heard, HearingError, timed_pieces


def test_rankings_are_read_where_the_model_tells_them():
    parsed = {
        "intent": {"name": "no_bid", "confidence": 0.5},
        "exchange": heard().exchange,
        "bid_ranking": [
            {"name": "none", "confidence": 0.7},
            {"name": "protest", "confidence": 0.3},
        ],
        "actor_ranking": [{"name": "self", "confidence": 0.9}],
        "concern_scores": {"self_harm": 0.2},
    }
    answer = Heard.from_parse(parsed)
    assert answer.intent == "no_bid"
    assert answer.likeliest_dimension == "anxiety"
    assert answer.likeliest_actor == "self"
    assert answer.concern_scores == {"self_harm": 0.2}


def test_an_answer_without_rankings_is_enough():
    answer = Heard.from_parse({"intent": None, "exchange": heard("withdrawal", "self").exchange})
    assert (answer.likeliest_dimension, answer.likeliest_actor) == ("avoidance", "self")


def test_a_model_without_exchange_reader_is_refused_with_the_reason():
    with pytest.raises(HearingError, match="ExchangeReader"):
        Heard.from_parse({"intent": {"name": "greet", "confidence": 1.0}})


@pytest.mark.parametrize("texts", [["x"], [PLAIN, JEALOUS], [PLAIN] * 40, ["y" * 100_000]])
def test_every_timed_piece_has_the_same_length(texts: list[str]):
    pieces = timed_pieces(texts)
    assert 1 <= len(pieces) <= 200
    assert {len(piece) for piece in pieces} == {TIMED_LENGTH}
