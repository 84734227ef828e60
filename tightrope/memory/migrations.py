"""The tables of the memory, in the order they came to be. Never edit a step: add one."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("tightrope")


@migrations()
def first_tables(db: Database) -> None:
    """Episodes of a person, and the offers made in them."""
    db.table("episodes").create(
        {
            "id": int,
            "person": str,
            "bid": str,
            "actor": str,
            "moment": str,
            "started": str,
            "touched": str,
        },
        pk="id",
        not_null={"person", "bid", "actor", "moment", "started", "touched"},
    )
    db.table("episodes").create_index(["person", "touched"])
    db.table("offers").create(
        {
            "id": int,
            "episode": int,
            "strategy": str,
            "say": int,
            "caution": str,
            "reflection": int,
            "at": str,
            "outcome": str,
        },
        pk="id",
        not_null={"episode", "strategy", "say", "caution", "reflection", "at"},
        foreign_keys=[("episode", "episodes", "id")],
    )
    db.table("offers").create_index(["episode"])


@migrations()
def people_set_aside(db: Database) -> None:
    """People who left in a hurry: nobody writes to them unasked."""
    db.table("set_aside").create({"person": str, "at": str}, pk="person", not_null={"person", "at"})
