"""What is kept of a person, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tightrope.memory.conversations import conversation_of, conversations_file
from tightrope.memory.store import Memory


@dataclass(frozen=True)
class Stored:
    """What is kept of a person.

    Attributes:
        episodes: Moments that were described, those that were misread as well.
        suggestions: Ideas that were offered.
        steps: Steps toward a goal that were offered.
        messages: Messages of this channel's conversation, theirs and the assistant's.
        since: The oldest of all that, or None where nothing is kept.
        promised: When they will be asked how it went, or None where nothing is promised.
        linked: How many other channels are one with this one.
    """

    episodes: int
    suggestions: int
    steps: int
    messages: int
    since: datetime | None
    promised: datetime | None
    linked: int


def stored(memory: Memory, sender_id: str) -> Stored:
    """Counts what is kept of a person."""
    episodes = memory.kept_episodes(sender_id)
    offers = memory.offers(sender_id)
    steps = memory.goals.steps(sender_id)
    lines = conversation_of(conversations_file(memory.folder), sender_id)
    promise = memory.check_backs.of(sender_id)
    times = [
        *(episode.started for episode in episodes),
        *(step.at for step in steps),
        *(line.at for line in lines if line.at),
    ]
    return Stored(
        episodes=len(episodes),
        suggestions=len(offers),
        steps=len(steps),
        messages=len(lines),
        since=min(times, default=None),
        promised=promise.due if promise else None,
        linked=len(memory.links.keys(sender_id)) - 1,
    )
