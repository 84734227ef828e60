"""Table 1 of the model as data: what each strategy is, and the file it is read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import Field, StrictBool, StrictInt, StrictStr, validator

from tightrope.asem.bids import Actor, Bid, Cell, Dimension, dimension_of
from tightrope.asem.datafile import DataFileError, Entry, FieldError, parse_entry, read_mapping

if TYPE_CHECKING:
    from importlib.abc import Traversable

MAX_SAY, MAX_DO, MAX_WHY, MAX_CAUTION = 30, 40, 40, 30
"""Most words a text may have: what somebody upset reads in a few seconds."""

MIN_SAY = 3
"""Fewest ways to put a strategy: with less, a person soon meets the same words again."""

_ACTORS = (Actor.PARTNER, Actor.SELF)


class Table1Error(DataFileError):
    """table1.yml cannot be used; the message names entry, field, fault and what to do."""


class Text(Entry):
    """Words for the person; `adapted` marks those that are not the paper's partner behaviour."""

    text: StrictStr
    adapted: StrictBool = False


class CellText(Entry):
    """A cell of the table in plain words, and what it is for."""

    id: Cell
    title: StrictStr
    purpose: StrictStr


class Caution(Entry):
    """How a strategy backfires, said to the person. No sources: a safeguard of our own."""

    id: StrictStr
    text: StrictStr
    sources: tuple[StrictInt, ...]

    @validator("text")
    @classmethod
    def _short(cls, text: str) -> str:
        return _within(text, MAX_CAUTION)


class RippleEffect(Entry):
    """How a change in one model of the world reaches the other."""

    id: StrictStr
    dimension: Dimension
    text: StrictStr
    sources: tuple[StrictInt, ...]


class Reference(Entry):
    """A work the paper cites; `doi` is null for books and chapters."""

    authors: StrictStr
    year: StrictInt
    title: StrictStr
    doi: StrictStr | None = Field(...)


class Strategy(Entry):
    """One partner behaviour within a cell.

    `for_` (in the file: `for`) lists the bids it suits, best first; `do` and `say` hold the texts
    for each actor; `caution` holds caution ids and `sources` reference numbers.
    """

    id: StrictStr
    cell: Cell
    aim: StrictStr
    for_: tuple[Bid, ...] = Field(..., alias="for")
    do: dict[Actor, Text]
    say: dict[Actor, tuple[Text, ...]]
    why: StrictStr
    caution: tuple[StrictStr, ...]
    sources: tuple[StrictInt, ...]

    @validator("id")
    @classmethod
    def _plain_id(cls, name: str) -> str:
        if not name.replace(".", "").replace("_", "").isalnum():
            raise FieldError(f"'{name}' is not an id", "Use letters, dots and underscores")
        return name

    @validator("for_", "caution", "sources")
    @classmethod
    def _some_once(cls, entries: tuple[object, ...]) -> tuple[object, ...]:
        if not entries:
            raise FieldError("the list is empty", "Name at least one")
        if len(set(entries)) < len(entries):
            raise FieldError("something is listed twice", "Remove one of the two")
        return entries

    @validator("for_")
    @classmethod
    def _bids_of_the_cell(cls, bids: tuple[Bid, ...], values: dict[str, Any]) -> tuple[Bid, ...]:
        for bid in bids:
            if "cell" in values and not values["cell"].value.startswith(f"{dimension_of(bid)}."):
                raise FieldError(
                    f"'{bid}' does not belong to the cell '{values['cell']}'",
                    "Use bids of the cell's dimension",
                )
        return bids

    @validator("do")
    @classmethod
    def _do_for_both(cls, do: dict[Actor, Text]) -> dict[Actor, Text]:
        for actor in _both_actors(do):
            _well_marked(do[actor], actor, str(actor))
            _within(do[actor].text, MAX_DO, str(actor))
        return do

    @validator("say")
    @classmethod
    def _say_for_both(cls, say: dict[Actor, tuple[Text, ...]]) -> dict[Actor, tuple[Text, ...]]:
        for actor in _both_actors(say):
            if len(say[actor]) < MIN_SAY:
                raise FieldError(
                    f"{actor} has {len(say[actor])} texts, fewer than {MIN_SAY}",
                    "Write more ways to put it",
                )
            for number, text in enumerate(say[actor], start=1):
                _well_marked(text, actor, f"{actor}, no. {number}")
                _within(text.text, MAX_SAY, f"{actor}, no. {number}")
        return say

    @validator("why")
    @classmethod
    def _why_short(cls, why: str) -> str:
        return _within(why, MAX_WHY)


class Table1(Entry):
    """The whole table: cells, strategies in file order, cautions, ripple effects, references."""

    version: StrictInt
    cells: tuple[CellText, ...]
    cautions: tuple[Caution, ...]
    ripple_effects: tuple[RippleEffect, ...]
    strategies: tuple[Strategy, ...]
    references: dict[int, Reference]

    def in_cell(self, cell: Cell) -> tuple[Strategy, ...]:
        """Return the strategies of a cell, in table order."""
        return tuple(strategy for strategy in self.strategies if strategy.cell == cell)

    def strategy(self, name: str) -> Strategy:
        """Return the strategy with this id; KeyError if the table has none."""
        return _by_id(self.strategies, name)

    def caution(self, name: str) -> Caution:
        """Return the caution with this id; KeyError if the table has none."""
        return _by_id(self.cautions, name)


