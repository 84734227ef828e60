"""Whoever starts the teachers' page where nobody teaches yet is the first who does."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tightrope.memory import MAINTAINER, Memory
from tightrope.training.who import name

_MOST_LETTERS = 40
_NAMELESS = "maintainer"


class First(NamedTuple):
    """The first teacher, and the token that is shown this once."""

    name: str
    token: str


def first_teacher(memory: Memory, root: Path, now: datetime) -> First | None:
    """Adds who is at the terminal as a maintainer; None where somebody teaches or did.

    Args:
        memory: The memory.
        root: The project's folder, whose git may know a name.
        now: The time, with its time zone.
    """
    if memory.teachers.all():
        return None
    plain = "".join(sign for sign in name(root) if sign.isprintable())
    called = " ".join(plain.split())[:_MOST_LETTERS].strip() or _NAMELESS
    return First(called, memory.teachers.add(called, MAINTAINER, now))
