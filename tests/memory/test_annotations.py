"""What teachers said of an item: one thing each, kept until the item goes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.memory.pasts import NOW
from tightrope.memory import ANNOTATOR, Annotation, Memory

LABELS = {"bid": "jealousy", "actor": "self", "moment": "tension"}
OTHERS = {"bid": "none", "moment": "calm"}


@pytest.fixture
def memory(tmp_path: Path):
    with Memory(tmp_path) as opened:
        opened.teachers.add("Ana", ANNOTATOR, NOW)
        opened.teachers.add("Bo", ANNOTATOR, NOW)
        opened.inbox.add("web", "first", "unsure", {}, NOW)
        opened.inbox.add("web", "second", "unsure", {}, NOW)
        yield opened


def test_each_teacher_says_one_thing_of_an_item(memory: Memory):
    assert memory.annotations.put(1, 1, LABELS, NOW)
    assert memory.annotations.put(1, 2, None, NOW, note="who is it about?")
    assert memory.annotations.put(1, 1, OTHERS, NOW, decides=True)
    assert memory.annotations.of(1) == [
        Annotation(1, 2, None, "who is it about?", decides=False, at=NOW),
        Annotation(1, 1, OTHERS, "", decides=True, at=NOW),
    ]
    assert memory.annotations.by_item() == {1: memory.annotations.of(1)}


def test_the_last_thing_said_can_be_taken_back_until_nothing_is_left(memory: Memory):
    memory.annotations.put(1, 1, LABELS, NOW)
    memory.annotations.put(2, 1, OTHERS, NOW)
    memory.annotations.put(1, 2, LABELS, NOW)
    taken = [memory.annotations.take_back(1) for _ in range(3)]
    assert [one and one.item for one in taken] == [2, 1, None]
    assert [one.teacher for one in memory.annotations.of(1)] == [2]


def test_what_was_accepted_is_not_taken_back_and_takes_no_more(memory: Memory):
    memory.annotations.put(1, 1, LABELS, NOW)
    memory.inbox.accept(1)
    assert memory.annotations.take_back(1) is None
    assert not memory.annotations.put(1, 2, LABELS, NOW)
    assert len(memory.annotations.of(1)) == 1


@pytest.mark.parametrize("gone", ["erased", "withdrawn", "removed"])
def test_they_go_with_their_item(memory: Memory, tmp_path: Path, gone: str):
    memory.annotations.put(1, 1, LABELS, NOW, note="a word that nobody should find")
    if gone == "erased":
        memory.erase("web")
    elif gone == "withdrawn":
        memory.inbox.forget("web")
    else:
        memory.inbox.remove(1)
    assert memory.annotations.of(1) == []
    assert not memory.annotations.put(1, 1, LABELS, NOW)
    for file in tmp_path.glob("memory.sqlite*"):
        assert b"nobody should find" not in file.read_bytes()


def test_two_who_save_at_once_are_both_kept(memory: Memory, tmp_path: Path):
    def save(teacher: int) -> list[bool]:
        with Memory(tmp_path) as own:
            return [own.annotations.put(item, teacher, LABELS, NOW) for item in (1, 2) * 25]

    with ThreadPoolExecutor(2) as threads:
        saved = list(threads.map(save, (1, 2)))
    assert all(map(all, saved))
    assert {one.teacher for one in memory.annotations.of(1)} == {1, 2}
    assert len(memory.annotations.of(2)) == 2


def test_what_each_teacher_judged_is_counted_accepted_items_too_and_put_off_ones_not(
    memory: Memory,
):
    assert memory.annotations.judged() == {}
    memory.annotations.put(1, 1, LABELS, NOW)
    memory.annotations.put(1, 1, OTHERS, NOW)
    memory.annotations.put(2, 1, LABELS, NOW)
    memory.annotations.put(2, 2, None, NOW)
    memory.inbox.accept(1)
    assert memory.annotations.judged() == {1: 2}
