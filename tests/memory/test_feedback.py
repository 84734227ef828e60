"""What people think of it: counts by month, and nothing of who said so."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from tightrope.cli import main
from tightrope.memory import Memory
from tightrope.memory.feedback import Month

NOW = datetime(2026, 5, 31, 23, 30, tzinfo=timezone.utc)


def test_ratings_are_counted_by_month(tmp_path: Path):
    with Memory(tmp_path) as memory:
        assert memory.feedback.months() == []
        for rating, at in [
            ("good", NOW),
            ("bad", NOW),
            ("good", NOW - timedelta(days=1)),
            ("mixed", NOW + timedelta(hours=1)),
        ]:
            memory.feedback.give(rating, at)
        assert memory.feedback.months() == [Month("2026-05", 2, 0, 1), Month("2026-06", 0, 1, 0)]


def test_the_day_is_that_of_utc(tmp_path: Path):
    with Memory(tmp_path) as memory:
        memory.feedback.give("good", NOW.astimezone(timezone(timedelta(hours=5))))
        assert [month.month for month in memory.feedback.months()] == ["2026-05"]


def test_only_rating_and_day_are_kept(tmp_path: Path):
    with Memory(tmp_path) as memory:
        memory.feedback.give("bad", NOW)
    rows = list(Database(tmp_path / "memory.sqlite").query("select * from feedback"))
    assert rows == [{"id": 1, "rating": "bad", "day": "2026-05-31"}]


@pytest.mark.parametrize("rating", ["", "great", "GOOD", "my husband reads this"])
def test_no_other_word_is_kept(tmp_path: Path, rating: str):
    with Memory(tmp_path) as memory:
        with pytest.raises(ValueError, match="good, mixed, bad"):
            memory.feedback.give(rating, NOW)
        assert memory.feedback.months() == []


def test_the_command_prints_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    with Memory(tmp_path) as memory:
        for _ in range(12):
            memory.feedback.give("good", NOW)
        memory.feedback.give("bad", NOW)
    result = CliRunner().invoke(main, ["feedback"])
    assert result.exit_code == 0
    head, row = (
        [cell.strip() for cell in line.replace("┃", "│").split("│") if cell.strip()]
        for line in result.output.splitlines()
        if "good" in line or "2026" in line
    )
    assert head == ["month", "good", "mixed", "bad"]
    assert row == ["2026-05", "12", "0", "1"]


def test_the_command_says_where_nothing_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    result = CliRunner().invoke(main, ["feedback"])
    assert result.exit_code == 0
    assert "Nobody has said anything yet" in result.output


def test_the_command_names_a_file_that_is_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    (tmp_path / "memory.sqlite").write_bytes(b"not a database at all, but long enough to be read")
    result = CliRunner().invoke(main, ["feedback"])
    assert result.exit_code == 1
    assert "memory.sqlite cannot be used" in result.output
