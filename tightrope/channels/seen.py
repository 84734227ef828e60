"""Knowing again what came before: a platform repeats what it thinks was not taken."""

from __future__ import annotations

from collections.abc import Hashable

from cachetools import TTLCache

#: Slack repeats an event after a minute and after five (https://docs.slack.dev/apis/events-api/),
#: Telegram an update for as long as it is refused, at most a day.
SECONDS = 24 * 3600.0
KEPT = 50_000


class Seen:
    """The ids that came lately, in memory only."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """Know an id again for `seconds`."""
        self._ids: TTLCache[Hashable, bool] = TTLCache(KEPT, seconds)

    def again(self, identity: Hashable) -> bool:
        """True if `identity` came before; notes it otherwise."""
        if identity in self._ids:
            return True
        self._ids[identity] = True
        return False
