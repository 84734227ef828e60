"""What is counted, and how little is claimed."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from tests.looking_back.pasts import NOW, any_time, near_pasts, past, pasts, weekly
from tightrope.asem import Actor, Bid
from tightrope.looking_back import Finding, Past, PastEpisode, summarise

WEEKS_8 = timedelta(weeks=8)


def counts(of: Past) -> list[int]:
    """Moments of each week, the oldest first."""
    return [len(week.episodes) for week in summarise(of, NOW).weeks]


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        ([], []),
        ([0], [1]),
        ([6.99], [1]),
        ([7], [1, 0]),
        ([20, 1, 1], [1, 0, 2]),
        ([55.9, 1], [1, 0, 0, 0, 0, 0, 0, 1]),
        ([56, 1], [0, 0, 0, 0, 0, 0, 0, 1]),
        ([4000, 1], [0, 0, 0, 0, 0, 0, 0, 1]),
        ([4000], [0, 0, 0, 0, 0, 0, 0, 0]),
        ([-0.1, 1], [1]),
        ([-0.1], []),
    ],
)
def test_weeks_are_seven_days_back_from_now_and_begin_with_the_first_moment(
    days_ago: list[float], expected: list[int]
) -> None:
    assert counts(past((Bid.PROTEST, days, None) for days in days_ago)) == expected


def test_this_week_is_the_last_and_each_knows_how_long_ago_it_was() -> None:
    assert [week.ago for week in summarise(weekly(1, 2, 3), NOW).weeks] == [2, 1, 0]


def test_moments_are_counted_by_bid_in_the_order_of_the_model() -> None:
    told = past(
        [(Bid.WITHDRAWAL, 1, None), (Bid.JEALOUSY, 2, None), (Bid.WITHDRAWAL, 9, None)],
    )
    summary = summarise(told, NOW)
    assert [week.episodes for week in summary.weeks] == [
        (Bid.WITHDRAWAL,),
        (Bid.JEALOUSY, Bid.WITHDRAWAL),
    ]
    assert summary.bids == {Bid.JEALOUSY: 1, Bid.WITHDRAWAL: 2}
    assert list(summary.bids) == [Bid.JEALOUSY, Bid.WITHDRAWAL]
    assert summary.episodes == 3


def test_an_exchange_without_a_bid_is_no_moment() -> None:
    assert summarise(past([(Bid.NONE, 1, True)]), NOW).weeks == ()


def test_only_moments_somebody_told_about_count_as_answered() -> None:
    told = past((Bid.PROTEST, day, day % 2 == 0) for day in range(5))
    told = Past(told.episodes + past([(Bid.PROTEST, 1, None), (Bid.PROTEST, 60, True)]).episodes)
    summary = summarise(told, NOW)
    assert (summary.episodes, summary.answered, summary.soothed) == (6, 5, 3)


def test_steps_are_counted_once_somebody_told_how_they_went() -> None:
    summary = summarise(past(steps=[(1, False), (1, True), (9, True), (2, None), (70, True)]), NOW)
    assert (summary.steps_well, summary.steps_tried) == (2, 3)
    assert [week.steps for week in summary.weeks[-2:]] == [(True,), (True, False)]


@pytest.mark.parametrize(
    ("told", "finding"),
    [
        (weekly(), Finding.TOO_EARLY),
        (weekly(2), Finding.TOO_EARLY),
        (weekly(1, 0, 0, 0, 0, 0, 0, 1), Finding.TOO_EARLY),
        (weekly(3), Finding.TOO_SOON_TO_COMPARE),
        (weekly(5, 0, 0, 0), Finding.TOO_SOON_TO_COMPARE),
        # Too short a time, whatever the number.
        (weekly(9, 1), Finding.TOO_SOON_TO_COMPARE),
        (weekly(5, 4, 1, 1), Finding.FEWER),
        (weekly(1, 1, 4, 5), Finding.MORE),
        (weekly(1, 0, 0, 5), Finding.MORE),
        (weekly(2, 2, 2, 2), Finding.SAME),
        (weekly(3, 2, 2, 1), Finding.SAME),
        (weekly(4, 4, 4, 4, 1, 1, 1, 1), Finding.FEWER),
        (weekly(1, 1, 1, 1, 4, 4, 4, 4), Finding.MORE),
        # A difference of 4 among 60 comes and goes by chance.
        (weekly(7, 7, 7, 7, 8, 8, 8, 8), Finding.SAME),
    ],
)
def test_a_rise_or_fall_is_named_only_where_there_is_enough_of_it(
    told: Past, finding: Finding
) -> None:
    assert summarise(told, NOW).finding is finding


def test_the_moment_that_began_it_all_does_not_make_a_fall() -> None:
    since_the_first = [(Bid.PROTEST, days, None) for days in (27, 20, 16, 5, 3, 1)]
    assert summarise(past(since_the_first), NOW).finding is Finding.SAME


def test_weeks_are_true_across_a_clock_change() -> None:
    london = ZoneInfo("Europe/London")
    now = datetime(2026, 3, 30, 12, tzinfo=london)
    # Seven days by the wall clock, one hour less in truth: the clocks went forward on the 29th.
    before = PastEpisode(
        Bid.PROTEST, Actor.SELF, datetime(2026, 3, 23, 11, 30, tzinfo=london), None
    )
    assert len(summarise(Past((before,)), now).weeks) == 1


def test_a_time_without_a_zone_is_utc() -> None:
    naive = PastEpisode(Bid.PROTEST, Actor.SELF, datetime(2026, 3, 31, 21, 29), None)
    assert counts(Past((naive,))) == [1]
    kolkata = NOW.astimezone(timezone(timedelta(hours=5.5)))
    assert summarise(Past((naive,)), kolkata) == summarise(Past((naive,)), NOW)


@given(near_pasts)
def test_the_weeks_add_up_to_the_moments_of_their_time(told: Past) -> None:
    summary = summarise(told, NOW)
    shown = [e for e in told.episodes if e.bid != Bid.NONE and timedelta(0) <= NOW - e.at < WEEKS_8]
    assert summary.episodes == len(shown) == sum(summary.bids.values())
    assert summary.answered == sum(e.soothed is not None for e in shown)
    assert summary.soothed == sum(e.soothed is True for e in shown)
    steps = [s for s in told.steps if timedelta(0) <= NOW - s.at < WEEKS_8]
    assert summary.steps_well == sum(s.went_well is True for s in steps)
    assert summary.steps_tried == sum(s.went_well is not None for s in steps)


@given(near_pasts)
def test_no_trend_is_claimed_from_fewer_than_six_moments(told: Past) -> None:
    summary = summarise(told, NOW)
    if summary.episodes < 6:
        assert summary.finding in (Finding.TOO_EARLY, Finding.TOO_SOON_TO_COMPARE)
    assert (summary.finding is Finding.TOO_EARLY) == (summary.episodes < 3)


@given(near_pasts)
def test_the_order_it_is_remembered_in_does_not_matter(told: Past) -> None:
    turned = Past(told.episodes[::-1], told.steps[::-1])
    assert summarise(turned, NOW) == summarise(told, NOW)


@given(pasts(any_time), any_time)
def test_any_past_and_any_now_are_accepted(told: Past, now: datetime) -> None:
    summary = summarise(told, now)
    assert [week.ago for week in summary.weeks] == list(reversed(range(len(summary.weeks))))
    assert len(summary.weeks) <= 8
    assert 0 <= summary.soothed <= summary.answered <= summary.episodes <= len(told.episodes)
    assert 0 <= summary.steps_well <= summary.steps_tried <= len(told.steps)


@pytest.mark.parametrize("now", [datetime.min, datetime.max, NOW])
@pytest.mark.parametrize("hours", [-14, 0, 14])
def test_the_ends_of_time_are_accepted(now: datetime, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    ends = [datetime.min.replace(tzinfo=zone), datetime.max.replace(tzinfo=zone)]
    told = Past(tuple(PastEpisode(Bid.PROTEST, Actor.SELF, at, True) for at in ends))
    assert len(summarise(told, now).weeks) <= 8
