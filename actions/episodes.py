"""Which episode a turn belongs to: the one that is open, that one put right, or a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.turn import (
    PUTTING_RIGHT,
    SAID_FIRST,
    Heard,
    intent_of,
    said_over,
    said_whose,
    tells_a_bid,
    text_of,
)
from actions.words import beginnings, words
from tightrope.asem import Actor, Bid, Exchange, Outcome
from tightrope.memory import SAME_EPISODE, Episode, Memory

_LONGEST_EVIDENCE = 90
"""Characters of a person's own words that are named again."""

_ANSWERS_WHOSE = frozenset({"inform", "inform_partner", "inform_self"})


@dataclass(frozen=True)
class Unfolding:
    """How an exchange continues what was told: `before` is the episode spoken of until now."""

    before: Episode | None
    new: bool
    put_right: bool


def unfolding(tracker: Tracker, opened: Memory, heard: Heard, now: datetime) -> Unfolding:
    """How the latest message continues the talk, from what it says and what is remembered."""
    before = opened.latest_episode(tracker.sender_id)
    if before is not None and now - before.touched > SAME_EPISODE:
        before = None
    return Unfolding(
        before=before,
        new=before is not None and _another_story(tracker, opened),
        put_right=before is not None and puts_right(tracker, before, heard),
    )


def puts_right(tracker: Tracker, before: Episode, heard: Heard) -> bool:
    """Whether the latest message corrects what was heard in the episode before.

    Either a correction was announced, or the message begins as one, or it says whose reaction it
    was, or that it is over, although that seemed to be known.
    """
    if tracker.get_slot(PUTTING_RIGHT):
        return True
    if tracker.get_slot("strategy") is None:
        return False
    if said_over(tracker):
        return True
    other_actor = heard.actor is not None and heard.actor.value != before.actor
    if said_whose(tracker) and other_actor and heard.bid.value == before.bid:
        return True
    if intent_of(tracker) in _ANSWERS_WHOSE and other_actor and heard.bid.value == before.bid:
        return True
    return begins_as_correction(tracker) and (tells_a_bid(tracker) or other_actor)


def begins_as_correction(tracker: Tracker) -> bool:
    """Whether the latest message begins with one of the words for “you got that wrong”."""
    return text_of(tracker).startswith(beginnings().puts_right_by)


def _another_story(tracker: Tracker, opened: Memory) -> bool:
    """Whether the message tells of something else, even if it shows the same bid."""
    if not tells_a_bid(tracker):
        return False
    if tracker.get_slot("bid") is None:
        return True
    beginning = text_of(tracker)[:SAID_FIRST]
    if any(piece in beginning for piece in beginnings().another_story):
        return True
    offers = opened.offers(tracker.sender_id)
    return bool(offers and offers[-1].outcome == Outcome.HELPED.value)


def named_earlier(tracker: Tracker, before: Episode | None, heard: Heard) -> str | None:
    """A sentence that names the episode before, where the talk has moved on to another bid.

    In the person's own words where they are at hand; they are not kept in the memory.
    """
    if before is None or heard.actor is None:
        return None
    if (before.bid, before.actor) == (heard.bid.value, heard.actor.value):
        return None
    texts, in_words = words().why, words().earlier
    now = {"bid": texts.bid[heard.bid.value], "actor": texts.actor[heard.actor.value]}
    evidence = words_of(tracker, Bid(before.bid), Actor(before.actor), longest=_LONGEST_EVIDENCE)
    if evidence is not None:
        return in_words.in_words.format(evidence=evidence, **now)
    return in_words.in_short.format(
        earlier=texts.bid[before.bid], earlier_actor=texts.actor[before.actor], **now
    )


def words_of(
    tracker: Tracker, bid: Bid, actor: Actor | None, *, longest: int | None = None
) -> str | None:
    """The words in which a bid of an actor was last told, or None where they are not at hand."""
    for event in reversed(tracker.events):
        read = (event.get("parse_data") or {}).get("exchange")
        exchange = Exchange.from_dict(read) if read else None
        if exchange is None or (actor is not None and exchange.actor is not actor):
            continue
        for evidence in exchange.evidence:
            if evidence.label == bid.value:
                text = " ".join(evidence.text.split()).rstrip(".!?… ")
                return text if longest is None else _cut(text, longest)
    return None


def _cut(text: str, longest: int) -> str:
    """The text, ended at a comma or a word if it is longer."""
    if len(text) <= longest:
        return text
    beginning = text[:longest]
    part, comma, _ = beginning.rpartition(", ")
    return f"{part if comma else beginning.rpartition(' ')[0]} …"


def still_putting_right(tracker: Tracker) -> list[EventType]:
    """Slot events that keep a correction in mind while something is asked about it."""
    begun = tracker.get_slot("strategy") is not None and begins_as_correction(tracker)
    return [SlotSet(PUTTING_RIGHT, True)] if begun else []


def no_longer_putting_right() -> EventType:
    """The slot event after a correction was taken in."""
    return SlotSet(PUTTING_RIGHT, None)
