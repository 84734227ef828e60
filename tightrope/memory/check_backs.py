"""Who asked to be asked later, one person at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from tightrope.memory.transaction import transaction


@dataclass(frozen=True)
class CheckBack:
    """One promise to ask: whom (Rasa's sender id), in which channel, when, about which episode."""

    sender: str
    channel: str
    due: datetime
    episode: int | None


class CheckBacks:
    """The promises to everybody; `Memory.check_backs` is one.

    They are the only rows that hold a sender id, since somebody has to be reached; each goes as
    soon as the question was asked, or is not wanted any more.

    Args:
        db: The memory's database.
        person: Makes the key of a person's rows from Rasa's sender id.
    """

    def __init__(self, db: Database, person: Callable[[str], str]) -> None:
        self._db = db
        self._person = person

    def promise(self, check_back: CheckBack) -> None:
        """Notes a promise; an earlier one to the same person gives way."""
        row: dict[str, Any] = {
            "person": self._person(check_back.sender),
            "sender": check_back.sender,
            "channel": check_back.channel,
            "due": check_back.due.isoformat(),
            "episode": check_back.episode,
        }
        with transaction(self._db):
            self._db.table("check_backs").upsert(row, pk="person")

    def of(self, sender_id: str) -> CheckBack | None:
        """The promise to a person, or None."""
        rows = self._read("where person = ?", [self._person(sender_id)])
        return rows[0] if rows else None

    def all(self) -> list[CheckBack]:
        """The promises to everybody, the next one first."""
        return self._read("order by due", [])

    def forget(self, sender_id: str) -> bool:
        """Lets go of the promise to a person; False if there was none."""
        with transaction(self._db):
            gone = self._db.execute(
                "delete from check_backs where person = ?", [self._person(sender_id)]
            )
        return bool(gone.rowcount)

    def _read(self, which: str, values: list[str]) -> list[CheckBack]:
        rows = self._db.query(
            f"select sender, channel, due, episode from check_backs {which}", values
        )
        return [CheckBack(**{**row, "due": datetime.fromisoformat(row["due"])}) for row in rows]
