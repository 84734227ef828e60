"""Cross-validation with the real components, on a project so small that fitting takes no time."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from rasa.shared.utils.io import write_yaml

from tightrope.running.settings import ROOT
from tightrope.training.evaluation_folds import OwnExamples, cross_validate, read_examples
from tightrope.training.evaluation_hearing import Heard, quietly
from tightrope.understanding.labels import STORIES

FOLDS = 5
WORDS = """
    kettle galaxy invoice violin glacier pepper goalkeeper tractor lullaby passport volcano mitten
    senate walnut algebra carpet penguin oxygen ribbon thunder dentist harbour trumpet basket
    saddle museum lemon battery monsoon chimney rabbit sermon pixel anchor orchid tariff
    helmet soup comet ladder puppet marathon vinegar bishop tunnel jigsaw canoe turbine
    almond cathedral ferry blanket cactus opera magnet dentures parsley sergeant quilt radar
"""
NOUNS = WORDS.split()


def example(number: int, noun: str) -> dict[str, object]:
    labels = {
        "actor": "self" if number % 3 else "partner",
        "moment": "calm" if number % 2 else "tension",
    }
    return {"text": f"{noun} {noun}", "metadata": labels}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Examples whose intents have nothing to do with their words."""
    root = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "config.yml", root)
    (root / "data" / "nlu").mkdir(parents=True)
    for place, intent in enumerate(STORIES):
        nouns = NOUNS[place :: len(STORIES)]
        examples = [example(number, noun) for number, noun in enumerate(nouns)]
        block = {"version": "3.1", "nlu": [{"intent": intent, "examples": examples}]}
        write_yaml(block, root / "data" / "nlu" / f"{intent}.yml")
    return root


@pytest.fixture(scope="module")
def examples(project: Path) -> OwnExamples:
    with quietly():
        return read_examples(project, FOLDS)


@pytest.fixture(scope="module")
def heard(project: Path, examples: OwnExamples) -> list[Heard]:
    steps: list[None] = []
    with quietly():
        answers = cross_validate(project, examples, lambda: steps.append(None))
    assert len(steps) == FOLDS
    return answers


def test_every_example_is_held_out_once_and_folds_share_the_intents(examples: OwnExamples):
    assert sorted(i for part in examples.held_out for i in part) == list(range(len(NOUNS)))
    for part in examples.held_out:
        assert Counter(examples.judged[i].intent for i in part) == Counter(STORIES)


def test_labels_come_from_the_examples(examples: OwnExamples):
    first = next(j for j in examples.judged if j.text == "kettle kettle")
    assert (first.intent, first.bid, first.concern) == (STORIES[0], STORIES[0], "none")
    assert (first.actor, first.moment) == ("partner", "tension")
    danger = next(j for j in examples.judged if j.intent == "disclose_self_harm")
    assert (danger.bid, danger.concern) == ("none", "self_harm")


def test_every_example_is_heard(heard: list[Heard], examples: OwnExamples):
    assert len(heard) == len(examples.judged)
    assert all(h.exchange["moment"] in ("tension", "calm", None) for h in heard)


def test_what_cannot_be_known_without_the_answers_is_not_known(
    heard: list[Heard], examples: OwnExamples
):
    # Fitted on the very examples it is asked, the pipeline repeats half of the twelve intents.
    right = sum(h.intent == j.intent for h, j in zip(heard, examples.judged, strict=True))
    assert right / len(heard) < 0.3
