"""One turn as the actions see it: what the tracker says, in the words of the model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.words import beginnings
from tightrope.asem import Actor, Bid, Choice, Concern, Exchange, Moment, dimension_of

ASK_BELOW = {"bid": 0.4, "none": 0.9, "actor": 0.6, "moment": 0.6}
"""A reading less sure than this is asked about; `none`: that no bid is shown."""


PUTTING_RIGHT = "putting_right"
"""Slot: the person said that something was misread, and has not said yet how it was."""

SAID_FIRST = 60
"""Characters at the beginning of a message in which somebody says what it is about."""

STORY_FROM = 8
"""Words from which a message is taken for a story, whatever was read in it."""

ANSWER_UP_TO = 4
"""Words up to which an answer to a question is just that, though nothing was asked."""

GOAL = "goal"
"""Slot: the goal whose step was offered last, as long as the talk is about it."""

OTHERWISE_FROM = 0.8
"""Confidence from which more of the same bid is taken to be the other one's after all."""

_TELLS_A_BID = frozenset(bid.value for bid in Bid if bid is not Bid.NONE)
STORIES = frozenset({"no_bid"}) | _TELLS_A_BID
"""The intents of messages that tell what happened, rather than answer or ask us something."""

_ANSWERS = frozenset(
    {"inform_partner", "inform_self", "inform_tension", "it_helped", "it_did_not_help"}
)
"""Intents that answer a question of ours, or an idea."""


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
    actor = _word(Actor, tracker.get_slot("actor"))
    return Heard(
        bid=_word(Bid, tracker.get_slot("bid")) or Bid.NONE,
        actor=None if actor is Actor.NONE else actor,
        moment=_word(Moment, tracker.get_slot("moment")),
        concern=_word(Concern, tracker.get_slot("concern")) or Concern.NONE,
    )


def heard_now(tracker: Tracker) -> Heard:
    """What is known once the latest message is taken in.

    A message that tells a bid replaces what was known: its actor and moment where they were read
    surely enough, else those of the same bid before, else nothing. What somebody puts right in so
    many words counts for more than any reading.
    """
    before = heard_before(tracker)
    exchange = latest_exchange(tracker)
    if exchange is None or exchange.bid is Bid.NONE:
        return _put_right(tracker, replace(before, moment=said_moment(tracker) or before.moment))
    same = before.bid is exchange.bid
    sure = exchange.confidence
    needed = OTHERWISE_FROM if same and before.actor else ASK_BELOW["actor"]
    moment = exchange.moment if sure.moment >= ASK_BELOW["moment"] else None
    heard = replace(
        before,
        bid=exchange.bid,
        actor=exchange.actor if sure.actor >= needed else before.actor if same else None,
        moment=said_moment(tracker) or moment or (before.moment if same else None),
    )
    return _put_right(tracker, heard)


def put_right_in_words(tracker: Tracker) -> Heard | None:
    """What holds once the latest message has put right what was known, or None if it has not."""
    known = heard_before(tracker)
    heard = _put_right(tracker, known)
    return None if heard == known else heard


def _put_right(tracker: Tracker, heard: Heard) -> Heard:
    """The same with whose it was, or that it is over, where an answered story is put right so."""
    if tracker.get_slot("strategy") is None and not tracker.get_slot(PUTTING_RIGHT):
        return heard
    actor, moment = said_whose(tracker), Moment.CALM if said_over(tracker) else None
    return replace(heard, actor=actor or heard.actor, moment=moment or heard.moment)


def said_whose(tracker: Tracker) -> Actor | None:
    """Whose reaction it was, where the latest message says so in plain words."""
    text, words = text_of(tracker), beginnings()
    if _says_whose(text, words.it_was_me):
        return Actor.SELF
    return Actor.PARTNER if _says_whose(text, words.it_was_them) else None


def _says_whose(text: str, pieces: tuple[str, ...]) -> bool:
    """Whether a piece stands there as a statement: not “it was her” of “it was her birthday”."""
    either = "|".join(map(re.escape, pieces))
    return re.search(rf"\b(?:{either})(?=\W*$|[,.;:!?]| who\b| that\b| \w+ing\b)", text) is not None


