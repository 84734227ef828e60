"""The desk a teacher sits at: one item at a time, what was read in it, and what they say of it.

The page and the terminal are two ways to sit there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from threading import Lock
from typing import Any, Protocol

from tightrope.memory import MAINTAINER, Annotation, InboxItem, Memory, Teacher
from tightrope.teaching.judgement import Judgement, JudgementError
from tightrope.teaching.progress import Progress, Stage, progress

SIMILAR = 4
"""Examples shown beside an item."""

HELD_FOR = 600.0
"""Seconds for which an item that one teacher looks at is not shown to another."""

MOST_LETTERS = 10_000
"""As long as a message can be that the chat takes."""

MOST_IN_A_NOTE = 500


class DeskError(Exception):
    """What a teacher asked for cannot be done; says why, in words for them."""


class GoneError(DeskError):
    """The item does not wait any more."""

    def __init__(self) -> None:
        super().__init__(
            "This message is gone: somebody accepted or removed it, or whoever wrote it erased it."
        )


class RoleError(DeskError):
    """Only maintainers may do this."""

    def __init__(self) -> None:
        super().__init__("Only a maintainer can do this.")


class Similar(Protocol):
    """A known example that is like an item."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def judgement(self) -> Judgement:
        """Its labels."""

    @property
    def likeness(self) -> float:
        """The cosine of the two."""


Nearest = Callable[[Sequence[str]], Sequence[Sequence[Similar]]]
"""For each text the known examples that are most like it, the likest first."""

Order = Callable[[Sequence[InboxItem], Mapping[int, Sequence[Similar]]], Sequence[InboxItem]]
"""Items by what teaches most, best first."""


@dataclass(frozen=True)
class Task:
    """One item in front of a teacher.

    Attributes:
        item: The item.
        suggestion: What was read in it; None where nothing was, and in a second look, which is
            to be independent of the model's as well.
        similar: Known examples that are like it.
        second: Whether somebody else judged it before.
        said: What the teacher said of it before, if anything.
    """

    item: InboxItem
    suggestion: Judgement | None
    similar: Sequence[Similar]
    second: bool
    said: Annotation | None


