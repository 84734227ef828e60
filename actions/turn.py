"""One turn as the actions see it: what the tracker says, in the words of the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from tightrope.asem import Actor, Bid, Choice, Concern, Exchange, Moment, dimension_of

ASK_BELOW = {"bid": 0.45, "actor": 0.6, "moment": 0.6}
"""A reading less sure than this is asked about."""


_STORIES = frozenset({"no_bid"} | {bid.value for bid in Bid if bid is not Bid.NONE})
"""The intents of messages that tell what happened, rather than answer or ask us something."""


@dataclass(frozen=True)
class Heard:
    """Where the conversation is: the episode's bid, actor and moment as far as they are known."""

    bid: Bid = Bid.NONE
    actor: Actor | None = None
    moment: Moment | None = None
    concern: Concern = Concern.NONE

    def as_exchange(self) -> Exchange:
        """The exchange that `choose` is asked about."""
        return Exchange(
            bid=self.bid,
            dimension=dimension_of(self.bid),
            actor=self.actor,
            moment=self.moment,
            concern=self.concern,
        )

    def slots(self, choice: Choice | None = None) -> list[EventType]:
        """Slot events that keep this for the next turn; cell and strategy only with a choice."""
        known = self.bid is not Bid.NONE
        return [
            SlotSet("bid", self.bid.value if known else None),
            SlotSet("dimension", dimension_of(self.bid).value if known else None),
            SlotSet("actor", self.actor.value if self.actor else None),
            SlotSet("moment", self.moment.value if self.moment else None),
            SlotSet("concern", None if self.concern is Concern.NONE else self.concern.value),
            SlotSet("cell", choice.cell.value if choice else None),
            SlotSet("strategy", choice.strategy if choice else None),
        ]


def heard_before(tracker: Tracker) -> Heard:
    """What the slots say. A value no button of ours could have sent counts as not known."""
    return Heard(
        bid=_word(Bid, tracker.get_slot("bid")) or Bid.NONE,
        actor=_word(Actor, tracker.get_slot("actor")),
        moment=_word(Moment, tracker.get_slot("moment")),
        concern=_word(Concern, tracker.get_slot("concern")) or Concern.NONE,
    )


def heard_now(tracker: Tracker) -> Heard:
    """What is known once the latest message is taken in.

    A message that tells a bid replaces what was known: its actor and moment where they were read
    surely enough, else those of the same bid before, else nothing.
    """
    before = heard_before(tracker)
    exchange = latest_exchange(tracker)
    if exchange is None or exchange.bid is Bid.NONE:
        return before
    same = before.bid is exchange.bid
    sure = exchange.confidence
    return replace(
        before,
        bid=exchange.bid,
        actor=exchange.actor
        if sure.actor >= ASK_BELOW["actor"]
        else before.actor
        if same
        else None,
        moment=(
            exchange.moment
            if sure.moment >= ASK_BELOW["moment"]
            else before.moment
            if same
            else None
        ),
    )


def latest_exchange(tracker: Tracker) -> Exchange | None:
    """The exchange of the latest message, or None where it is a button or was not read."""
    read = (tracker.latest_message or {}).get("exchange")
    return Exchange.from_dict(read) if isinstance(read, Mapping) else None


def unsure_between(tracker: Tracker) -> tuple[Bid, ...]:
    """The two likeliest bids of a story in which none was read surely enough, else nothing.

    A short answer to a question of ours shows no bid surely either, but nothing is to be asked.
    """
    message = tracker.latest_message or {}
    exchange, ranking = latest_exchange(tracker), message.get("bid_ranking")
    # Not the SDK's getter: that takes the ranking's first, which the reader may have overruled.
    told = (message.get("intent") or {}).get("name") in _STORIES
    if not told or exchange is None or not ranking or exchange.confidence.bid >= ASK_BELOW["bid"]:
        return ()
    bids = (Bid(entry["name"]) for entry in ranking)
    return tuple(bid for bid in bids if bid is not Bid.NONE)[:2]


def _word(kind: Any, value: object) -> Any:
    try:
        return kind(value)
    except ValueError:
        return None
