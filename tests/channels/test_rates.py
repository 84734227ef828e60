"""How much is taken from one person and one address."""

from __future__ import annotations

import pytest

from tightrope.channels.latest_question import LatestQuestion
from tightrope.channels.rates import MESSAGES, MESSAGES_OF_ADDRESS, Limits
from tightrope.channels.seen import Seen


async def test_many_sessions_from_one_address_are_limited_together():
    limits = Limits()
    taken = [await limits.take(f"web-{n}", "10.0.0.1") for n in range(MESSAGES_OF_ADDRESS + 5)]
    assert sum(taken) == MESSAGES_OF_ADDRESS
    assert await limits.take("web-new", "10.0.0.2")


async def test_whoever_sends_too_much_is_told_once():
    limits = Limits()
    assert all([await limits.take("robin") for _ in range(MESSAGES)])
    assert not await limits.take("robin")
    assert [await limits.should_tell("robin") for _ in range(3)] == [True, False, False]


def test_what_came_before_is_known_again():
    seen = Seen()
    assert [seen.again(1), seen.again(2), seen.again(1), seen.again("1")] == [
        False,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("payload", "past"),
    [
        ('/inform{"moment": "calm"}', True),
        ('/erase{"sure": "yes"}', True),
        ("/another_idea", False),
        ("/i_am_not_safe", False),
        ('/inform{"at_risk": "self"}', False),
        ("some words", False),
    ],
)
def test_only_an_answer_to_an_older_question_is_past(payload: str, past: bool):
    questions = LatestQuestion()
    questions.asked("robin", 7)
    questions.asked("robin", 9)
    assert questions.is_past("robin", 7, payload) is past
    assert not questions.is_past("robin", 9, payload)
    assert not questions.is_past("kim", 7, payload)
