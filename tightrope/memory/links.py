"""One person in several channels: codes that link them, and whose rows are whose from then on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum

from sqlite_utils import Database

from tightrope.link_code import new_code, typed
from tightrope.memory.joining import join
from tightrope.memory.transaction import transaction

GOOD_FOR = timedelta(minutes=10)
"""How long a code can be used."""

MOST_TRIES, WITHIN = 5, timedelta(minutes=10)
"""So many wrong codes within this time, and none is taken for a while."""

CLOSED_FOR = timedelta(hours=1)
"""How long that while is."""


class Linked(Enum):
    """What came of a code."""

    JOINED = "joined"
    SAME_PERSON = "same_person"
    """It is a code of their own, from this channel or one that is joined with it."""
    WRONG = "wrong"
    """Nobody was given this code, or it was used, or its time is over."""
    TOO_MANY = "too_many"


class Links:
    """The channels of everybody; `Memory.links` is one.

    Args:
        db: The memory's database.
        key: Makes the key of a sender, in one channel, from Rasa's sender id.
        code_hash: Makes what is kept of a code.
    """

    def __init__(
        self, db: Database, key: Callable[[str], str], code_hash: Callable[[str], str]
    ) -> None:
        self._db = db
        self._key = key
        self._code_hash = code_hash

    def person(self, sender_id: str) -> str:
        """The key of a person's rows, whichever of their channels they write in."""
        key = self._key(sender_id)
        for (person,) in self._db.execute("select person from links where key = ?", [key]):
            return str(person)
        return key

    def keys(self, sender_id: str) -> list[str]:
        """The keys of all senders that are this person: one, where no channel was linked."""
        person = self.person(sender_id)
        rows = self._db.execute("select key from links where person = ? order by key", [person])
        return [key for (key,) in rows] or [person]

    def code(self, sender_id: str, now: datetime) -> str:
        """A new code for a person; an earlier one of theirs is not good any more."""
        code, person = new_code(), self.person(sender_id)
        row = {
            "code": self._code_hash(code),
            "person": person,
            "until": (now + GOOD_FOR).isoformat(),
        }
        with transaction(self._db):
            self._db.execute("delete from link_codes where person = ?", [person])
            self._db.table("link_codes").insert(row)
        return code

    def use(self, sender_id: str, code: str, now: datetime) -> Linked:
        """Makes one person of whoever was given this code and whoever sends it.

        Case, blanks and dashes do not matter. A code that did not work counts as a wrong try.
        """
        person = self.person(sender_id)
        if self._closed(person, now):
            return Linked.TOO_MANY
        hashed = self._code_hash(typed(code))
        with transaction(self._db):
            self._let_go_of_old(now)
            giver = self._giver(hashed)
            if giver is None:
                row = {"person": person, "at": now.isoformat()}
                self._db.table("link_tries").insert(row)
                return Linked.WRONG
            if giver == person:
                return Linked.SAME_PERSON
            self._db.execute("delete from link_codes where code = ?", [hashed])
            join(self._db, giver, person)
        return Linked.JOINED

    def _giver(self, hashed: str) -> str | None:
        rows = self._db.execute("select person from link_codes where code = ?", [hashed])
        return next((str(person) for (person,) in rows), None)

    def _closed(self, person: str, now: datetime) -> bool:
        """Whether this person tried too many wrong codes; while that holds, none is noted."""
        rows = self._db.execute(
            "select at from link_tries where person = ? order by at desc limit ?",
            [person, MOST_TRIES],
        )
        tries = [datetime.fromisoformat(at) for (at,) in rows]
        many = len(tries) == MOST_TRIES and tries[0] - tries[-1] <= WITHIN
        return many and now - tries[0] < CLOSED_FOR

    def _let_go_of_old(self, now: datetime) -> None:
        self._db.execute("delete from link_codes where until <= ?", [now.isoformat()])
        self._db.execute(
            "delete from link_tries where at <= ?", [(now - CLOSED_FOR - WITHIN).isoformat()]
        )
