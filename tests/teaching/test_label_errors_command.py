"""`tightrope teach check` on a small project, with the real pipeline."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from shutil import copy

import pytest
from click.testing import CliRunner
from rasa.shared.utils.io import write_yaml
from rich.console import Console

from tightrope.cli import main
from tightrope.running.settings import ROOT
from tightrope.teaching import label_errors_command
from tightrope.teaching.examples_files import ExamplesFileError
from tightrope.teaching.label_error_report import FILE, dismiss_suspect, read_report
from tightrope.teaching.label_errors_command import CheckError, check_labels
from tightrope.understanding.labels import BIDS, CONCERN_OF_INTENT

SAID = {
    "jealousy": "I looked through the phone again because of the woman at work called number {}",
    "withdrawal": "he went to the garage and said nothing for the whole evening number {}",
}
"""For two bids a sentence; all others have words that stand for nothing."""


WRONG = SAID["jealousy"].format(99)


def said(intent: str, number: int) -> str:
    return SAID.get(intent, f"{intent} {number} pepper tractor {{}}").format(number)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copy(ROOT / "config.yml", tmp_path)
    for intent in (*BIDS, "no_bid", *CONCERN_OF_INTENT):
        examples = [labelled(said(intent, number), number) for number in range(10)]
        if intent == "withdrawal":
            examples.append(labelled(WRONG, 1))
        write(tmp_path, intent, examples)
    return tmp_path


def labelled(text: str, number: int) -> dict[str, object]:
    actor, moment = ("self", "calm") if number % 2 else ("partner", "tension")
    return {"text": text, "metadata": {"actor": actor, "moment": moment}}


def write(root: Path, intent: str, examples: list[dict[str, object]]) -> None:
    (root / "data" / "nlu").mkdir(parents=True, exist_ok=True)
    block = {"version": "3.1", "nlu": [{"intent": intent, "examples": examples}]}
    write_yaml(block, root / "data" / "nlu" / f"{intent}.yml")


def checked(root: Path) -> str:
    out = StringIO()
    check_labels(Console(file=out, width=100, highlight=False), root)
    return " ".join(out.getvalue().split())


def test_what_is_doubted_is_shown_and_kept_until_somebody_finds_it_right(root: Path):
    out = checked(root)
    assert out.startswith("Checking the labels of 121 examples: about a minute.")
    report = read_report(root)
    assert report is not None
    assert not report.is_stale(root)
    shown = re.search(r"(All [\d,]+ are|The one is) in reports/label_errors.json", out)
    assert shown
    assert ("bid", WRONG, "jealousy") in [(s.field, s.text, s.likelier) for s in report.suspects]
    assert "→ jealousy" in out
    for one in report.suspects:
        assert dismiss_suspect(root, one.text, one.field)
    assert report.left(root) == []


def test_too_few_examples_are_not_checked(tmp_path: Path):
    write(tmp_path, "thank", [{"text": f"thanks {number}", "metadata": {}} for number in range(99)])
    with pytest.raises(CheckError, match="There are 99 examples"):
        check_labels(Console(file=StringIO()), tmp_path)


def test_a_label_nobody_knows_is_named(root: Path):
    write(root, "jealousy", [{"text": "secret words", "metadata": {"bid": "sulking"}}] * 10)
    with pytest.raises(ExamplesFileError, match=r"jealousy\.yml, line \d+: a label") as raised:
        check_labels(Console(file=StringIO()), root)
    assert "secret" not in str(raised.value)
    assert not (root / FILE).exists()


@pytest.mark.parametrize(
    ("file", "content", "fault"),
    [
        ("data/nlu/thank.yml", "nlu: [", "thank.yml, line 2"),
        ("teaching/checked_labels.yml", "checked: 7", "checked_labels.yml: file, field 'checked'"),
    ],
)
def test_broken_files_are_told_at_once(
    root: Path, monkeypatch: pytest.MonkeyPatch, file: str, content: str, fault: str
):
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text(content)
    monkeypatch.setattr(label_errors_command, "ROOT", root)
    ended = CliRunner().invoke(main, ["teach", "check"])
    assert ended.exit_code == 1
    assert fault in ended.output
    assert "Traceback" not in ended.output


def test_where_nothing_can_be_kept_it_is_said(root: Path):
    (root / "reports").write_text("a file where a folder should be")
    with pytest.raises(CheckError, match=r"reports/label_errors\.json cannot be written"):
        checked(root)


@pytest.mark.parametrize(
    ("seconds", "about"),
    [(20, "about a minute"), (130, "about 2 minutes"), (400, "about 7 minutes")],
)
def test_the_estimate_is_from_the_last_time(root: Path, seconds: float, about: str):
    (root / "reports").mkdir()
    last = {"data": "", "at": "", "seconds": seconds, "suspects": []}
    (root / FILE).write_text(json.dumps(last))
    assert label_errors_command._about(root, 100_000) == about


def test_a_damaged_list_of_before_is_written_anew(root: Path):
    (root / "reports").mkdir()
    (root / FILE).write_text("half")
    assert label_errors_command._about(root, 18_000) == "about 6 minutes"
