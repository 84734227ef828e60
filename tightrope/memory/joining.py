"""Making two persons one: no row of either is lost."""

from __future__ import annotations

from sqlite_utils import Database

_RENAMED = ("episodes", "goals", "link_codes", "link_tries", "inbox")
"""Tables of which a person may have any number of rows."""


def join(db: Database, person: str, other: str) -> None:
    """Puts all rows of the other under the key of the person, within the caller's transaction."""
    _join_goals(db, person, other)
    _join_check_backs(db, person, other)
    _join_set_aside(db, person, other)
    _join_consents(db, person, other)
    for table in _RENAMED:
        db.execute(f"update {table} set person = ? where person = ?", [person, other])
    db.execute("update links set person = ? where person = ?", [person, other])
    for key in (person, other):
        db.execute("insert or ignore into links (key, person) values (?, ?)", [key, person])


def _join_goals(db: Database, person: str, other: str) -> None:
    """A goal that both had begun is one, begun when the first of them did, with the steps of both.

    What is left are goals that only the other had.
    """
    both = db.execute(
        "select one.id, two.id, min(one.started, two.started) from goals one join goals two"
        " on two.goal = one.goal and two.actor = one.actor"
        " where one.person = ? and two.person = ?",
        [person, other],
    ).fetchall()
    for goal, same, started in both:
        db.execute("update steps set goal = ? where goal = ?", [goal, same])
        db.execute("update goals set started = ? where id = ?", [started, goal])
        db.execute("delete from goals where id = ?", [same])


def _join_check_backs(db: Database, person: str, other: str) -> None:
    """Of two promises to ask, the later one holds, as if both had been made in one channel."""
    db.execute(
        "delete from check_backs where person in (:person, :other) and due <"
        " (select max(due) from check_backs where person in (:person, :other))",
        {"person": person, "other": other},
    )
    db.execute("update or ignore check_backs set person = ? where person = ?", [person, other])
    db.execute("delete from check_backs where person = ?", [other])


def _join_set_aside(db: Database, person: str, other: str) -> None:
    """Whoever left one channel in a hurry is not written to in the other, either."""
    db.execute("update or ignore set_aside set person = ? where person = ?", [person, other])
    db.execute("delete from set_aside where person = ?", [other])


def _join_consents(db: Database, person: str, other: str) -> None:
    """Of a yes and a no, the no holds, and what waited goes; of two that said yes, the later."""
    of_both = {"person": person, "other": other}
    either = "person in (:person, :other)"
    said_no = db.execute(
        f"select 1 from consents where {either} and since is null", of_both
    ).fetchone()
    if said_no:
        db.execute(f"update consents set since = null where {either}", of_both)
        db.execute(f"delete from inbox where {either}", of_both)
    db.execute(
        "update consents set since = (select max(since) from consents where"
        f" {either}) where {either}",
        of_both,
    )
    db.execute("update or ignore consents set person = ? where person = ?", [person, other])
    db.execute("delete from consents where person = ?", [other])
