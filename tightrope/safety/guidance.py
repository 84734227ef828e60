"""What is said where somebody may not be safe: guidance.yml, checked when read."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import validator

from tightrope.asem import Concern
from tightrope.asem.datafile import DataFileError, FieldError, parse_entry, read_mapping
from tightrope.said import Button, Said, Strict

if TYPE_CHECKING:
    from importlib.abc import Traversable

PARTNER_AT_RISK = "partner_at_risk"
"""Thoughts of suicide that are the partner's: the same concern, another answer."""

_SPOKEN_OF = frozenset({c.value for c in Concern} - {Concern.NONE.value} | {PARTNER_AT_RISK})
_PLANNED_FOR = frozenset({"self_harm", PARTNER_AT_RISK, "partner_abuse", "harm_to_others"})
_ANYBODY = "general"

_T = TypeVar("_T")
Stage = tuple[Said, ...]
"""Messages that are said one after the other."""


class GuidanceError(DataFileError):
    """guidance.yml cannot be used; the message names the entry, the fault and what to do."""


class ConcernWords(Strict):
    """What belongs to one concern, by where the talk of it is.

    `first` when it is heard; `still`, in turn, while it is open; `not_safe`, `not_sure` (where the
    question allows for it) and `safe` by the answer; `goodbye` to somebody who goes.
    """

    first: Stage
    still: Stage
    not_safe: Stage
    safe: Stage
    goodbye: Stage
    not_sure: Stage = ()

    @validator("first", "still", "not_safe", "safe", "goodbye")
    @classmethod
    def _is_said(cls, stage: Stage) -> Stage:
        if not stage:
            raise FieldError("nothing is said here", "Add a text")
        return stage


class HelpLineWords(Strict):
    """The frame around the lines of a country."""

    intro: str
    ask_country: Said
    emergency: str
    none_known: str
    after: Said
    other_country: Button


class TakenBackWords(Strict):
    """The answers to “that's not what I meant”: the first time, and after that."""

    believed: Said
    heard_again: Said


class AgeWords(Strict):
    """What somebody under 18 is told, and the way back for those who are not."""

    said: Said
    still: Said
    adult: Button
    corrected: Said


class Guidance(Strict):
    """Everything in guidance.yml."""

    buttons: dict[str, Button]
    concerns: dict[str, ConcernWords]
    what_is_it: Stage
    offer_ideas: Said
    no_ideas: Said
    go_on: str
    grounding: Stage
    plans: dict[str, Stage]
    help_lines: HelpLineWords
    taken_back: TakenBackWords
    under_18: AgeWords
    nothing_open: Said
    left: Said
    statement: str
    statement_in: dict[str, str]
    way_out: str
    way_out_in: dict[str, str]
    your_emergency_number: str

    @validator("concerns")
    @classmethod
    def _speaks_of_each(cls, concerns: dict[str, ConcernWords]) -> dict[str, ConcernWords]:
        return _has_just(concerns, _SPOKEN_OF)

    @validator("plans")
    @classmethod
    def _plans_for_each(cls, plans: dict[str, Stage]) -> dict[str, Stage]:
        return _has_just(plans, _PLANNED_FOR | {_ANYBODY})

    def of(self, concern: Concern, *, partner_at_risk: bool = False) -> ConcernWords:
        """The words for a concern; for thoughts of suicide they differ by whose they are."""
        theirs = partner_at_risk and concern is Concern.SELF_HARM
        return self.concerns[PARTNER_AT_RISK if theirs else concern.value]

    def plan(self, concern: Concern, *, partner_at_risk: bool = False) -> Stage:
        """The safety plan for a concern; where none is open, the one that serves anybody."""
        if concern in (Concern.POSSIBLE_ABUSE, Concern.PAST_ABUSE):
            concern = Concern.PARTNER_ABUSE
        theirs = partner_at_risk and concern is Concern.SELF_HARM
        return self.plans.get(PARTNER_AT_RISK if theirs else concern.value, self.plans[_ANYBODY])


def _has_just(entries: dict[str, _T], expected: frozenset[str]) -> dict[str, _T]:
    """The entries as they are, if they are the expected ones; raises FieldError for any other."""
    for name in sorted(expected - entries.keys()):
        raise FieldError(f"'{name}' is missing", "Add it")
    for name in sorted(entries.keys() - expected):
        raise FieldError(f"nobody knows '{name}'", "Remove it, or correct its name")
    return entries


def load_guidance(path: Path | None = None) -> Guidance:
    """The packaged texts, read once, or those at `path`.

    Raises:
        GuidanceError: The file cannot be read, or a text is missing, unknown or of the wrong kind.
    """
    return _packaged() if path is None else _read(path)


@lru_cache(maxsize=1)
def _packaged() -> Guidance:
    return _read(files("tightrope.safety") / "guidance.yml")


def _read(file: Traversable) -> Guidance:
    return parse_entry(
        Guidance, read_mapping(file, GuidanceError), file.name, "file", GuidanceError
    )
