"""Replies arrive, in order, also when the platform does not take them at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from tightrope.channels.delivery import Delivery, NotNowError, UnreachableError


class Platform:
    """Takes messages, unless it is told to refuse the next ones."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.refusals: list[Exception] = []

    def message(self, text: str) -> Callable[[], Awaitable[None]]:
        async def send() -> None:
            await asyncio.sleep(0)
            if self.refusals:
                raise self.refusals.pop(0)
            self.taken.append(text)

        return send


@pytest.fixture
def platform() -> Platform:
    return Platform()


async def still(delivery: Delivery) -> None:
    """Waits until nothing is on its way."""

    async def nothing_waits() -> None:
        while delivery.is_busy:
            await asyncio.sleep(0.01)

    await asyncio.wait_for(nothing_waits(), 5)


async def test_what_is_refused_for_now_is_sent_later_and_before_what_follows(platform: Platform):
    delivery = Delivery("Testgram", lambda _: None)
    platform.refusals = [NotNowError(0.01), NotNowError(0.02)]
    for text in ("one", "two", "three"):
        delivery.put("robin", platform.message(text))
    await still(delivery)
    assert platform.taken == ["one", "two", "three"]


async def test_nobody_waits_for_somebody_elses_message(platform: Platform):
    delivery = Delivery("Testgram", lambda _: None)
    platform.refusals = [NotNowError(0.2)]
    delivery.put("robin", platform.message("late"))
    delivery.put("kim", platform.message("soon"))
    await still(delivery)
    assert platform.taken == ["soon", "late"]


async def test_whoever_is_gone_is_told_of_once_and_gets_nothing_more(platform: Platform):
    gone: list[str] = []
    delivery = Delivery("Testgram", gone.append)
    platform.refusals = [UnreachableError()]
    delivery.put("robin", platform.message("one"))
    delivery.put("robin", platform.message("two"))
    await still(delivery)
    assert (gone, platform.taken) == (["robin"], [])
    delivery.put("robin", platform.message("back again"))
    await still(delivery)
    assert platform.taken == ["back again"]


async def test_a_message_that_is_wrong_does_not_hold_up_the_next(
    platform: Platform, caplog: pytest.LogCaptureFixture
):
    delivery = Delivery("Testgram", lambda _: None)
    platform.refusals = [ValueError("can't parse: my secret")]
    delivery.put("robin", platform.message("one"))
    delivery.put("robin", platform.message("two"))
    await still(delivery)
    assert platform.taken == ["two"]
    assert "could not be sent to Testgram" in caplog.records[0].getMessage()
    assert "secret" not in caplog.records[0].getMessage()


async def test_patience_ends(platform: Platform, caplog: pytest.LogCaptureFixture):
    delivery = Delivery("Testgram", lambda _: None, patience=0.05)
    platform.refusals = [NotNowError(0.03), NotNowError(0.03), NotNowError(0.03)]
    with caplog.at_level(logging.ERROR):
        delivery.put("robin", platform.message("one"))
        delivery.put("robin", platform.message("two"))
        await still(delivery)
    assert "one" not in platform.taken
    assert "took no message for too long" in caplog.text