class Desk:
    """Hands out items and takes judgements; for any number of teachers and threads.

    Args:
        nearest: Finds known examples like a text.
        order: Sorts items by what teaches most.
        talk: Intents of messages that tell no story.
        share: Which share of the items two teachers judge.
    """

    def __init__(self, nearest: Nearest, order: Order, talk: frozenset[str], share: float) -> None:
        self._nearest = nearest
        self._order = order
        self._talk = talk
        self._share = share
        self._similar: dict[tuple[int, str], Sequence[Similar]] = {}
        self._ranked: list[int] = []
        self._held: dict[int, tuple[int, float]] = {}
        self._lock = Lock()

    @property
    def talk(self) -> frozenset[str]:
        """Intents of messages that tell no story."""
        return self._talk

    def progress(self, memory: Memory) -> list[Progress]:
        """How far every item is, oldest first."""
        return progress(memory, self._share)

    def next(self, memory: Memory, teacher: Teacher) -> Task | None:
        """The item that this teacher should look at now, or None when they have seen all.

        Second looks come first, then what teaches most, then what they had put off.
        """
        with self._lock:
            waiting = self.progress(memory)
            places = {number: place for place, number in enumerate(self._sorted(waiting))}
            mine = [
                found
                for found in waiting
                if found.stage in (Stage.OPEN, Stage.SECOND)
                and ((said := found.said_by(teacher.id)) is None or said.labels is None)
            ]
            best = min(mine, key=lambda found: self._rank(found, teacher, places), default=None)
            if best is None:
                return None
            self._held[best.item.id] = (teacher.id, time.monotonic())
        return self._task(best, teacher)

    def left(self, memory: Memory, teacher: Teacher) -> int:
        """How many items this teacher can still judge."""
        return sum(
            found.stage in (Stage.OPEN, Stage.SECOND)
            and ((said := found.said_by(teacher.id)) is None or said.labels is None)
            for found in self.progress(memory)
        )

    def item(self, memory: Memory, teacher: Teacher, number: int) -> Task:
        """One item, whichever it is.

        Raises:
            GoneError: It does not wait.
        """
        found = next((one for one in self.progress(memory) if one.item.id == number), None)
        if found is None:
            raise GoneError
        return self._task(found, teacher)

    def judge(
        self,
        memory: Memory,
        teacher: Teacher,
        number: int,
        given: Mapping[str, object],
        note: str = "",
        *,
        decides: bool = False,
    ) -> Judgement:
        """Takes what a teacher says of an item.

        Args:
            memory: The memory.
            teacher: Who says it.
            number: The item's number.
            given: Labels by field, or `talk`; see `Judgement.read`.
            note: A word to the others.
            decides: It settles what others differ on.

        Raises:
            JudgementError: The labels do not make a judgement.
            RoleError: An annotator wants to settle.
            DeskError: The note is too long.
            GoneError: The item does not wait.
        """
        if decides:
            _only_maintainers(teacher)
        judged = Judgement.read(given, self._talk)
        self._put(memory, teacher, number, judged.as_mapping(), note, decides)
        return judged

    def later(self, memory: Memory, teacher: Teacher, number: int, note: str = "") -> None:
        """Puts an item off: this teacher sees it again after all others.

        Raises:
            DeskError: The note is too long.
            GoneError: The item does not wait.
        """
        self._put(memory, teacher, number, None, note, decides=False)

    def undo(self, memory: Memory, teacher: Teacher) -> Task | None:
        """Takes back what a teacher said last; its item with what they had said, or None."""
        said = memory.annotations.take_back(teacher.id)
        if said is None:
            return None
        task = self.item(memory, teacher, said.item)
        return Task(task.item, task.suggestion, task.similar, task.second, said)

    def reword(self, memory: Memory, number: int, text: str) -> None:
        """Puts another text in the place of an item's, to take out a name that was left standing.

        Raises:
            DeskError: The text is empty, too long, or in the inbox already.
            GoneError: The item does not wait.
        """
        text = text.strip()
        if not text:
            raise DeskError("A message cannot be empty. Remove it instead.")
        if len(text) > MOST_LETTERS:
            raise DeskError(f"A message has {MOST_LETTERS} letters at most.")
        if memory.inbox.item(number) is None:
            raise GoneError
        if not memory.inbox.reword(number, text):
            raise DeskError("The same message is in the inbox already. Remove this one.")

    def remove(self, memory: Memory, teacher: Teacher, number: int) -> None:
        """Deletes an item that nobody can learn from, with all that was said of it.

        Raises:
            RoleError: An annotator wants to.
            GoneError: The item does not wait.
        """
        _only_maintainers(teacher)
        if not memory.inbox.remove(number):
            raise GoneError

    def _put(
        self,
        memory: Memory,
        teacher: Teacher,
        number: int,
        labels: Mapping[str, str] | None,
        note: str,
        decides: bool,
    ) -> None:
        if len(note) > MOST_IN_A_NOTE:
            raise DeskError(f"A note has {MOST_IN_A_NOTE} letters at most.")
        now = datetime.now(timezone.utc)
        if not memory.annotations.put(
            number, teacher.id, labels, now, note=note.strip(), decides=decides
        ):
            raise GoneError
        with self._lock:
            self._held.pop(number, None)

    def _task(self, found: Progress, teacher: Teacher) -> Task:
        judged = [one for one in found.said if one.labels and one.teacher != teacher.id]
        with self._lock:
            (similar,) = self._similar_to([found.item])
        return Task(
            item=found.item,
            suggestion=None if judged else suggestion(found.item.predicted, self._talk),
            similar=similar,
            second=bool(judged),
            said=found.said_by(teacher.id),
        )

    def _rank(
        self, found: Progress, teacher: Teacher, places: Mapping[int, int]
    ) -> tuple[bool, bool, bool, int]:
        holder, since = self._held.get(found.item.id, (teacher.id, 0.0))
        elsewhere = holder != teacher.id and time.monotonic() - since < HELD_FOR
        put_off = found.said_by(teacher.id) is not None
        return put_off, elsewhere, found.stage is not Stage.SECOND, places[found.item.id]

    def _sorted(self, waiting: Sequence[Progress]) -> list[int]:
        """Numbers of all items, what teaches most first; sorted anew when others wait than did."""
        items = [found.item for found in waiting]
        if sorted(self._ranked) != [item.id for item in items]:
            similar = self._similar_to(items)
            by_item = dict(zip((item.id for item in items), similar, strict=True))
            self._ranked = [item.id for item in self._order(items, by_item)]
            # What does not wait any more may have been erased: no word of it stays here.
            self._similar = {
                (item.id, item.text): own for item, own in zip(items, similar, strict=True)
            }
            self._held = {
                number: holder for number, holder in self._held.items() if number in by_item
            }
        return self._ranked

    def _similar_to(self, items: Sequence[InboxItem]) -> list[Sequence[Similar]]:
        new = [item for item in items if (item.id, item.text) not in self._similar]
        if new:
            found = self._nearest([item.text for item in new])
            for item, similar in zip(new, found, strict=True):
                self._similar[item.id, item.text] = similar
        return [self._similar[item.id, item.text] for item in items]


def suggestion(predicted: Mapping[str, Any], talk: frozenset[str]) -> Judgement | None:
    """What was read in a message, as a judgement; None where that makes none.

    Args:
        predicted: The intent, and the exchange without its words, as the inbox keeps them.
        talk: Intents of messages that tell no story.
    """
    if predicted.get("intent") in talk:
        return Judgement(talk=str(predicted["intent"]))
    exchange = predicted.get("exchange") or {}
    bid = exchange.get("bid") or "none"
    also = (exchange.get("also") or {}).get("bid") or "none"
    labels = {
        "bid": bid,
        "also": also if bid not in ("none", also) else "none",
        "actor": exchange.get("actor") if bid != "none" else "none",
        "moment": exchange.get("moment"),
        "concern": exchange.get("concern") or "none",
    }
    try:
        return Judgement.read(labels, talk) if exchange else None
    except JudgementError:
        return None


def _only_maintainers(teacher: Teacher) -> None:
    if teacher.role != MAINTAINER:
        raise RoleError
