"""Which sessions were left for good, in a file so that a restart lets nobody back into them."""

import logging
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

logger = logging.getLogger(__name__)

FILE = "left_sessions"


class LeftSessions:
    """Session ids, each until the last token that was given for it has expired."""

    def __init__(
        self, file: Path | None, seconds: float, clock: Callable[[], float] = time.time
    ) -> None:
        """Go on with what ``file`` holds (``None``: in memory only); keep each for ``seconds``."""
        self._file = file
        self._seconds = seconds
        self._clock = clock
        self._until = dict(_read(file)) if file is not None and file.is_file() else {}

    def __contains__(self, session: str) -> bool:
        return self._until.get(session, 0) > self._clock()

    def add(self, session: str) -> None:
        """Remember ``session``; where the file cannot be written, until the server stops."""
        now = self._clock()
        fresh = {known: until for known, until in self._until.items() if until > now}
        self._until = {**fresh, session: now + self._seconds}
        if self._file is None:
            return
        try:
            _write(self._file, self._until)
        except OSError as error:
            logger.error("Which sessions were left could not be kept: %s", error.strerror)


def _read(file: Path) -> Iterator[tuple[str, float]]:
    """The lines that can be read: a damaged one must not keep the server from starting."""
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        until, _, session = line.partition(" ")
        try:
            yield session, float(until)
        except ValueError:
            logger.error("A line of %s cannot be read", FILE)


def _write(file: Path, until: dict[str, float]) -> None:
    """Replace ``file`` at one stroke by one that only its owner can read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.writelines(f"{end:.0f} {session}\n" for session, end in until.items())
    draft.replace(file)
