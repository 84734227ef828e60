"""The list of labels that may be wrong: kept, found stale, and shorter by what was dismissed."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from tightrope.teaching.checked_labels import CheckedLabel, read_checked
from tightrope.teaching.label_error_report import (
    FILE,
    LabelErrorReportError,
    dismiss_suspect,
    read_report,
    write_report,
)
from tightrope.teaching.label_errors import Suspect
from tightrope.training.model import fingerprint

NOW = datetime(2026, 11, 25, 12, tzinfo=timezone.utc)
COLD = Suspect("she's “cold” since Tuesday", "withdrawal", "bid", "withdrawal", "none", 0.9)
LATE = Suspect("he was late, we laughed", "no_bid", "moment", "tension", "calm", 0.8)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "config.yml").write_text("pipeline: []\n")
    return tmp_path


def keep(root: Path) -> None:
    write_report(root, fingerprint(root), [COLD, LATE], 361.4, NOW)


def test_nobody_has_looked_yet(root: Path):
    assert read_report(root) is None
    assert dismiss_suspect(root, COLD.text, COLD.field) is False


def test_what_was_found_comes_back(root: Path):
    keep(root)
    report = read_report(root)
    assert report is not None
    assert report.suspects == (COLD, LATE)
    assert (report.at, report.seconds) == ("2026-11-25T12:00:00+00:00", 361.4)
    assert [file.name for file in (root / FILE).parent.iterdir()] == [FILE.name]


def test_it_is_stale_once_an_example_changes(root: Path):
    keep(root)
    report = read_report(root)
    assert report is not None
    assert not report.is_stale(root)
    (root / "data" / "nlu" / "thank.yml").write_text("nlu: []\n")
    assert report.is_stale(root)


def test_what_was_dismissed_is_not_asked_again(root: Path):
    keep(root)
    report = read_report(root)
    assert report is not None
    assert dismiss_suspect(root, COLD.text, "bid")
    assert report.left(root) == [LATE]
    assert read_checked(root) == {CheckedLabel(text=COLD.text, field="bid", label="withdrawal")}


def test_only_what_is_doubted_can_be_dismissed(root: Path):
    keep(root)
    assert dismiss_suspect(root, COLD.text, "moment") is False
    assert dismiss_suspect(root, "other words", "bid") is False
    assert read_checked(root) == frozenset()


def test_a_label_that_was_right_is_asked_again_once_it_is_another(root: Path):
    keep(root)
    dismiss_suspect(root, COLD.text, "bid")
    other = Suspect(COLD.text, "protest", "bid", "protest", "withdrawal", 0.9)
    assert write_report(root, "later", [other], 1, NOW).left(root) == [other]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"data": "x", "at": "", "seconds": 1, "suspects": ["secret words"]}',
        '{"data": "x", "at": "", "seconds": 1, "suspects": [{"text": "secret words"}]}',
        '{"data": "x", "suspects": []}',
        '{"data": "x", "at": "", "seconds": "long", "suspects": []}',
        '{"data": "x", "at": "", "seconds": 1, "suspects": [], "more": "secret words"}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_list_says_what_to_do(root: Path, content: str | bytes):
    (root / "reports").mkdir()
    (root / FILE).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(LabelErrorReportError, match="Delete it and run") as raised:
        read_report(root)
    assert "secret" not in str(raised.value)
