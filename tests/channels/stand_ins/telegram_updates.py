"""The queue behind getUpdates: https://core.telegram.org/bots/api#getupdates."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

Update = dict[str, Any]

#: What a bot is told of, as long as it does not say otherwise, is all but these.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MOST_AT_ONCE = 100


class OvertakenError(Exception):
    """Another request for updates came: only one is served."""


class Updates:
    """Updates that wait to be fetched; each is handed out until a higher offset confirms it."""

    def __init__(self) -> None:
        self.allowed: list[str] = []
        self._waiting: list[Update] = []
        self._lock = threading.Lock()
        self._turn = 0
        self._closed = False
        self._news = asyncio.Event()

    def push(self, update: Update) -> None:
        """Put an update in the queue, unless the bot did not ask for its kind."""
        [kind] = update.keys() - {"update_id"}
        if kind in self.allowed or (not self.allowed and kind not in ON_REQUEST):
            with self._lock:
                self._waiting.append(update)
                self._waiting.sort(key=lambda waiting: int(waiting["update_id"]))

    def wake(self) -> None:
        """Let whoever waits look again. To be called in the server's loop."""
        self._news.set()

    def close(self) -> None:
        """Keep nobody waiting any more. To be called in the server's loop."""
        self._closed = True
        self.wake()

    def pending(self) -> int:
        """How many wait."""
        with self._lock:
            return len(self._waiting)

    def drop(self) -> None:
        """Forget all that wait."""
        with self._lock:
            self._waiting.clear()

    async def fetch(self, offset: int, limit: int, timeout: float) -> list[Update]:
        """The updates from `offset` on, waiting for one up to `timeout` seconds.

        Those before it are forgotten; a negative offset keeps only so many of the last. Raises
        OvertakenError when another request comes meanwhile.
        """
        self._turn += 1
        turn = self._turn
        self.wake()
        self._confirm(offset)
        loop = asyncio.get_running_loop()
        ends = loop.time() + timeout
        while not (found := self._first(limit)) and loop.time() < ends and not self._closed:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), ends - loop.time())
            except asyncio.TimeoutError:
                break
            if turn != self._turn:
                raise OvertakenError
        return found

    def _first(self, limit: int) -> list[Update]:
        with self._lock:
            return self._waiting[: max(1, min(limit, MOST_AT_ONCE))]

    def _confirm(self, offset: int) -> None:
        with self._lock:
            if offset < 0:
                self._waiting = self._waiting[offset:]
            else:
                self._waiting = [one for one in self._waiting if one["update_id"] >= offset]
