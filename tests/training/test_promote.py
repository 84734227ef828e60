"""Promoting and rolling back: what is refused, what is recorded, and what survives a fault."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from tests.training.promoting_project import (
    candidate,
    compared,
    lines,
    make,
    pair,
    record,
    teach,
)
from tightrope.running.in_use import RecordError, record_path, sha256_of
from tightrope.running.settings import ROOT
from tightrope.training.change_model import ChangeError
from tightrope.training.compare_result import ComparisonError
from tightrope.training.model import model_path
from tightrope.training.model_for_chat import model_for_chat
from tightrope.training.promote import RefusedError, promote
from tightrope.training.promotions import read_promotions, show_promotions
from tightrope.training.rollback import rollback


@pytest.fixture
def shown() -> Console:
    return Console(file=io.StringIO(), width=200)


def said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.fixture
def project(tmp_path: Path, shown: Console) -> Path:
    """One model in use, and a candidate that nobody compared yet."""
    root = make(tmp_path / "project")
    model_for_chat(shown, root)
    teach(root, "one")
    return root


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of nobody."""
    return tmp_path / "var"


def test_a_candidate_that_hears_no_worse_is_put_in_use(project: Path, data: Path, shown: Console):
    before = record(project).now
    compared(project, danger_recall=pair(0.8, 0.9))
    promote(shown, data, root=project)
    after = record(project)
    assert after.now.model == model_path(project).name
    assert after.now.sha256 == sha256_of(model_path(project))
    assert after.before == (before,)
    assert "No assistant is running here" in said(shown)
    first, promoted = lines(project)
    assert (first["what"], first["from"], first["to"]) == ("first", None, before.model)
    assert (promoted["what"], promoted["from"], promoted["to"]) == (
        "promoted",
        before.model,
        after.now.model,
    )
    assert promoted["forced"] is False
    assert promoted["data"] == after.now.data
    assert promoted["figures"]["safety"]["danger_recall"] == [0.8, 0.9]  # type: ignore[index]


WORSE = {
    "a danger heard less": ("danger_recall", pair(0.9, 0.89, -0.1, 0.1)),
    "a danger taken for another": ("danger_recall_exact", pair(0.9, 0.89, -0.1, 0.1)),
    "a concern heard less": ("concern_recall", pair(0.9, 0.89, -0.1, 0.1)),
    "one of the dangers": ("recall_self_harm", pair(0.9, 0.89, -0.1, 0.1)),
    "clearly more false alarms": ("false_alarm_rate", pair(0.1, 0.3, 0.1, 0.3)),
    "a label clearly less": ("bid_f1_jealousy", pair(0.8, 0.5, -0.5, -0.1)),
}
NO_WORSE = {
    "danger heard more": ("danger_recall", pair(0.8, 0.9, 0.05, 0.2)),
    "false alarms that may be luck": ("false_alarm_rate", pair(0.1, 0.12, -0.02, 0.05)),
    "fewer false alarms": ("false_alarm_rate", pair(0.3, 0.1, -0.3, -0.1)),
    "a label that may be luck": ("bid_f1_jealousy", pair(0.8, 0.7, -0.3, 0.1)),
    "a figure that does not decide": ("moment_accuracy", pair(0.9, 0.2, -0.8, -0.6)),
}


@pytest.mark.parametrize(("name", "both"), WORSE.values(), ids=WORSE)
def test_what_is_heard_worse_is_refused_by_name(
    project: Path, data: Path, shown: Console, name: str, both
):
    before = record_path(project).read_bytes()
    compared(project, **{name: both})
    with pytest.raises(RefusedError) as caught:
        promote(shown, data, root=project)
    assert f"{both.in_use.value:.3f} in use, {both.candidate.value:.3f}" in str(caught.value)
    assert record_path(project).read_bytes() == before
    assert len(lines(project)) == 1


@pytest.mark.parametrize(("name", "both"), NO_WORSE.values(), ids=NO_WORSE)
def test_what_may_be_luck_is_not_refused(
    project: Path, data: Path, shown: Console, name: str, both
):
    compared(project, **{name: both})
    promote(shown, data, root=project)
    assert record(project).now.model == model_path(project).name


