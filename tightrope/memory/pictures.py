"""Pictures drawn for a person: files of numbers without text of theirs, kept for a day."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from tightrope.memory.person import person_key

KEPT_FOR = timedelta(days=1)
"""As long as a talk in one browser tab can be gone back to."""

_NAME = re.compile(r"[0-9a-f]{16}-[A-Za-z0-9_-]{32}\.png")


def keep_picture(folder: Path, sender_id: str, png: bytes, now: datetime) -> str:
    """Keeps a picture and returns its name, which nobody can guess.

    Pictures that are older than KEPT_FOR go at the same time.

    Args:
        folder: The data folder.
        sender_id: Rasa's sender id of the person it is about.
        png: The picture.
        now: The time, with its time zone.
    """
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True, mode=0o700)
    _let_go(pictures, now)
    name = f"{_prefix(folder, sender_id)}-{secrets.token_urlsafe(24)}.png"
    path = pictures / name
    path.touch(mode=0o600)
    path.write_bytes(png)
    return name


def read_picture(folder: Path, name: str, now: datetime) -> bytes | None:
    """The picture of that name, or None where there is none (any more)."""
    path = folder / "pictures" / name
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    return None if _is_old(path, now) else path.read_bytes()


def forget_pictures(folder: Path, sender_id: str) -> None:
    """Lets go of all pictures that were drawn for a person."""
    for path in (folder / "pictures").glob(f"{_prefix(folder, sender_id)}-*.png"):
        path.unlink(missing_ok=True)


def _prefix(folder: Path, sender_id: str) -> str:
    return person_key(sender_id, folder)[:16]


def _let_go(pictures: Path, now: datetime) -> None:
    for path in pictures.glob("*.png"):
        if _is_old(path, now):
            path.unlink(missing_ok=True)


def _is_old(path: Path, now: datetime) -> bool:
    return path.stat().st_mtime < (now - KEPT_FOR).timestamp()
