"""After erasing nothing of a person is left, whatever was kept, and all of everybody else."""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from tests.memory.pasts import NOW, PASTS, SENDERS, Told, joined, live
from tightrope.memory import CheckBack, Memory, person_key

NOBODYS = {"feedback", "teachers", "_sqlite_migrations"}
"""Tables that say nothing of anybody who writes."""

BELOW = {
    "offers": ("episode", "episodes"),
    "steps": ("goal", "goals"),
    "annotations": ("item", "inbox"),
}
"""Tables whose rows belong to a person by way of another table."""


def everything(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables that say something of somebody, without their numbers."""
    db = Database(folder / "memory.sqlite")
    return {
        table: [tuple(row) for row in db.execute(f"select * from {table} order by 1")]
        for table in db.table_names()
        if table not in NOBODYS
    }


def test_every_table_says_whose_its_rows_are(tmp_path: Path):
    """So that a table that is added later is erased from, too."""
    with Memory(tmp_path):
        db = Database(tmp_path / "memory.sqlite")
        for table in set(db.table_names()) - NOBODYS - BELOW.keys():
            assert "person" in db.table(table).columns_dict, table


@settings(max_examples=60, deadline=None)
@given(PASTS, st.permutations(SENDERS), st.integers(0, 1))
def test_nothing_is_left_of_whoever_erased_and_all_of_the_others(
    past: list[Told], senders: list[str], asks: int
):
    one, two, other, stranger = senders
    with TemporaryDirectory() as name, Memory(folder := Path(name)) as memory:
        live(memory, [told for told in past if told.sender in (other, stranger)])
        joined(memory, other, stranger)
        others = everything(folder)
        live(memory, [told for told in past if told.sender in (one, two)])
        joined(memory, one, two)
        memory.erase((one, two)[asks])
        assert everything(folder) == others
        assert memory.links.keys(one) != memory.links.keys(two)


@settings(max_examples=40, deadline=None)
@given(PASTS)
def test_neither_key_nor_sender_is_in_the_files(past: list[Told]):
    one, two, *_ = SENDERS
    with TemporaryDirectory() as name, Memory(folder := Path(name)) as memory:
        live(memory, past)
        memory.check_backs.promise(CheckBack(one, "web", NOW, None))
        joined(memory, one, two)
        memory.erase(two)
        for file in folder.iterdir():
            kept = file.read_bytes()
            for sender in (one, two):
                assert sender.encode() not in kept, file.name
                assert person_key(sender, folder).encode() not in kept, file.name


def test_erasing_nothing_and_erasing_twice_do_no_harm(tmp_path: Path):
    with Memory(tmp_path) as memory:
        memory.erase("nobody")
        live(memory, [Told("web-anna", "offer", 0, 0)])
        memory.erase("web-anna")
        memory.erase("web-anna")
        assert memory.offers("web-anna") == []
        live(memory, [Told("web-anna", "offer", 0, 1)])
        assert len(memory.offers("web-anna")) == 1


def test_feedback_is_nobodys_and_stays(tmp_path: Path):
    with Memory(tmp_path) as memory:
        memory.feedback.give("good", NOW)
        memory.erase("web-anna")
        assert len(memory.feedback.months()) == 1


def test_what_somebody_else_reads_at_the_moment_does_not_keep_the_rows(tmp_path: Path):
    with Memory(tmp_path) as memory, Memory(tmp_path) as another:
        live(memory, [Told("web-anna", "offer", 0, 0)])
        assert len(another.offers("web-anna")) == 1
        memory.erase("web-anna")
        assert another.offers("web-anna") == []
        key = person_key("web-anna", tmp_path).encode()
        assert not [file for file in tmp_path.iterdir() if key in file.read_bytes()]


def test_an_older_memory_can_be_erased_from(tmp_path: Path):
    """One that was made before channels could be linked."""
    with Memory(tmp_path) as memory:
        live(memory, [Told("web-anna", "offer", 0, 0)])
    with sqlite3.connect(tmp_path / "memory.sqlite") as db:
        for table in ("links", "link_codes", "link_tries", "feedback"):
            db.execute(f"drop table {table}")
        db.execute("delete from _sqlite_migrations where name in ('linked_channels', 'feedback')")
    with Memory(tmp_path) as memory:
        assert len(memory.offers("web-anna")) == 1
        memory.erase("web-anna")
        assert memory.offers("web-anna") == []


def test_erasing_happens_whole_or_not_at_all(tmp_path: Path):
    with Memory(tmp_path) as memory:
        live(memory, [Told("web-anna", what, 0, 0) for what in ("offer", "step", "consent")])
        before = everything(tmp_path)
        db = Database(tmp_path / "memory.sqlite")
        db.execute(
            "create trigger full before delete on consents begin select raise(abort, 'full'); end"
        )
        with pytest.raises(sqlite3.IntegrityError, match="full"):
            memory.erase("web-anna")
        assert everything(tmp_path) == before
        db.execute("drop trigger full")
        memory.erase("web-anna")
        assert not any(everything(tmp_path).values())
