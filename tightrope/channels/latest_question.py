"""Telling buttons of the newest message from those of old ones, which stay on the screen."""

from __future__ import annotations

from cachetools import TTLCache

from tightrope.channels.commands import COMMAND

#: Intents that mean something only as an answer to the question they stand under.
ANSWERS = frozenset({"inform", "erase"})
#: An answer that counts whenever it comes: who is in danger.
ALWAYS = '"at_risk"'
KEPT, SECONDS = 50_000, 7 * 24 * 3600.0


class LatestQuestion:
    """Which message with buttons each person got last, in memory only."""

    def __init__(self) -> None:
        """Nobody was asked anything."""
        self._latest: TTLCache[str, float] = TTLCache(KEPT, SECONDS)

    def asked(self, sender: str, message: float) -> None:
        """Notes a message with buttons; later ones have larger numbers."""
        self._latest[sender] = max(message, self._latest.get(sender, message))

    def is_past(self, sender: str, message: float, payload: str) -> bool:
        """True if `payload` answers a question that another one has followed."""
        match = COMMAND.fullmatch(payload)
        if match is None or match["name"] not in ANSWERS or ALWAYS in payload:
            return False
        return message < self._latest.get(sender, message)
