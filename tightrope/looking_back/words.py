"""The texts of words.yml, checked when read: their length, and the fields they may name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from pydantic import Field, StrictStr, validator

from tightrope.asem import Bid
from tightrope.asem.datafile import DataFileError, FieldError, parse_entry, read_mapping
from tightrope.looking_back.summary import BIDS
from tightrope.said import Strict

if TYPE_CHECKING:
    from importlib.abc import Traversable

    from pydantic.fields import ModelField

MOST_WORDS = 60
"""Most words a whole answer may have."""

LONGEST_BID = 32
"""Characters of a bid's name that fit into one line of the picture beside their count."""


class LookingBackError(DataFileError):
    """words.yml cannot be used; the message names the entry, the fault and what to do."""


def _text(words: int, *fields: str) -> Any:
    """A text of at most so many words (a field counts as one) that names just these fields."""
    return Field(..., words=words, fields=fields)


class _Texts(Strict):
    """A group of texts, each declared by `_text`."""

    @validator("*")
    @classmethod
    def _keeps_its_limits(cls, text: object, field: ModelField) -> object:
        limits = field.field_info.extra
        if isinstance(text, str) and limits:
            _check_length(text, limits["words"])
            _check_fields(text, limits["fields"])
        return text


class MomentWords(_Texts):
    """A number of moments."""

    none: StrictStr = _text(3)
    one: StrictStr = _text(3)
    many: StrictStr = _text(3, "count")

    def of(self, count: int) -> str:
        """So many moments, in words."""
        return {0: self.none, 1: self.one}.get(count, self.many.format(count=count))


class SpanWords(_Texts):
    """The time that is looked back on."""

    one: StrictStr = _text(3)
    many: StrictStr = _text(3, "count")

    def of(self, weeks: int) -> str:
        """So many weeks, in words."""
        return self.one if weeks == 1 else self.many.format(count=weeks)


class TooEarlyWords(_Texts):
    """How many moments there are, where that is too few to say anything, and the rest of it."""

    never: StrictStr = _text(12)
    none_lately: StrictStr = _text(12, "span")
    some: StrictStr = _text(12, "moments", "span")
    closing: StrictStr = _text(25)


class AnswerWords(_Texts):
    """How many moments there were, and what they mostly were."""

    opening: StrictStr = _text(10, "moments", "span")
    always: StrictStr = _text(5, "bid")
    mostly: StrictStr = _text(5, "bid")


class FindingWords(_Texts):
    """What is said of each finding but `too_early`."""

    too_soon_to_compare: StrictStr = _text(16)
    fewer: StrictStr = _text(16)
    more: StrictStr = _text(16)
    same: StrictStr = _text(16)


class SoothedWords(_Texts):
    """In how many moments an idea helped."""

    one_helped: StrictStr = _text(16)
    one_not: StrictStr = _text(16)
    all: StrictStr = _text(16, "answered")
    some: StrictStr = _text(16, "soothed", "answered")
    none: StrictStr = _text(16, "answered")


class StepWords(_Texts):
    """How many small steps went well."""

    one_well: StrictStr = _text(14)
    one_not: StrictStr = _text(14)
    all: StrictStr = _text(14, "tried")
    some: StrictStr = _text(14, "well", "tried")
    none: StrictStr = _text(14, "tried")


class WeekWords(_Texts):
    """What a week is called."""

    this: StrictStr = _text(3)
    last: StrictStr = _text(3)
    before: StrictStr = _text(3, "count")

    def of(self, ago: int) -> str:
        """The week so many weeks ago, in words."""
        return {0: self.this, 1: self.last}.get(ago, self.before.format(count=ago))


class PictureWords(_Texts):
    """What is written on the picture."""

    bid: StrictStr = _text(3, "bid", "count")
    soothed: StrictStr = _text(9, "soothed", "answered")
    step_well: StrictStr = _text(5, "count")
    step_not: StrictStr = _text(2, "count")
    nothing: StrictStr = _text(7)


