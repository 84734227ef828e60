"""The answer as the person reads it, and the picture as somebody hears it who cannot see it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from tests.looking_back.pasts import NOW, near_pasts, past, weekly
from tests.texts import EVERYDAY_RULES, broken_rules
from tightrope.asem import Bid
from tightrope.looking_back import Finding, Past, described, load_words, summarise, told

CLOSING = (
    "With so little I can't say how things are going, and I won't guess."
    " Ask me again in a week or two."
)

MIXED = past(
    [
        (Bid.JEALOUSY, 22, True),
        (Bid.JEALOUSY, 15, True),
        (Bid.WITHDRAWAL, 15, False),
        (Bid.JEALOUSY, 1, None),
    ],
    [(16, True), (1, True), (2, False), (3, None)],
)


def answer(of: Past) -> str:
    return told(summarise(of, NOW))


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (past(), f"You haven't told me about any hard moments yet. {CLOSING}"),
        (
            past([(Bid.PROTEST, 90, True)]),
            f"You haven't told me about any hard moments in 8 weeks. {CLOSING}",
        ),
        (
            weekly(1),
            f"You've told me about 1 hard moment this week, and I'm glad you did. {CLOSING}",
        ),
        (
            weekly(1, 0, 1),
            f"You've told me about 2 hard moments in 3 weeks, and I'm glad you did. {CLOSING}",
        ),
        (
            past(steps=[(1, True), (2, True)]),
            "You haven't told me about any hard moments this week."
            f" All 2 small steps went well. {CLOSING}",
        ),
        (
            weekly(3),
            "You told me about 3 hard moments this week. Each time: worry about somebody else."
            " It's too soon to say whether that's changing.",
        ),
        (
            MIXED,
            "You told me about 4 hard moments in 4 weeks. Most often: worry about somebody else."
            " You said how 3 of them went: something helped in 2."
            " It's too soon to say whether that's changing."
            " 2 of the 3 small steps went well.",
        ),
        (
            weekly(1, 1, 4, 5, bid=Bid.WITHDRAWAL),
            "You told me about 11 hard moments in 4 weeks. Each time: going quiet or pulling away."
            " There were more of these moments lately."
            " That's hard, and noticing it counts for something.",
        ),
        (
            weekly(5, 4, 1, 1),
            "You told me about 11 hard moments in 4 weeks. Each time: worry about somebody else."
            " There were fewer of them lately. I'm glad, if it feels that way to you too.",
        ),
        (
            weekly(2, 2, 2, 2),
            "You told me about 8 hard moments in 4 weeks. Each time: worry about somebody else."
            " Lately there were about as many as before. You keep looking for ways through.",
        ),
    ],
)
def test_the_answer_says_how_many_what_helped_and_whether_it_changes(
    of: Past, expected: str
) -> None:
    assert answer(of) == expected


@pytest.mark.parametrize(
    ("soothed", "said"),
    [
        ([None] * 3, None),
        ([True, None, None], "You said how one of them went: something helped."),
        ([False, None, None], "You said how one of them went: no idea of mine helped."),
        ([True, True, None], "You said how 2 of them went: something helped each time."),
        ([True, False, None], "You said how 2 of them went: something helped in 1."),
        ([False, False, False], "You said how 3 of them went: no idea of mine helped."),
    ],
)
def test_what_helped_is_told_of_the_moments_somebody_told_about(
    soothed: list[bool | None], said: str | None
) -> None:
    text = answer(past((Bid.PROTEST, day, outcome) for day, outcome in enumerate(soothed)))
    assert (said in text) if said else ("You said how" not in text)


@pytest.mark.parametrize(
    ("wells", "said"),
    [
        ([], None),
        ([None], None),
        ([True], "The small step went well."),
        ([False], "The small step didn't go as hoped. Trying counts."),
        ([True, True, True], "All 3 small steps went well."),
        ([True, False, False], "1 of the 3 small steps went well."),
        ([False, False], "The 2 small steps didn't go as hoped. Trying counts."),
    ],
)
def test_steps_that_went_well_are_told_and_a_try_counts(
    wells: list[bool | None], said: str | None
) -> None:
    text = answer(Past(weekly(3).episodes, past(steps=[(1, well) for well in wells]).steps))
    assert (said in text) if said else ("step" not in text)


def test_no_kind_is_named_where_none_stands_out() -> None:
    even = past((bid, 1, None) for bid in (Bid.PROTEST, Bid.PROTEST, Bid.JEALOUSY, Bid.JEALOUSY))
    assert "Most often" not in answer(even)


@given(near_pasts)
def test_no_answer_is_longer_than_sixty_words_or_breaks_a_rule(of: Past) -> None:
    summary = summarise(of, NOW)
    for text in (told(summary), described(summary)):
        assert broken_rules(text, EVERYDAY_RULES) == []
        assert re.fullmatch(r"\S+( \S+)*[.]", text)
    assert len(told(summary).split()) <= 60


@given(near_pasts)
def test_the_answer_never_says_whose_moments_they_were(of: Past) -> None:
    assert "partner" not in told(summarise(of, NOW)) + described(summarise(of, NOW))


def test_the_picture_is_described_week_by_week() -> None:
    assert described(summarise(MIXED, NOW)) == (
        "A bar for each week, as high as there were hard moments."
        " 3 weeks ago: 1 hard moment (worry about somebody else: 1)."
        " 2 weeks ago: 2 hard moments (worry about somebody else: 1; going quiet or pulling away:"
        " 1). Small steps that went well: 1 of 1."
        " Last week: none."
        " This week: 1 hard moment (worry about somebody else: 1)."
        " Small steps that went well: 1 of 2."
        " All together: 4 hard moments (worry about somebody else: 3; going quiet or pulling away:"
        " 1). You said how 3 of them went: something helped in 2."
        " 2 of the 3 small steps went well."
    )


def test_an_empty_picture_is_described_too() -> None:
    assert described(summarise(past(), NOW)) == load_words().picture.nothing


@given(near_pasts)
def test_whoever_hears_the_picture_learns_every_number_of_it(of: Past) -> None:
    summary = summarise(of, NOW)
    text = described(summary)
    if summary.weeks:
        told_in_weeks = text.partition(" All together")[0]
        numbers = re.findall(r"(\d+) hard moments?", told_in_weeks)
        assert sum(map(int, numbers)) == summary.episodes
        for bid, count in summary.bids.items():
            each = re.findall(rf"{load_words().bid[bid]}: (\d+)", told_in_weeks)
            assert sum(map(int, each)) == count


def test_every_finding_is_put_into_words() -> None:
    said = load_words().finding.dict().keys()
    assert said == {finding.value for finding in Finding} - {Finding.TOO_EARLY.value}
