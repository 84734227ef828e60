"""Who asked to be asked later, on a real SQLite file."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tightrope.memory import CheckBack, Memory

NOW = datetime(2026, 5, 1, 21, 0, tzinfo=timezone.utc)
DAY = timedelta(days=1)
PROMISE = CheckBack("ann", "web", NOW + DAY, None)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "data") as opened:
        yield opened


def test_a_promise_is_there_after_reopening_with_whom_and_where_to_ask(tmp_path: Path):
    with Memory(tmp_path) as first:
        episode = first.episode("ann", "protest", "partner", "tension", NOW)
        promise = CheckBack("ann", "telegram", NOW + DAY, episode.id)
        first.check_backs.promise(promise)
    with Memory(tmp_path) as again:
        assert again.check_backs.of("ann") == promise
        assert again.check_backs.all() == [promise]


def test_nothing_is_promised_to_anybody_who_did_not_ask(memory: Memory):
    memory.check_backs.promise(PROMISE)
    assert memory.check_backs.of("bob") is None
    assert memory.check_backs.forget("bob") is False
    assert memory.check_backs.of("ann") == PROMISE


@pytest.mark.parametrize(
    "later",
    [CheckBack("ann", "web", NOW + 3 * DAY, None), CheckBack("ann", "telegram", NOW, None)],
)
def test_a_new_promise_to_the_same_person_takes_the_place_of_the_old(
    memory: Memory, later: CheckBack
):
    memory.check_backs.promise(PROMISE)
    memory.check_backs.promise(later)
    assert memory.check_backs.of("ann") == later
    assert memory.check_backs.all() == [later]


def test_a_new_promise_without_an_episode_forgets_the_old_ones(memory: Memory):
    episode = memory.episode("ann", "protest", "partner", "tension", NOW)
    memory.check_backs.promise(CheckBack("ann", "web", NOW, episode.id))
    memory.check_backs.promise(PROMISE)
    assert memory.check_backs.of("ann") == PROMISE


def test_promises_to_everybody_come_with_the_next_one_first(memory: Memory):
    assert memory.check_backs.all() == []
    for sender, days in (("ann", 2), ("bob", 1), ("cleo", 3)):
        memory.check_backs.promise(CheckBack(sender, "web", NOW + days * DAY, None))
    assert [promise.sender for promise in memory.check_backs.all()] == ["bob", "ann", "cleo"]


def test_a_promise_is_let_go_of_once(memory: Memory):
    memory.check_backs.promise(PROMISE)
    memory.check_backs.promise(CheckBack("bob", "web", NOW, None))
    assert memory.check_backs.forget("ann") is True
    assert memory.check_backs.of("ann") is None
    assert memory.check_backs.forget("ann") is False
    assert [promise.sender for promise in memory.check_backs.all()] == ["bob"]


def test_a_promise_about_an_episode_that_is_not_there_is_refused(memory: Memory):
    with pytest.raises(sqlite3.IntegrityError):
        memory.check_backs.promise(CheckBack("ann", "web", NOW, 99))
    assert memory.check_backs.all() == []


def test_whoever_leaves_in_a_hurry_is_not_asked(memory: Memory):
    memory.check_backs.promise(PROMISE)
    memory.check_backs.promise(CheckBack("bob", "web", NOW, None))
    memory.set_aside("ann", NOW)
    assert memory.check_backs.of("ann") is None
    assert [promise.sender for promise in memory.check_backs.all()] == ["bob"]


@pytest.mark.parametrize("letting_go", ["forget", "set_aside"])
def test_of_a_promise_that_is_over_the_file_holds_no_sender_id(tmp_path: Path, letting_go: str):
    with Memory(tmp_path) as memory:
        memory.check_backs.promise(CheckBack("telegram-4711", "telegram", NOW, None))
    assert b"telegram-4711" in (tmp_path / "memory.sqlite").read_bytes()
    with Memory(tmp_path) as memory:
        if letting_go == "forget":
            memory.check_backs.forget("telegram-4711")
        else:
            memory.set_aside("telegram-4711", NOW)
    for file in tmp_path.iterdir():
        assert b"telegram-4711" not in file.read_bytes(), file.name


# ------------------------------------------------------------- what was noted of an episode


def test_nothing_was_noted_of_a_new_episode(memory: Memory):
    episode = memory.episode("ann", "protest", "partner", "tension", NOW)
    assert memory.check_back_asked(episode) is None
    assert memory.declined_check_back("ann") is False


@pytest.mark.parametrize(
    ("noted", "declined"), [("asked", False), ("wanted", False), ("not_wanted", True)]
)
def test_what_was_noted_is_known_of_that_episode_only(memory: Memory, noted: str, declined: bool):
    first = memory.episode("ann", "protest", "partner", "tension", NOW)
    memory.note_check_back(first, noted)
    second = memory.episode("ann", "jealousy", "partner", "tension", NOW)
    assert memory.check_back_asked(first) == noted
    assert memory.check_back_asked(second) is None
    # Once somebody said no, it is known whatever they tell next.
    assert memory.declined_check_back("ann") is declined
    assert memory.declined_check_back("bob") is False


def test_what_was_noted_is_known_as_long_as_the_episode_goes_on(memory: Memory):
    memory.note_check_back(memory.episode("ann", "protest", "partner", "tension", NOW), "asked")
    same = memory.episode("ann", "protest", "partner", "calm", NOW + timedelta(hours=1))
    assert memory.check_back_asked(same) == "asked"
    right = memory.episode("ann", "jealousy", "self", "calm", NOW, put_right=True)
    assert memory.check_back_asked(right) == "asked"


def test_the_latest_answer_about_an_episode_counts(memory: Memory):
    episode = memory.episode("ann", "protest", "partner", "tension", NOW)
    memory.note_check_back(episode, "not_wanted")
    memory.note_check_back(episode, "wanted")
    assert memory.check_back_asked(episode) == "wanted"
    assert memory.declined_check_back("ann") is False


# ----------------------------------------------------------------- who is not to be written to


def test_whoever_asks_to_be_written_to_is_not_set_aside_any_more(tmp_path: Path):
    with Memory(tmp_path) as memory:
        memory.set_aside("ann", NOW)
        memory.set_aside("bob", NOW)
        memory.no_longer_set_aside("ann")
        memory.no_longer_set_aside("cleo")
    with Memory(tmp_path) as again:
        assert again.is_set_aside("ann") is False
        assert again.is_set_aside("bob") is True
        assert again.is_set_aside("cleo") is False
