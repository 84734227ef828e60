"""Sending replies in order, also when the platform is down for a while or asks to wait.

A turn does not wait for it: a conversation that is locked for a minute would be let go by Rasa.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator

logger = logging.getLogger(__name__)

Send = Callable[[], Awaitable[object]]

#: How long a reply is tried, in seconds. An answer that comes later finds another hour.
PATIENCE = 600.0
#: The longest pause between two tries, in seconds.
LONGEST_PAUSE = 30.0


class NotNowError(Exception):
    """The platform could not take it just now: try again, after `seconds` if it said so."""

    def __init__(self, seconds: float | None = None) -> None:
        """Ask for a pause of `seconds`."""
        super().__init__(seconds)
        self.seconds = seconds


class UnreachableError(Exception):
    """The person cannot be written to any more: they blocked the bot, or are gone."""


class Delivery:
    """Sends what is put into it, each recipient's messages one after the other."""

    def __init__(
        self, platform: str, on_unreachable: Callable[[str], None], patience: float = PATIENCE
    ) -> None:
        """Send to `platform`; tell `on_unreachable` whose messages nobody takes any more."""
        self._platform = platform
        self._on_unreachable = on_unreachable
        self._patience = patience
        self._waiting: dict[str, deque[Send]] = {}
        self._running: set[asyncio.Task[None]] = set()

    @property
    def is_busy(self) -> bool:
        """True while something waits to be sent."""
        return bool(self._waiting)

    def put(self, recipient: str, send: Send) -> None:
        """Has `send` called after all that was put for `recipient` before.

        It raises NotNowError to be called again, UnreachableError to have the rest dropped.
        """
        if recipient in self._waiting:
            self._waiting[recipient].append(send)
            return
        self._waiting[recipient] = deque([send])
        task = asyncio.ensure_future(self._work(recipient))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _work(self, recipient: str) -> None:
        waiting = self._waiting[recipient]
        try:
            while waiting:
                await self._send(waiting[0])
                waiting.popleft()
        except UnreachableError:
            logger.info("Somebody cannot be reached in %s any more.", self._platform)
            self._on_unreachable(recipient)
        finally:
            del self._waiting[recipient]

    async def _send(self, send: Send) -> None:
        until = time.monotonic() + self._patience
        for pause in _pauses():
            try:
                await send()
            except NotNowError as refused:
                wait = pause if refused.seconds is None else refused.seconds
                if time.monotonic() + wait > until:
                    logger.error("%s took no message for too long; it is lost.", self._platform)
                    return
                await asyncio.sleep(wait)
            except UnreachableError:
                raise
            except Exception:
                logger.exception("A message could not be sent to %s", self._platform)
                return
            else:
                return


def _pauses() -> Iterator[float]:
    pause = 0.5
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)
