"""The Rasa project as a whole: its data, its rules, and Rasa's own checks of both."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from ruamel.yaml import YAML

from tightrope.asem import Bid, Moment
from tightrope.running.settings import ROOT
from tightrope.teaching.likeness import same_words
from tightrope.understanding.labels import CONCERN_OF_INTENT, Labels, labels_of

NLU = sorted((ROOT / "data" / "nlu").glob("*.yml"), key=lambda path: path.name)
FILES = [pytest.param(path, id=path.stem) for path in NLU]
BIDS = [bid.value for bid in Bid if bid is not Bid.NONE]
STORIES = ROOT / "tests" / "stories"

UNTAUGHT = {
    *("inform", "ask_country", "inform_country", "under_18", "unclear", "too_long"),
    "EXTERNAL_check_back",
}
"""Intents without examples: what only buttons or reminders send, what only components decide."""

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


@cache
def examples(path: Path) -> list[tuple[str, Labels]]:
    """Texts and labels of a file; an example with a wrong label is an error."""
    found = []
    for block in read(path)["nlu"]:
        listed = block["examples"]
        if isinstance(listed, str):
            listed = [{"text": line.removeprefix("- ")} for line in listed.splitlines()]
        for example in listed:
            metadata = {"example": example.get("metadata", {})}
            message = Message(data={INTENT: block["intent"], "metadata": metadata})
            found.append((example["text"], labels_of(message)))
    return found


def rasa(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "rasa", *arguments],
        cwd=ROOT,
        env={**os.environ, **QUIET},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def validation() -> Iterator[subprocess.Popen[str]]:
    """`rasa data validate`, under way: most of its time is reading, so other tests run beside."""
    process = rasa("data", "validate", "--quiet")
    yield process
    process.kill()
    process.wait()


def test_every_test_story_goes_as_told(
    validation: subprocess.Popen[str], model: Path, tmp_path: Path
):
    process = rasa(
        *("test", "core", "--model", str(model), "--stories", str(STORIES)),
        *("--out", str(tmp_path), "--no-plot", "--fail-on-prediction-errors"),
    )
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0, output[-3000:]
    told = [story for file in STORIES.glob("*.yml") for story in read(file)["stories"]]
    report = json.loads((tmp_path / "story_report.json").read_text())
    assert report["conversation_accuracy"] == {
        "accuracy": 1.0,
        "correct": len(told),
        "with_warnings": 0,
        "total": len(told),
    }


def test_the_test_stories_know_every_intent():
    told = {
        step["intent"]
        for file in STORIES.glob("*.yml")
        for story in read(file)["stories"]
        for step in story["steps"]
        if "intent" in step
    }
    assert told == set(domain()["intents"])


@cache
def domain() -> dict[str, Any]:
    found: dict[str, Any] = read(ROOT / "domain.yml")
    return found


def rules() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read(ROOT / "data" / "rules.yml")["rules"]
    return found


def test_every_intent_has_one_rule():
    starts = Counter(rule["steps"][0]["intent"] for rule in rules())
    assert starts == Counter(domain()["intents"])


def test_every_action_of_a_rule_exists_and_every_action_has_a_rule():
    from rasa_sdk.executor import ActionExecutor

    executor = ActionExecutor()
    executor.register_package("actions")
    spoken = {step["action"] for rule in rules() for step in rule["steps"] if "action" in step}
    assert spoken | {"action_default_fallback"} == set(domain()["actions"])
    assert set(executor.actions) == set(domain()["actions"])


def test_every_intent_is_taught_or_never_typed():
    assert {path.stem for path in NLU} == set(domain()["intents"]) - UNTAUGHT


@pytest.mark.parametrize("path", FILES)
def test_a_file_teaches_the_intent_it_is_named_after_and_nothing_else(path: Path):
    assert set(read(path)) == {"version", "nlu"}
    assert {labels.intent for _, labels in examples(path)} == {path.stem}


@pytest.mark.parametrize("path", FILES)
def test_a_file_has_enough_examples(path: Path):
    fewest = 150 if path.stem == "no_bid" else 60 if path.stem in BIDS else 40
    assert len(examples(path)) >= fewest


@pytest.mark.parametrize("bid", BIDS)
def test_a_bid_is_taught_for_both_actors_in_both_moments(bid: str):
    taught = [labels for _, labels in examples(ROOT / "data" / "nlu" / f"{bid}.yml")]
    counts = Counter((labels.actor, labels.moment) for labels in taught)
    assert all(labels.bid == bid and labels.actor and labels.moment for labels in taught)
    for actor in ("partner", "self"):
        for moment in Moment:
            assert counts[actor, moment.value] >= 15, (actor, moment.value)


@pytest.mark.parametrize("path", [p for p in FILES if p.id in (*CONCERN_OF_INTENT, "no_bid")])
def test_a_story_file_says_when_it_happens_and_what_the_concern_is(path: Path):
    for _, labels in examples(path):
        assert labels.moment in ("tension", "calm")
        assert labels.concern == CONCERN_OF_INTENT.get(path.stem, "none")


def test_no_example_is_there_twice():
    places: dict[str, list[str]] = {}
    for path in NLU:
        for text, _ in examples(path):
            places.setdefault(same_words(text), []).append(f"{path.name}: {text}")
    assert [found for found in places.values() if len(found) > 1] == []


@pytest.mark.parametrize("path", FILES)
def test_examples_are_not_variations_of_one_sentence(path: Path):
    """Template-made data repeat their word sequences; people's own rarely do."""
    runs = Counter(
        tuple(words[i : i + 4])
        for text, _ in examples(path)
        for words in [text.lower().split()]
        for i in range(len(words) - 3)
    )
    assert len(runs) > 0.9 * runs.total()


@pytest.mark.parametrize("path", FILES)
def test_examples_are_trimmed_and_name_no_entities(path: Path):
    for text, _ in examples(path):
        assert text == text.strip() != ""
        assert "](" not in text, "read as an entity by Rasa"


def test_rasa_finds_nothing_wrong_with_the_project(validation: subprocess.Popen[str]):
    output, _ = validation.communicate(timeout=180)
    assert validation.returncode == 0, output[-3000:]
    untaught = re.findall(r"The intent '(\w+)' is listed in the domain file, but", output)
    assert sorted(untaught) == sorted(UNTAUGHT)
    # The actions say the responses, so that an open concern is never talked past.
    unused = re.findall(r"The utterance '(\w+)' is not used in any story or rule", output)
    assert sorted(unused) == sorted(domain()["responses"])
    assert output.count("UserWarning: ") == len(UNTAUGHT) + len(unused), output
