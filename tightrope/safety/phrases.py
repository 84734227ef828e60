"""Phrases that must never be missed: read from phrases.yml, and found in what a person wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, Extra, StrictBool, validator

from tightrope.asem import Concern
from tightrope.asem.datafile import DataFileError, FieldError, parse_entry, read_mapping

if TYPE_CHECKING:
    from importlib.abc import Traversable

_APOSTROPHES = re.compile(r"['’‘`´]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_TOKEN = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\]|\.\.\.|[^\s()\[\]]+")
_GAP = r"(?:\S+ ){0,3}?"


class PhrasesError(DataFileError):
    """phrases.yml cannot be used; the message names entry, fault and what to do."""


class _Entry(BaseModel):
    about: str
    concern: Concern
    past: StrictBool = False
    phrases: list[str]
    unless: list[str] = []

    class Config:
        extra = Extra.forbid

    @validator("concern")
    @classmethod
    def _is_one(cls, concern: Concern) -> Concern:
        if concern is Concern.NONE:
            raise FieldError("this is no concern", "Name what is heard")
        return concern

    @validator("phrases", "unless", each_item=True)
    @classmethod
    def _can_be_read(cls, phrase: str) -> str:
        return readable_phrase(phrase)


class _File(BaseModel):
    past: list[str]
    entries: list[dict[str, object]]

    class Config:
        extra = Extra.forbid

    @validator("past", each_item=True)
    @classmethod
    def _can_be_read(cls, phrase: str) -> str:
        return readable_phrase(phrase)


@dataclass(frozen=True)
class Phrases:
    """One entry: `says` makes its concern heard in what is left without `unless`, harmless wording.

    Where `past` is found too, past abuse is heard instead; None for what the past does not lessen.
    """

    concern: Concern
    says: re.Pattern[str]
    unless: re.Pattern[str] | None
    past: re.Pattern[str] | None

    def heard_in(self, plain: str) -> Concern | None:
        """The concern that a sentence, made plain by `plain_words`, says, if it does."""
        rest = self.unless.sub("", plain) if self.unless else plain
        if not self.says.search(rest):
            return None
        over = self.past is not None and self.past.search(plain)
        return Concern.PAST_ABUSE if over else self.concern


def plain_words(text: str) -> str:
    """A text in lower case, without apostrophes, every other mark a blank, one at each end."""
    return f" {_BETWEEN_WORDS.sub(' ', _APOSTROPHES.sub('', text.lower())).strip()} "


def concerns_said(sentences: Iterable[str], phrases: Sequence[Phrases]) -> frozenset[Concern]:
    """The concerns whose phrases stand in at least one of the sentences."""
    plain = [plain_words(sentence) for sentence in sentences]
    heard = (entry.heard_in(sentence) for sentence in plain for entry in phrases)
    return frozenset(concern for concern in heard if concern is not None)


def load_phrases(path: Path | None = None) -> tuple[Phrases, ...]:
    """The packaged phrases, read once, or those at `path`.

    Raises PhrasesError when the file cannot be read, or an entry has an unknown concern or field,
    or a phrase that is no phrase.
    """
    return _packaged() if path is None else _read(path)


@lru_cache(maxsize=1)
def _packaged() -> tuple[Phrases, ...]:
    return _read(files("tightrope.safety") / "phrases.yml")


def _read(file: Traversable) -> tuple[Phrases, ...]:
    content = parse_entry(_File, read_mapping(file, PhrasesError), file.name, "file", PhrasesError)
    past = pattern(content.past)
    return tuple(
        _phrases(raw, file.name, number, past) for number, raw in enumerate(content.entries, 1)
    )


def _phrases(raw: object, file: str, number: int, past: re.Pattern[str] | None) -> Phrases:
    entry = parse_entry(_Entry, raw, file, f"entry {number}", PhrasesError)
    says = pattern(entry.phrases)
    if says is None:
        raise PhrasesError(file, f"entry {number}", "phrases", "there are none", "Add one")
    return Phrases(entry.concern, says, pattern(entry.unless), past if entry.past else None)


def readable_phrase(phrase: str) -> str:
    """The phrase itself if it can be read back from its tokens; raises FieldError for any other."""
    tokens = "".join(_TOKEN.findall(phrase))
    if not tokens or tokens.replace(" ", "") != phrase.replace(" ", ""):
        raise FieldError("this is no phrase", "Write words, (a|b), [a|b], word* or ...")
    return phrase


def pattern(phrases: Sequence[str]) -> re.Pattern[str] | None:
    """One expression for all phrases, over text as `plain_words` makes it; None for no phrases."""
    every = [_expression(phrase) for phrase in phrases]
    return re.compile(f"(?<= )(?:{'|'.join(every)})") if every else None


def _expression(phrase: str) -> str:
    """A phrase as an expression in which each word carries the blank after it."""
    return "".join(_token(token) for token in _TOKEN.findall(_APOSTROPHES.sub("", phrase.lower())))


def _token(token: str) -> str:
    if token == "...":
        return _GAP
    if token[0] in "([":
        choices = "|".join(_expression(choice) for choice in _choices(token[1:-1]))
        return f"(?:{choices})" + ("?" if token[0] == "[" else "")
    word = re.escape(token.rstrip("*"))
    return word + (r"\S* " if token.endswith("*") else " ")


def _choices(inside: str) -> list[str]:
    """Parts between bars, those within inner brackets left whole."""
    parts, depth = [""], 0
    for letter in inside:
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts
