"""The latest replies of each session, to be sent again to a phone that was away."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Reply = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """A reply and when it was made, in seconds of the outbox's clock."""

    reply: Reply
    at: float


class Outbox:
    """Numbers replies and keeps the latest of them, in memory only and not for long."""

    def __init__(
        self,
        per_session: int = 40,
        sessions: int = 1000,
        seconds: float = 600,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Keep at most ``per_session`` replies of the ``sessions`` last active, for ``seconds``."""
        self._per_session = per_session
        self._max_sessions = sessions
        self._seconds = seconds
        self._clock = clock
        self._kept: OrderedDict[str, deque[Kept]] = OrderedDict()
        self._last = 0

    def add(self, session: str, reply: Reply) -> Reply:
        """Keep ``reply`` and return it with ``seq``, a number larger than any given before.

        It is made from the clock, so that it goes on growing when the server is started again.
        """
        now = self._clock()
        self._last = max(self._last + 1, int(now * 1000))
        numbered = {**reply, "seq": self._last}
        self._kept.setdefault(session, deque(maxlen=self._per_session)).append(Kept(numbered, now))
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
        oldest = self._clock() - self._seconds
        return [kept.reply for kept in self._kept.get(session, ()) if kept.at >= oldest]

    def _let_go(self, now: float) -> None:
        """Drop sessions that are too many or were silent for too long; the oldest come first."""
        while self._kept:
            session, replies = next(iter(self._kept.items()))
            if len(self._kept) <= self._max_sessions and replies[-1].at >= now - self._seconds:
                return
            del self._kept[session]
