"""Who is logged in: kept in this process only, so that a restart logs everybody out."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from cachetools import TTLCache

HOURS = 12
"""How long one login holds: a working day."""

SESSIONS = 1_000
"""So many at a time; the oldest end first."""


class Sessions:
    """Logins by the random id that the browser holds.

    The token stays with each, and is asked about at every request: so a session ends with its
    token, whether that was revoked or another took its place.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._tokens: TTLCache[str, str] = TTLCache(SESSIONS, HOURS * 3600, clock)

    def begin(self, token: str) -> str:
        """A new session for whoever holds this token; returns its id."""
        session = secrets.token_urlsafe(32)
        self._tokens[session] = token
        return session

    def token(self, session: str | None) -> str | None:
        """The token of a session; None if there is no such session, or it is over."""
        found: str | None = self._tokens.get(session or "")
        return found

    def end(self, session: str | None) -> None:
        """Ends a session, if there is one."""
        self._tokens.pop(session or "", None)