class DescribedWords(_Texts):
    """The sentences for somebody who cannot see the picture."""

    intro: StrictStr = _text(15)
    total: StrictStr = _text(8, "moments")
    total_bids: StrictStr = _text(8, "moments", "bids")
    week: StrictStr = _text(6, "week", "moments")
    week_bids: StrictStr = _text(6, "week", "moments", "bids")
    steps: StrictStr = _text(10, "well", "tried")


class Words(Strict):
    """Everything in words.yml."""

    moments: MomentWords
    span: SpanWords
    too_early: TooEarlyWords
    answer: AnswerWords
    finding: FindingWords
    soothed: SoothedWords
    steps: StepWords
    bid: dict[Bid, StrictStr]
    week: WeekWords
    picture: PictureWords
    described: DescribedWords

    @validator("bid")
    @classmethod
    def _names_each_bid(cls, names: dict[Bid, str]) -> dict[Bid, str]:
        for bid in BIDS:
            if bid not in names:
                raise FieldError(f"'{bid}' is missing", "Add it")
            if not 0 < len(names[bid]) <= LONGEST_BID:
                raise FieldError(
                    f"'{bid}' has {len(names[bid])} characters", f"Write 1 to {LONGEST_BID}"
                )
        if len(names) > len(BIDS):
            raise FieldError(f"'{Bid.NONE}' is no moment", "Remove it")
        return names


def load_words(path: Path | None = None) -> Words:
    """The packaged texts, read once, or those at `path`.

    Raises:
        LookingBackError: The file cannot be read, or a text is missing, unknown, too long or
            names other fields than it is given.
    """
    return _packaged() if path is None else _read(path)


@lru_cache(maxsize=1)
def _packaged() -> Words:
    return _read(files("tightrope.looking_back") / "words.yml")


def _read(file: Traversable) -> Words:
    tree = read_mapping(file, LookingBackError)
    words = parse_entry(Words, tree, file.name, "file", LookingBackError)
    longest = max(_longest_too_early(words), _longest_answer(words))
    if longest > MOST_WORDS:
        raise LookingBackError(
            file.name,
            "file",
            "",
            f"the longest answer has {longest} words, more than {MOST_WORDS}",
            "Shorten a text under 'too_early', 'answer', 'finding', 'soothed' or 'steps'",
        )
    return words


def _longest_too_early(words: Words) -> int:
    counted, closing = words.too_early.dict(exclude={"closing"}), words.too_early.closing
    return _longest(words, [counted, {"closing": closing}, words.steps.dict()])


def _longest_answer(words: Words) -> int:
    opening, kinds = words.answer.opening, words.answer.dict(exclude={"opening"})
    groups = [{"opening": opening}, kinds, words.finding.dict()]
    return _longest(words, [*groups, words.soothed.dict(), words.steps.dict()])


def _longest(words: Words, groups: Iterable[dict[str, str]]) -> int:
    """Words of the longest answer that takes one text of each group."""
    parts: dict[str, Iterable[str]] = {
        "moments": words.moments.dict().values(),
        "span": words.span.dict().values(),
        "bid": words.bid.values(),
    }
    fill = {name: max(texts, key=_length) for name, texts in parts.items()}
    fill |= dict.fromkeys(("soothed", "answered", "well", "tried"), "9")
    return sum(max(_length(text.format(**fill)) for text in group.values()) for group in groups)


def _length(text: str) -> int:
    return len(text.split())


def _check_length(text: str, limit: int) -> None:
    if not 0 < _length(text) <= limit:
        raise FieldError(f"it has {_length(text)} words", f"Write 1 to {limit}")


def _check_fields(text: str, expected: tuple[str, ...]) -> None:
    """A field that is not given would stop the answer, one that is left out would hide a number."""
    allowed = ", ".join(f"{{{name}}}" for name in expected) or "no fields"
    try:
        parts = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        raise FieldError("a brace is open", f"Use {allowed}") from None
    # Neither {count:d} nor {count!r}: plain fields only.
    if any(form or change for _, form, change in parts) or {p[0] for p in parts} != set(expected):
        raise FieldError("the fields in braces are not the ones it is given", f"Use {allowed}")
