"""The file of the balances: its rules, their counts and their texts, checked as they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import StrictInt, StrictStr, validator

from tightrope.asem.bids import Actor
from tightrope.asem.datafile import DataFileError, Entry, FieldError, parse_entry, read_mapping
from tightrope.asem.table1 import load_table1

if TYPE_CHECKING:
    from importlib.abc import Traversable

MAX_SAY, MAX_REQUEST = 40, 30
"""Most words that a due caution, and a fair request, may have."""

SMALL_STEP = "small_step"
"""What a rule may offer besides its words: a small step toward a goal of one's own."""

_ACTORS = (Actor.PARTNER, Actor.SELF)

COUNTS: Mapping[str, frozenset[str]] = {
    "beyond_tips": frozenset({"days", "episodes", "worse_days", "worse_episodes", "worse_times"}),
    "softening_only": frozenset({"days", "over_days", "episodes", "quiet_days"}),
    "reassurance_again": frozenset({"times_in_episode", "times", "days"}),
    "hand_back": frozenset({"times_in_episode"}),
}
"""The rules, each with the counts that its test in balance.py asks for."""


class BalanceError(DataFileError):
    """balance.yml cannot be used; the message names rule, field, fault and what to do."""


class Rule(Entry):
    """One rule of balance.yml; `when` holds the counts that COUNTS asks for."""

    id: StrictStr
    caution: StrictStr
    when: dict[StrictStr, StrictInt]
    say: dict[Actor, tuple[StrictStr, ...]]
    sources: tuple[StrictInt, ...]
    offers: StrictStr | None = None
    requests: dict[Actor, tuple[StrictStr, ...]] | None = None

    @validator("say")
    @classmethod
    def _short(cls, say: dict[Actor, tuple[str, ...]]) -> dict[Actor, tuple[str, ...]]:
        return _checked(say, MAX_SAY)

    @validator("requests")
    @classmethod
    def _short_requests(
        cls, requests: dict[Actor, tuple[str, ...]] | None
    ) -> dict[Actor, tuple[str, ...]] | None:
        return None if requests is None else _checked(requests, MAX_REQUEST)

    @validator("when")
    @classmethod
    def _counts(cls, when: dict[str, int]) -> dict[str, int]:
        for name, count in when.items():
            if count < 1:
                raise FieldError(f"'{name}' is {count}", "Write 1 or more")
        return when

    @validator("offers")
    @classmethod
    def _known_offer(cls, offers: str | None) -> str | None:
        if offers not in (None, SMALL_STEP):
            raise FieldError(
                f"nothing is known as '{offers}'", f"Write '{SMALL_STEP}', or leave it out"
            )
        return offers


class NoChangeWanted(Entry):
    """What is said where one of the two wants no change."""

    caution: StrictStr
    say: tuple[StrictStr, ...]
    sources: tuple[StrictInt, ...]

    @validator("say")
    @classmethod
    def _some_short(cls, say: tuple[str, ...]) -> tuple[str, ...]:
        if not say:
            raise FieldError("there is no text", "Write one")
        return _each_short(say, MAX_SAY, "")


@dataclass(frozen=True)
class Balances:
    """The rules in the order in which they are asked, and what is said about no change."""

    rules: tuple[Rule, ...]
    no_change_wanted: NoChangeWanted


def load_balance(path: Path | None = None) -> Balances:
    """Return the rules: the packaged ones, read once, or those in the file at `path`.

    Raises BalanceError when the file cannot be read, a rule is missing or unknown, lacks a count
    or a text, or names a caution or reference that table1.yml does not have.
    """
    return _packaged() if path is None else _read(path)


@lru_cache(maxsize=1)
def _packaged() -> Balances:
    return _read(files("tightrope.asem") / "balance.yml")


def _read(file: Traversable) -> Balances:
    raw = read_mapping(file, BalanceError)
    listed = raw.get("rules")
    if not isinstance(listed, list):
        raise BalanceError(file.name, "top level", "rules", "the list is missing", "Add it")
    rules = tuple(
        parse_entry(Rule, entry, file.name, _name(entry, number), BalanceError)
        for number, entry in enumerate(listed, start=1)
    )
    wanted = raw.get("no_change_wanted")
    no_change = parse_entry(NoChangeWanted, wanted, file.name, "no_change_wanted", BalanceError)
    _check_rules(rules, file.name)
    for entry, caution, sources in (
        *((rule.id, rule.caution, rule.sources) for rule in rules),
        ("no_change_wanted", no_change.caution, no_change.sources),
    ):
        _check_known(entry, caution, sources, file.name)
    return Balances(rules, no_change)


def _name(entry: object, number: int) -> str:
    name = entry.get("id") if isinstance(entry, Mapping) else None
    return f"rule {name}" if isinstance(name, str) else f"rule no. {number}"


def _check_rules(rules: Sequence[Rule], file: str) -> None:
    names = [rule.id for rule in rules]
    for name in COUNTS:
        if names.count(name) != 1:
            fault = "it is missing" if name not in names else "it is there twice"
            raise BalanceError(file, f"rule {name}", "", fault, "Each rule is needed once")
    for rule in rules:
        if rule.id not in COUNTS:
            known = ", ".join(COUNTS)
            raise BalanceError(
                file, f"rule {rule.id}", "id", "nothing tests it", f"Use one of {known}"
            )
        if rule.when.keys() != COUNTS[rule.id]:
            needed = ", ".join(sorted(COUNTS[rule.id]))
            raise BalanceError(
                file, f"rule {rule.id}", "when", "its counts are not these", f"Give {needed}"
            )


def _check_known(entry: str, caution: str, sources: Sequence[int], file: str) -> None:
    table = load_table1()
    if caution not in {known.id for known in table.cautions}:
        raise BalanceError(
            file, entry, "caution", f"there is no caution '{caution}'", "Use an id of table1.yml"
        )
    for number in sources:
        if number not in table.references:
            raise BalanceError(
                file, entry, "sources", f"reference {number} is not in table1.yml", "Correct it"
            )


def _checked(texts: dict[Actor, tuple[str, ...]], limit: int) -> dict[Actor, tuple[str, ...]]:
    """Return the texts if they are for both actors and each has 1 to `limit` words."""
    for actor in _ACTORS:
        if actor not in texts:
            raise FieldError(f"the texts for '{actor}' are missing", f"Add '{actor}:'")
        _each_short(texts[actor], limit, f"{actor}, ")
    for actor in texts:
        if actor not in _ACTORS:
            raise FieldError(f"'{actor}' shows no bid", "Remove it")
    if not any(texts.values()):
        raise FieldError("there is no text", "Write one, for either actor or both")
    return texts


def _each_short(texts: tuple[str, ...], limit: int, whose: str) -> tuple[str, ...]:
    for number, text in enumerate(texts, start=1):
        if not 0 < len(text.split()) <= limit:
            raise FieldError(
                f"{whose}no. {number} has {len(text.split())} words", f"Write 1 to {limit} words"
            )
    return texts
