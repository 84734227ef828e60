"""Rasa's default pipeline knows intents only: how they are read as bids and concerns."""

from __future__ import annotations

import pytest
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.utils.io import read_yaml_file

from tightrope.training.evaluation_peer import CONFIG, peer_heard


def answer(*ranking: tuple[str, float]) -> dict[str, object]:
    entries = [{"name": name, "confidence": sure} for name, sure in ranking]
    return {"intent": entries[0], "intent_ranking": entries, "entities": []}


@pytest.mark.parametrize(
    ("intent", "bid", "dimension", "concern"),
    [
        ("jealousy", "jealousy", "anxiety", "none"),
        ("self_reliance", "self_reliance", "avoidance", "none"),
        ("no_bid", "none", "none", "none"),
        ("greet", "none", "none", "none"),
        ("nlu_fallback", "none", "none", "none"),
        ("disclose_abuse", "none", "none", "partner_abuse"),
        ("disclose_self_harm", "none", "none", "self_harm"),
    ],
)
def test_an_intent_is_read_as_bid_and_concern(intent: str, bid: str, dimension: str, concern: str):
    exchange = peer_heard(answer((intent, 0.8), ("thank", 0.1))).exchange
    assert (exchange["bid"], exchange["dimension"]) == (bid, dimension)
    assert exchange["concern"] == concern
    assert (exchange["actor"], exchange["moment"]) == (None, None)


def test_everything_without_a_bid_speaks_for_none():
    heard = peer_heard(answer(("greet", 0.4), ("withdrawal", 0.3), ("disclose_abuse", 0.2)))
    assert heard.bid_confidence == pytest.approx(0.6)
    assert heard.likeliest_dimension == "avoidance"
    assert heard.concern_scores["partner_abuse"] == pytest.approx(0.2)


def test_a_fallback_says_nothing_about_the_bid():
    heard = peer_heard(answer(("nlu_fallback", 0.7), ("withdrawal", 0.25), ("no_bid", 0.2)))
    assert heard.bid == "none"
    assert heard.bid_confidence == pytest.approx(0.2)


def test_its_pipeline_is_one_that_rasa_knows():
    names = [entry["name"] for entry in read_yaml_file(CONFIG)["pipeline"]]
    assert "DIETClassifier" in names
    for name in names:
        assert DefaultV1Recipe._from_registry(name).clazz.__name__ == name
