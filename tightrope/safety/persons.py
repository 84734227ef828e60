"""What plain words tell of persons: whose thoughts of suicide they are, and an age under 18."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import validator

from tightrope.asem import Actor
from tightrope.asem.datafile import DataFileError, parse_entry, read_mapping
from tightrope.safety.phrases import pattern, plain_words, readable_phrase
from tightrope.said import Strict

if TYPE_CHECKING:
    from importlib.abc import Traversable


class PersonsError(DataFileError):
    """persons.yml cannot be used; the message names entry, fault and what to do."""


class _AtRisk(Strict):
    partner: tuple[str, ...]
    self: tuple[str, ...]

    @validator("partner", "self", each_item=True)
    @classmethod
    def _can_be_read(cls, phrase: str) -> str:
        return readable_phrase(phrase)


class _Age(Strict):
    says: tuple[str, ...]
    unless: tuple[str, ...]

    @validator("says", "unless", each_item=True)
    @classmethod
    def _can_be_read(cls, phrase: str) -> str:
        return readable_phrase(phrase)


class _File(Strict):
    at_risk: _AtRisk
    under_18: _Age


@dataclass(frozen=True)
class Persons:
    """The phrases of persons.yml, ready to be looked for in plain words."""

    partner: re.Pattern[str] | None
    writer: re.Pattern[str] | None
    young: re.Pattern[str] | None
    not_young: re.Pattern[str] | None

    def at_risk(self, sentences: Iterable[str]) -> Actor | None:
        """Whose thoughts of suicide are told: the writer's, wherever theirs are among them."""
        plain = [plain_words(sentence) for sentence in sentences]
        if _found(self.writer, plain):
            return Actor.SELF
        return Actor.PARTNER if _found(self.partner, plain) else None

    def is_under_18(self, sentences: Iterable[str]) -> bool:
        """Whether the person gives an age below 18 as their own."""
        plain = [plain_words(sentence) for sentence in sentences]
        return any(_found(self.young, [one]) and not _found(self.not_young, [one]) for one in plain)


def _found(phrases: re.Pattern[str] | None, plain: Iterable[str]) -> bool:
    return phrases is not None and any(phrases.search(sentence) for sentence in plain)


def load_persons(path: Path | None = None) -> Persons:
    """The packaged phrases, read once, or those at `path`.

    Raises:
        PersonsError: The file cannot be read, or holds an unknown field or what is no phrase.
    """
    return _packaged() if path is None else _read(path)


@lru_cache(maxsize=1)
def _packaged() -> Persons:
    return _read(files("tightrope.safety") / "persons.yml")


def _read(file: Traversable) -> Persons:
    content = parse_entry(_File, read_mapping(file, PersonsError), file.name, "file", PersonsError)
    return Persons(
        partner=pattern(content.at_risk.partner),
        writer=pattern(content.at_risk.self),
        young=pattern(content.under_18.says),
        not_young=pattern(content.under_18.unless),
    )
