"""How far each item is: nobody looked, a second look is due, teachers differ, or it is ready."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from tightrope.memory import Annotation, InboxItem, Memory
from tightrope.teaching.judgement import Judgement

SHARE = "TIGHTROPE_SECOND_LOOKS"
"""Environment variable: the share of items that two teachers judge; 0.2 where it is not set."""


class SecondLooksError(ValueError):
    """TIGHTROPE_SECOND_LOOKS cannot be used."""


class Stage(str, Enum):
    """How far an item is."""

    OPEN = "open"
    SECOND = "second"
    DIFFERENT = "different"
    READY = "ready"


@dataclass(frozen=True)
class Progress:
    """An item, what was said of it, and how far it is.

    Attributes:
        item: The item.
        said: What the teachers said of it, oldest first, those who put it off as well.
        stage: How far it is.
        judgement: What counts, where it is ready.
    """

    item: InboxItem
    said: tuple[Annotation, ...]
    stage: Stage
    judgement: Judgement | None

    def said_by(self, teacher: int) -> Annotation | None:
        """What one teacher said of it, or None."""
        return next((one for one in self.said if one.teacher == teacher), None)


def second_looks() -> float:
    """Which share of the items two teachers judge.

    Raises:
        SecondLooksError: TIGHTROPE_SECOND_LOOKS is no number from 0 to 1.
    """
    text = os.environ.get(SHARE) or "0.2"
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise SecondLooksError(
            f"{SHARE} is {text!r}. Set it to a number from 0 to 1, such as 0.2 for one in five."
        )
    return number


def progress(memory: Memory, share: float) -> list[Progress]:
    """How far every item that waits is, oldest item first.

    Args:
        memory: The memory.
        share: Which share of the items two teachers judge; nobody waits for a second look as
            long as only one person teaches.
    """
    several = sum(teacher.active for teacher in memory.teachers.all()) > 1
    said = memory.annotations.by_item()
    return [
        _of(item, said.get(item.id, ()), second=several and drawn(item.id, share))
        for item in memory.inbox.waiting()
    ]


def drawn(number: int, share: float) -> bool:
    """Whether an item is among those that two teachers judge; the same every time."""
    digest = hashlib.sha256(str(number).encode()).digest()
    return int.from_bytes(digest[:4], "big") < share * 2**32


def judgement_of(annotation: Annotation) -> Judgement | None:
    """What a teacher judged; None where they put it off."""
    return None if annotation.labels is None else Judgement(**annotation.labels)


def same(judgements: Iterable[Judgement]) -> bool:
    """Whether all make the same example; about whom it is does not count, for nothing learns it."""
    return len({replace(judged, domain="partner") for judged in judgements}) <= 1


def _of(item: InboxItem, said: Sequence[Annotation], *, second: bool) -> Progress:
    decided = [one for one in said if one.decides]
    judged = [found for one in decided or said if (found := judgement_of(one)) is not None]
    if not judged:
        stage = Stage.OPEN
    elif decided:
        stage = Stage.READY
    elif not same(judged):
        stage = Stage.DIFFERENT
    else:
        stage = Stage.SECOND if second and len(judged) == 1 else Stage.READY
    return Progress(item, tuple(said), stage, judged[-1] if stage is Stage.READY else None)
