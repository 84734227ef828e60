"""People who told things in several channels, for the tests of joining and erasing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from tightrope.memory import CheckBack, Linked, Memory, Offered

NOW = datetime(2026, 5, 1, 21, 0, tzinfo=timezone.utc)
SENDERS = ("web-anna", "telegram-4711", "slack-U0OTTO", "web-someone-else")
BIDS = ("jealousy", "protest", "withdrawal")
GOALS = ("friends", "moving")
ACTORS = ("partner", "self")


@dataclass(frozen=True)
class Told:
    """One thing that happened: who, what, and which of a few of its kind."""

    sender: str
    what: str
    which: int
    minutes: int


THINGS = (
    "offer",
    "misread",
    "helped",
    "step",
    "step_outcome",
    "promise",
    "leave",
    "code",
    "wrong_code",
    "consent",
    "inbox",
)
PASTS = st.lists(
    st.builds(
        Told,
        sender=st.sampled_from(SENDERS),
        what=st.sampled_from(THINGS),
        which=st.integers(0, 3),
        minutes=st.integers(0, 60 * 24 * 30),
    ),
    max_size=25,
)


def live(memory: Memory, past: list[Told]) -> None:
    """Has all of it happen."""
    for told in sorted(past, key=lambda told: told.minutes):
        at = NOW + timedelta(minutes=told.minutes)
        actor = ACTORS[told.which % 2]
        if told.what == "offer":
            bid = BIDS[told.which % 3]
            episode = memory.episode(told.sender, bid, actor, "tension", at)
            memory.offer(episode, Offered("anxiety.buffer.touch", 0, "a", 0, bid, actor), at)
        elif told.what == "misread":
            memory.misread(told.sender)
        elif told.what == "helped":
            memory.outcome(told.sender, "helped")
        elif told.what == "step":
            memory.goals.offer_step(told.sender, GOALS[told.which // 2], actor, told.which, at)
        elif told.what == "step_outcome":
            memory.goals.step_outcome(told.sender, "did_not_help")
        elif told.what == "promise":
            latest = memory.latest_episode(told.sender)
            number = latest.id if latest else None
            memory.check_backs.promise(CheckBack(told.sender, "web", at, number))
        elif told.what == "leave":
            memory.set_aside(told.sender, at)
        elif told.what == "code":
            memory.links.code(told.sender, at)
        elif told.what == "wrong_code":
            memory.links.use(told.sender, "AAAA2222", at)
        elif told.what == "consent" and told.which:
            memory.consents.give(told.sender, at)
        elif told.what == "consent":
            memory.consents.refuse(told.sender)
        elif told.what == "inbox":
            memory.inbox.add(told.sender, f"{told.sender[:3]} wrote {told.which}", "random", {}, at)


def joined(memory: Memory, *senders: str) -> None:
    """Makes one person of them, as they would by codes."""
    first, *others = senders
    # Long after whatever wrong codes were tried before.
    now = NOW + timedelta(days=60)
    for other in others:
        assert memory.links.use(other, memory.links.code(first, now), now) is Linked.JOINED
