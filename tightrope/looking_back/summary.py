"""What can be said of a past: moments by week and bid, what helped, and whether that changes.

A pure function of the past and of `now`: any past is accepted, and little is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from tightrope.asem import Bid
from tightrope.looking_back.past import Past

BIDS = tuple(bid for bid in Bid if bid != Bid.NONE)
"""The bids that are counted, in the order they are told and drawn."""

MOST_WEEKS = 8
"""How far back is looked."""

FEWEST_TO_TELL = 3
"""Moments below which it is too early to say anything."""

FEWEST_TO_COMPARE, WEEKS_TO_COMPARE, LEAST_DIFFERENCE = 6, 2, 3
"""Moments in all, weeks gone by, and moments between the halves: with less, no rise or fall."""

_WEEK = timedelta(days=7)
_EPOCH = datetime(1970, 1, 1)


class Finding(Enum):
    """What can be said about how things are going."""

    TOO_EARLY = "too_early"
    """Too few moments to say anything."""
    TOO_SOON_TO_COMPARE = "too_soon_to_compare"
    """Enough to show, but too few moments or too short a time to say whether it changes."""
    FEWER = "fewer"
    MORE = "more"
    SAME = "same"


@dataclass(frozen=True)
class Week:
    """Seven days, `ago` weeks back from now (0: this week).

    `episodes` holds the bid of each moment, in the order of BIDS; `steps` whether each step that
    was tried went well, those that did first.
    """

    ago: int
    episodes: tuple[Bid, ...] = ()
    steps: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Summary:
    """The last weeks, the oldest first, and what they add up to.

    `soothed` is in how many moments an idea helped, of the `answered` ones somebody told about.
    """

    weeks: tuple[Week, ...]
    soothed: int
    answered: int
    finding: Finding

    @property
    def episodes(self) -> int:
        """All moments of these weeks."""
        return sum(len(week.episodes) for week in self.weeks)

    @property
    def bids(self) -> dict[Bid, int]:
        """How many moments of each bid there were; only those that occur, in the order of BIDS."""
        counts = {bid: sum(week.episodes.count(bid) for week in self.weeks) for bid in BIDS}
        return {bid: count for bid, count in counts.items() if count}

    @property
    def steps_tried(self) -> int:
        """All small steps of which somebody told how they went."""
        return sum(len(week.steps) for week in self.weeks)

    @property
    def steps_well(self) -> int:
        """Those of them that went well."""
        return sum(sum(week.steps) for week in self.weeks)


def summarise(past: Past, now: datetime) -> Summary:
    """Sums up the last weeks of a past.

    Weeks are spans of seven days back from `now`, beginning with the one of the first thing that
    is remembered, at most MOST_WEEKS of them. What lies after `now` or shows no bid is left out.
    Times without a zone are read as UTC.

    Args:
        past: What is remembered.
        now: The moment from which is looked back, with its time zone.
    """
    episodes = [(_age(e.at, now), e) for e in past.episodes if e.bid != Bid.NONE]
    tried = [(_age(step.at, now), step.went_well) for step in past.steps]
    ages = [age for age, _ in (*episodes, *tried) if age >= timedelta(0)]
    if not ages:
        return Summary((), soothed=0, answered=0, finding=Finding.TOO_EARLY)
    # Not beyond MOST_WEEKS: without that, a first moment years ago would make a week of each.
    period = min(max(ages), MOST_WEEKS * _WEEK)
    count = min(period // _WEEK + 1, MOST_WEEKS)
    shown = [(age, e) for age, e in episodes if 0 <= age // _WEEK < count]
    outcomes = [e.soothed for _, e in shown if e.soothed is not None]
    return Summary(
        weeks=tuple(
            Week(
                ago,
                tuple(sorted((e.bid for age, e in shown if age // _WEEK == ago), key=BIDS.index)),
                _well_first(well for age, well in tried if age // _WEEK == ago),
            )
            for ago in reversed(range(count))
        ),
        soothed=sum(outcomes),
        answered=len(outcomes),
        finding=_finding([age for age, _ in shown], period),
    )


def _age(at: datetime, now: datetime) -> timedelta:
    """How long ago it was. By UTC: two times of one zone subtract wrongly across a clock change."""
    return _since_epoch(now) - _since_epoch(at)


def _since_epoch(at: datetime) -> timedelta:
    # astimezone() would raise OverflowError for the first and last day a datetime can hold.
    return at.replace(tzinfo=None) - _EPOCH - (at.utcoffset() or timedelta(0))


def _well_first(told: Iterable[bool | None]) -> tuple[bool, ...]:
    return tuple(sorted((well for well in told if well is not None), reverse=True))


def _finding(ages: list[timedelta], period: timedelta) -> Finding:
    """Compares the older and the newer half of the period, which are equally long to the second."""
    if len(ages) < FEWEST_TO_TELL:
        return Finding.TOO_EARLY
    if len(ages) < FEWEST_TO_COMPARE or period < WEEKS_TO_COMPARE * _WEEK:
        return Finding.TOO_SOON_TO_COMPARE
    newer = sum(age < period / 2 for age in ages)
    # A moment that began the period is left out: it is there only because counting began with it.
    older = len(ages) - newer - (max(ages) == period)
    difference = newer - older
    # Counts scatter by about the root of their sum: 29 and 31 moments are no rise.
    if abs(difference) < LEAST_DIFFERENCE or difference**2 < newer + older:
        return Finding.SAME
    return Finding.MORE if difference > 0 else Finding.FEWER
