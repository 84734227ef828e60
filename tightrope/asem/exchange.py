"""What the understanding read from one message, in the shape `/model/parse` publishes.

The mapping, all keys required::

    {"bid": ..., "dimension": ..., "actor": ..., "moment": ..., "concern": ...,
     "confidence": {"bid": 0.9, "actor": 0.9, "moment": 0.9, "concern": 0.9},
     "evidence": [{"text": ..., "start": 0, "end": 5, "label": ..., "confidence": 0.9}],
     "also": {"bid": ..., "actor": ..., "confidence": 0.9}}

`also` is null unless a second bid was heard. `actor` and `moment` may be null: not known yet.
Errors name the key at fault and never repeat what the person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import Enum
from numbers import Real
from typing import Any, TypeVar

from tightrope.asem.bids import Actor, Bid, Concern, Dimension, Moment, dimension_of

_E = TypeVar("_E", bound=Enum)
_PLAIN_WORD = re.compile(r"[a-z_]{1,30}")


@dataclass(frozen=True)
class Confidence:
    """How sure the reader is of each label, from 0 to 1."""

    bid: float = 0.0
    actor: float = 0.0
    moment: float = 0.0
    concern: float = 0.0

    @classmethod
    def from_dict(cls, mapping: Mapping[str, Any], key: str = "confidence") -> Confidence:
        """Read the four numbers; ValueError names the key that is missing or not in 0 to 1."""
        names = _checked_keys(cls, mapping, key)
        return cls(**{name: _share(mapping[name], f"{key}.{name}") for name in names})


@dataclass(frozen=True)
class Evidence:
    """A stretch of the message that a label rests on; `start` and `end` count characters."""

    text: str
    start: int
    end: int
    label: str
    confidence: float

    @classmethod
    def from_dict(cls, mapping: Mapping[str, Any], key: str = "evidence") -> Evidence:
        """Read one entry; ValueError names the key at fault, and never quotes the text."""
        _checked_keys(cls, mapping, key)
        start = _position(mapping["start"], f"{key}.start", at_least=0)
        return cls(
            text=_string(mapping["text"], f"{key}.text"),
            start=start,
            end=_position(mapping["end"], f"{key}.end", at_least=start),
            label=_string(mapping["label"], f"{key}.label"),
            confidence=_share(mapping["confidence"], f"{key}.confidence"),
        )


@dataclass(frozen=True)
class Also:
    """A second bid heard in the same message, and whose it is."""

    bid: Bid
    actor: Actor
    confidence: float

    @classmethod
    def from_dict(cls, mapping: Mapping[str, Any], key: str = "also") -> Also:
        """Read a second bid; ValueError names the key at fault."""
        _checked_keys(cls, mapping, key)
        return cls(
            bid=_word(Bid, mapping["bid"], f"{key}.bid"),
            actor=_word(Actor, mapping["actor"], f"{key}.actor"),
            confidence=_share(mapping["confidence"], f"{key}.confidence"),
        )


@dataclass(frozen=True)
class Exchange:
    """One described exchange between the person and their partner.

    Raises ValueError when `dimension` is not the dimension of `bid`.
    """

    bid: Bid
    dimension: Dimension
    actor: Actor | None
    moment: Moment | None
    concern: Concern = Concern.NONE
    confidence: Confidence = Confidence()
    evidence: tuple[Evidence, ...] = ()
    also: Also | None = None

    def __post_init__(self) -> None:
        expected = dimension_of(self.bid)
        if self.dimension != expected:
            raise ValueError(
                f"exchange key 'dimension' is '{self.dimension}', but bid '{self.bid}' belongs "
                f"to '{expected}'"
            )

    @classmethod
    def from_dict(cls, mapping: Mapping[str, Any]) -> Exchange:
        """Build an exchange from the mapping described in this module's docstring.

        Raises ValueError, naming the key, for a missing or unknown key and for a bad value.
        """
        _checked_keys(cls, mapping, "")
        evidence = mapping["evidence"]
        if not isinstance(evidence, (list, tuple)):
            raise _bad("evidence", "must be a list", evidence)
        return cls(
            bid=_word(Bid, mapping["bid"], "bid"),
            dimension=_word(Dimension, mapping["dimension"], "dimension"),
            actor=_word_or_none(Actor, mapping["actor"], "actor"),
            moment=_word_or_none(Moment, mapping["moment"], "moment"),
            concern=_word(Concern, mapping["concern"], "concern"),
            confidence=Confidence.from_dict(mapping["confidence"]),
            evidence=tuple(
                Evidence.from_dict(entry, f"evidence[{position}]")
                for position, entry in enumerate(evidence)
            ),
            also=None if mapping["also"] is None else Also.from_dict(mapping["also"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the mapping `from_dict` reads, made of JSON types only."""
        return {
            "bid": self.bid.value,
            "dimension": self.dimension.value,
            "actor": None if self.actor is None else self.actor.value,
            "moment": None if self.moment is None else self.moment.value,
            "concern": self.concern.value,
            "confidence": asdict(self.confidence),
            "evidence": [asdict(entry) for entry in self.evidence],
            "also": self.also
            and {
                "bid": self.also.bid.value,
                "actor": self.also.actor.value,
                "confidence": self.also.confidence,
            },
        }


def _checked_keys(cls: Any, mapping: object, key: str) -> list[str]:
    """Return the field names of `cls`, once `mapping` is known to have these keys, no others."""
    if not isinstance(mapping, Mapping):
        raise _bad(key, "must be a mapping", mapping)
    names = [field.name for field in fields(cls)]
    prefix = f"{key}." if key else ""
    for name in names:
        if name not in mapping:
            raise ValueError(f"exchange key '{prefix}{name}' is missing")
    for name in mapping:
        if name not in names:
            raise ValueError(
                f"exchange has a key it should not have, {_shown(name)}, "
                f"among {', '.join(prefix + known for known in names)}"
            )
    return names


def _word(kind: type[_E], value: object, key: str) -> _E:
    try:
        return kind(value)
    except ValueError:
        allowed = ", ".join(str(member.value) for member in kind)
        raise _bad(key, f"must be one of {allowed}", value) from None


def _word_or_none(kind: type[_E], value: object, key: str) -> _E | None:
    return None if value is None else _word(kind, value, key)


def _share(value: object, key: str) -> float:
    # Real rather than float: numpy's numbers are registered as Real, and bool is no number here.
    if isinstance(value, bool) or not isinstance(value, Real) or not 0 <= float(value) <= 1:
        raise _bad(key, "must be a number from 0 to 1", value)
    return float(value)


def _position(value: object, key: str, at_least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < at_least:
        raise _bad(key, f"must be a whole number, {at_least} or more", value)
    return value


def _string(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise _bad(key, "must be text", value)
    return value


def _bad(key: str, rule: str, value: object) -> ValueError:
    name = f"exchange key '{key}'" if key else "an exchange"
    return ValueError(f"{name} {rule}, got {_shown(value)}")


def _shown(value: object) -> str:
    """Show numbers and single plain words; for anything else its type, as it may be a message."""
    is_word = isinstance(value, str) and _PLAIN_WORD.fullmatch(value)
    if value is None or isinstance(value, (bool, int, float)) or is_word:
        return repr(value)
    return f"a value of type {type(value).__name__}"
