"""What is kept of a person, in numbers."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.memory.pasts import joined
from tests.memory.tracker_db import bot, user, write
from tightrope.memory import CheckBack, Memory, Offered, Stored, stored

NOW = datetime(2026, 5, 1, 21, 0, tzinfo=timezone.utc)
OFFER = Offered("anxiety.buffer.touch", 0, "a", 0, "jealousy", "self")
NOTHING = Stored(0, 0, 0, 0, None, None, 0)


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("TIGHTROPE_TRACKER_DB", raising=False)
    with Memory(tmp_path) as opened:
        yield opened


def test_of_somebody_new_nothing_is_kept(memory: Memory):
    assert stored(memory, "ann") == NOTHING


def test_everything_is_counted_and_the_oldest_found(memory: Memory):
    for number in range(3):
        at = NOW + timedelta(days=number)
        memory.offer(memory.episode("ann", "jealousy", "self", "tension", at), OFFER, at)
    memory.misread("ann")
    memory.goals.offer_step("ann", "friends", "self", 0, NOW - timedelta(days=1))
    memory.check_backs.promise(CheckBack("ann", "web", NOW, None))
    said = (NOW - timedelta(days=2)).timestamp()
    write(memory.folder / "conversations.sqlite", "ann", user("hello", said), bot("Hello."))
    assert stored(memory, "ann") == Stored(
        episodes=3,
        suggestions=3,
        steps=1,
        messages=2,
        since=datetime.fromtimestamp(1_777_000_000, timezone.utc),
        promised=NOW,
        linked=0,
    )
    assert stored(memory, "bob") == NOTHING


def test_of_linked_channels_the_memory_is_one_and_each_talk_its_own(memory: Memory):
    memory.offer(memory.episode("ann", "jealousy", "self", "tension", NOW), OFFER, NOW)
    write(memory.folder / "conversations.sqlite", "telegram", user("hi"), user("again"))
    joined(memory, "ann", "telegram", "slack")
    counts = {sender: stored(memory, sender) for sender in ("ann", "telegram", "slack")}
    assert [count.episodes for count in counts.values()] == [1, 1, 1]
    assert [count.messages for count in counts.values()] == [0, 2, 0]
    assert [count.linked for count in counts.values()] == [2, 2, 2]


def test_after_erasing_nothing_is_kept(memory: Memory):
    memory.offer(memory.episode("ann", "jealousy", "self", "tension", NOW), OFFER, NOW)
    memory.erase("ann")
    assert stored(memory, "ann") == NOTHING
