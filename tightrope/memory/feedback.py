"""What people think of it: how it was and the day, with nothing that tells who said so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from sqlite_utils import Database

from tightrope.memory.transaction import transaction

RATINGS = ("good", "mixed", "bad")


@dataclass(frozen=True)
class Month:
    """How often each was said in one month, such as `2026-05`."""

    month: str
    good: int
    mixed: int
    bad: int


class Feedback:
    """The feedback of everybody; `Memory.feedback` is one.

    Args:
        db: The memory's database.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def give(self, rating: str, now: datetime) -> None:
        """Notes how it was.

        Raises:
            ValueError: The rating is neither `good`, `mixed` nor `bad`.
        """
        if rating not in RATINGS:
            raise ValueError(f"rating is {rating!r}, but must be one of {', '.join(RATINGS)}")
        day = now.astimezone(timezone.utc).date().isoformat()
        with transaction(self._db):
            self._db.table("feedback").insert({"rating": rating, "day": day})

    def months(self) -> list[Month]:
        """The counts of each month in which something was said, oldest first."""
        rows = self._db.query(
            "select substr(day, 1, 7) as month, sum(rating = 'good') as good,"
            " sum(rating = 'mixed') as mixed, sum(rating = 'bad') as bad"
            " from feedback group by month order by month"
        )
        return [Month(**row) for row in rows]
