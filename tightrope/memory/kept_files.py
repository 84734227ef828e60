"""Files made for a person: found by a name nobody can guess, and gone after a while."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tightrope.memory.person import person_key


@dataclass(frozen=True)
class KeptFiles:
    """One kind of such files.

    Attributes:
        room: The folder they lie in, below the data folder.
        suffix: How their names end, with the dot.
        kept_for: How long they can be fetched.
    """

    room: str
    suffix: str
    kept_for: timedelta

    def keep(self, folder: Path, sender_id: str, content: bytes, now: datetime) -> str:
        """Keeps a file and returns its name, which nobody can guess.

        Files whose time is over go at the same time.

        Args:
            folder: The data folder.
            sender_id: Rasa's sender id of the person it is about.
            content: The file.
            now: The time, with its time zone.
        """
        (folder / self.room).mkdir(parents=True, exist_ok=True, mode=0o700)
        self.let_go(folder, now)
        name = f"{_prefix(person_key(sender_id, folder))}-{secrets.token_urlsafe(24)}{self.suffix}"
        path = folder / self.room / name
        path.touch(mode=0o600)
        path.write_bytes(content)
        return name

    def read(self, folder: Path, name: str, now: datetime) -> bytes | None:
        """The file of that name, or None where there is none (any more)."""
        path = folder / self.room / name
        pattern = rf"[0-9a-f]{{16}}-[A-Za-z0-9_-]{{32}}{re.escape(self.suffix)}"
        if not re.fullmatch(pattern, name) or not path.is_file():
            return None
        return None if self._is_old(path, now) else path.read_bytes()

    def forget(self, folder: Path, sender_id: str) -> None:
        """Lets go of all files that were made for a person in one channel."""
        self.forget_keys(folder, [person_key(sender_id, folder)])

    def forget_keys(self, folder: Path, keys: Iterable[str]) -> None:
        """Lets go of all files that were made for the senders with these keys."""
        for key in keys:
            for path in (folder / self.room).glob(f"{_prefix(key)}-*{self.suffix}"):
                path.unlink(missing_ok=True)

    def let_go(self, folder: Path, now: datetime) -> None:
        """Lets go of all files whose time is over."""
        for path in (folder / self.room).glob(f"*{self.suffix}"):
            # Another process may just have let go of it.
            with suppress(FileNotFoundError):
                if self._is_old(path, now):
                    path.unlink()

    def _is_old(self, path: Path, now: datetime) -> bool:
        return path.stat().st_mtime < (now - self.kept_for).timestamp()


def _prefix(key: str) -> str:
    return key[:16]
