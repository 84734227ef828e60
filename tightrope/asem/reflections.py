"""The line that shows a person they were heard, by bid, actor and moment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from tightrope.asem.bids import Actor, Bid, Moment
from tightrope.asem.datafile import DataFileError, read_mapping

if TYPE_CHECKING:
    from importlib.abc import Traversable

_W = TypeVar("_W", Bid, Actor, Moment)

MAX_WORDS = 22
"""Most words a reflection may have: it is read before anything else."""

MIN_LINES = 3
"""Fewest lines for one situation: with less, a person soon meets the same line again."""

Situation = tuple[Bid, Actor, Moment]
"""All that is known when a line is said: which bid, whose, and whether tension is on."""

BIDS = tuple(bid for bid in Bid if bid != Bid.NONE)
ACTORS = (Actor.PARTNER, Actor.SELF)
MOMENTS = tuple(Moment)


class ReflectionsError(DataFileError):
    """reflections.yml cannot be used; the message names situation, fault and what to do."""


def load_reflections(path: Path | None = None) -> Mapping[Situation, tuple[str, ...]]:
    """Return the lines of every situation: the packaged ones, read once, or those at `path`.

    Raises ReflectionsError when the file cannot be read, a situation is missing or unknown, has
    fewer than MIN_LINES lines, or a line is empty, too long or no text.
    """
    return _packaged() if path is None else _read(path)


@lru_cache(maxsize=1)
def _packaged() -> Mapping[Situation, tuple[str, ...]]:
    return _read(files("tightrope.asem") / "reflections.yml")


def _read(file: Traversable) -> Mapping[Situation, tuple[str, ...]]:
    tree = read_mapping(file, ReflectionsError).get("reflections")
    lines: dict[Situation, tuple[str, ...]] = {}
    for bid, of_bid in _level(tree, BIDS, file.name, ()):
        for actor, of_actor in _level(of_bid, ACTORS, file.name, (bid,)):
            for moment, listed in _level(of_actor, MOMENTS, file.name, (bid, actor)):
                entry = _entry((bid, actor, moment))
                lines[bid, actor, moment] = _lines(listed, file.name, entry)
    return MappingProxyType(lines)


def _level(
    tree: object, words: tuple[_W, ...], file: str, path: tuple[object, ...]
) -> list[tuple[_W, object]]:
    """Return the branches of one level of the file, which must be these words and no others."""
    branches = tree if isinstance(tree, Mapping) else {}
    for word in words:
        if word.value not in branches:
            raise ReflectionsError(file, _entry(path), word.value, "it is missing", "Add it")
    for name in branches:
        if name not in {word.value for word in words}:
            raise ReflectionsError(
                file, _entry(path), str(name), "there is no such situation", "Correct the name"
            )
    return [(word, branches[word.value]) for word in words]


def _lines(listed: object, file: str, entry: str) -> tuple[str, ...]:
    if not isinstance(listed, list) or len(listed) < MIN_LINES:
        raise ReflectionsError(
            file, entry, "", f"there are fewer than {MIN_LINES} lines", "Write more of them"
        )
    for number, line in enumerate(listed, start=1):
        words = len(line.split()) if isinstance(line, str) else 0
        if not 0 < words <= MAX_WORDS:
            raise ReflectionsError(
                file,
                entry,
                f"no. {number}",
                f"it has {words} words" if words else "it is empty or no text",
                f"Write 1 to {MAX_WORDS} words",
            )
    return tuple(listed)


def _entry(path: tuple[object, ...]) -> str:
    return " > ".join(("reflections", *map(str, path)))
