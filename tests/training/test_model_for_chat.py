"""Which model people talk to: the one in use, until it is promoted away or the code changes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from tests.training.promoting_project import candidate, lines, make, record, teach
from tightrope.running.in_use import RecordError, model_of_record, record_path
from tightrope.training.model import model_path
from tightrope.training.model_for_chat import model_for_chat


@pytest.fixture
def shown() -> Console:
    return Console(file=io.StringIO(), width=80)


def said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.fixture
def project(tmp_path: Path, shown: Console) -> Path:
    root = make(tmp_path)
    model_for_chat(shown, root)
    return root


def test_the_first_start_takes_the_model_of_the_present_data(project: Path, shown: Console):
    assert said(shown) == ""
    assert record(project).now.model == model_path(project).name
    assert record(project).now.by != ""
    assert model_of_record(record_path(project)) == model_path(project)


def test_a_second_start_changes_nothing(project: Path, shown: Console):
    before = record_path(project).read_bytes()
    model_for_chat(shown, project)
    assert said(shown) == ""
    assert record_path(project).read_bytes() == before


def test_new_examples_change_nothing_and_the_way_on_is_said_in_one_line(
    project: Path, shown: Console
):
    before = record_path(project).read_bytes()
    teach(project, "new")
    model_for_chat(shown, project)
    assert record_path(project).read_bytes() == before
    assert said(shown).count("\n") == 1
    assert "`tightrope train`, then `tightrope compare`" in said(shown)


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "requirements.lock",
        "data/rules.yml",
        "tightrope/understanding/reader.py",
    ],
)
def test_other_code_makes_the_model_of_the_present_state_the_one_in_use(
    project: Path, shown: Console, name: str
):
    old = record(project).now
    with (project / name).open("a") as file:
        file.write("# changed\n")
    new = candidate(project)
    model_for_chat(shown, project)
    assert "no longer fits" in said(shown)
    assert record(project).now.model == new.name
    assert record(project).before == (old,)
    assert lines(project)[-1]["what"] == "new code"


def test_a_model_that_is_gone_is_made_again_from_the_same_data(project: Path, shown: Console):
    model_path(project).unlink()
    model_for_chat(shown, project)
    assert "is gone. Its data are still here" in said(shown)
    assert model_of_record(record_path(project)) == model_path(project)
    assert record(project).before == ()
    assert lines(project)[-1]["what"] == "made again"


@pytest.mark.parametrize("fault", ["gone", "damaged", "empty"])
def test_a_model_that_is_lost_is_named_with_the_way_out(project: Path, shown: Console, fault: str):
    path = model_path(project)
    teach(project, "new")
    path.unlink() if fault == "gone" else path.write_text("" if fault == "empty" else "half")
    before = record_path(project).read_bytes()
    with pytest.raises(RecordError, match=path.name) as caught:
        model_for_chat(shown, project)
    assert "tightrope rollback" in str(caught.value)
    assert record_path(project).read_bytes() == before


def without(key: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        content = json.loads(text)
        del content["now"][key]
        return json.dumps(content)

    return change


DAMAGE: dict[str, Callable[[str], str]] = {
    "empty": lambda text: "",
    "half": lambda text: text[: len(text) // 2],
    "another shape": lambda text: "[1, 2]",
    "no model": without("model"),
    "no sum": without("sha256"),
    "a path outside": lambda text: text.replace('"tightrope-', '"../tightrope-'),
    "huge": lambda text: "{" + " " * 1_000_000,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_record_is_named_with_what_to_do(project: Path, shown: Console, damage):
    path = record_path(project)
    path.write_text(damage(path.read_text()))
    with pytest.raises(RecordError, match=r"models/in_use\.json") as caught:
        model_for_chat(shown, project)
    assert "Put back a copy" in str(caught.value)
    assert len(str(caught.value)) < 600


def test_bytes_of_something_else_are_a_damaged_record(project: Path, shown: Console):
    record_path(project).write_bytes(b"\x80\xff\x00")
    with pytest.raises(RecordError, match="it is not JSON"):
        model_for_chat(shown, project)


def test_a_folder_that_cannot_be_written_is_told(project: Path, shown: Console):
    record_path(project).unlink()
    (project / "models" / ".in_use.lock").unlink()
    (project / "models" / ".in_use.lock").mkdir()
    with pytest.raises(RecordError, match="Nothing can be recorded in models/"):
        model_for_chat(shown, project)
