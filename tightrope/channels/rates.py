"""How many messages are taken in a while: enough for any person, too few for a broken program.

A leaky bucket for each sender (https://aiolimiter.readthedocs.io).
"""

from __future__ import annotations

from aiolimiter import AsyncLimiter
from cachetools import TTLCache

#: Somebody typing in short bursts sends one message every few seconds.
MESSAGES, PER_SECONDS = 30, 60.0
#: A hall or a firm may share one address.
MESSAGES_OF_ADDRESS = 300
#: Of so many senders the rate is known at a time; the least active are forgotten first.
SENDERS = 10_000


class Rates:
    """Counts what each sender sends."""

    def __init__(self, messages: int = MESSAGES, seconds: float = PER_SECONDS) -> None:
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


class Limits:
    """How much one person may say, and how much may come from one address."""

    def __init__(self, of_sender: int = MESSAGES, of_address: int = MESSAGES_OF_ADDRESS) -> None:
        """Take so many messages a minute."""
        self._senders = Rates(of_sender)
        self._addresses = Rates(of_address)
        self._told = Rates(1)

    async def take(self, sender: str, address: str | None = None) -> bool:
        """True if a message of `sender`, from `address` where that is known, may be answered."""
        if not await self._senders.takes(sender):
            return False
        return address is None or await self._addresses.takes(address)

    async def should_tell(self, sender: str) -> bool:
        """True once a minute: whoever sends too much is told, but not each time."""
        return await self._told.takes(sender)
