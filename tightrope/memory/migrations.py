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


@migrations()
def balances_and_misread_episodes(db: Database) -> None:
    """Which caution had come due with an offer, which episodes were misread, check-back asked."""
    db.table("offers").add_column("balance", str)
    db.table("episodes").add_column("misread", int, not_null_default=0)
    db.table("episodes").add_column("check_back", str)


@migrations()
def goals_in_steps(db: Database) -> None:
    """Goals of one's own, and each step toward them that was offered."""
    db.table("goals").create(
        {"id": int, "person": str, "goal": str, "actor": str, "started": str},
        pk="id",
        not_null={"person", "goal", "actor", "started"},
    )
    db.table("goals").create_index(["person", "goal", "actor"], unique=True)
    db.table("steps").create(
        {"id": int, "goal": int, "size": int, "at": str, "outcome": str},
        pk="id",
        not_null={"goal", "size", "at"},
        foreign_keys=[("goal", "goals", "id")],
    )
    db.table("steps").create_index(["goal"])


@migrations()
def check_backs(db: Database) -> None:
    """People who asked to be asked later: where, and when. A row goes once it was asked."""
    db.table("check_backs").create(
        {"person": str, "sender": str, "channel": str, "due": str, "episode": int},
        pk="person",
        not_null={"person", "sender", "channel", "due"},
        foreign_keys=[("episode", "episodes", "id")],
    )


@migrations()
def offers_know_their_bid(db: Database) -> None:
    """Which bid, and whose, an offer was made for: an episode may be put right after it."""
    db.table("offers").add_column("bid", str)
    db.table("offers").add_column("actor", str)
    db.execute(
        "update offers set bid = (select bid from episodes where episodes.id = offers.episode),"
        " actor = (select actor from episodes where episodes.id = offers.episode)"
    )


@migrations()
def linked_channels(db: Database) -> None:
    """Which keys of senders stand for one person, the codes that link them, and wrong tries."""
    db.table("links").create({"key": str, "person": str}, pk="key", not_null={"key", "person"})
    db.table("links").create_index(["person"])
    db.table("link_codes").create(
        {"code": str, "person": str, "until": str}, pk="code", not_null={"code", "person", "until"}
    )
    db.table("link_tries").create(
        {"id": int, "person": str, "at": str}, pk="id", not_null={"person", "at"}
    )
    db.table("link_tries").create_index(["person", "at"])


@migrations()
def feedback(db: Database) -> None:
    """What people think of it: how it was and the day, and nothing of who said so."""
    db.table("feedback").create(
        {"id": int, "rating": str, "day": str}, pk="id", not_null={"rating", "day"}
    )


@migrations()
def consents_and_inbox(db: Database) -> None:
    """Who may be learned from, and the messages, without names, that wait for a teacher."""
    db.table("consents").create({"person": str, "since": str}, pk="person", not_null={"person"})
    db.table("inbox").create(
        {
            "id": int,
            "person": str,
            "text": str,
            "day": str,
            "why": str,
            "predicted": str,
            "status": str,
        },
        pk="id",
        not_null={"text", "day", "why", "predicted", "status"},
    )
    db.table("inbox").create_index(["text"], unique=True)
    db.table("inbox").create_index(["person"])


@migrations()
def teachers_and_annotations(db: Database) -> None:
    """Who teaches, and what they said of each item; that goes when its item goes."""
    db.table("teachers").create(
        {"id": int, "name": str, "role": str, "token": str, "since": str},
        pk="id",
        not_null={"name", "role", "since"},
    )
    db.table("teachers").create_index(["name"], unique=True)
    # sqlite-utils has no word for what follows a deletion.
    db.execute(
        "create table annotations (id integer primary key,"
        " item integer not null references inbox (id) on delete cascade,"
        " teacher integer not null references teachers (id),"
        " labels text, note text not null, decides integer not null, at text not null,"
        " unique (item, teacher))"
    )
    db.table("annotations").create_index(["teacher"])