def load_table1(path: Path | None = None) -> Table1:
    """Return the table: the packaged one, read once, or the one in the file at `path`.

    Raises Table1Error when the file cannot be read or breaks a rule.
    """
    return _packaged() if path is None else _read(path)


@lru_cache(maxsize=1)
def _packaged() -> Table1:
    return _read(files("tightrope.asem") / "table1.yml")


def _read(file: Traversable) -> Table1:
    raw = read_mapping(file, Table1Error)
    sections: dict[str, Any] = {
        "cells": _entries(CellText, raw, "cells", "cell", file.name),
        "cautions": _entries(Caution, raw, "cautions", "caution", file.name),
        "ripple_effects": _entries(RippleEffect, raw, "ripple_effects", "ripple effect", file.name),
        "strategies": _entries(Strategy, raw, "strategies", "strategy", file.name),
        "references": _references(raw, file.name),
    }
    table = parse_entry(Table1, {**raw, **sections}, file.name, "top level", Table1Error)
    for problem in _contradictions(table):
        raise Table1Error(file.name, *problem)
    return table


_T = TypeVar("_T", CellText, Caution, RippleEffect, Strategy)


def _entries(
    model: type[_T], raw: Mapping[Any, Any], section: str, kind: str, file: str
) -> tuple[_T, ...]:
    """Read a list of entries with ids, each once."""
    listed = raw.get(section)
    if not isinstance(listed, list):
        raise Table1Error(file, "top level", section, "the list is missing", "Add it")
    entries: list[_T] = []
    for position, entry in enumerate(listed, start=1):
        name = f"{kind} {_name(entry, position)}"
        parsed = parse_entry(model, entry, file, name, Table1Error)
        if any(parsed.id == other.id for other in entries):
            raise Table1Error(
                file, name, "id", "another entry has this id", "Give each an id of its own"
            )
        entries.append(parsed)
    return tuple(entries)


def _name(entry: object, position: int) -> str:
    name = entry.get("id") if isinstance(entry, Mapping) else None
    return name if isinstance(name, str) else f"no. {position}"


def _references(raw: Mapping[Any, Any], file: str) -> dict[int, Reference]:
    listed = raw.get("references")
    if not isinstance(listed, Mapping):
        raise Table1Error(file, "top level", "references", "the list is missing", "Add it")
    for number in listed:
        if not isinstance(number, int):
            raise Table1Error(
                file,
                f"reference {number}",
                "",
                "this is not a number",
                "Use the paper's reference number, without quotes",
            )
    return {
        number: parse_entry(Reference, entry, file, f"reference {number}", Table1Error)
        for number, entry in listed.items()
    }


def _contradictions(table: Table1) -> Iterator[tuple[str, str, str, str]]:
    """Yield (entry, field, fault, remedy) for whatever does not fit together."""
    for cell in Cell:
        if cell not in {text.id for text in table.cells}:
            yield ("top level", "cells", f"the cell '{cell}' is not described", "Add an entry")
        if not table.in_cell(cell):
            yield (f"cell {cell}", "", "it has no strategy", "Add one under 'strategies'")
    cautions = {caution.id for caution in table.cautions}
    for strategy in table.strategies:
        entry = f"strategy {strategy.id}"
        if not strategy.id.startswith(f"{strategy.cell}."):
            yield (entry, "id", f"it is in '{strategy.cell}'", f"Begin it '{strategy.cell}.'")
        for name in strategy.caution:
            if name not in cautions:
                yield (
                    entry,
                    "caution",
                    f"there is no caution '{name}'",
                    "Use an id listed under 'cautions', or add it there",
                )
    for entry, number in _cited(table):
        if number not in table.references:
            yield (
                entry,
                "sources",
                f"reference {number} is not listed",
                "Add it under 'references', or correct the number",
            )


def _cited(table: Table1) -> Iterator[tuple[str, int]]:
    for strategy in table.strategies:
        yield from ((f"strategy {strategy.id}", number) for number in strategy.sources)
    for caution in table.cautions:
        yield from ((f"caution {caution.id}", number) for number in caution.sources)
    for effect in table.ripple_effects:
        yield from ((f"ripple effect {effect.id}", number) for number in effect.sources)


def _by_id(entries: tuple[_T, ...], name: str) -> _T:
    for entry in entries:
        if entry.id == name:
            return entry
    raise KeyError(f"table1.yml has no entry '{name}'")


def _both_actors(texts: Mapping[Actor, object]) -> tuple[Actor, ...]:
    for actor in _ACTORS:
        if actor not in texts:
            raise FieldError(f"the text for '{actor}' is missing", f"Add '{actor}:'")
    for actor in texts:
        if actor not in _ACTORS:
            raise FieldError(f"'{actor}' shows no bid", "Remove it")
    return _ACTORS


def _well_marked(text: Text, actor: Actor, where: str) -> None:
    if actor == Actor.SELF and not text.adapted:
        raise FieldError(f"{where} is not marked as adapted", "Add 'adapted: true'")
    if actor == Actor.PARTNER and text.adapted:
        raise FieldError(
            f"{where} is marked as adapted, but only texts for 'self' are", "Remove the mark"
        )


def _within(text: str, limit: int, where: str = "the text") -> str:
    """Return the text if it has between one and `limit` words; FieldError otherwise."""
    words = len(text.split())
    if not words:
        raise FieldError(f"{where} is empty", "Write it, or remove the entry")
    if words > limit:
        raise FieldError(f"{where} has {words} words, more than {limit}", "Shorten it")
    return text
