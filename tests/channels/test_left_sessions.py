"""The memory of sessions that were left."""

import stat
from pathlib import Path

import pytest

from tightrope.channels.left_sessions import LeftSessions


class Clock:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_session_is_remembered_until_its_tokens_have_expired(tmp_path: Path) -> None:
    clock = Clock()
    left = LeftSessions(tmp_path / "left", 60, clock)
    left.add("web-a")
    assert "web-a" in left
    assert "web-b" not in left
    clock.now += 61
    assert "web-a" not in left
    left.add("web-b")
    assert "web-a" not in (tmp_path / "left").read_text()


def test_a_restart_goes_on_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "var" / "left"
    first = LeftSessions(file, 60)
    first.add("web-a")
    first.add("web-b")
    second = LeftSessions(file, 60)
    assert "web-a" in second
    assert "web-b" in second
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_damaged_line_costs_that_line_only(tmp_path: Path) -> None:
    file = tmp_path / "left"
    LeftSessions(file, 60).add("web-a")
    file.write_bytes(b"\xff\x00 web-x\n\nnonsense\n" + file.read_bytes() + b"1234")
    assert "web-a" in LeftSessions(file, 60)


def test_where_nothing_can_be_written_it_holds_until_the_end(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "taken").write_text("")
    left = LeftSessions(tmp_path / "taken" / "left", 60)
    left.add("web-a")
    assert "web-a" in left
    assert "could not be kept" in caplog.text
    assert "web-a" not in caplog.text
