"""The examples: enough of them, spread over what people are, and none from a template."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import chain

import numpy as np
import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from tightrope.running.settings import ROOT
from tightrope.teaching.example_vectors import Vectors, example_vectors
from tightrope.teaching.likeness import BEYOND_THE_ENCODER, TOO_CLOSE
from tightrope.training.examples_importer import ExamplesImporter
from tightrope.understanding.labels import BIDS, labels_of
from tightrope.understanding.readable import readable

FEWEST_DISTINCT = 0.9
"""Least share of a file's runs of four words that stand in it once only."""

WORD = re.compile(r"[\w'’]+")


@cache
def examples() -> dict[str, list[Message]]:
    files = [str(file) for file in (ROOT / "data" / "nlu").glob("*.yml")]
    by_intent = defaultdict(list)
    for example in ExamplesImporter(training_data_paths=files).get_nlu_data().intent_examples:
        by_intent[example.get("intent")].append(example)
    return dict(by_intent)


INTENTS = sorted(file.stem for file in (ROOT / "data" / "nlu").glob("*.yml"))


def texts(intent: str) -> list[str]:
    return [readable(example.get(TEXT)) for example in examples()[intent]]


@cache
def meanings() -> dict[str, Vectors]:
    rows = iter(example_vectors(ROOT, [text for intent in INTENTS for text in texts(intent)]))
    return {intent: np.stack([next(rows) for _ in texts(intent)]) for intent in INTENTS}


@pytest.mark.parametrize("intent", sorted(set(INTENTS) - set(BEYOND_THE_ENCODER)))
def test_no_two_examples_of_an_intent_say_the_same_in_the_same_words(intent: str):
    vectors = meanings()[intent]
    rows, columns = np.nonzero(np.triu(vectors @ vectors.T, 1) > TOO_CLOSE)
    close = [(texts(intent)[a], texts(intent)[b]) for a, b in zip(rows, columns, strict=True)]
    assert not close


@pytest.mark.parametrize("intent", INTENTS)
def test_examples_are_not_made_from_a_template(intent: str):
    words = [WORD.findall(text.lower()) for text in texts(intent)]
    runs = Counter(chain.from_iterable(zip(w, w[1:], w[2:], w[3:], strict=False) for w in words))
    assert not runs or len(runs) / runs.total() > FEWEST_DISTINCT


def length(text: str) -> str:
    words = len(text.split())
    return "line" if words <= 20 else "few sentences" if words < 60 else "story"


@pytest.mark.parametrize("bid", BIDS)
def test_each_bid_has_examples_of_every_kind(bid: str):
    labels = [(labels_of(example), example.get(TEXT)) for example in examples()[bid]]
    assert len(labels) >= 300
    kinds = {
        "actor": Counter(label.actor for label, _ in labels),
        "moment": Counter(label.moment for label, _ in labels),
        "length": Counter(length(text) for _, text in labels),
    }
    for kind, wanted in (
        ("actor", ("self", "partner")),
        ("moment", ("tension", "calm")),
        ("length", ("line", "few sentences", "story")),
    ):
        for value in wanted:
            share = kinds[kind][value] / len(labels)
            assert share > 0.1, f"{bid}: only {share:.0%} have {kind} {value}"


def test_there_are_enough_examples():
    counts = {intent: len(found) for intent, found in examples().items()}
    assert sum(counts[bid] for bid in BIDS) + counts["no_bid"] >= 3000
    assert counts["no_bid"] >= 900
    talk = [count for intent, count in counts.items() if intent not in (*BIDS, "no_bid")]
    assert min(talk) >= 40


def test_there_are_enough_examples_of_concerns():
    disclosures = (found for intent, found in examples().items() if intent.startswith("disclose"))
    assert sum(map(len, disclosures)) >= 800
