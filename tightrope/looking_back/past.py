"""What is remembered of a couple, as the looking back reads it: no text, no name, no row id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tightrope.asem import Actor, Bid


@dataclass(frozen=True)
class PastEpisode:
    """One described exchange: which bid, whose, when, and whether one of the ideas soothed it.

    `soothed` is True if one idea helped, False if none did, None while nobody told. The actor is
    kept for completeness: what is said looking back never tells the two apart.
    """

    bid: Bid
    actor: Actor
    at: datetime
    soothed: bool | None


@dataclass(frozen=True)
class PastStep:
    """One small step towards a goal that was offered: `went_well` is None while nobody told."""

    goal: str
    size: int
    at: datetime
    went_well: bool | None


@dataclass(frozen=True)
class Past:
    """All there is to look back on, in any order."""

    episodes: tuple[PastEpisode, ...] = ()
    steps: tuple[PastStep, ...] = ()
