"""“That's not it”: what was misread is asked for, or taken from what the message says itself."""

from __future__ import annotations

import json
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.coaching import coach
from actions.speech import ask
from actions.turn import (
    ASK_BELOW,
    PUTTING_RIGHT,
    Heard,
    heard_before,
    latest_exchange,
    put_right_in_words,
)
from actions.words import words
from tightrope.asem import Actor, Bid, Moment
from tightrope.said import Button, Said

_OTHER_ACTOR = {Actor.PARTNER: Actor.SELF, Actor.SELF: Actor.PARTNER}
_OTHER_MOMENT = {Moment.TENSION: Moment.CALM, Moment.CALM: Moment.TENSION}


def put_right(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """One turn after a correction of the story; asks which part was wrong if it does not say."""
    known = heard_before(tracker)
    if tracker.get_slot("strategy") is None:
        # Nothing was answered yet that could be wrong: the story itself is wanted.
        dispatcher.utter_message(response="utter_correction")
        return known.slots()
    told = _told(tracker, known)
    if told != known:
        return coach(dispatcher, tracker, told, put_right=True)
    ask(dispatcher, _which_part(known))
    return [*known.slots(), SlotSet(PUTTING_RIGHT, True)]


def _told(tracker: Tracker, known: Heard) -> Heard:
    """What holds after a message such as “that's not it, he just went quiet”."""
    known = put_right_in_words(tracker) or known
    exchange = latest_exchange(tracker)
    if exchange is None or exchange.bid in (Bid.NONE, known.bid):
        return known
    if exchange.confidence.bid < ASK_BELOW["bid"]:
        return known
    sure = exchange.confidence.actor >= ASK_BELOW["actor"]
    return replace(known, bid=exchange.bid, actor=exchange.actor if sure else known.actor)


def _which_part(known: Heard) -> Said:
    """The question, its buttons saying the other of two where there are only two."""
    question = words().ask_what_was_wrong
    other = {
        _inform(actor="none"): _inform(actor=_other(_OTHER_ACTOR, known.actor)),
        _inform(moment="none"): _inform(moment=_other(_OTHER_MOMENT, known.moment)),
    }
    buttons = tuple(
        Button(title=button.title, payload=other.get(button.payload, button.payload))
        for button in question.buttons
    )
    return Said(text=question.text, buttons=buttons)


def _other(pairs: dict[Actor, Actor] | dict[Moment, Moment], one: Actor | Moment | None) -> str:
    other = {str(key): str(value) for key, value in pairs.items()}
    return other.get(str(one), "none")


def _inform(**entities: str) -> str:
    return "/inform" + json.dumps(entities)