def test_a_danger_that_was_not_measured_is_refused(project: Path, data: Path, shown: Console):
    comparison = compared(project)
    path = project / "reports" / "compare.json"
    content = json.loads(path.read_text())
    for one in content["sets"]:
        del one["figures"]["recall_harm_to_others"]
    path.write_text(json.dumps(content))
    assert comparison.refusals() == []
    with pytest.raises(RefusedError, match="harm_to_others heard as what it is: it was measured"):
        promote(shown, data, root=project)


def test_force_is_done_with_its_reason(project: Path, data: Path, shown: Console):
    compared(project, danger_recall=pair(0.9, 0.8))
    promote(shown, data, "the judges had it wrong", project)
    assert record(project).now.model == model_path(project).name
    assert lines(project)[-1]["forced"] is True
    assert lines(project)[-1]["why"] == "the judges had it wrong"


def no_comparison(root: Path) -> None:
    (root / "reports" / "compare.json").unlink()


def damaged_comparison(root: Path) -> None:
    (root / "reports" / "compare.json").write_text('{"date": 1')


def other_shape(root: Path) -> None:
    (root / "reports" / "compare.json").write_text('{"date": 1, "sets": [7], "parse_ms": 3}')


def another_candidate(root: Path) -> None:
    candidate(root, "trained anew")


def other_messages(root: Path) -> None:
    path = root / "reports" / "compare.json"
    content = json.loads(path.read_text())
    content["sets"][0]["sha256"] = "0" * 64
    path.write_text(json.dumps(content))


def no_candidate(root: Path) -> None:
    model_path(root).unlink()


UNFIT = {
    "none": (no_comparison, "There is no comparison yet"),
    "damaged": (damaged_comparison, "compare.json is damaged"),
    "of another shape": (other_shape, "compare.json is damaged"),
    "of another candidate": (another_candidate, "The latest comparison is of"),
    "on other messages": (other_messages, "The messages have changed since"),
    "candidate gone": (no_candidate, "There is no model of the present data"),
}


@pytest.mark.parametrize(("change", "words"), UNFIT.values(), ids=UNFIT)
def test_without_a_comparison_of_these_two_nothing_is_promoted(
    project: Path, data: Path, shown: Console, change: Callable[[Path], None], words: str
):
    compared(project)
    before = record_path(project).read_bytes()
    change(project)
    with pytest.raises(ComparisonError, match=words):
        promote(shown, data, root=project)
    assert record_path(project).read_bytes() == before


def test_what_is_in_use_already_is_said(project: Path, data: Path, shown: Console):
    compared(project)
    promote(shown, data, root=project)
    promote(shown, data, root=project)
    assert "is in use already" in said(shown)
    assert len(lines(project)) == 2


def test_rolling_back_twice_goes_one_further_back(project: Path, data: Path, shown: Console):
    names = [record(project).now.model]
    for example in ("two", "three"):
        compared(project)
        promote(shown, data, root=project)
        names.append(record(project).now.model)
        teach(project, example)
    for expected in (names[1], names[0]):
        rollback(shown, data, "worse in use", project)
        assert record(project).now.model == expected
        assert f"{expected} is in use again" in said(shown)
    with pytest.raises(ChangeError, match="no model before"):
        rollback(shown, data, root=project)
    assert [line["what"] for line in lines(project)] == [
        "first",
        "promoted",
        "promoted",
        "rolled back",
        "rolled back",
    ]
    assert lines(project)[-1]["why"] == "worse in use"
    show_promotions(shown, project)
    assert said(shown).count("rolled back") == 2


@pytest.mark.parametrize("fault", ["gone", "damaged"])
def test_a_model_before_that_is_lost_is_named_and_nothing_changes(
    project: Path, data: Path, shown: Console, fault: str
):
    compared(project)
    old = project / "models" / record(project).now.model
    promote(shown, data, root=project)
    before = record_path(project).read_bytes()
    old.unlink() if fault == "gone" else old.write_text("half")
    with pytest.raises(RecordError, match=old.name):
        rollback(shown, data, root=project)
    assert record_path(project).read_bytes() == before


