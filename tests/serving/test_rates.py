"""How often something may be done in a while."""

from __future__ import annotations

import asyncio

from tightrope.serving.rates import Rates


async def test_a_burst_is_taken_and_what_is_more_is_not_until_time_has_passed():
    rates = Rates(messages=3, seconds=0.3)
    assert [await rates.takes("robin") for _ in range(4)] == [True, True, True, False]
    assert await rates.takes("kim")
    await asyncio.sleep(0.15)
    assert await rates.takes("robin")
