"""Answering a message once, however often a shaky connection makes a client send it."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

#: What ends a turn towards the client: ``{"ok": True}`` or ``{"ok": False, "error": "..."}``.
Ack = dict[str, object]


class Turns:
    """The turns that are running or were lately, by session and the client's id of the message."""

    def __init__(self, keep: int = 5000) -> None:
        """Remember the last ``keep`` turns."""
        self._keep = keep
        self._turns: OrderedDict[tuple[str, str], asyncio.Task[Ack]] = OrderedDict()

    def is_done(self, session: str, message_id: str) -> bool:
        """True if this message has been answered."""
        turn = self._turns.get((session, message_id))
        return turn is not None and turn.done()

    def forget(self, session: str, message_id: str) -> None:
        """Let this message be answered anew."""
        self._turns.pop((session, message_id), None)

    async def run(self, session: str, message_id: str, turn: Callable[[], Awaitable[Ack]]) -> Ack:
        """Wait for the turn of this message, starting ``turn`` only where there is none.

        A turn that failed is forgotten, so that trying again runs it again.
        """
        key = (session, message_id)
        if key not in self._turns:
            self._turns[key] = asyncio.ensure_future(_as_coroutine(turn))
            while len(self._turns) > self._keep:
                self._turns.popitem(last=False)
        ack = await asyncio.shield(self._turns[key])
        if not ack["ok"]:
            self.forget(session, message_id)
        return ack


async def _as_coroutine(turn: Callable[[], Awaitable[Ack]]) -> Ack:
    return await turn()
