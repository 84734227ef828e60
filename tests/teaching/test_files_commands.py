"""`tightrope teach` at a terminal: files in and out, and errors one can act on."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.memory.pasts import NOW
from tightrope.cli import main
from tightrope.memory import MAINTAINER, Memory
from tightrope.running.settings import ROOT
from tightrope.teaching import importing

TABLE = "text,bid,actor,moment,source\nshe laughs at his jokes now,jealousy,self,tension,forum\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a memory in it, and no model: loading one is tested elsewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIGHTROPE_DATA", "var")
    monkeypatch.setattr(importing, "record_path", lambda _: tmp_path / "models" / "in_use.json")
    (tmp_path / "in.csv").write_text(TABLE)
    with Memory(tmp_path / "var") as memory:
        memory.teachers.add("Ana", MAINTAINER, NOW)
    return tmp_path


def teach(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["teach", *arguments])


def test_a_file_is_brought_and_taken_away_again(here: Path):
    done = teach("import", "in.csv")
    assert done.exit_code == 0, done.output
    assert "Left alone: source." in done.output
    assert "New in the inbox: 1. There before: 0." in done.output
    assert "as said by Ana: 1." in done.output
    assert "Rows in out.jsonl: 1." in teach("export", "out.jsonl", "--inbox").output
    (row,) = map(json.loads, (here / "out.jsonl").read_text().splitlines())
    assert (row["text"], row["teacher"], row["bid"]) == (
        "she laughs at his jokes now",
        "Ana",
        "jealousy",
    )
    with Memory(here / "var") as memory:
        memory.inbox.remove(1)
    assert teach("import", "out.jsonl", "--without-labels").exit_code == 0
    with Memory(here / "var") as memory:
        (item,) = memory.inbox.waiting()
        assert memory.annotations.of(item.id) == []


def test_an_empty_cell_and_an_empty_inbox_are_fine(here: Path):
    assert "Rows in out.csv: 0." in teach("export", "out.csv", "--inbox").output
    with Memory(here / "var") as memory:
        memory.inbox.add("web", "=1+1", "unsure", {}, NOW)
        memory.annotations.put(1, 1, None, NOW, note="later")
    assert teach("export", "out.csv", "--inbox").exit_code == 0
    (row,) = csv.DictReader((here / "out.csv").read_text("utf-8-sig").splitlines())
    assert (row["text"], row["note"], row["bid"]) == ("'=1+1", "later", "")


def test_all_examples_are_taken_away(here: Path):
    assert "Rows in out.csv: " in teach("export", "out.csv").output
    with (here / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 20_000
    assert {"jealousy", "thank", "erase"} <= {row["intent"] for row in rows}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["import", "-"], "'-' ends neither in .csv nor in .jsonl"),
        (["export", "-"], "'-' ends neither in .csv nor in .jsonl"),
        (["export", "-", "--inbox"], "'-' ends neither"),
        (["import", "gone.csv"], "gone.csv cannot be read"),
        (["import", "in.csv", "--as", "Bo"], "'Bo' is no maintainer. Those who are: Ana"),
        (["export", "no/out.csv"], "cannot be written"),
        (["import", "bad.csv"], "row 2, column bid: is 'envy'"),
    ],
)
def test_errors_are_told_in_words(here: Path, arguments: list[str], complaint: str):
    (here / "bad.csv").write_text(TABLE.replace("jealousy", "envy"))
    done = teach(*arguments)
    assert done.exit_code == 1
    assert complaint in done.output
    with Memory(here / "var") as memory:
        assert memory.inbox.waiting() == []


def test_the_command_starts_without_what_is_heavy():
    heavy = ("rasa", "sklearn", "spacy", "pandas", "onnxruntime", "tensorflow")
    code = f"import sys, tightrope.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
    assert "import" in teach("--help").output
