"""Who may teach: a name, a role, and the token they log in with, of which only a hash is kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlite_utils import Database

from tightrope.memory.transaction import transaction

ANNOTATOR, MAINTAINER = "annotator", "maintainer"
ROLES = (ANNOTATOR, MAINTAINER)
"""Annotators judge messages; maintainers also settle what they differ on and write examples."""

_MOST_LETTERS = 40


class TeacherError(ValueError):
    """A teacher cannot be added or is not known; says why and what to do."""


@dataclass(frozen=True)
class Teacher:
    """Somebody who teaches. `active` is False once their token was revoked: what they did stays."""

    id: int
    name: str
    role: str
    active: bool


class Teachers:
    """Everybody who teaches or did; `Memory.teachers` is one.

    Args:
        db: The memory's database.
        hashed: Makes what is kept of a token.
    """

    def __init__(self, db: Database, hashed: Callable[[str], str]) -> None:
        self._db = db
        self._hashed = hashed

    def add(self, name: str, role: str, now: datetime) -> str:
        """Adds a teacher, or gives a known one a new token and this role; the old token ends.

        Returns:
            The token. It is kept nowhere, so it is shown this once.

        Raises:
            TeacherError: The name is empty or too long, or the role is unknown.
        """
        name = " ".join(name.split())
        if not 0 < len(name) <= _MOST_LETTERS or not name.isprintable():
            raise TeacherError(f"A teacher's name has 1 to {_MOST_LETTERS} letters.")
        if role not in ROLES:
            raise TeacherError(f"There is no role {role!r}. It is one of {', '.join(ROLES)}.")
        token = secrets.token_urlsafe(18)
        with transaction(self._db):
            self._db.execute(
                "insert into teachers (name, role, token, since) values (?, ?, ?, ?)"
                " on conflict (name) do update set role = excluded.role, token = excluded.token",
                [name, role, self._hashed(token), now.isoformat()],
            )
        return token

    def of_token(self, token: str) -> Teacher | None:
        """The teacher whose token this is, or None."""
        return self._one("token = ?", self._hashed(token))

    def named(self, name: str) -> Teacher | None:
        """The teacher of this name, active or not, or None."""
        return self._one("name = ?", name)

    def numbered(self, number: int) -> Teacher | None:
        """The teacher of this number, active or not, or None."""
        return self._one("id = ?", number)

    def all(self) -> list[Teacher]:
        """Everybody who teaches or did, in the order they came."""
        rows = self._db.query("select id, name, role, token from teachers order by id")
        return [_teacher(row) for row in rows]

    def revoke(self, name: str) -> None:
        """Ends somebody's token.

        Raises:
            TeacherError: There is nobody of that name.
        """
        with transaction(self._db):
            done = self._db.execute("update teachers set token = null where name = ?", [name])
        if not done.rowcount:
            names = ", ".join(teacher.name for teacher in self.all()) or "nobody yet"
            raise TeacherError(f"There is no teacher {name!r}. Those who teach: {names}.")

    def _one(self, where: str, value: object) -> Teacher | None:
        rows = self._db.query(f"select id, name, role, token from teachers where {where}", [value])
        return next(map(_teacher, rows), None)


def _teacher(row: dict[str, object]) -> Teacher:
    return Teacher(
        id=cast(int, row["id"]),
        name=str(row["name"]),
        role=str(row["role"]),
        active=row["token"] is not None,
    )
