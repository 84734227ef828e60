"""A tracker database with the rows Rasa makes, for tests of what reads and erases them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

_TABLE = (
    "create table if not exists events (id integer primary key, sender_id varchar(255) not null,"
    " type_name varchar(255) not null, timestamp float, intent_name varchar(255),"
    " action_name varchar(255), data text)"
)
_INDEX = "create index if not exists ix_events_sender_id on events (sender_id)"


def user(text: str | None, at: float | None = 1_777_000_000.0) -> dict[str, Any]:
    """What somebody wrote, or the payload of a button they pressed."""
    return {"event": "user", "timestamp": at, "text": text, "parse_data": {"text": text}}


def bot(text: str | None, at: float | None = 1_777_000_000.0, **data: Any) -> dict[str, Any]:
    """What the assistant said."""
    return {"event": "bot", "timestamp": at, "text": text, "data": {"buttons": None, **data}}


def slot(name: str, value: object) -> dict[str, Any]:
    """What the assistant noted of where the talk is."""
    return {"event": "slot", "timestamp": 1_777_000_000.0, "name": name, "value": value}


def write(file: Path, sender: str, *events: dict[str, Any] | str | None) -> None:
    """Adds events of a sender, or what stands in place of one in a damaged file."""
    db = sqlite3.connect(file)
    with db:
        db.execute(_TABLE)
        db.execute(_INDEX)
        for event in events:
            kind = event["event"] if isinstance(event, dict) else "user"
            data = json.dumps(event) if isinstance(event, dict) else event
            db.execute(
                "insert into events (sender_id, type_name, data) values (?, ?, ?)",
                [sender, kind, data],
            )
    db.close()


def senders(file: Path) -> set[str]:
    """Who still has rows."""
    db = sqlite3.connect(file)
    found = {sender for (sender,) in db.execute("select sender_id from events")}
    db.close()
    return found
