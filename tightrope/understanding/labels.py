"""What an example in data/nlu says about itself: its intent, and the labels in its metadata."""

from __future__ import annotations

from dataclasses import dataclass

from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from tightrope.asem import Bid, Concern
from tightrope.safety import concern_intents

BIDS = tuple(bid.value for bid in Bid if bid is not Bid.NONE)
CONCERN_OF_INTENT = {
    intent: concern.value for intent, concern in concern_intents.CONCERN_OF_INTENT.items()
}
INTENT_OF_CONCERN = {concern: intent for intent, concern in CONCERN_OF_INTENT.items()}
STORIES = (*BIDS, *CONCERN_OF_INTENT, "no_bid")
"""Intents of messages that tell something; all others are talk around it."""


UNASKED = "unasked"
"""In place of a bid or a concern: nobody asked for it, so the example teaches neither that one is
shown nor that none is."""


class ExampleError(ValueError):
    """An example's metadata has a key or value that is not in the codebook."""


@dataclass(frozen=True)
class Labels:
    """The labels of one example; None where the example does not say.

    `bid` and `concern` are `none` where nobody asked for them, too; `bid_asked` and
    `concern_asked` tell the two apart.
    """

    intent: str
    bid: str
    also: str
    actor: str | None
    moment: str | None
    concern: str
    bid_asked: bool = True
    concern_asked: bool = True


_VALUES = {
    "bid": (*BIDS, "none", UNASKED),
    "also": (*BIDS, "none"),
    "actor": ("partner", "self", "both"),
    "moment": ("tension", "calm"),
    "concern": (*(concern.value for concern in Concern), UNASKED),
}


def labels_of(message: Message) -> Labels:
    """Reads the labels of a training example.

    Raises:
        ExampleError: A key or value is unknown; names the intent, the key and what is allowed.
    """
    intent = message.get(INTENT)
    given = (message.get("metadata") or {}).get("example") or {}
    for key, value in given.items():
        if value not in _VALUES.get(key, ()):
            raise ExampleError(
                f"data/nlu/{intent}.yml: an example has {key}: {value}. "
                f"Allowed: {'; '.join(f'{k}: ' + ', '.join(v) for k, v in _VALUES.items())}."
            )
    bid = given.get("bid", intent if intent in BIDS else "none")
    concern = given.get("concern", CONCERN_OF_INTENT.get(intent, "none"))
    return Labels(
        intent=intent,
        bid="none" if bid == UNASKED else bid,
        also=given.get("also", "none"),
        actor=given.get("actor"),
        moment=given.get("moment"),
        concern="none" if concern == UNASKED else concern,
        bid_asked=bid != UNASKED,
        concern_asked=concern != UNASKED,
    )
