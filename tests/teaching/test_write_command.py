"""`tightrope teach write`: shows the change, asks, and makes examples of what is ready."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.memory.pasts import NOW
from tests.teaching.examples_project import project
from tightrope.cli import main
from tightrope.memory import ANNOTATOR, MAINTAINER, Memory
from tightrope.running import settings
from tightrope.teaching.judgement import Judgement

TEXT = "she asked who the new girl at work is, twice"
JUDGED = Judgement(bid="jealousy", actor="partner")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with one message that a maintainer has judged."""
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path / "var"))
    monkeypatch.setattr(settings, "ROOT", project(tmp_path / "project"))
    with Memory(tmp_path / "var") as memory:
        memory.teachers.add("Maja", MAINTAINER, NOW)
        memory.inbox.add("web", TEXT, "unsure", {}, NOW)
        memory.annotations.put(1, 1, JUDGED.as_mapping(), NOW)
    return tmp_path / "project"


def write(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["teach", "write", *arguments], input=typed)


def is_written(root: Path) -> bool:
    return TEXT in (root / "data" / "nlu" / "jealousy.yml").read_text()


def test_it_shows_the_change_and_asks_before_it_writes(root: Path):
    done = write(typed="n\n")
    assert "Write 1 of 1 messages" in done.output
    assert TEXT in done.output
    assert "Nothing was written" in done.output
    assert not is_written(root)


@pytest.mark.parametrize(("arguments", "typed"), [((), "y\n"), (("--yes",), "")])
def test_a_yes_writes_and_says_what_comes_next(root: Path, arguments, typed: str):
    done = write(*arguments, typed=typed)
    assert done.exit_code == 0, done.output
    assert "1 examples more" in done.output
    assert "tightrope train" in done.output
    assert is_written(root)
    assert "Nothing is ready" in write("--yes").output


def test_only_a_maintainer_writes(root: Path, tmp_path: Path):
    with Memory(tmp_path / "var") as memory:
        memory.teachers.add("Ana", ANNOTATOR, NOW)
    done = write("--as", "Ana", "--yes")
    assert done.exit_code != 0
    assert "Only a maintainer" in done.output
    assert not is_written(root)


def test_a_file_broken_by_hand_is_named(root: Path):
    file = root / "data" / "nlu" / "no_bid.yml"
    file.write_text(file.read_text() + "  - text: 'half\n")
    done = write("--yes")
    assert done.exit_code != 0
    assert "no_bid.yml" in done.output
    assert not is_written(root)


def test_what_stays_out_is_named(root: Path, tmp_path: Path):
    with Memory(tmp_path / "var") as memory:
        memory.inbox.reword(1, "He knows the name of every man I work with!")
        memory.annotations.put(1, 1, Judgement().as_mapping(), NOW)
    done = write("--yes")
    assert "Message 1 stays out" in done.output
    assert "with other labels" in done.output