def test_a_model_before_of_other_code_is_not_taken(project: Path, data: Path, shown: Console):
    compared(project)
    promote(shown, data, root=project)
    (project / "config.yml").open("a").write("# changed\n")
    with pytest.raises(ChangeError, match="no longer fits"):
        rollback(shown, data, root=project)


PROMOTE = """
import os, resource, sys
from pathlib import Path
from rich.console import Console
from tightrope.running import in_use
from tightrope.training.promote import promote
what, root = sys.argv[1], Path(sys.argv[2])
if what == "dies before":
    Path.replace = lambda *_: os._exit(9)
elif what == "dies after":
    replace = Path.replace
    Path.replace = lambda self, to: (replace(self, to), os._exit(9))
elif what != "nothing":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(what), int(what)))
promote(Console(), root / "var", "a reason " * 20, root)
"""


def in_a_process(root: Path, what: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROMOTE, what, str(root)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def content_sizes(root: Path) -> tuple[int, int]:
    return record_path(root).stat().st_size, (root / "models" / "promotions.jsonl").stat().st_size


@pytest.mark.parametrize("limit", ["0", "1", "300", "700"])
def test_a_full_disk_leaves_the_old_record(project: Path, limit: str):
    before = record_path(project).read_bytes()
    done = in_a_process(project, limit)
    assert "ChangeError" in done.stderr
    assert "Nothing was changed" in done.stderr
    assert record_path(project).read_bytes() == before
    assert len(lines(project)) == 1
    assert in_a_process(project, "nothing").returncode == 0
    assert record(project).now.model == model_path(project).name
    assert len(lines(project)) == 2


def test_a_disk_that_fills_up_for_the_line_alone_only_delays_it(
    project: Path, data: Path, shown: Console
):
    # Beside a long history the new record is the smaller file.
    history = project / "models" / "promotions.jsonl"
    history.write_bytes(b"{}\n" * 5000 + history.read_bytes())
    limit = len(history.read_bytes()) + 100
    assert in_a_process(project, str(limit)).returncode == 0
    assert history.stat().st_size == limit - 100
    assert record(project).now.model == model_path(project).name
    rollback(shown, data, root=project)
    assert [change.what for change in read_promotions(project / "models").changes] == [
        "first",
        "promoted",
        "rolled back",
    ]


@pytest.mark.parametrize("moment", ["dies before", "dies after"])
def test_a_crash_leaves_the_old_record_or_the_new_one(
    project: Path, data: Path, shown: Console, moment: str
):
    old = record(project).now.model
    assert in_a_process(project, moment).returncode == 9
    new = model_path(project).name
    assert record(project).now.model == (old if moment == "dies before" else new)
    promote(shown, data, "again", project)
    show_promotions(shown, project)
    assert record(project).now.model == new
    assert [line["to"] for line in lines(project)] == [old, new]


def test_half_a_line_hides_no_other_and_is_taken_away(project: Path, data: Path, shown: Console):
    history = project / "models" / "promotions.jsonl"
    with history.open("ab") as file:
        file.write(b'{"time": "2026')
    show_promotions(shown, project)
    assert [line["what"] for line in lines(project)] == ["first"]
    history.write_bytes(b"\xff{broken\n" + history.read_bytes())
    show_promotions(shown, project)
    assert "Line 1 of models/promotions.jsonl is damaged" in said(shown)


def test_a_list_of_nothing_says_so(tmp_path: Path, shown: Console):
    show_promotions(shown, tmp_path)
    assert "No model was ever put in use here" in said(shown)


def test_a_reason_is_no_markup(project: Path, data: Path, shown: Console):
    promote(shown, data, "[bold]see[/] [link=x]", project)
    show_promotions(shown, project)
    assert "[bold]see[/] [link=x]" in said(shown)
