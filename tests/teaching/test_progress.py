"""How far an item is, by what teachers said of it."""

from pathlib import Path

import pytest

from tests.memory.pasts import NOW
from tightrope.memory import ANNOTATOR, MAINTAINER, Memory
from tightrope.teaching.judgement import Judgement
from tightrope.teaching.progress import SHARE, SecondLooksError, drawn, progress, second_looks

JEALOUSY = Judgement(bid="jealousy", actor="self")
NOTHING = Judgement(moment="calm")


@pytest.fixture
def memory(tmp_path: Path):
    with Memory(tmp_path) as opened:
        for name in ("Ana", "Bo"):
            opened.teachers.add(name, ANNOTATOR, NOW)
        opened.teachers.add("Maja", MAINTAINER, NOW)
        opened.inbox.add("web", "she looked through my phone", "unsure", {}, NOW)
        yield opened


SAID = {
    "nobody": ([], "open", None),
    "put off": ([(1, None, False)], "open", None),
    "once": ([(1, JEALOUSY, False)], "second", None),
    "once, and put off": ([(1, JEALOUSY, False), (2, None, False)], "second", None),
    "twice": ([(1, JEALOUSY, False), (2, JEALOUSY, False)], "ready", JEALOUSY),
    "twice, but for whom it is about": (
        [(1, JEALOUSY, False), (2, Judgement(bid="jealousy", actor="self", domain="ex"), False)],
        "ready",
        Judgement(bid="jealousy", actor="self", domain="ex"),
    ),
    "differently": ([(1, JEALOUSY, False), (2, NOTHING, False)], "different", None),
    "differently, and settled": (
        [(1, JEALOUSY, False), (2, NOTHING, False), (3, JEALOUSY, True)],
        "ready",
        JEALOUSY,
    ),
    "settled by one alone": ([(3, NOTHING, True)], "ready", NOTHING),
    "talk": (
        [(1, Judgement(talk="thank"), False), (2, Judgement(talk="greet"), False)],
        "different",
        None,
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_the_stage_follows_from_what_was_said(memory: Memory, case: str):
    said, stage, judgement = SAID[case]
    for teacher, judged, decides in said:
        labels = judged.as_mapping() if judged else None
        memory.annotations.put(1, teacher, labels, NOW, decides=decides)
    (found,) = progress(memory, 1)
    assert found.stage.value == stage
    assert found.judgement == judgement
    assert len(found.said) == len(said)


def test_without_a_draw_once_is_enough(memory: Memory):
    memory.annotations.put(1, 1, JEALOUSY.as_mapping(), NOW)
    (found,) = progress(memory, 0)
    assert found.stage.value == "ready"


def test_nobody_waits_for_a_second_look_where_only_one_person_teaches(memory: Memory):
    memory.annotations.put(1, 1, JEALOUSY.as_mapping(), NOW)
    memory.teachers.revoke("Bo")
    memory.teachers.revoke("Maja")
    (found,) = progress(memory, 1)
    assert found.stage.value == "ready"


def test_what_was_accepted_waits_no_more(memory: Memory):
    memory.inbox.accept(1)
    assert progress(memory, 1) == []


@pytest.mark.parametrize("share", [0, 0.2, 0.5, 1])
def test_the_share_that_is_drawn_is_the_one_that_was_set(share: float):
    assert abs(sum(drawn(number, share) for number in range(5000)) / 5000 - share) < 0.02


@pytest.mark.parametrize("text", ["1.1", "-1", "some", "nan"])
def test_a_share_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, text: str):
    monkeypatch.setenv(SHARE, text)
    with pytest.raises(SecondLooksError, match=SHARE):
        second_looks()


@pytest.mark.parametrize(("text", "share"), [("", 0.2), ("0", 0.0), ("0.5", 0.5)])
def test_the_share_can_be_set(monkeypatch: pytest.MonkeyPatch, text: str, share: float):
    monkeypatch.setenv(SHARE, text)
    assert second_looks() == share
