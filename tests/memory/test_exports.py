"""Copies that people asked for: who finds them, and that they go after an hour."""

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tightrope.memory import EXPORTS, forget_exports, keep_export, person_key, read_export

NOW = datetime(2026, 5, 1, 21, 0, tzinfo=timezone.utc)
TEXT = b"what I told you"


def made(folder: Path, name: str, ago: timedelta) -> None:
    then = (NOW - ago).timestamp()
    os.utime(folder / "files" / name, (then, then))


def test_a_copy_is_found_under_its_name_alone(tmp_path: Path):
    name = keep_export(tmp_path, "ann", TEXT, NOW)
    assert name.endswith(".txt")
    assert read_export(tmp_path, name, NOW) == TEXT
    for other in ("", ".", "../salt", name[:-1], f"../files/{name}", f"{name}\n", "x.txt"):
        assert read_export(tmp_path, other, NOW) is None


def test_nobody_else_on_the_machine_can_look_at_it(tmp_path: Path):
    name = keep_export(tmp_path, "ann", TEXT, NOW)
    assert (tmp_path / "files").stat().st_mode & 0o077 == 0
    assert (tmp_path / "files" / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("ago", "kept"),
    [
        (timedelta(0), True),
        (timedelta(minutes=59), True),
        (timedelta(minutes=60, seconds=1), False),
        (timedelta(days=3), False),
    ],
)
def test_a_copy_is_gone_after_an_hour(tmp_path: Path, ago: timedelta, kept: bool):
    name = keep_export(tmp_path, "ann", TEXT, NOW)
    made(tmp_path, name, ago)
    assert (read_export(tmp_path, name, NOW) == TEXT) is kept
    EXPORTS.let_go(tmp_path, NOW)
    assert (tmp_path / "files" / name).exists() is kept


def test_letting_go_where_nothing_was_ever_made_does_no_harm(tmp_path: Path):
    EXPORTS.let_go(tmp_path / "none", NOW)
    forget_exports(tmp_path / "none", "ann")


def test_the_copies_of_all_channels_of_a_person_go_and_no_others(tmp_path: Path):
    names = {who: keep_export(tmp_path, who, TEXT, NOW) for who in ("web", "slack", "bob")}
    EXPORTS.forget_keys(tmp_path, [person_key("web", tmp_path), person_key("slack", tmp_path)])
    assert [path.name for path in (tmp_path / "files").iterdir()] == [names["bob"]]
