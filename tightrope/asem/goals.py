"""Goals of one's own: ladders of small steps that grow, and which step comes next.

Small goals that gradually become harder build confidence; one that fails does the opposite (the
paper's Table 1, and [31]). So a step must be won before the next, larger one is offered, and after
one that was not, a smaller one is. The ladders are data: goals.yml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import StrictInt, StrictStr, validator

from tightrope.asem.bids import Actor
from tightrope.asem.datafile import DataFileError, Entry, FieldError, parse_entry, read_mapping

if TYPE_CHECKING:
    from importlib.abc import Traversable

MAX_STEP, MAX_TITLE = 30, 4
"""Most words of a step, and of a title: it stands on a button."""

STEPS = 7
"""Steps of every ladder: counted from 0, the smallest, to STEPS - 1."""

_ACTORS = (Actor.PARTNER, Actor.SELF)


class GoalsError(DataFileError):
    """goals.yml cannot be used; the message names goal, field, fault and what to do."""


class Goal(Entry):
    """A goal somebody may choose: what its button shows, and its steps, smallest first.

    A step says what to do about a goal of one's own (`self`), or about the partner's (`partner`).
    """

    id: StrictStr
    title: StrictStr
    steps: tuple[dict[Actor, StrictStr], ...]

    @validator("title")
    @classmethod
    def _short(cls, title: str) -> str:
        if not 0 < len(title.split()) <= MAX_TITLE:
            raise FieldError(f"it has {len(title.split())} words", f"Write 1 to {MAX_TITLE}")
        return title

    @validator("steps")
    @classmethod
    def _whole_ladder(cls, steps: tuple[dict[Actor, str], ...]) -> tuple[dict[Actor, str], ...]:
        if len(steps) != STEPS:
            raise FieldError(f"there are {len(steps)} steps", f"Write {STEPS}, smallest first")
        for number, step in enumerate(steps, start=1):
            if step.keys() != set(_ACTORS):
                raise FieldError(
                    f"no. {number} is not for both", "Write one text for 'partner', one for 'self'"
                )
            for actor, text in step.items():
                if not 0 < len(text.split()) <= MAX_STEP:
                    raise FieldError(
                        f"no. {number}, {actor}, has {len(text.split())} words",
                        f"Write 1 to {MAX_STEP} words",
                    )
        return steps

    def step(self, size: int, actor: Actor) -> str:
        """The text of one step, for whose goal it is; IndexError without such a step."""
        return self.steps[size][actor]


class Goals(Entry):
    """All goals, in the order in which they are offered."""

    version: StrictInt
    goals: tuple[Goal, ...]

    @validator("goals")
    @classmethod
    def _each_once(cls, goals: tuple[Goal, ...]) -> tuple[Goal, ...]:
        if not goals:
            raise FieldError("there is no goal", "Write one")
        if len({goal.id for goal in goals}) < len(goals):
            raise FieldError("an id is there twice", "Give each goal an id of its own")
        return goals

    def get(self, name: str | None) -> Goal | None:
        """The goal with this id, or None."""
        return next((goal for goal in self.goals if goal.id == name), None)


@dataclass(frozen=True)
class Tried:
    """A step that was offered before: its size, and whether it went well; None: nobody told."""

    size: int
    went_well: bool | None


def next_size(history: Sequence[Tried]) -> int | None:
    """Return the size of the next step of one goal, given all steps offered so far, oldest first.

    The smallest to begin with; one larger after one that went well; one smaller after one that
    did not; the same as long as nobody told. None once the largest went well: the goal is reached.
    """
    if not history:
        return 0
    last = history[-1]
    size = min(max(last.size, 0), STEPS - 1)
    if last.went_well is None:
        return size
    if not last.went_well:
        return max(size - 1, 0)
    return size + 1 if size + 1 < STEPS else None


def load_goals(path: Path | None = None) -> Goals:
    """Return the goals: the packaged ones, read once, or those in the file at `path`.

    Raises GoalsError when the file cannot be read or breaks a rule.
    """
    return _packaged() if path is None else _read(path)


@lru_cache(maxsize=1)
def _packaged() -> Goals:
    return _read(files("tightrope.asem") / "goals.yml")


def _read(file: Traversable) -> Goals:
    raw = read_mapping(file, GoalsError)
    listed = raw.get("goals")
    if not isinstance(listed, list):
        raise GoalsError(file.name, "top level", "goals", "the list is missing", "Add it")
    goals = tuple(
        parse_entry(Goal, entry, file.name, f"goal no. {number}", GoalsError)
        for number, entry in enumerate(listed, start=1)
    )
    return parse_entry(Goals, {**raw, "goals": goals}, file.name, "top level", GoalsError)
