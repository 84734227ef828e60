"""The latest replies of each session, to be sent again to a phone that was away."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Reply = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """A reply, and until when it is kept, in seconds of the outbox's clock."""

    reply: Reply
    until: float


class Outbox:
    """Numbers replies and keeps the latest of them, in memory only and not for long."""

    def __init__(
        self,
        per_session: int = 40,
        sessions: int = 1000,
        seconds: float = 600,
        seconds_unheard: float = 7 * 24 * 3600,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Keep at most ``per_session`` replies of the ``sessions`` last active, for ``seconds``.

        Those that nobody was there to hear are kept for ``seconds_unheard``.
        """
        self._per_session = per_session
        self._max_sessions = sessions
        self._seconds = seconds
        self._seconds_unheard = seconds_unheard
        self._clock = clock
        self._kept: OrderedDict[str, deque[Kept]] = OrderedDict()
        self._last = 0

    def add(self, session: str, reply: Reply, *, unheard: bool = False) -> Reply:
        """Keep ``reply`` and return it with ``seq``, a number larger than any given before.

        It is made from the clock, so that it goes on growing when the server is started again.
        """
        now = self._clock()
        self._last = max(self._last + 1, int(now * 1000))
        numbered = {**reply, "seq": self._last}
        until = now + (self._seconds_unheard if unheard else self._seconds)
        kept = self._kept.setdefault(session, deque(maxlen=self._per_session))
        kept.append(Kept(numbered, until))
        self._kept.move_to_end(session)
        self._let_go(now)
        return numbered

    def since(self, session: str, seq: float) -> list[Reply]:
        """The replies of ``session`` numbered above ``seq``, oldest first."""
        return [reply for reply in self._fresh(session) if reply["seq"] > seq]

    def answers(self, session: str, message_id: str) -> list[Reply]:
        """The replies of ``session`` to the message with this id, oldest first."""
        return [reply for reply in self._fresh(session) if reply.get("re") == message_id]

    def forget(self, session: str) -> None:
        """Drop all replies of ``session``."""
        self._kept.pop(session, None)

    def _fresh(self, session: str) -> list[Reply]:
        now = self._clock()
        return [kept.reply for kept in self._kept.get(session, ()) if kept.until >= now]

    def _let_go(self, now: float) -> None:
        """Drop sessions whose replies all had their time, and the least active of too many."""
        over = [
            session
            for session, replies in self._kept.items()
            if all(kept.until < now for kept in replies)
        ]
        for session in over:
            del self._kept[session]
        while len(self._kept) > self._max_sessions:
            self._kept.popitem(last=False)
