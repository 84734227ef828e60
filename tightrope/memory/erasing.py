"""Deleting a person from the memory, so that the file holds nothing of them either."""

from __future__ import annotations

from sqlite_utils import Database

from tightrope.memory.transaction import transaction

_OF_EPISODES = "select id from episodes where person = :person"
_OF_GOALS = "select id from goals where person = :person"

_DELETED = (
    f"delete from offers where episode in ({_OF_EPISODES})",
    f"delete from steps where goal in ({_OF_GOALS})",
    "delete from check_backs where person = :person",
    "delete from episodes where person = :person",
    "delete from goals where person = :person",
    # Nothing is promised to them any more, so there is nothing to keep back.
    "delete from set_aside where person = :person",
    "delete from inbox where person = :person",
    "delete from consents where person = :person",
    "delete from link_codes where person = :person",
    "delete from link_tries where person = :person",
    "delete from links where person = :person",
)
"""Every table but that of feedback, which nobody's name or code is on.

Of the inbox, what a teacher has accepted is nobody's either.
"""


def erase_person(db: Database, person: str) -> None:
    """Deletes all rows of a person; the database has to have `secure_delete` on."""
    with transaction(db):
        for statement in _DELETED:
            db.execute(statement, {"person": person})
    # What was deleted still stands in the log that SQLite writes ahead, until that is emptied.
    db.execute("pragma wal_checkpoint(truncate)").fetchall()
