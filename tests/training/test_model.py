"""A model for what is in the project now: when one is trained, and what a failure leaves."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from tightrope.training.model import TrainingError, ensure_model, model_path

SMALL_PROJECT = {
    "config.yml": """
        recipe: default.v1
        assistant_id: small
        language: en
        pipeline: [{name: KeywordIntentClassifier}]
        policies: [{name: RulePolicy}]
        """,
    "domain.yml": """
        version: "3.1"
        intents: [greet]
        responses: {utter_greet: [{text: hello}]}
        """,
    "data/rules.yml": """
        version: "3.1"
        rules: [{rule: greet, steps: [{intent: greet}, {action: utter_greet}]}]
        """,
    "data/nlu/greet.yml": """
        version: "3.1"
        nlu: [{intent: greet, examples: "- hello\\n- hi"}]
        """,
    "requirements.lock": "rasa==3.6.21\n",
    "tightrope/understanding/reader.py": "WORDS = 3\n",
    "tightrope/understanding/words.yml": "a: b\n",
    "README.md": "# Small\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, content in SMALL_PROJECT.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


@pytest.fixture
def shown() -> Console:
    """A console whose text can be read back, as `shown.file.getvalue()`."""
    return Console(file=io.StringIO(), width=200)


def said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def append(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / name).open("a") as file:
            file.write("# changed\n")

    return change


def rename(name: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).rename(root / new)

    return change


def write(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("new")

    return change


CHANGES = {
    "config": append("config.yml"),
    "domain": append("domain.yml"),
    "rules": append("data/rules.yml"),
    "an example": append("data/nlu/greet.yml"),
    "a new data file": write("data/nlu/thank.yml"),
    "a renamed data file": rename("data/nlu/greet.yml", "data/nlu/hello.yml"),
    "a removed data file": lambda root: (root / "data/nlu/greet.yml").unlink(),
    "a dependency": append("requirements.lock"),
    "code": append("tightrope/understanding/reader.py"),
    "knowledge beside the code": append("tightrope/understanding/words.yml"),
    "new code": write("tightrope/understanding/gate.py"),
}

NO_CHANGES = {
    "nothing": lambda root: None,
    "what the page says": append("README.md"),
    "the time of a file": lambda root: os.utime(root / "config.yml", (0, 0)),
    "compiled code": write("tightrope/understanding/__pycache__/reader.pyc"),
    "a trained model": write("models/other.tar.gz"),
    "an editor's copy": write("data/nlu/greet.yml~"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_what_is_taught_asks_for_a_new_model(project: Path, change):
    before = model_path(project)
    change(project)
    assert model_path(project) != before


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
def test_other_changes_keep_the_model(project: Path, change):
    before = model_path(project)
    change(project)
    assert model_path(project) == before


def test_a_change_taken_back_finds_the_old_model(project: Path):
    before = model_path(project)
    config = (project / "config.yml").read_bytes()
    append("config.yml")(project)
    (project / "config.yml").write_bytes(config)
    assert model_path(project) == before


def test_a_model_is_trained_once(project: Path, shown: Console):
    trained = ensure_model(shown, project)
    assert trained.path == model_path(project)
    assert trained.path.is_file()
    assert trained.seconds is not None
    assert f"Trained in {trained.seconds:.0f} seconds" in said(shown)
    before = said(shown)
    again = ensure_model(shown, project)
    assert (again.path, again.seconds) == (trained.path, None)
    assert said(shown) == before
    append("README.md")(project)
    append("requirements.lock")(project)
    with pytest.raises(TrainingError):
        ensure_without_rasa(shown, project)
    assert f"about {round(trained.seconds, 1):.0f} seconds" in said(shown)


def test_a_failed_training_leaves_no_model_and_tells_rasas_last_words(
    project: Path, shown: Console
):
    rules = project / "data" / "rules.yml"
    rules.write_text(rules.read_text().replace("utter_greet", "utter_what_nobody_wrote"))
    with pytest.raises(TrainingError, match=r"Nothing was changed") as caught:
        ensure_model(shown, project)
    assert "utter_what_nobody_wrote" in str(caught.value)
    assert [path.name for path in (project / "models").iterdir()] == []


def test_a_misspelt_label_is_named_with_its_file_and_what_is_allowed(project: Path, shown: Console):
    # What stands in for our code in the small project would hide the real components.
    shutil.rmtree(project / "tightrope")
    reading = ("language.EnglishLanguage", "sentence_encoder.SentenceEncoder")
    deciding = ("intent_classifier.IntentClassifier", "exchange_reader.ExchangeReader")
    pipeline = [{"name": f"tightrope.understanding.{name}"} for name in (*reading, *deciding)]
    config = (project / "config.yml").read_text()
    config = config.replace("[{name: KeywordIntentClassifier}]", json.dumps(pipeline))
    (project / "config.yml").write_text(config)
    (project / "data" / "nlu" / "jealousy.yml").write_text(
        "nlu:\n- intent: jealousy\n  examples:\n"
        "  - text: he checked my phone\n    metadata: {actor: me}\n"
    )
    with pytest.raises(TrainingError) as caught:
        ensure_model(shown, project)
    fault = str(caught.value).splitlines()[1]
    assert "data/nlu/jealousy.yml" in fault
    assert "actor: me" in fault
    assert "partner, self, both" in fault


TIMES = {
    "no note": (None, 20),
    "no JSON": ("soon", 20),
    "not the note": ("[7]", 20),
    "no number": ('{"seconds": null}', 20),
    "another key": ('{"minutes": 7}', 20),
    "bytes of something else": ("\x80", 20),
    "a note": ('{"seconds": 7.2}', 7),
}


@pytest.mark.parametrize(("note", "seconds"), TIMES.values(), ids=TIMES)
def test_the_time_is_estimated_from_the_last_training_or_the_data(
    project: Path, shown: Console, note: str | None, seconds: int
):
    if note is not None:
        write("models/training_times.json")(project)
        (project / "models" / "training_times.json").write_bytes(note.encode("latin-1"))
    with pytest.raises(TrainingError):
        ensure_without_rasa(shown, project)
    assert f"about {seconds} seconds" in said(shown)


def test_the_first_estimate_grows_with_the_data(project: Path, shown: Console):
    many = "".join(f"  - text: 'example {n}'\n" for n in range(5000))
    (project / "data" / "nlu" / "many.yml").write_text("nlu:\n- intent: many\n  examples:\n" + many)
    with pytest.raises(TrainingError):
        ensure_without_rasa(shown, project)
    assert "about 80 seconds" in said(shown)


def ensure_without_rasa(console: Console, root: Path) -> None:
    """Asks for a model where the command that trains fails at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "executable", "/bin/false")
        ensure_model(console, root)
