"""Messages that wait to be taught from: pseudonymised before they come here, each kept once.

A waiting item holds the key of whoever wrote it, so that it can be deleted with everything else of
theirs, or when they no longer want to be learned from. Once a teacher has accepted it, the key
goes: from then on it is nobody's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Any

from sqlite_utils import Database

from tightrope.memory.transaction import transaction

HEARD = ("unsure", "misread", "random")
"""Why a message of a conversation is kept: the assistant was not sure of it, somebody said that it
was misread, or it was drawn, so that teachers also see what is read well."""

IMPORTED = "imported"
REASONS = (*HEARD, IMPORTED)
"""Why an item is in the inbox: the same, or a teacher brought it in a file."""

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
            why: One of HEARD.
            predicted: What was read in it, without its words.
            now: The time of the turn, with its time zone; only the day is kept.

        Raises:
            ValueError: The reason is none of HEARD.
        """
        if why not in HEARD:
            raise ValueError(f"why is {why!r}, but must be one of {', '.join(HEARD)}")
        with transaction(self._db):
            return self._add(self._person(sender_id), text, why, predicted, now) is not None

    def bring(
        self, items: Iterable[tuple[str, Mapping[str, Any]]], now: datetime
    ) -> list[int | None]:
        """Keeps what a teacher brought: nobody's, so no erasing reaches it. All of it or nothing.

        Args:
            items: Texts, pseudonymised, with what was read in each, without its words.
            now: The time, with its time zone; only the day is kept.

        Returns:
            For each its number, or None where the same text is kept already.
        """
        with transaction(self._db):
            return [self._add(None, text, IMPORTED, predicted, now) for text, predicted in items]

    def _add(
        self,
        person: str | None,
        text: str,
        why: str,
        predicted: Mapping[str, Any],
        now: datetime,
    ) -> int | None:
        day = now.astimezone(timezone.utc).date().isoformat()
        added = self._db.execute(
            "insert or ignore into inbox (person, text, day, why, predicted, status)"
            " values (?, ?, ?, ?, ?, ?)",
            [person, text, day, why, json.dumps(predicted), NEW],
        )
        return added.lastrowid if added.rowcount else None

    def waiting(self) -> list[InboxItem]:
        """What waits, oldest first."""
        return self._items("order by id")

    def item(self, number: int) -> InboxItem | None:
        """The item of this number, if it waits."""
        return next(iter(self._items("and id = ?", number)), None)

    def reword(self, number: int, text: str) -> bool:
        """Puts another text in the place of an item's: a name in it had been left standing.

        Returns:
            False where the item does not wait, or the same text is kept already.
        """
        with transaction(self._db):
            changed = self._db.execute(
                "update or ignore inbox set text = ? where id = ? and status = ?",
                [text, number, NEW],
            )
        self._empty_log()
        return bool(changed.rowcount)

    def remove(self, number: int) -> bool:
        """Deletes an item that nobody can learn from; False if it does not wait."""
        with transaction(self._db):
            gone = self._db.execute(
                "delete from inbox where id = ? and status = ?", [number, NEW]
            ).rowcount
        self._empty_log()
        return bool(gone)

    def _items(self, which: str, *values: object) -> list[InboxItem]:
        rows = self._db.query(
            f"select id, text, day, why, predicted from inbox where status = ? {which}",
            [NEW, *values],
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
        with transaction(self._db):
            changed = self._db.execute(
                "update inbox set status = ?, person = null where id = ? and status = ?",
                [ACCEPTED, number, NEW],
            )
        return bool(changed.rowcount)

    def forget(self, sender_id: str) -> int:
        """Deletes what waits of a person, and says how much that was."""
        with transaction(self._db):
            gone = self._db.execute(
                "delete from inbox where person = ?", [self._person(sender_id)]
            ).rowcount
        if gone:
            self._empty_log()
        return int(gone)

    def _empty_log(self) -> None:
        """What was deleted stands in the log that SQLite writes ahead until that is emptied."""
        self._db.execute("pragma wal_checkpoint(truncate)").fetchall()
