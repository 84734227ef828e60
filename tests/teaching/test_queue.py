"""The order of the inbox: what teaches most comes first."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.asem import Actor, Bid, Concern, Confidence, Exchange, Moment, dimension_of
from tightrope.memory.inbox import REASONS, InboxItem
from tightrope.teaching.judgement import Judgement
from tightrope.teaching.known_examples import Similar
from tightrope.teaching.queue import Ranked, order

SURE = Confidence(bid=0.9, actor=0.9, moment=0.9, concern=0.99)
SULKING = Judgement(bid="withdrawal", actor="partner", moment="tension")


def read(
    intent: str = "withdrawal",
    bid: Bid = Bid.WITHDRAWAL,
    confidence: Confidence = SURE,
    concern: Concern = Concern.NONE,
    moment: Moment | None = Moment.TENSION,
) -> dict[str, Any]:
    """What actions/inbox.py keeps of a reading."""
    exchange = Exchange(
        bid=bid,
        dimension=dimension_of(bid),
        actor=Actor.NONE if bid is Bid.NONE else Actor.PARTNER,
        moment=moment,
        concern=concern,
        confidence=confidence,
    ).to_dict()
    return {"intent": intent, "exchange": {k: v for k, v in exchange.items() if k != "evidence"}}


def item(
    number: int,
    text: str = "he went quiet after dinner",
    why: str = "unsure",
    predicted: dict[str, Any] | None = None,
) -> InboxItem:
    kept = read() if predicted is None else predicted
    return InboxItem(number, text, date(2026, 11, 1), why, kept)


def like(judgement: Judgement = SULKING, likeness: float = 0.7) -> Similar:
    return Similar("words", judgement.intent, judgement, likeness)


def ranked(one: InboxItem, *similar: Similar) -> Ranked:
    (found,) = order([one], {one.id: similar})
    return found


def test_an_empty_inbox_has_no_order():
    assert order([], {}) == []


@pytest.mark.parametrize(
    ("predicted", "uncertainty"),
    [
        (read(confidence=Confidence(1, 1, 1, 1)), 0),
        (read(confidence=Confidence(0.5, 1, 1, 1)), 0.5),
        (read(confidence=Confidence(0.5, 0.5, 1, 1)), 0.75),
        (read(confidence=Confidence(1, 1, 1, 0.4)), 0.6),
        (read("no_bid", Bid.NONE, Confidence(1, 0, 1, 1)), 0),
        (read("thank", Bid.NONE, Confidence(1, 0, 0, 1), moment=None), 0),
        (read("unclear"), 1),
        ({}, 1),
        ({"intent": "withdrawal"}, 1),
        ({"intent": "withdrawal", "exchange": None}, 1),
        ({"intent": "withdrawal", "exchange": {"bid": "withdrawal"}}, 1),
        ({"intent": 7, "exchange": []}, 1),
        ({**read(), "exchange": {**read()["exchange"], "confidence": {"bid": "much"}}}, 1),
        ({**read(), "exchange": {**read()["exchange"], "bid": ["withdrawal"]}}, 1),
        ({**read(), "exchange": {**read()["exchange"], "of_a_later_version": 1}}, 1),
    ],
)
def test_what_the_model_was_unsure_of_is_uncertain(predicted: dict[str, Any], uncertainty: float):
    assert ranked(item(1, predicted=predicted)).uncertainty == pytest.approx(uncertainty)


@pytest.mark.parametrize(
    ("similar", "disagreement"),
    [
        ([], 0),
        ([like()], 0),
        ([like(replace(SULKING, bid="protest"))], 1),
        ([like(replace(SULKING, concern="partner_abuse"))], 1),
        ([like(replace(SULKING, moment="calm"))], 0.5),
        ([like(replace(SULKING, actor="self"))], 0.5),
        ([like(replace(SULKING, actor="self", bid="protest", moment="calm"))], 1),
        ([like(Judgement(talk="thank"))], 1),
        ([like(likeness=0.6), like(replace(SULKING, bid="protest"), likeness=0.2)], 0.25),
        ([like(likeness=0.0)], 0),
    ],
)
def test_examples_alike_that_were_judged_otherwise_disagree(
    similar: list[Similar], disagreement: float
):
    assert ranked(item(1), *similar).disagreement == pytest.approx(disagreement)


def test_talk_that_is_taken_for_a_story_is_disagreed_on():
    thanks = item(1, predicted=read("thank", Bid.NONE, moment=None))
    assert ranked(thanks, like()).disagreement == 1
    assert ranked(thanks, like(Judgement(talk="thank"))).disagreement == 0
    assert ranked(thanks, like(Judgement(talk="greet"))).disagreement == 1


def test_what_a_person_said_was_misread_is_disagreed_on():
    assert ranked(item(1, why="misread"), like()).disagreement == 1


def test_what_is_like_nothing_known_is_new():
    assert ranked(item(1)).novelty == 1
    assert ranked(item(1), like(likeness=0.3), like(likeness=0.8)).novelty == pytest.approx(0.2)


def test_the_score_is_the_mean_of_the_three():
    found = ranked(item(1, why="misread", predicted={}), like(likeness=0.4))
    assert found.score == pytest.approx((1 + 1 + 0.6) / 3)


def test_near_copies_do_not_come_in_a_row():
    copies = [
        item(number, f"she will not say what is wrong and slammed door number {number}", "misread")
        for number in range(10)
    ]
    others = [item(100, "we planned the trip to the lake"), item(101, "his mother rang again")]
    found = [one.item.id for one in order([*copies, *others], {})]
    assert found[0] == 0
    assert set(found[1:3]) == {100, 101}


def test_a_copy_says_why_it_teaches_less():
    first, second = order([item(1), item(2, "He went quiet, after dinner!!")], {})
    assert (first.item.id, first.novelty) == (1, 1)
    assert (second.item.id, second.novelty, second.score) == (2, 0, 0)


def test_what_teaches_as_much_comes_in_the_order_it_came():
    alike = [item(3, "one two three"), item(1, "four five six"), item(2, "")]
    assert [one.item.id for one in order(alike, {})] == [1, 2, 3]


WORDS = st.lists(st.sampled_from(["he", "she", "went", "quiet", "again", "i"]), max_size=9)
NUMBERS = st.floats(allow_nan=True, allow_infinity=True)
SIMILAR = st.builds(
    like,
    st.sampled_from([SULKING, Judgement(talk="thank"), replace(SULKING, moment="calm")]),
    NUMBERS,
)
PREDICTED = st.one_of(
    st.sampled_from([read(), read("thank", Bid.NONE), read("unclear"), {}]),
    st.dictionaries(st.text(max_size=9), st.integers() | st.none(), max_size=3),
)
ITEMS = st.lists(
    st.builds(
        item,
        st.integers(1, 60),
        WORDS.map(" ".join) | st.text(max_size=40),
        st.sampled_from(REASONS),
        PREDICTED,
    ),
    unique_by=lambda one: one.id,
    max_size=25,
)


@given(
    items=ITEMS,
    similar=st.dictionaries(st.integers(1, 60), st.lists(SIMILAR, max_size=4)),
    random=st.randoms(use_true_random=False),
)
def test_everything_that_waits_has_its_place_whatever_it_is(items, similar, random):
    found = order(items, similar)
    assert sorted(one.item.id for one in found) == sorted(one.id for one in items)
    for one in found:
        for value in (one.score, one.uncertainty, one.disagreement, one.novelty):
            assert 0 <= value <= 1
    scores = [(-one.score, one.item.id) for one in found]
    assert scores == sorted(scores)
    mixed = list(items)
    random.shuffle(mixed)
    assert order(mixed, similar) == found


def test_five_thousand_long_copies_are_ordered_while_somebody_waits():
    text = "he went quiet and i asked what it was and he said nothing " * 150
    items = [item(number, f"{number} {text}") for number in range(5000)]
    began = time.monotonic()
    assert len(order(items, {})) == 5000
    assert time.monotonic() - began < 30
