"""What waits to be taught from: kept once, whose it is until it is accepted, and who consents."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from tests.memory.pasts import NOW, joined
from tightrope.cli import main
from tightrope.memory import REASONS, InboxItem, Memory, person_key

PREDICTED = {"intent": "jealousy", "exchange": {"bid": "jealousy", "actor": None}}
LATER = NOW + timedelta(days=1)


@pytest.fixture
def memory(tmp_path: Path):
    with Memory(tmp_path) as opened:
        yield opened


def add(memory: Memory, sender: str, text: str, why: str = "unsure") -> bool:
    return memory.inbox.add(sender, text, why, PREDICTED, NOW)


def texts(memory: Memory) -> list[str]:
    return [item.text for item in memory.inbox.waiting()]


def test_an_item_waits_as_it_was_kept(memory: Memory):
    assert memory.inbox.waiting() == []
    assert add(memory, "web", "told NAME1 i love her")
    day = date(2026, 5, 1)
    assert memory.inbox.waiting() == [
        InboxItem(1, "told NAME1 i love her", day, "unsure", PREDICTED)
    ]


def test_the_day_is_that_of_utc_and_no_time_is_kept(memory: Memory, tmp_path: Path):
    east = datetime(2026, 5, 2, 1, tzinfo=timezone(timedelta(hours=5)))
    memory.inbox.add("web", "a", "random", {}, east)
    (row,) = Database(tmp_path / "memory.sqlite").query("select * from inbox")
    assert row["day"] == "2026-05-01"
    assert row["status"] == "new"


@pytest.mark.parametrize("sender", ["web", "somebody else"])
def test_the_same_text_is_kept_once(memory: Memory, sender: str):
    assert add(memory, "web", "the same")
    assert not add(memory, sender, "the same", "misread")
    assert texts(memory) == ["the same"]


def test_what_was_accepted_does_not_come_again(memory: Memory):
    add(memory, "web", "the same")
    assert memory.inbox.accept(1)
    assert not add(memory, "web", "the same")
    assert texts(memory) == []


@pytest.mark.parametrize("text", ["", "'; drop table inbox; --", "\0", "é" * 100_000, "\u202e?"])
def test_any_text_is_kept(memory: Memory, text: str):
    assert add(memory, "web", text)
    assert texts(memory) == [text]


@pytest.mark.parametrize("why", ["", "UNSURE", "because", "imported"])
def test_a_message_is_kept_for_three_reasons(memory: Memory, why: str):
    with pytest.raises(ValueError, match="unsure, misread, random"):
        add(memory, "web", "a", why)
    assert texts(memory) == []


def test_they_are_counted_by_reason(memory: Memory):
    assert memory.inbox.counts() == dict.fromkeys(REASONS, 0)
    for number, why in enumerate(["unsure", "unsure", "random"]):
        add(memory, "web", str(number), why)
    memory.inbox.accept(1)
    assert memory.inbox.counts() == {"unsure": 1, "misread": 0, "random": 1, "imported": 0}
    assert memory.inbox.of("web") == ["1", "2"]
    assert memory.inbox.of("bob") == []


def test_erasing_deletes_what_waits_of_a_person_and_of_nobody_else(memory: Memory):
    add(memory, "web", "hers")
    add(memory, "bob", "his")
    memory.consents.give("web", NOW)
    memory.erase("web")
    assert texts(memory) == ["his"]
    assert not memory.consents.was_asked("web")


def test_what_was_accepted_is_nobodys(memory: Memory, tmp_path: Path):
    add(memory, "web", "hers")
    assert memory.inbox.accept(1)
    assert not memory.inbox.accept(1)
    memory.erase("web")
    key = person_key("web", tmp_path).encode()
    assert not [file for file in tmp_path.iterdir() if key in file.read_bytes()]
    (row,) = Database(tmp_path / "memory.sqlite").query("select person, status from inbox")
    assert row == {"person": None, "status": "accepted"}


def test_forgetting_leaves_no_word_in_the_files(memory: Memory, tmp_path: Path):
    add(memory, "web", "a flabbergasted armadillo")
    assert memory.inbox.forget("web") == 1
    assert memory.inbox.forget("web") == 0
    assert not [file for file in tmp_path.iterdir() if b"armadillo" in file.read_bytes()]


def test_joining_makes_them_one_persons(memory: Memory):
    add(memory, "web", "here")
    add(memory, "telegram", "there")
    joined(memory, "web", "telegram")
    assert memory.inbox.of("web") == memory.inbox.of("telegram") == ["here", "there"]
    memory.erase("telegram")
    assert texts(memory) == []


def test_nobody_consents_unasked(memory: Memory):
    assert memory.consents.since("web") is None
    assert not memory.consents.was_asked("web")
    memory.consents.asked("web")
    assert memory.consents.since("web") is None
    assert memory.consents.was_asked("web")


def test_a_yes_holds_until_it_is_taken_back(memory: Memory):
    memory.consents.give("web", NOW)
    memory.consents.give("web", LATER)
    memory.consents.asked("web")
    assert memory.consents.since("web") == NOW
    memory.consents.refuse("web")
    assert memory.consents.since("web") is None
    assert memory.consents.was_asked("web")
    memory.consents.give("web", LATER)
    assert memory.consents.since("web") == LATER


@pytest.mark.parametrize(
    ("here", "there", "since"),
    [
        (None, None, None),
        (NOW, None, NOW),
        (None, NOW, NOW),
        (NOW, LATER, LATER),
        (LATER, NOW, LATER),
        (NOW, "no", None),
        ("no", NOW, None),
        ("no", "no", None),
    ],
)
def test_of_two_channels_that_are_joined_a_no_holds(memory: Memory, here, there, since):
    for sender, said in [("web", here), ("telegram", there)]:
        if said == "no":
            memory.consents.refuse(sender)
        elif said:
            memory.consents.give(sender, said)
            add(memory, sender, sender)
    joined(memory, "web", "telegram")
    assert memory.consents.since("web") == memory.consents.since("telegram") == since
    waits = [] if since is None else [n for n, s in (("web", here), ("telegram", there)) if s]
    assert texts(memory) == waits


def test_the_command_shows_how_many_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    assert "Nothing waits" in CliRunner().invoke(main, ["inbox"]).output
    with Memory(tmp_path) as memory:
        for number in range(3):
            add(memory, "web", f"secret {number}", REASONS[number // 2])
    result = CliRunner().invoke(main, ["inbox"])
    assert result.exit_code == 0
    rows = [line.replace("│", " ").split() for line in result.output.splitlines()]
    assert ["unsure", "2"] in rows
    assert ["misread", "1"] in rows
    assert ["random", "0"] in rows
    assert "secret" not in result.output


def test_the_command_names_a_file_that_is_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    (tmp_path / "memory.sqlite").write_bytes(b"not a database at all, but long enough to be read")
    result = CliRunner().invoke(main, ["inbox"])
    assert result.exit_code == 1
    assert "memory.sqlite cannot be used" in result.output


def test_what_a_teacher_brings_is_nobodys_and_kept_once(memory: Memory):
    add(memory, "web", "told NAME1 i love her")
    brought = [("told NAME1 i love her", {}), ("he's been distant", PREDICTED)]
    assert memory.inbox.bring(brought, NOW) == [None, 2]
    assert memory.inbox.counts()["imported"] == 1
    memory.erase("web")
    assert texts(memory) == ["he's been distant"]


def test_bringing_is_all_or_nothing(memory: Memory):
    with pytest.raises(TypeError):
        memory.inbox.bring([("fine", {}), ("not", {"a": object()})], NOW)
    assert texts(memory) == []


def test_a_name_that_was_left_standing_can_be_taken_out(memory: Memory, tmp_path: Path):
    add(memory, "web", "told zuleikha i love her")
    assert memory.inbox.reword(1, "told NAME1 i love her")
    assert texts(memory) == ["told NAME1 i love her"]
    for file in tmp_path.glob("memory.sqlite*"):
        assert b"zuleikha" not in file.read_bytes()


def test_a_text_that_is_there_already_is_not_put_in_anothers_place(memory: Memory):
    add(memory, "web", "a")
    add(memory, "web", "b")
    assert not memory.inbox.reword(2, "a")
    assert texts(memory) == ["a", "b"]


def test_an_item_can_be_looked_up_and_removed_while_it_waits(memory: Memory):
    add(memory, "web", "a")
    item = memory.inbox.item(1)
    assert item is not None
    assert item.text == "a"
    assert memory.inbox.remove(1)
    assert memory.inbox.item(1) is None
    assert not memory.inbox.remove(1)
    assert not memory.inbox.reword(1, "b")
