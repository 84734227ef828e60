"""How much is taken from one person and one address."""

from __future__ import annotations

import asyncio

import pytest

from tightrope.channels.addresses import address_of
from tightrope.channels.latest_question import LatestQuestion
from tightrope.channels.rates import MESSAGES, MESSAGES_OF_ADDRESS, Limits, Rates
from tightrope.channels.seen import Seen


async def test_a_burst_is_taken_and_what_is_more_is_not_until_time_has_passed():
    rates = Rates(messages=3, seconds=0.3)
    assert [await rates.takes("robin") for _ in range(4)] == [True, True, True, False]
    assert await rates.takes("kim")
    await asyncio.sleep(0.15)
    assert await rates.takes("robin")


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


class Asked:
    """A request as Sanic hands it over."""

    ip = "192.0.2.1"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        (None, 0, "192.0.2.1"),
        (None, 1, "192.0.2.1"),
        ("198.51.100.7", 0, "192.0.2.1"),
        ("198.51.100.7", 1, "198.51.100.7"),
        # What a client makes up stands in front of what our own proxy adds.
        ("203.0.113.9, 198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.9,198.51.100.7", 2, "203.0.113.9"),
        ("", 1, "192.0.2.1"),
        (",", 1, "192.0.2.1"),
        ("198.51.100.7", 3, "192.0.2.1"),
    ],
)
def test_an_address_is_taken_from_our_own_proxies_only(
    forwarded: str | None, proxies: int, address: str
):
    environ = {"sanic.request": Asked()}
    if forwarded is not None:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded  # type: ignore[assignment]
    assert address_of(environ, proxies) == address


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
