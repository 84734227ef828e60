"""What teachers said of the messages in the inbox: one row for each teacher and item."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from tightrope.memory.inbox import NEW
from tightrope.memory.transaction import transaction


@dataclass(frozen=True)
class Annotation:
    """What one teacher said of one item.

    Attributes:
        item: The item's number.
        teacher: The teacher's number.
        labels: The labels by field; None where the teacher put it off.
        note: A word to the others; may be empty.
        decides: Whether it settles the item, whatever others said: a maintainer's last word.
        at: When it was said.
    """

    item: int
    teacher: int
    labels: dict[str, str] | None
    note: str
    decides: bool
    at: datetime


class Annotations:
    """What all teachers said; `Memory.annotations` is one.

    They go with their item: when that is deleted, because its writer erased it or withdrew their
    consent, they are deleted, too.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(
        self,
        item: int,
        teacher: int,
        labels: Mapping[str, str] | None,
        now: datetime,
        *,
        note: str = "",
        decides: bool = False,
    ) -> bool:
        """Keeps what a teacher says of an item, in place of what they said before.

        Returns:
            False where the item no longer waits: it was accepted or deleted meanwhile.
        """
        kept = None if labels is None else json.dumps(dict(labels))
        with transaction(self._db):
            done = self._db.execute(
                "insert or replace into annotations (item, teacher, labels, note, decides, at)"
                " select id, ?, ?, ?, ?, ? from inbox where id = ? and status = ?",
                [teacher, kept, note, int(decides), now.isoformat(), item, NEW],
            )
        return bool(done.rowcount)

    def of(self, item: int) -> list[Annotation]:
        """What was said of one item, oldest first."""
        return self._read("where item = ?", item)

    def by_item(self) -> dict[int, list[Annotation]]:
        """What was said of every item, accepted ones as well: by item, oldest first."""
        found: dict[int, list[Annotation]] = {}
        for annotation in self._read(""):
            found.setdefault(annotation.item, []).append(annotation)
        return found

    def judged(self) -> dict[int, int]:
        """How many items each teacher judged, accepted ones as well; put off is not judged."""
        rows = self._db.execute(
            "select teacher, count(*) from annotations where labels is not null group by teacher"
        )
        return dict(rows.fetchall())

    def take_back(self, teacher: int) -> Annotation | None:
        """Deletes what a teacher said last, if its item still waits; returns it, or None."""
        said = self._read(
            "where teacher = ? and item in (select id from inbox where status = ?)", teacher, NEW
        )
        if not said:
            return None
        with transaction(self._db):
            self._db.execute(
                "delete from annotations where item = ? and teacher = ?", [said[-1].item, teacher]
            )
        return said[-1]

    def _read(self, which: str, *values: object) -> list[Annotation]:
        rows = self._db.query(
            f"select item, teacher, labels, note, decides, at from annotations {which} order by id",
            list(values),
        )
        return [_annotation(row) for row in rows]


def _annotation(row: dict[str, Any]) -> Annotation:
    return Annotation(
        item=row["item"],
        teacher=row["teacher"],
        labels=None if row["labels"] is None else json.loads(row["labels"]),
        note=row["note"],
        decides=bool(row["decides"]),
        at=datetime.fromisoformat(row["at"]),
    )
