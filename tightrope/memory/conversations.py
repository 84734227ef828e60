"""What was said, word for word: the rows of Rasa's tracker database."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from tightrope.memory.person import senders_with

CONVERSATIONS = "TIGHTROPE_TRACKER_DB"
"""Environment variable that names the tracker database; without it, the one in the data folder."""

_EXTERNAL = "EXTERNAL: "
"""How Rasa begins the text of a turn that nobody's message began."""


@dataclass(frozen=True)
class Line:
    """One message: whose it is, its text, and when, where that is known.

    Attributes:
        by: `person` or `assistant`.
        text: What it says; of a pressed button, what it shows.
        at: When, in UTC.
        pressed: It is a button that the person pressed.
        shows: `picture` or `file` where the assistant sent one, else None.
    """

    by: str
    text: str
    at: datetime | None
    pressed: bool = False
    shows: str | None = None


def conversations_file(folder: Path) -> Path:
    """Where the tracker database is, for the data folder that everything else lies in."""
    return Path(os.environ.get(CONVERSATIONS) or folder / "conversations.sqlite")


def conversation_of(file: Path, sender_id: str) -> list[Line]:
    """All that was said in one sender's conversation, oldest first.

    Rows that cannot be read are passed over.
    """
    if not file.is_file():
        return []
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
        db = Database(opened)
        if not db.table("events").exists():
            return []
        rows = db.query(
            "select data from events where sender_id = ? and type_name in ('user', 'bot')"
            " order by id",
            [sender_id],
        )
        return list(_lines(row["data"] for row in rows))


def _lines(rows: Iterable[str]) -> Iterator[Line]:
    titles: dict[str, str] = {}
    for event in filter(None, map(_read, rows)):
        text = event["text"] if isinstance(event.get("text"), str) else ""
        if event.get("event") == "user":
            if text and not text.startswith(_EXTERNAL):
                yield Line("person", titles.get(text, text), _time(event), text in titles)
            continue
        data = event["data"] if isinstance(event.get("data"), dict) else {}
        titles |= _titles(data)
        shows = "picture" if data.get("image") else "file" if data.get("attachment") else None
        if text or shows:
            yield Line("assistant", text, _time(event), shows=shows)


def _read(row: object) -> dict[str, Any] | None:
    try:
        event = json.loads(row) if isinstance(row, str) else None
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def _titles(data: dict[str, Any]) -> dict[str, str]:
    """What the buttons of a message show, by what they send."""
    buttons = data.get("buttons")
    return {
        button["payload"]: button["title"]
        for button in (buttons if isinstance(buttons, list) else ())
        if isinstance(button, dict)
        and isinstance(button.get("payload"), str)
        and isinstance(button.get("title"), str)
    }


def _time(event: dict[str, Any]) -> datetime | None:
    try:
        return datetime.fromtimestamp(event["timestamp"], timezone.utc)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def erase_conversations(file: Path, keys: Iterable[str], folder: Path) -> None:
    """Deletes the conversations of the senders with these keys; no word stays in the file.

    Args:
        file: The tracker database.
        keys: The keys of the senders, as the memory has them.
        folder: The data folder, which holds the salt of the keys.
    """
    if not file.is_file():
        return
    with closing(sqlite3.connect(file, timeout=10)) as opened:
        db = Database(opened)
        if not db.table("events").exists():
            return
        db.execute("pragma secure_delete = on")
        everybody = [sender for (sender,) in db.execute("select distinct sender_id from events")]
        with opened:
            for sender in senders_with(keys, everybody, folder):
                db.execute("delete from events where sender_id = ?", [sender])
        db.execute("pragma wal_checkpoint(truncate)").fetchall()
