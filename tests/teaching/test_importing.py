"""Files into the inbox: without names, heard by the model in use, labelled by who brought them."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from tests.memory.pasts import NOW
from tightrope.memory import ANNOTATOR, MAINTAINER, Memory, TeacherError
from tightrope.running.settings import ROOT
from tightrope.teaching.importing import Imported, import_rows, maintainer
from tightrope.teaching.judgement import Judgement
from tightrope.teaching.tables import Row
from tightrope.training.model_for_chat import model_for_chat

JEALOUS = Judgement(bid="jealousy", actor="self", moment="tension")
ROWS = (
    Row(2, "told Sarah that he likes every picture of her, i can't stop checking", JEALOUS),
    Row(3, "how do i get red wine out of a carpet", None),
)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "var") as opened:
        opened.teachers.add("Ana", MAINTAINER, NOW)
        opened.teachers.add("Bo", ANNOTATOR, NOW)
        yield opened


@pytest.fixture
def shown() -> Console:
    return Console(file=io.StringIO(), width=200)


def said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def brought(memory: Memory, shown: Console, root: Path, rows: tuple[Row, ...] = ROWS) -> Imported:
    return import_rows(shown, memory, rows, maintainer(memory, None), root)


def test_messages_come_without_names_and_with_their_labels(
    memory: Memory, shown: Console, tmp_path: Path
):
    assert brought(memory, shown, tmp_path) == Imported(2, 0, 1)
    first, second = memory.inbox.waiting()
    assert first.text == "told NAME1 that he likes every picture of her, i can't stop checking"
    assert (first.why, first.predicted) == ("imported", {})
    assert memory.inbox.of("web") == []
    (said_of_it,) = memory.annotations.of(first.id)
    assert (said_of_it.teacher, said_of_it.labels) == (1, JEALOUS.as_mapping())
    assert memory.annotations.of(second.id) == []
    assert "No model is in use yet. So the messages come without suggestions." in said(shown)


def test_brought_again_nothing_comes_twice_and_later_judgements_stay(
    memory: Memory, shown: Console, tmp_path: Path
):
    brought(memory, shown, tmp_path, (ROWS[1],))
    other = Judgement(moment="calm").as_mapping()
    assert brought(memory, shown, tmp_path) == Imported(1, 1, 1)
    memory.annotations.put(2, 1, other, NOW)
    assert brought(memory, shown, tmp_path) == Imported(0, 2, 0)
    assert [one.labels for one in memory.annotations.of(2)] == [other]


def test_a_message_of_which_nothing_is_seen_is_not_kept(
    memory: Memory, shown: Console, tmp_path: Path
):
    rows = (Row(2, "\u200b\u2060", None), ROWS[1])
    assert brought(memory, shown, tmp_path, rows) == Imported(1, 0, 0)


def test_labels_that_a_crash_kept_out_come_with_the_second_time(
    memory: Memory, shown: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr(memory.annotations, "by_item", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            brought(memory, shown, tmp_path)
    assert brought(memory, shown, tmp_path) == Imported(0, 2, 1)


def test_the_model_in_use_says_what_it_reads(
    memory: Memory, shown: Console, model: Path, tmp_path: Path
):
    root = copy_of_project(tmp_path / "project", model)
    assert brought(memory, shown, root) == Imported(2, 0, 1)
    first, _ = memory.inbox.waiting()
    assert first.predicted["intent"]
    exchange = first.predicted["exchange"]
    assert {"bid", "actor", "moment", "concern", "confidence"} <= exchange.keys()
    assert "evidence" not in exchange
    assert "picture" not in json.dumps(first.predicted)
    assert "without suggestions" not in said(shown)


@pytest.mark.parametrize("fault", ["record", "model", "code"])
def test_a_model_that_cannot_be_used_costs_no_import(
    memory: Memory, shown: Console, model: Path, tmp_path: Path, fault: str
):
    root = copy_of_project(tmp_path / "project", model)
    if fault == "record":
        (root / "models" / "in_use.json").write_text("{")
    elif fault == "model":
        (root / "models" / model.name).write_bytes(b"half")
    else:
        (root / "config.yml").open("a").write("# other\n")
    assert brought(memory, shown, root) == Imported(2, 0, 1)
    assert "without suggestions" in said(shown)
    assert memory.inbox.waiting()[0].predicted == {}


def copy_of_project(root: Path, model: Path) -> Path:
    """This project with its model in use."""
    (root / "models").mkdir(parents=True)
    for name in ("config.yml", "domain.yml", "requirements.lock"):
        shutil.copy(ROOT / name, root / name)
    for name in ("data", "tightrope/understanding"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(model, root / "models" / model.name)
    model_for_chat(Console(file=io.StringIO()), root)
    return root


def test_only_maintainers_bring_files(memory: Memory):
    assert maintainer(memory, None).name == maintainer(memory, "Ana").name == "Ana"
    with pytest.raises(TeacherError, match=r"'Bo' is no maintainer\. Those who are: Ana"):
        maintainer(memory, "Bo")
    memory.teachers.add("Cy", MAINTAINER, NOW)
    with pytest.raises(TeacherError, match=r"several maintainers: Ana, Cy\. Say who"):
        maintainer(memory, None)
    assert maintainer(memory, "Cy").name == "Cy"
    memory.teachers.revoke("Cy")
    assert maintainer(memory, None).name == "Ana"
    memory.teachers.revoke("Ana")
    with pytest.raises(TeacherError, match="Nobody is a maintainer yet"):
        maintainer(memory, None)
    with pytest.raises(TeacherError, match=r"'Ana' is no maintainer\. Those who are: nobody"):
        maintainer(memory, "Ana")
