"""Sitting at the desk: what comes next, and what becomes of what a teacher says."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.memory.pasts import NOW
from tightrope.memory import ANNOTATOR, MAINTAINER, InboxItem, Memory, Teacher
from tightrope.teaching.desk import Desk, DeskError, GoneError, suggestion
from tightrope.teaching.judgement import Judgement, JudgementError

TALK = frozenset({"thank"})
JEALOUSY = {"bid": "jealousy", "actor": "self", "moment": "tension"}
NOTHING = {"bid": "none", "moment": "calm"}
READ = {
    "intent": "jealousy",
    "exchange": {
        "bid": "jealousy",
        "dimension": "anxiety",
        "actor": "partner",
        "moment": "calm",
        "concern": "none",
        "confidence": {"bid": 0.3, "actor": 0.8, "moment": 0.9, "concern": 0.9},
        "also": None,
    },
}
TEXTS = ("he asked who rang", "she is quiet", "thanks a lot")


@dataclass(frozen=True)
class Known:
    text: str
    judgement: Judgement
    likeness: float


def nearest(texts: Sequence[str]) -> list[list[Known]]:
    return [[Known(text.upper(), Judgement(), 0.5)] for text in texts]


def latest_first(items: Sequence[InboxItem], similar: object) -> list[InboxItem]:
    return sorted(items, key=lambda item: -item.id)


@pytest.fixture
def memory(tmp_path: Path):
    with Memory(tmp_path) as opened:
        opened.teachers.add("Ana", ANNOTATOR, NOW)
        opened.teachers.add("Maja", MAINTAINER, NOW)
        for text in TEXTS:
            opened.inbox.add("web", text, "unsure", READ, NOW)
        yield opened


@pytest.fixture
def desk() -> Desk:
    return Desk(nearest, latest_first, TALK, share=1)


@pytest.fixture
def ana(memory: Memory) -> Teacher:
    found = memory.teachers.named("Ana")
    assert found is not None
    return found


@pytest.fixture
def maja(memory: Memory) -> Teacher:
    found = memory.teachers.named("Maja")
    assert found is not None
    return found


def number(task) -> int | None:
    return task and task.item.id


def test_the_best_comes_first_with_what_was_read_and_what_is_like_it(desk, memory, ana):
    task = desk.next(memory, ana)
    assert number(task) == 3
    assert task.suggestion == Judgement(bid="jealousy", actor="partner", moment="calm")
    assert [known.text for known in task.similar] == ["THANKS A LOT"]
    assert not task.second
    assert desk.left(memory, ana) == 3


def test_what_was_judged_does_not_come_again(desk, memory, ana):
    for expected in (3, 2, 1):
        assert number(desk.next(memory, ana)) == expected
        desk.judge(memory, ana, expected, JEALOUSY)
    assert desk.next(memory, ana) is None
    assert desk.left(memory, ana) == 0


def test_what_was_put_off_comes_after_all_others_with_its_note(desk, memory, ana):
    desk.later(memory, ana, 3, " who is it about? ")
    assert number(desk.next(memory, ana)) == 2
    desk.judge(memory, ana, 2, JEALOUSY)
    desk.judge(memory, ana, 1, JEALOUSY)
    task = desk.next(memory, ana)
    assert number(task) == 3
    assert task.said.note == "who is it about?"


def test_two_teachers_do_not_look_at_the_same_item(desk, memory, ana, maja):
    assert number(desk.next(memory, ana)) == 3
    assert number(desk.next(memory, maja)) == 2
    assert number(desk.next(memory, ana)) == 3


def test_unless_nothing_else_is_left(desk, memory, ana, maja):
    for item in (1, 2):
        desk.judge(memory, maja, item, JEALOUSY, decides=True)
    assert number(desk.next(memory, ana)) == 3
    assert number(desk.next(memory, maja)) == 3


def test_a_second_look_comes_first_and_is_independent(desk, memory, ana, maja):
    desk.judge(memory, ana, 1, JEALOUSY, "sure")
    task = desk.next(memory, maja)
    assert number(task) == 1
    assert task.second
    assert task.suggestion is None
    assert task.said is None


def test_undo_brings_back_what_was_said_last(desk, memory, ana):
    desk.judge(memory, ana, 3, JEALOUSY, "note")
    desk.judge(memory, ana, 2, NOTHING)
    task = desk.undo(memory, ana)
    assert number(task) == 2
    assert task.said.labels["moment"] == "calm"
    assert number(desk.next(memory, ana)) == 2
    assert number(desk.undo(memory, ana)) == 3
    assert desk.undo(memory, ana) is None


def test_what_arrives_meanwhile_is_sorted_in(desk, memory, ana):
    assert number(desk.next(memory, ana)) == 3
    memory.inbox.add("web", "new", "unsure", {}, NOW)
    task = desk.next(memory, ana)
    assert number(task) == 4
    assert task.suggestion is None


def test_what_was_erased_meanwhile_is_gone(desk, memory, ana, maja):
    desk.next(memory, ana)
    memory.erase("web")
    for attempt in (
        lambda: desk.judge(memory, ana, 3, JEALOUSY),
        lambda: desk.later(memory, ana, 3),
        lambda: desk.reword(memory, 3, "other"),
        lambda: desk.remove(memory, maja, 3),
        lambda: desk.item(memory, ana, 3),
    ):
        with pytest.raises(GoneError, match="gone"):
            attempt()
    assert desk.next(memory, ana) is None


def test_a_name_can_be_taken_out_and_the_item_stays(desk, memory, ana):
    desk.reword(memory, 3, " thanks NAME1 ")
    task = desk.item(memory, ana, 3)
    assert task.item.text == "thanks NAME1"
    assert [known.text for known in task.similar] == ["THANKS NAME1"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("  ", "cannot be empty"), ("x" * 10_001, "10000 letters"), (TEXTS[0], "already")],
)
def test_texts_that_cannot_be_are_refused(desk, memory, text: str, complaint: str):
    with pytest.raises(DeskError, match=complaint):
        desk.reword(memory, 3, text)
    assert memory.inbox.item(3).text == TEXTS[2]


def test_only_a_maintainer_removes_and_settles(desk, memory, ana, maja):
    with pytest.raises(DeskError, match="Only a maintainer"):
        desk.remove(memory, ana, 1)
    with pytest.raises(DeskError, match="Only a maintainer"):
        desk.judge(memory, ana, 1, JEALOUSY, decides=True)
    desk.remove(memory, maja, 1)
    assert len(memory.inbox.waiting()) == 2


def test_labels_that_make_no_judgement_are_refused_and_nothing_is_kept(desk, memory, ana):
    with pytest.raises(JudgementError, match="actor"):
        desk.judge(memory, ana, 3, {"bid": "jealousy", "moment": "calm"})
    with pytest.raises(DeskError, match="500 letters"):
        desk.judge(memory, ana, 3, JEALOUSY, "x" * 501)
    assert memory.annotations.of(3) == []


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        ({}, None),
        ({"intent": "unclear"}, None),
        ({"intent": "thank", "exchange": READ["exchange"]}, Judgement(talk="thank")),
        (READ, Judgement(bid="jealousy", actor="partner", moment="calm")),
        (
            {"exchange": READ["exchange"] | {"also": {"bid": "protest", "actor": "self"}}},
            Judgement(bid="jealousy", also="protest", actor="partner", moment="calm"),
        ),
        ({"exchange": READ["exchange"] | {"actor": None}}, None),
        ({"exchange": READ["exchange"] | {"bid": "none"}}, Judgement(moment="calm")),
        (
            {"exchange": READ["exchange"] | {"concern": "self_harm"}},
            Judgement(bid="jealousy", actor="partner", moment="calm", concern="self_harm"),
        ),
        ({"exchange": {"bid": "of an older version"}}, None),
    ],
)
def test_what_was_read_is_suggested_where_it_makes_a_judgement(predicted, expected):
    assert suggestion(predicted, TALK) == expected
