"""Invented judged messages, and what a model may have heard in them."""

from __future__ import annotations

from typing import Any

from tightrope.asem import Bid, dimension_of
from tightrope.training.evaluation_hearing import Heard
from tightrope.training.evaluation_messages import Judged

WITHDRAWN = "He took his plate to the shed and ate there, third evening running."
JEALOUS = "I read her old postcards again, the ones from the sailor."
PLAIN = "We painted the hallway green and it looks like a swimming pool."


def judged(
    bid: str = "none",
    actor: str | None = None,
    moment: str | None = "tension",
    concern: str = "none",
    also: str = "none",
    text: str = PLAIN,
    identity: str = "m",
) -> Judged:
    """A judged message; unless told otherwise nothing is shown in it."""
    return Judged(identity, text, bid, also, actor, moment, concern)


def heard(
    bid: str = "none",
    actor: str | None = "none",
    moment: str | None = "tension",
    concern: str = "none",
    sure: float = 0.9,
    bids: dict[str, float] | None = None,
    actors: dict[str, float] | None = None,
    scores: dict[str, float] | None = None,
    evidence: str | None = None,
) -> Heard:
    """What a model heard; unless told otherwise nothing, in tension."""
    exchange: dict[str, Any] = {
        "bid": bid,
        "dimension": dimension_of(Bid(bid)).value,
        "actor": actor,
        "moment": moment,
        "concern": concern,
        "confidence": {"bid": sure, "actor": sure, "moment": sure, "concern": sure},
        "evidence": [],
    }
    if evidence is not None:
        entry = {"text": evidence, "start": 0, "end": len(evidence)}
        exchange["evidence"] = [{**entry, "label": bid, "confidence": sure}]
    intent = bid if bid != "none" else "no_bid"
    return Heard(intent, exchange, bids or {}, actors or {}, scores or {})


def heard_perfectly(message: Judged) -> Heard:
    """What somebody who always agrees with the judges would hear, and be certain of."""
    actor = "self" if message.actor == "both" else message.actor or "none"
    return heard(message.bid, actor, message.moment, message.concern, sure=1.0)