def said_moment(tracker: Tracker) -> Moment | None:
    """Whether it is heated or calm, where the latest message says so in plain words."""
    text, words = text_of(tracker), beginnings()
    if any(piece in text for piece in words.it_is_heated):
        return Moment.TENSION
    beginning = text[:SAID_FIRST]
    return Moment.CALM if any(piece in beginning for piece in words.it_is_calm) else None


def said_over(tracker: Tracker) -> bool:
    """Whether the latest message says in plain words that it is not happening now."""
    return any(piece in text_of(tracker) for piece in beginnings().it_is_over)


def said_it_did_not_help(tracker: Tracker) -> bool:
    """Whether the latest message begins by saying that the last idea did not help."""
    offered = tracker.get_slot("strategy") is not None
    return offered and text_of(tracker).startswith(beginnings().it_did_not_help)


def text_of(tracker: Tracker) -> str:
    """The latest message as it is compared with words: lower case, straight apostrophes."""
    text = str((tracker.latest_message or {}).get("text") or "")
    return text.casefold().replace("’", "'").lstrip(" .…-–")


def no_goal() -> EventType:
    """The slot event once the talk is no longer about a step: outcomes are those of ideas again."""
    return SlotSet(GOAL, None)


def intent_of(tracker: Tracker) -> str:
    """The intent of the latest message; a button's is in its payload."""
    return str(((tracker.latest_message or {}).get("intent") or {}).get("name"))


def entity_of(tracker: Tracker, name: str) -> str | None:
    """The value of an entity of the latest message, or None."""
    for entity in (tracker.latest_message or {}).get("entities") or ():
        if entity.get("entity") == name:
            return str(entity["value"])
    return None


def tells_a_bid(tracker: Tracker) -> bool:
    """Whether the latest message is a story in which a bid was heard."""
    exchange = latest_exchange(tracker)
    heard = exchange is not None and exchange.bid is not Bid.NONE
    return heard and intent_of(tracker) in _TELLS_A_BID


def told_a_story(tracker: Tracker) -> bool:
    """Whether the latest words of the person's own, before any button, are long enough for one."""
    for event in reversed(tracker.events):
        text = str(event.get("text") or "")
        if event.get("event") == "user" and not text.startswith("/"):
            return len(text.split()) >= STORY_FROM
    return False


def latest_exchange(tracker: Tracker) -> Exchange | None:
    """The exchange of the latest message, or None where it is a button or was not read."""
    read = (tracker.latest_message or {}).get("exchange")
    return Exchange.from_dict(read) if isinstance(read, Mapping) else None


def tells_of_tension(tracker: Tracker) -> bool:
    """Whether the latest message was read, surely enough, as one from somebody in tension.

    What sounds like an answer to nothing we asked counts, too: it tells something, and nothing
    else was read in it.
    """
    if answers_nothing(tracker):
        return True
    exchange = latest_exchange(tracker)
    if exchange is None or exchange.moment is not Moment.TENSION:
        return False
    return exchange.confidence.moment >= ASK_BELOW["moment"]


def answers_nothing(tracker: Tracker) -> bool:
    """Whether the latest message sounds like an answer, though nothing was told or asked before.

    “I feel like I'm nobody to her” says whose reaction it is, but to nobody who had asked.
    """
    known = heard_before(tracker).bid is not Bid.NONE
    if known or intent_of(tracker) not in _ANSWERS or text_of(tracker).startswith("/"):
        return False
    return len(text_of(tracker).split()) > ANSWER_UP_TO


def unsure_between(tracker: Tracker) -> tuple[Bid, ...]:
    """The two likeliest bids of a story in which none was read surely enough, else nothing.

    A short answer to a question of ours shows no bid surely either, but nothing is to be asked.
    """
    message = tracker.latest_message or {}
    exchange, ranking = latest_exchange(tracker), message.get("bid_ranking")
    # Not the SDK's getter: that takes the ranking's first, which the reader may have overruled.
    unasked = answers_nothing(tracker)
    told = unasked or intent_of(tracker) in STORIES
    if not told or exchange is None or not ranking:
        return ()
    kind = "none" if exchange.bid is Bid.NONE else "bid"
    if exchange.confidence.bid >= ASK_BELOW[kind] and not unasked:
        return ()
    bids = (Bid(entry["name"]) for entry in ranking)
    return tuple(bid for bid in bids if bid is not Bid.NONE)[:2]


def _word(kind: Any, value: object) -> Any:
    try:
        return kind(value)
    except ValueError:
        return None
