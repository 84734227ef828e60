"""Help lines by country: help_lines.yml, checked when read, and what is looked up in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import Enum
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pydantic import constr, root_validator

from tightrope.asem.datafile import DataFileError, FieldError, parse_entry, read_mapping
from tightrope.said import Strict

if TYPE_CHECKING:
    from importlib.abc import Traversable

_MARKS = re.compile(r"[\W_]+")
_AROUND_A_NAME = re.compile(
    r"^(i am |im |we are |were |i live |we live |living |its |it is )?(in |from )?(the )?"
)
_ENDING = re.compile(r"( right now| now| please| here)$")

WebAddress = constr(regex=r"^https?://[^\s]+$")
CountryCode = constr(regex=r"^[A-Z]{2}$")


class HelpLinesError(DataFileError):
    """help_lines.yml cannot be used; the message names the entry, the fault and what to do."""


class Need(str, Enum):
    """What a line is for, in the words of the concerns; `under_18` for children and youths."""

    SELF_HARM = "self_harm"
    PARTNER_ABUSE = "partner_abuse"
    HARM_TO_OTHERS = "harm_to_others"
    UNDER_18 = "under_18"


class HelpLine(Strict):
    """One line: how to reach it, when, in what languages, for what, and where that is from.

    `checked` is the day on which the entry was compared with `source`; `doubt`, where there is
    some, says what a maintainer should look at first.
    """

    name: str
    needs: tuple[Need, ...]
    phone: str | None
    text: str | None
    chat: WebAddress | None  # type: ignore[valid-type]
    hours: str
    languages: tuple[str, ...]
    source: WebAddress  # type: ignore[valid-type]
    checked: date
    doubt: str | None

    class Config:
        """In the file, the needs stand under the word `for`, which Python keeps to itself."""

        fields: ClassVar = {"needs": "for"}

    @root_validator
    @classmethod
    def _can_be_reached(cls, values: dict[str, object]) -> dict[str, object]:
        if not any(values.get(way) for way in ("phone", "text", "chat")):
            raise FieldError("there is no way to reach it", "Add a phone, a text or a chat")
        if values.get("needs") == ():
            raise FieldError("it is not said what the line is for", "Add a word under 'for'")
        return values


class Country(Strict):
    """A country: ISO 3166-1 code, the names people use for it, its emergency number, its lines."""

    country: CountryCode  # type: ignore[valid-type]
    name: str
    also: tuple[str, ...] = ()
    emergency: str
    lines: tuple[HelpLine, ...]

    def names(self) -> Iterable[str]:
        """Its names as `plain_name` writes them."""
        return (plain_name(name) for name in (self.name, *self.also))


class HelpLines(Strict):
    """Everything in help_lines.yml: the lines of each country, and directories for all others."""

    check_again_after_days: int
    international: tuple[HelpLine, ...]
    countries: tuple[Country, ...]

    class Config:
        """What is looked up is worked out once."""

        keep_untouched = (cached_property,)

    @cached_property
    def by_code(self) -> dict[str, Country]:
        """The countries by their code."""
        return {country.country: country for country in self.countries}

    @cached_property
    def code_of(self) -> dict[str, str]:
        """The code of each plain name."""
        return {name: country.country for country in self.countries for name in country.names()}

    def lines(self, code: str | None, needs: Collection[Need]) -> tuple[HelpLine, ...]:
        """The lines of a country for one of the needs, surest first; none for an unknown one."""
        country = self.by_code.get(code or "")
        fitting = [
            line for line in (country.lines if country else ()) if set(line.needs) & set(needs)
        ]
        return tuple(sorted(fitting, key=lambda line: line.doubt is not None))

    def directories(self, needs: Collection[Need]) -> tuple[HelpLine, ...]:
        """The international directories for one of the needs."""
        return tuple(line for line in self.international if set(line.needs) & set(needs))

    def outdated(self, today: date) -> tuple[str, ...]:
        """Country and name of each line that was last checked too long ago."""
        oldest = today - timedelta(days=self.check_again_after_days)
        everywhere = [(country.country, country.lines) for country in self.countries]
        return tuple(
            f"{where}: {line.name}"
            for where, lines in [("international", self.international), *everywhere]
            for line in lines
            if line.checked < oldest
        )


def plain_name(text: str) -> str:
    """A country as somebody writes it, without what stands around it: “I'm in the UK!” is “uk”."""
    plain = _MARKS.sub(" ", re.sub(r"['’.]", "", text.lower())).strip()
    return _ENDING.sub("", _AROUND_A_NAME.sub("", plain, count=1)).strip()


def load_help_lines(path: Path | None = None) -> HelpLines:
    """The packaged lines, read once, or those at `path`.

    Raises:
        HelpLinesError: The file cannot be read, or an entry has no source, no date, no way to
            reach it, or an unknown word.
    """
    return _packaged() if path is None else _read(path)


@lru_cache(maxsize=1)
def _packaged() -> HelpLines:
    return _read(files("tightrope.safety") / "help_lines.yml")


def _read(file: Traversable) -> HelpLines:
    lines = parse_entry(
        HelpLines, read_mapping(file, HelpLinesError), file.name, "file", HelpLinesError
    )
    seen: dict[str, str] = {}
    for country in lines.countries:
        for name in country.names():
            if seen.setdefault(name, country.country) != country.country:
                raise HelpLinesError(
                    file.name,
                    country.country,
                    "also",
                    f"'{name}' also stands for {seen[name]}",
                    "Keep it in one of the two",
                )
    return lines
