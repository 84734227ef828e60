"""What the memory keeps of a person, on a real SQLite file."""

import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tightrope.memory import Memory, MemoryFileError, Offered, person_key

NOW = datetime(2026, 5, 1, 21, 0, tzinfo=timezone.utc)
OFFER = Offered("anxiety.buffer.reassure", 1, "reassurance_fatigue", 2, "protest", "partner")


@pytest.fixture
def memory(tmp_path: Path):
    with Memory(tmp_path / "data") as opened:
        yield opened


def test_what_was_offered_is_there_after_reopening(tmp_path: Path):
    with Memory(tmp_path) as first:
        first.offer(first.episode("ann", "protest", "partner", "tension", NOW), OFFER, NOW)
    with Memory(tmp_path) as again:
        assert again.offers("ann") == [OFFER]


def test_people_are_kept_apart(memory: Memory):
    memory.offer(memory.episode("ann", "protest", "partner", "tension", NOW), OFFER, NOW)
    assert memory.offers("bob") == []
    assert memory.latest_episode("bob") is None
    assert memory.outcome("bob", "helped") is False
    assert memory.offers("ann")[0].outcome is None


@pytest.mark.parametrize(
    ("bid", "actor", "moment", "later", "same"),
    [
        ("protest", "partner", "tension", timedelta(minutes=5), True),
        ("protest", "partner", "calm", timedelta(hours=5), True),
        ("protest", "partner", "tension", timedelta(hours=7), False),
        ("protest", "self", "tension", timedelta(minutes=5), False),
        ("jealousy", "partner", "tension", timedelta(minutes=5), False),
    ],
)
def test_one_evening_with_one_bid_is_one_episode(memory: Memory, bid, actor, moment, later, same):
    first = memory.episode("ann", "protest", "partner", "tension", NOW)
    second = memory.episode("ann", bid, actor, moment, NOW + later)
    assert (second.id == first.id) is same
    assert memory.latest_episode("ann") == second


def test_what_the_person_says_goes_to_the_last_offer(memory: Memory):
    episode = memory.episode("ann", "protest", "partner", "tension", NOW)
    memory.offer(episode, OFFER, NOW)
    memory.offer(episode, OFFER, NOW)
    assert memory.outcome("ann", "did_not_help") is True
    assert [o.outcome for o in memory.offers("ann")] == [None, "did_not_help"]


def test_an_unknown_outcome_is_refused(memory: Memory):
    with pytest.raises(ValueError, match="did_not_help"):
        memory.outcome("ann", "great")


def test_the_file_holds_no_sender_id(tmp_path: Path):
    with Memory(tmp_path) as memory:
        memory.offer(memory.episode("telegram-4711", "jealousy", "self", "calm", NOW), OFFER, NOW)
    for file in tmp_path.iterdir():
        assert b"4711" not in file.read_bytes(), file.name


def test_the_key_depends_on_the_installation(tmp_path: Path):
    one, other = tmp_path / "one", tmp_path / "other"
    assert person_key("ann", one) == person_key("ann", one)
    assert person_key("ann", one) != person_key("ann", other)
    assert (one / "salt").stat().st_mode & 0o077 == 0


def test_a_file_that_is_no_database_is_named(tmp_path: Path):
    (tmp_path / "memory.sqlite").write_text("not a database, " * 100)
    with pytest.raises(MemoryFileError, match=r"memory\.sqlite"):
        Memory(tmp_path)


def test_an_old_file_is_brought_up_to_date_and_kept_readable_by_sqlite(tmp_path: Path):
    sqlite3.connect(tmp_path / "memory.sqlite").close()
    with Memory(tmp_path) as memory:
        memory.episode("ann", "withdrawal", "partner", "tension", NOW)
    db = sqlite3.connect(tmp_path / "memory.sqlite")
    assert db.execute("pragma journal_mode").fetchone() == ("wal",)
    assert db.execute("select count(*) from episodes").fetchone() == (1,)
