"""Several statements that happen all or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Writes what happens within, all of it at the end, and nothing where an error is raised.

    sqlite-utils commits each statement unless a transaction was begun, and its own `atomic`
    begins one that SQLite ends with an error, rather than a wait, where it reads, another process
    writes, and then it writes (https://www.sqlite.org/isolation.html). This one waits at its
    beginning instead.
    """
    db.conn.execute("begin immediate")
    try:
        yield
        db.conn.execute("commit")
    except BaseException:
        # The error may have ended it already.
        if db.conn.in_transaction:
            db.conn.execute("rollback")
        raise
