"""How many messages are taken in a while, of one person and from one address."""

from __future__ import annotations

from tightrope.serving.rates import Rates

#: Somebody typing in short bursts sends one message every few seconds.
MESSAGES = 30
#: A hall or a firm may share one address.
MESSAGES_OF_ADDRESS = 300


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
