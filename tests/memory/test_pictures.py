"""Pictures that were drawn for somebody: whose they are, who finds them, how long they stay."""

import os
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tightrope.memory import forget_pictures, keep_picture, person_key, read_picture

NOW = datetime(2026, 5, 1, 21, 0, tzinfo=timezone.utc)
PNG = b"\x89PNG\r\n\x1a\n and so on"


def drawn(folder: Path, name: str, ago: timedelta) -> None:
    """Makes a picture as old as that."""
    then = (NOW - ago).timestamp()
    os.utime(folder / "pictures" / name, (then, then))


def test_a_picture_is_found_under_its_name(tmp_path: Path):
    name = keep_picture(tmp_path / "data", "ann", PNG, NOW)
    assert read_picture(tmp_path / "data", name, NOW) == PNG


def test_every_picture_has_a_name_of_its_own_that_tells_nobody_whose_it_is(tmp_path: Path):
    names = [keep_picture(tmp_path, "telegram-4711", PNG, NOW) for _ in range(20)]
    assert len(set(names)) == 20
    for name in names:
        assert "4711" not in name
        # What cannot be guessed: 24 bytes, as 32 characters.
        assert re.fullmatch(r"[0-9a-f]{16}-[A-Za-z0-9_-]{32}\.png", name)
        assert read_picture(tmp_path, name, NOW) == PNG
    assert len({name[17:] for name in names}) == 20


def test_nobody_else_on_the_machine_can_look_at_it(tmp_path: Path):
    name = keep_picture(tmp_path / "data", "ann", PNG, NOW)
    pictures = tmp_path / "data" / "pictures"
    assert pictures.stat().st_mode & 0o077 == 0
    assert (pictures / name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "name",
    [
        "0123456789abcdef-" + "a" * 32 + ".png",
        "",
        ".",
        "..",
        "../salt",
        "../memory.sqlite",
        "/etc/hostname",
        "0123456789abcdef-" + "a" * 31 + "/.png",
        "0123456789abcdef-../../../salt" + "a" * 19 + ".png",
        "0123456789abcdef-" + "a" * 32 + ".png\n",
        "0123456789abcdef-" + "a" * 32 + ".png\0",
        "note.txt",
        "plain.png",
    ],
)
def test_nothing_is_found_under_any_other_name(tmp_path: Path, name: str):
    """Not even what lies beside the pictures."""
    keep_picture(tmp_path, "ann", PNG, NOW)
    (tmp_path / "memory.sqlite").write_bytes(b"rows")
    for other in ("note.txt", "plain.png"):
        (tmp_path / "pictures" / other).write_bytes(b"not one of ours")
    assert read_picture(tmp_path, name, NOW) is None


def test_nothing_is_found_where_nothing_was_ever_drawn(tmp_path: Path):
    name = keep_picture(tmp_path / "one", "ann", PNG, NOW)
    assert read_picture(tmp_path / "other", name, NOW) is None
    forget_pictures(tmp_path / "other", "ann")


def test_all_pictures_of_one_person_are_let_go_of_and_no_others(tmp_path: Path):
    of_ann = [keep_picture(tmp_path, "ann", PNG, NOW) for _ in range(3)]
    of_bob = keep_picture(tmp_path, "bob", PNG, NOW)
    forget_pictures(tmp_path, "ann")
    assert [read_picture(tmp_path, name, NOW) for name in of_ann] == [None] * 3
    assert read_picture(tmp_path, of_bob, NOW) == PNG
    forget_pictures(tmp_path, "ann")
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == [of_bob]


@pytest.mark.parametrize(
    ("ago", "kept"),
    [
        (timedelta(0), True),
        (timedelta(hours=23), True),
        (timedelta(days=1), True),
        (timedelta(days=1, seconds=1), False),
        (timedelta(days=40), False),
        # The machine's clock was put back.
        (-timedelta(days=2), True),
    ],
)
def test_a_picture_older_than_a_day_goes_when_the_next_is_drawn(
    tmp_path: Path, ago: timedelta, kept: bool
):
    old = keep_picture(tmp_path, "ann", PNG, NOW)
    drawn(tmp_path, old, ago)
    new = keep_picture(tmp_path, "bob", PNG, NOW)
    assert (read_picture(tmp_path, old, NOW) == PNG) is kept
    assert read_picture(tmp_path, new, NOW) == PNG


def test_pictures_are_found_by_person_without_naming_them_in_full(tmp_path: Path):
    """The file's name begins as the person's rows are keyed, and gives away no more of the key."""
    name = keep_picture(tmp_path, "ann", PNG, NOW)
    key = person_key("ann", tmp_path)
    assert name.startswith(key[:16])
    assert key[:17] not in name
