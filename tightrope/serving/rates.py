"""How often something may be done in a while: enough for any person, too few for a broken program.

A leaky bucket for each sender (https://aiolimiter.readthedocs.io).
"""

from __future__ import annotations

from aiolimiter import AsyncLimiter
from cachetools import TTLCache

#: Of so many senders the rate is known at a time; the least active are forgotten first.
SENDERS = 10_000


class Rates:
    """Counts what each sender sends."""

    def __init__(self, messages: int, seconds: float = 60.0) -> None:
        """Take `messages` at once, and as many again in each `seconds`."""
        self._messages = messages
        self._seconds = seconds
        self._limiters: TTLCache[str, AsyncLimiter] = TTLCache(SENDERS, 2 * seconds)

    async def takes(self, sender: str) -> bool:
        """True if one more message of `sender` may be answered; counts it."""
        limiter = self._limiters.get(sender) or AsyncLimiter(self._messages, self._seconds)
        self._limiters[sender] = limiter
        if not limiter.has_capacity():
            return False
        await limiter.acquire()
        return True
