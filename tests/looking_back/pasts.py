"""Pasts to look back on: as short lists for tables, and any at all for properties."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from tightrope.asem import Actor, Bid
from tightrope.looking_back import Past, PastEpisode, PastStep

NOW = datetime(2026, 3, 31, 21, 30, tzinfo=timezone.utc)

Moment = tuple[Bid, float, bool | None]
"""A bid, how many days ago, and whether an idea helped."""


def past(moments: Iterable[Moment] = (), steps: Iterable[tuple[float, bool | None]] = ()) -> Past:
    """A past of these moments and steps; a step is how many days ago, and whether it went well."""
    return Past(
        tuple(
            PastEpisode(bid, Actor.PARTNER, NOW - timedelta(days=days), soothed)
            for bid, days, soothed in moments
        ),
        tuple(PastStep("goal", 1, NOW - timedelta(days=days), well) for days, well in steps),
    )


def weekly(*counts: int, bid: Bid = Bid.JEALOUSY) -> Past:
    """So many moments a week, the oldest week first, each three and a half days into its week."""
    return past(
        (bid, 7 * ago + 3.5, None)
        for ago, count in enumerate(reversed(counts))
        for _ in range(count)
    )


zones = st.none() | st.timezones() | st.just(timezone.utc)
any_time = st.datetimes(timezones=zones)
near_time = st.integers(-3 * 24, 80 * 24).map(lambda hours: NOW - timedelta(hours=hours))
maybe = st.none() | st.booleans()


def pasts(times: st.SearchStrategy[datetime]) -> st.SearchStrategy[Past]:
    """Any past at these times."""
    episodes = st.builds(PastEpisode, st.sampled_from(Bid), st.sampled_from(Actor), times, maybe)
    steps = st.builds(PastStep, st.text(max_size=3), st.integers(), times, maybe)
    return st.builds(
        Past,
        st.lists(episodes, max_size=40).map(tuple),
        st.lists(steps, max_size=20).map(tuple),
    )


near_pasts = pasts(near_time)
