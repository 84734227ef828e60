"""The memory itself: a SQLite file opened through sqlite-utils."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from sqlite_utils import Database

from tightrope.memory.annotations import Annotations
from tightrope.memory.check_backs import CheckBacks
from tightrope.memory.consents import Consents
from tightrope.memory.erasing import erase_person
from tightrope.memory.feedback import Feedback
from tightrope.memory.goals import Goals
from tightrope.memory.inbox import Inbox
from tightrope.memory.links import Links
from tightrope.memory.migrations import migrations
from tightrope.memory.outcomes import checked_outcome
from tightrope.memory.person import code_hash, person_key, token_hash
from tightrope.memory.teachers import Teachers
from tightrope.memory.transaction import transaction

SAME_EPISODE = timedelta(hours=6)
"""A bid told again within this time belongs to the episode it was told in: one evening."""


class MemoryFileError(RuntimeError):
    """The database file cannot be opened or written; says which and what to do."""


@dataclass(frozen=True)
class Episode:
    """One described exchange: `id` of its row, what was heard, and when it was last spoken of."""

    id: int
    bid: str
    actor: str
    moment: str
    touched: datetime


@dataclass(frozen=True)
class PastEpisode:
    """One described exchange and what came of it, as it is looked back on.

    `soothed` is True where one of its ideas helped, False where none did that somebody told of,
    None while nobody told.
    """

    bid: str
    actor: str
    started: datetime
    soothed: bool | None


@dataclass(frozen=True)
class KeptEpisode:
    """One described exchange as its row is kept, misread (it did not happen so) or not."""

    id: int
    bid: str
    actor: str
    moment: str
    started: datetime
    misread: bool


@dataclass(frozen=True)
class Offered:
    """One strategy as it was offered: its id, the variants used, and what the person said of it.

    `outcome` is `helped`, `did_not_help` or None while nothing was said. `balance` is the rule
    that had come due with it, if one had. `episode`, `at` and `misread` (the person said that it
    did not happen so) are what the memory adds.
    """

    strategy: str
    say: int
    caution: str
    reflection: int
    bid: str
    actor: str
    outcome: str | None = None
    balance: str | None = None
    episode: int | None = None
    at: datetime | None = None
    misread: bool = False


class Memory:
    """Episodes and offers of everybody, one person at a time.

    >>> from datetime import datetime, timezone
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    >>> with TemporaryDirectory() as folder, Memory(Path(folder)) as memory:
    ...     episode = memory.episode("web-1", "jealousy", "self", "tension", now)
    ...     offered = Offered("anxiety.buffer.touch", 0, "a", 0, "jealousy", "self")
    ...     memory.offer(episode, offered, now)
    ...     memory.outcome("web-1", "helped")
    ...     memory.offers("web-1")[0].outcome
    True
    'helped'

    Args:
        folder: The data folder; made if it is not there.

    Raises:
        MemoryFileError: The file is no database, or cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "memory.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = Database(sqlite3.connect(self._path, timeout=10))
            self._path.chmod(0o600)
            self._db.enable_wal()
            self._db.execute("pragma foreign_keys = on")
            self._db.execute("pragma secure_delete = on")
            migrations.apply(self._db)
            self.links = Links(self._db, self._key, self._code_hash)
            self.goals = Goals(self._db, self._person)
            self.check_backs = CheckBacks(self._db, self._person)
            self.feedback = Feedback(self._db)
            self.consents = Consents(self._db, self._person)
            self.inbox = Inbox(self._db, self._person)
            self.teachers = Teachers(self._db, self._token_hash)
            self.annotations = Annotations(self._db)
        except (OSError, sqlite3.Error) as error:
            raise MemoryFileError(
                f"The memory {self._path} cannot be used ({error}). Check that the folder can be "
                "written and the file is a Tightrope memory, or move it away to start a new one."
            ) from error

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._folder

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    def episode(
        self,
        sender_id: str,
        bid: str,
        actor: str,
        moment: str,
        now: datetime,
        *,
        new: bool = False,
        put_right: bool = False,
    ) -> Episode:
        """The episode this exchange belongs to: the latest one if it fits, else a new one.

        It fits when bid and actor are the same and it was spoken of within SAME_EPISODE. Its
        moment is brought up to date, for tension and calm alternate within one episode.

        Args:
            sender_id: Rasa's sender id.
            bid: One of the six bids.
            actor: `partner` or `self`.
            moment: `tension` or `calm`.
            now: The time of the turn, with its time zone.
            new: The person tells something else than before, whatever it is.
            put_right: The person corrected what was heard: it is the latest episode, if it was
                spoken of within SAME_EPISODE, and its bid and actor become these.
        """
        latest = self.latest_episode(sender_id)
        if latest is not None and now - latest.touched > SAME_EPISODE:
            latest = None
        same = latest is not None and (latest.bid, latest.actor) == (bid, actor)
        row: dict[str, Any] = {
            "bid": bid,
            "actor": actor,
            "moment": moment,
            "touched": now.isoformat(),
        }
        with transaction(self._db):
            if latest is not None and (put_right or (same and not new)):
                self._db.table("episodes").update(latest.id, row)
                number = latest.id
            else:
                row |= {"person": self._person(sender_id), "started": now.isoformat()}
                number = cast(int, self._db.table("episodes").insert(row).last_pk)
        return Episode(id=number, bid=bid, actor=actor, moment=moment, touched=now)

    def latest_episode(self, sender_id: str) -> Episode | None:
        """The episode that was spoken of last; None without one. Misread ones do not count."""
        return self._episode("order by touched desc, id desc limit 1", sender_id)

    def episode_of(self, sender_id: str, number: int | None) -> Episode | None:
        """The episode with this number, if it is this person's and was not misread."""
        return self._episode("and id = ?", sender_id, number)

    def _episode(self, which: str, sender_id: str, *values: object) -> Episode | None:
        rows = self._db.query(
            "select id, bid, actor, moment, touched from episodes"
            f" where person = ? and not misread {which}",
            [self._person(sender_id), *values],
        )
        for row in rows:
            return Episode(**{**row, "touched": datetime.fromisoformat(row["touched"])})
        return None

    def misread(self, sender_id: str) -> bool:
        """Notes that the latest episode did not happen so; False if there is none."""
        latest = self.latest_episode(sender_id)
        if latest is not None:
            with transaction(self._db):
                self._db.table("episodes").update(latest.id, {"misread": 1})
        return latest is not None

    def episodes(self, sender_id: str) -> list[PastEpisode]:
        """All episodes of a person in which something was offered, oldest first."""
        rows = self._db.query(
            "select episodes.bid, episodes.actor, started, max(outcome = 'helped') as helped"
            " from episodes join offers on offers.episode = episodes.id"
            " where person = ? and not misread"
            " group by episodes.id order by started, episodes.id",
            [self._person(sender_id)],
        )
        return [
            PastEpisode(
                bid=row["bid"],
                actor=row["actor"],
                started=datetime.fromisoformat(row["started"]),
                soothed=None if row["helped"] is None else bool(row["helped"]),
            )
            for row in rows
        ]

    def kept_episodes(self, sender_id: str) -> list[KeptEpisode]:
        """Every episode of a person that is kept, oldest first."""
        rows = self._db.query(
            "select id, bid, actor, moment, started, misread from episodes"
            " where person = ? order by started, id",
            [self._person(sender_id)],
        )
        return [
            KeptEpisode(
                **{
                    **row,
                    "started": datetime.fromisoformat(row["started"]),
                    "misread": bool(row["misread"]),
                }
            )
            for row in rows
        ]

    def check_back_asked(self, episode: Episode) -> str | None:
        """What was noted of asking later about an episode: see `note_check_back`; None: nothing."""
        ((noted,),) = self._db.execute("select check_back from episodes where id = ?", [episode.id])
        return cast("str | None", noted)

    def note_check_back(self, episode: Episode, noted: str) -> None:
        """Notes that asking later was `asked` about, is `wanted`, or `not_wanted`."""
        with transaction(self._db):
            self._db.table("episodes").update(episode.id, {"check_back": noted})

    def declined_check_back(self, sender_id: str) -> bool:
        """Whether this person ever said that they don't want to be asked."""
        rows = self._db.query(
            "select 1 from episodes where person = ? and check_back = 'not_wanted'",
            [self._person(sender_id)],
        )
        return any(rows)

    def offer(self, episode: Episode, offered: Offered, now: datetime) -> None:
        """Notes that a strategy was offered in an episode."""
        with transaction(self._db):
            self._db.table("offers").insert(
                {
                    "episode": episode.id,
                    "strategy": offered.strategy,
                    "say": offered.say,
                    "caution": offered.caution,
                    "reflection": offered.reflection,
                    "at": now.isoformat(),
                    "outcome": offered.outcome,
                    "balance": offered.balance,
                    "bid": offered.bid,
                    "actor": offered.actor,
                }
            )

    def offers(self, sender_id: str) -> list[Offered]:
        """Everything ever offered to a person, oldest first."""
        rows = self._db.query(
            "select strategy, say, caution, reflection, offers.bid, offers.actor, outcome, balance,"
            " episode, at, misread from offers join episodes on episodes.id = offers.episode"
            " where person = ? order by offers.id",
            [self._person(sender_id)],
        )
        return [
            Offered(
                **{
                    **row,
                    "at": datetime.fromisoformat(row["at"]),
                    "misread": bool(row["misread"]),
                }
            )
            for row in rows
        ]

    def outcome(self, sender_id: str, outcome: str) -> bool:
        """Notes what the person said of the last offer; False if nothing was ever offered.

        Raises:
            ValueError: The outcome is neither `helped` nor `did_not_help`.
        """
        checked_outcome(outcome)
        with transaction(self._db):
            changed = self._db.execute(
                "update offers set outcome = ? where id = (select max(offers.id) from offers"
                " join episodes on episodes.id = offers.episode where person = ?)",
                [outcome, self._person(sender_id)],
            )
        return bool(changed.rowcount)

    def set_aside(self, sender_id: str, now: datetime) -> None:
        """Notes that this person left in a hurry, and is not to be written to unasked."""
        self.check_backs.forget(sender_id)
        row = {"person": self._person(sender_id), "at": now.isoformat()}
        with transaction(self._db):
            self._db.table("set_aside").upsert(row, pk="person")

    def is_set_aside(self, sender_id: str) -> bool:
        """Whether this person must not be written to unasked."""
        rows = self._db.query("select 1 from set_aside where person = ?", [self._person(sender_id)])
        return any(rows)

    def no_longer_set_aside(self, sender_id: str) -> None:
        """Takes that back, for somebody who asks to be written to."""
        with transaction(self._db):
            self._db.execute("delete from set_aside where person = ?", [self._person(sender_id)])

    def erase(self, sender_id: str) -> None:
        """Deletes all that is kept of a person, in whichever channel; only feedback is nobody's."""
        erase_person(self._db, self._person(sender_id))

    def _person(self, sender_id: str) -> str:
        return self.links.person(sender_id)

    def _key(self, sender_id: str) -> str:
        return person_key(sender_id, self._folder)

    def _code_hash(self, code: str) -> str:
        return code_hash(code, self._folder)

    def _token_hash(self, token: str) -> str:
        return token_hash(token, self._folder)
