"""Copies and pictures whose time is over go by themselves while the assistant runs."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tightrope.memory import keep_export, keep_picture
from tightrope.running.old_files import let_go_now

NOW = datetime.now(timezone.utc)


@pytest.mark.parametrize(
    ("ago", "left"),
    [
        (timedelta(minutes=50), {"files", "pictures"}),
        (timedelta(hours=2), {"pictures"}),
        (timedelta(days=2), set()),
    ],
)
async def test_what_is_old_goes_and_the_rest_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ago: timedelta, left: set[str]
):
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    names = {"files": keep_export(tmp_path, "ann", b"words", NOW)}
    names["pictures"] = keep_picture(tmp_path, "ann", b"png", NOW)
    then = time.time() - ago.total_seconds()
    for room, name in names.items():
        os.utime(tmp_path / room / name, (then, then))
    await let_go_now()
    assert {room for room, name in names.items() if (tmp_path / room / name).exists()} == left


async def test_where_nothing_was_ever_made_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    await let_go_now()
    assert list(tmp_path.iterdir()) == []
