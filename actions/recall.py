"""The one place where the memory's rows and the model's state meet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

from actions.turn import Heard
from tightrope.asem import Actor, Bid, Choice, Offer, Outcome, State
from tightrope.memory import Memory, Offered

DATA_FOLDER = "TIGHTROPE_DATA"
"""Environment variable that names the data folder; without it, `var` where this runs."""


@contextmanager
def memory() -> Iterator[Memory]:
    """The memory of this installation, closed again after use."""
    with Memory(Path(os.environ.get(DATA_FOLDER, "var"))) as opened:
        yield opened


def state_of(opened: Memory, sender_id: str) -> State:
    """Everything offered to a person before, as `choose` wants it."""
    return State(
        offers=tuple(
            Offer(
                strategy=row.strategy,
                say=row.say,
                caution=row.caution,
                reflection=row.reflection,
                bid=Bid(row.bid),
                outcome=Outcome(row.outcome) if row.outcome else None,
                actor=Actor(row.actor),
            )
            for row in opened.offers(sender_id)
        )
    )


def remember(opened: Memory, sender_id: str, heard: Heard, choice: Choice) -> None:
    """Notes the episode and what was offered in it.

    Raises:
        ValueError: Actor or moment is not known, so there was nothing to choose.
    """
    if heard.actor is None or heard.moment is None:
        raise ValueError("an offer needs an actor and a moment")
    now = datetime.now(timezone.utc)
    episode = opened.episode(sender_id, heard.bid.value, heard.actor.value, heard.moment.value, now)
    offered = Offered(
        strategy=choice.strategy,
        say=choice.say.index,
        caution=choice.caution.id,
        reflection=choice.reflection.index,
        bid=heard.bid.value,
        actor=heard.actor.value,
    )
    opened.offer(episode, offered, now)
