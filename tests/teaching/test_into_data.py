"""Accepted items: in the data and no longer waiting, or waiting with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.memory.pasts import NOW
from tests.teaching.examples_project import content, project
from tightrope.memory import Memory
from tightrope.teaching import into_data
from tightrope.teaching.apply_change import ApplyError
from tightrope.teaching.examples_change import Change
from tightrope.teaching.examples_files import ExamplesFileError
from tightrope.teaching.into_data import accept
from tightrope.teaching.judgement import Judgement

NONE = Judgement(moment="calm")
THANK = Judgement(talk="thank")
TEXTS = (
    "Found a second phone in his gym bag and now I check his coat",
    "We're painting the kitchen at the weekend!",
    "see [my post](LINK)",
    "bless you",
)
JUDGED = [
    (1, Judgement(bid="jealousy", actor="self", moment="calm", domain="ex")),
    (2, NONE),
    (3, NONE),
    (4, THANK),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "var") as opened:
        for text in TEXTS:
            opened.inbox.add("web", text, "unsure", {}, NOW)
        yield opened


def test_what_is_in_the_data_no_longer_waits_and_is_nobodys(root: Path, memory: Memory):
    change = accept(memory, root, [*JUDGED, (99, NONE)])
    assert change.added == (1, 4)
    reasons = {one.key: one.reason for one in change.left_out}
    assert "with the same labels" in reasons[2]
    assert "Put a blank between" in reasons[3]
    assert "no longer waits" in reasons[99]
    assert [item.id for item in memory.inbox.waiting()] == [3]
    assert memory.inbox.of("web") == [TEXTS[2]]
    assert "second phone" in content(root, "jealousy")
    assert "    - bless you\n" in content(root, "thank")


def test_a_second_time_only_notes_what_a_crash_left(
    root: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
):
    written = into_data._written

    def dies(*given: object) -> Change:
        written(*given)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(into_data, "_written", dies)
    with pytest.raises(KeyboardInterrupt):
        accept(memory, root, JUDGED)
    assert len(memory.inbox.waiting()) == 4
    monkeypatch.undo()
    before = content(root, "jealousy"), content(root, "thank")
    assert accept(memory, root, JUDGED).files == ()
    assert (content(root, "jealousy"), content(root, "thank")) == before
    assert [item.id for item in memory.inbox.waiting()] == [3]


@pytest.mark.parametrize("fault", ["broken", "locked"])
def test_what_goes_wrong_leaves_everything_waiting(root: Path, memory: Memory, fault: str):
    if fault == "broken":
        (root / "data/nlu/thank.yml").write_text("- [", encoding="utf-8")
    else:
        (root / ".rasa" / "examples.lock").mkdir(parents=True)
    with pytest.raises((ExamplesFileError, ApplyError)):
        accept(memory, root, JUDGED)
    assert len(memory.inbox.waiting()) == 4
    assert "second phone" not in content(root, "jealousy")


def test_two_who_accept_at_once_lose_nothing(tmp_path: Path):
    form = 'version: "3.1"\nnlu:\n- intent: unreadable\n  examples: |\n    - first\n'
    root = project(tmp_path / "project", unreadable=form)
    numbers = range(1, 21)
    with Memory(tmp_path / "var") as memory:
        for number in numbers:
            memory.inbox.add("web", f"asdf {number}", "unsure", {}, NOW)

    def half(which: int) -> None:
        with Memory(tmp_path / "var") as own:
            for number in numbers[which::2]:
                accept(own, root, [(number, Judgement(talk="unreadable"))])

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(half, (0, 1)))
    assert content(root, "unreadable").count("- asdf") == 20
    with Memory(tmp_path / "var") as memory:
        assert memory.inbox.waiting() == []
