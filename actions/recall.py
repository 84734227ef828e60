"""The one place where the memory's rows and the model's state meet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from actions.turn import Heard
from tightrope.asem import Actor, Bid, Choice, Offer, Outcome, State
from tightrope.memory import Episode, Memory, Offered

DATA_FOLDER = "TIGHTROPE_DATA"
"""Environment variable that names the data folder; without it, `var` where this runs."""


def data_folder() -> Path:
    """The folder in which this installation keeps what it remembers."""
    return Path(os.environ.get(DATA_FOLDER, "var"))


@contextmanager
def memory() -> Iterator[Memory]:
    """The memory of this installation, closed again after use."""
    with Memory(data_folder()) as opened:
        yield opened


def state_of(opened: Memory, sender_id: str, episode: int | None, now: datetime) -> State:
    """Everything offered to a person before, the open episode and the time, for `choose`."""
    return State(
        offers=tuple(_offer(row) for row in opened.offers(sender_id)), now=now, episode=episode
    )


def _offer(row: Offered) -> Offer:
    return Offer(
        strategy=row.strategy,
        say=row.say,
        caution=row.caution,
        reflection=row.reflection,
        bid=Bid(row.bid),
        outcome=Outcome(row.outcome) if row.outcome else None,
        actor=Actor(row.actor),
        episode=row.episode,
        at=row.at,
        balance=row.balance,
        misread=row.misread,
    )


def remember(opened: Memory, episode: Episode, heard: Heard, choice: Choice, now: datetime) -> None:
    """Notes what was offered in an episode."""
    offered = Offered(
        strategy=choice.strategy,
        say=choice.say.index,
        caution=choice.caution.id,
        reflection=choice.reflection.index,
        bid=heard.bid.value,
        actor=episode.actor,
        balance=choice.due.rule if choice.due else None,
    )
    opened.offer(episode, offered, now)
