"""Goals of one's own and the steps toward them, one person at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlite_utils import Database

from tightrope.memory.outcomes import checked_outcome
from tightrope.memory.transaction import transaction


@dataclass(frozen=True)
class TakenStep:
    """A step that was offered: which goal, whose, its size from 0, when, and what came of it.

    `outcome` is `helped` where it went well, `did_not_help` where it did not, None: nobody told.
    """

    goal: str
    actor: str
    size: int
    at: datetime
    outcome: str | None = None

    @property
    def went_well(self) -> bool | None:
        """Whether it went well; None while nobody told."""
        return None if self.outcome is None else self.outcome == "helped"


class Goals:
    """The goals of everybody; `Memory.goals` is one.

    Args:
        db: The memory's database.
        person: Makes the key of a person's rows from Rasa's sender id.
    """

    def __init__(self, db: Database, person: Callable[[str], str]) -> None:
        self._db = db
        self._person = person

    def offer_step(self, sender_id: str, goal: str, actor: str, size: int, now: datetime) -> None:
        """Notes that a step was offered; the goal is begun if it is new.

        An earlier step of it that nobody told about and that has the same size is the same offer.
        """
        with transaction(self._db):
            number = self._goal(sender_id, goal, actor, now)
            pending = self._db.execute(
                "update steps set at = ? where outcome is null and size = ? and id ="
                " (select max(id) from steps where goal = ?)",
                [now.isoformat(), size, number],
            )
            if not pending.rowcount:
                self._db.table("steps").insert(
                    {"goal": number, "size": size, "at": now.isoformat(), "outcome": None}
                )

    def _goal(self, sender_id: str, goal: str, actor: str, now: datetime) -> int:
        key = {"person": self._person(sender_id), "goal": goal, "actor": actor}
        self._db.execute(
            "insert or ignore into goals (person, goal, actor, started)"
            " values (:person, :goal, :actor, :started)",
            {**key, "started": now.isoformat()},
        )
        ((number,),) = self._db.execute(
            "select id from goals where person = :person and goal = :goal and actor = :actor", key
        )
        return cast(int, number)

    def steps(self, sender_id: str) -> list[TakenStep]:
        """Every step ever offered to a person, oldest first."""
        rows = self._db.query(
            "select goals.goal, actor, size, at, outcome from steps"
            " join goals on goals.id = steps.goal where person = ? order by at, steps.id",
            [self._person(sender_id)],
        )
        return [TakenStep(**{**row, "at": datetime.fromisoformat(row["at"])}) for row in rows]

    def step_outcome(self, sender_id: str, outcome: str) -> TakenStep | None:
        """Notes what came of the step that was offered last, and returns it; None without one.

        Raises:
            ValueError: The outcome is neither `helped` nor `did_not_help`.
        """
        with transaction(self._db):
            self._db.execute(
                "update steps set outcome = ? where id = (select steps.id from steps"
                " join goals on goals.id = steps.goal where person = ?"
                " order by at desc, steps.id desc limit 1)",
                [checked_outcome(outcome), self._person(sender_id)],
            )
        steps = self.steps(sender_id)
        return steps[-1] if steps else None
