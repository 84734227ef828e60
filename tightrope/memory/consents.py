"""Who may be learned from: nobody who has not said yes, and nothing from before they did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlite_utils import Database

from tightrope.memory.transaction import transaction


class Consents:
    """The consent of everybody to being learned from; `Memory.consents` is one.

    A row without a time is a question that was asked and not answered with yes, or a yes that was
    taken back: the question does not come a second time.

    Args:
        db: The memory's database.
        person: Makes the key of a person's rows from Rasa's sender id.
    """

    def __init__(self, db: Database, person: Callable[[str], str]) -> None:
        self._db = db
        self._person = person

    def since(self, sender_id: str) -> datetime | None:
        """Since when a person consents, or None where they do not."""
        for (since,) in self._rows(sender_id):
            return datetime.fromisoformat(since) if since else None
        return None

    def was_asked(self, sender_id: str) -> bool:
        """Whether a person was asked, or has said something about it unasked."""
        return bool(self._rows(sender_id))

    def asked(self, sender_id: str) -> None:
        """Notes that a person was asked; what they said before holds."""
        with transaction(self._db):
            self._db.execute(
                "insert or ignore into consents (person) values (?)", [self._person(sender_id)]
            )

    def give(self, sender_id: str, now: datetime) -> None:
        """Notes a yes; of a second one the first counts."""
        self.asked(sender_id)
        with transaction(self._db):
            self._db.execute(
                "update consents set since = coalesce(since, ?) where person = ?",
                [now.isoformat(), self._person(sender_id)],
            )

    def refuse(self, sender_id: str) -> None:
        """Notes a no, or takes a yes back."""
        self.asked(sender_id)
        with transaction(self._db):
            self._db.execute(
                "update consents set since = null where person = ?", [self._person(sender_id)]
            )

    def _rows(self, sender_id: str) -> list[tuple[str | None]]:
        rows: list[tuple[str | None]] = self._db.execute(
            "select since from consents where person = ?", [self._person(sender_id)]
        ).fetchall()
        return rows
