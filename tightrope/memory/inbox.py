"""Messages that wait to be taught from: pseudonymised before they come here, each kept once.

A waiting item holds the key of whoever wrote it, so that it can be deleted with everything else of
theirs, or when they no longer want to be learned from. Once a teacher has accepted it, the key
goes: from then on it is nobody's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Any

from sqlite_utils import Database

REASONS = ("unsure", "misread", "random")
"""Why a message is kept: the assistant was not sure of it, somebody said that it was misread, or
it was drawn, so that teachers also see what is read well."""

NEW, ACCEPTED = "new", "accepted"


@dataclass(frozen=True)
class InboxItem:
    """One message that waits: `predicted` is what was read in it, without the words of it."""

    id: int
    text: str
    day: date
    why: str
    predicted: dict[str, Any]


class Inbox:
    """What waits from everybody; `Memory.inbox` is one.

    Args:
        db: The memory's database.
        person: Makes the key of a person's rows from Rasa's sender id.
    """

    def __init__(self, db: Database, person: Callable[[str], str]) -> None:
        self._db = db
        self._person = person

    def add(
        self, sender_id: str, text: str, why: str, predicted: Mapping[str, Any], now: datetime
    ) -> bool:
        """Keeps a message; False where the same text is kept already, whoever wrote it.

        Args:
            sender_id: Rasa's sender id.
            text: The message, pseudonymised.
            why: One of REASONS.
            predicted: What was read in it, without its words.
            now: The time of the turn, with its time zone; only the day is kept.

        Raises:
            ValueError: The reason is none of REASONS.
        """
        if why not in REASONS:
            raise ValueError(f"why is {why!r}, but must be one of {', '.join(REASONS)}")
        with self._db.conn:
            added = self._db.execute(
                "insert or ignore into inbox (person, text, day, why, predicted, status)"
                " values (?, ?, ?, ?, ?, ?)",
                [
                    self._person(sender_id),
                    text,
                    now.astimezone(timezone.utc).date().isoformat(),
                    why,
                    json.dumps(predicted),
                    NEW,
                ],
            )
        return bool(added.rowcount)

    def waiting(self) -> list[InboxItem]:
        """What waits, oldest first."""
        rows = self._db.query(
            "select id, text, day, why, predicted from inbox where status = ? order by id", [NEW]
        )
        return [
            InboxItem(
                **{
                    **row,
                    "day": date.fromisoformat(row["day"]),
                    "predicted": json.loads(row["predicted"]),
                }
            )
            for row in rows
        ]

    def counts(self) -> dict[str, int]:
        """How many wait, by reason; all reasons are there."""
        rows = self._db.execute(
            "select why, count(*) from inbox where status = ? group by why", [NEW]
        )
        return {**dict.fromkeys(REASONS, 0), **dict(rows.fetchall())}

    def of(self, sender_id: str) -> list[str]:
        """The texts of a person that wait, oldest first."""
        rows = self._db.execute(
            "select text from inbox where person = ? order by id", [self._person(sender_id)]
        )
        return [text for (text,) in rows]

    def accept(self, number: int) -> bool:
        """Notes that an item was accepted, and forgets whose it was; False if it does not wait."""
        with self._db.conn:
            changed = self._db.execute(
                "update inbox set status = ?, person = null where id = ? and status = ?",
                [ACCEPTED, number, NEW],
            )
        return bool(changed.rowcount)

    def forget(self, sender_id: str) -> int:
        """Deletes what waits of a person, and says how much that was."""
        with self._db.conn:
            gone = self._db.execute(
                "delete from inbox where person = ?", [self._person(sender_id)]
            ).rowcount
        if gone:
            # What was deleted stands in the log that SQLite writes ahead until that is emptied.
            self._db.execute("pragma wal_checkpoint(truncate)").fetchall()
        return int(gone)
