"""Reading what was said from Rasa's rows, and erasing it so that no word is left in the file."""

import random
import sqlite3
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.memory.tracker_db import bot, senders, slot, user, write
from tightrope.memory import (
    Line,
    conversation_of,
    conversations_file,
    erase_conversations,
    person_key,
)

AT = datetime(2026, 4, 24, 3, 6, 40, tzinfo=timezone.utc)
ASK = bot("Is it heated?", buttons=[{"title": "It's calm", "payload": '/inform{"moment": "calm"}'}])
WORDS = ("hippopotamus", "xylophone")
"""Nobody else uses them, and no table is called so."""


def read(tmp_path: Path, *events: object) -> list[Line]:
    write(tmp_path / "c.sqlite", "ann", *events)
    return conversation_of(tmp_path / "c.sqlite", "ann")


def test_who_said_what_and_when(tmp_path: Path):
    assert read(tmp_path, user("he went quiet"), slot("bid", "withdrawal"), bot("I see.")) == [
        Line("person", "he went quiet", AT),
        Line("assistant", "I see.", AT),
    ]


def test_a_pressed_button_is_shown_by_its_title(tmp_path: Path):
    lines = read(tmp_path, ASK, user('/inform{"moment": "calm"}'), user("/leave"))
    assert lines[1:] == [
        Line("person", "It's calm", AT, pressed=True),
        Line("person", "/leave", AT),
    ]


def test_a_title_is_that_of_the_message_before(tmp_path: Path):
    def asked(title: str) -> dict[str, object]:
        return bot("?", buttons=[{"title": title, "payload": "/deny"}])

    lines = read(tmp_path, asked("No"), user("/deny"), asked("None of these"), user("/deny"))
    assert [line.text for line in lines if line.by == "person"] == ["No", "None of these"]


def test_pictures_and_files_are_told_of(tmp_path: Path):
    lines = read(tmp_path, bot(None, image="/pictures/x.png"), bot(None, attachment="/files/x.txt"))
    assert [(line.text, line.shows) for line in lines] == [("", "picture"), ("", "file")]


def test_a_turn_nobody_began_shows_only_what_the_assistant_said(tmp_path: Path):
    assert [line.by for line in read(tmp_path, user("EXTERNAL: EXTERNAL_check_back"), ASK)] == [
        "assistant"
    ]


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        "",
        "{",
        "[]",
        "null",
        '"user"',
        "[" * 100_000,
        '{"event": "user"}',
        '{"event": "user", "text": 7}',
        '{"event": "bot", "text": null, "data": []}',
        '{"event": "bot", "data": {"buttons": [7, {"title": 1}, {"payload": "/x"}]}}',
    ],
)
def test_a_damaged_row_is_passed_over(tmp_path: Path, damaged: str | None):
    lines = read(tmp_path, user("before"), damaged, user("after"))
    assert [line.text for line in lines] == ["before", "after"]


@pytest.mark.parametrize("at", [None, "noon", 1e300, float("nan"), [], -1e18])
def test_a_time_that_cannot_be_read_is_not_known(tmp_path: Path, at: object):
    assert read(tmp_path, user("hello", at)) == [Line("person", "hello", None)]


def test_nothing_is_read_where_nothing_is_kept(tmp_path: Path):
    file = tmp_path / "none.sqlite"
    assert conversation_of(file, "ann") == []
    assert not file.exists()
    erase_conversations(file, [person_key("ann", tmp_path)], tmp_path)
    assert not file.exists()
    sqlite3.connect(file).execute("create table other (id)").connection.close()
    assert conversation_of(file, "ann") == []
    erase_conversations(file, [person_key("ann", tmp_path)], tmp_path)


def test_only_ones_own_conversation_is_read(tmp_path: Path):
    write(tmp_path / "c.sqlite", "bob", user("my own business"))
    write(tmp_path / "c.sqlite", "Ann", user("another one"))
    assert [line.text for line in read(tmp_path, user("hello"))] == ["hello"]


def test_a_path_with_odd_signs_is_found(tmp_path: Path):
    folder = tmp_path / "a ?mode=rwc#100%"
    folder.mkdir()
    write(folder / "c.sqlite", "ann", user("hello"))
    assert len(conversation_of(folder / "c.sqlite", "ann")) == 1


def test_where_the_conversations_are_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("TIGHTROPE_TRACKER_DB", raising=False)
    assert conversations_file(tmp_path) == tmp_path / "conversations.sqlite"
    monkeypatch.setenv("TIGHTROPE_TRACKER_DB", "/elsewhere/c.sqlite")
    assert conversations_file(tmp_path) == Path("/elsewhere/c.sqlite")


TALKS = st.lists(
    st.tuples(st.sampled_from(["ann", "telegram-4711", "bob", "eve"]), st.integers(0, 9000)),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(TALKS, st.booleans())
def test_no_word_of_the_erased_is_left_in_the_files(talks: list[tuple[str, int]], wal: bool):
    """Rows of several people, short and far longer than a page, stand between one another."""
    erased = {"ann", "telegram-4711"}
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "c.sqlite"
        write(file, "eve", user("a word of eve's"))
        if wal:
            with sqlite3.connect(file) as db:
                db.execute("pragma journal_mode = wal")
        for sender, length in talks:
            word = WORDS[0] if sender in erased else WORDS[1]
            write(file, sender, user(f"{word} " * (1 + length // len(word))))
        left = {sender for sender, _ in talks} - erased
        erase_conversations(file, [person_key(sender, folder) for sender in erased], folder)
        assert senders(file) == left | {"eve"}
        for kept in folder.iterdir():
            assert WORDS[0].encode() not in kept.read_bytes(), kept.name
            assert b"telegram-4711" not in kept.read_bytes(), kept.name
        assert (WORDS[1].encode() in file.read_bytes()) is bool(left)


def test_no_word_is_left_of_many_long_talks(tmp_path: Path):
    file, dice = tmp_path / "c.sqlite", random.Random(1)
    everybody = [f"sender-{number}" for number in range(30)]
    for _ in range(600):
        sender = dice.choice(everybody)
        write(file, sender, user(f"{WORDS[sender == 'sender-7']} " * dice.randrange(1, 400)))
    for sender in (*everybody[:7], *everybody[8:20]):
        erase_conversations(file, [person_key(sender, tmp_path)], tmp_path)
    erase_conversations(file, [person_key("sender-7", tmp_path)], tmp_path)
    assert WORDS[True].encode() not in file.read_bytes()
    assert b"sender-7" not in file.read_bytes()
    assert senders(file) == set(everybody[20:])
