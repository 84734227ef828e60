"""Speaking: from texts and choices to the messages the dispatcher sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.words import words
from tightrope.asem import Actor, Bid, Choice, Moment
from tightrope.said import Button, Said

_T = TypeVar("_T")


def ask(dispatcher: CollectingDispatcher, said: Said) -> None:
    """Says one text with its buttons."""
    dispatcher.utter_message(text=said.text, buttons=_buttons(said.buttons))


def ask_which(dispatcher: CollectingDispatcher, bids: Sequence[Bid]) -> None:
    """Asks which of a few bids it was, with those as buttons and a way to say neither."""
    question = words().ask_bid
    likely = [f'/inform{{"bid": "{bid.value}"}}' for bid in bids]
    buttons = [
        button
        for button in question.buttons
        if button.payload in likely or not button.payload.startswith("/inform")
    ]
    dispatcher.utter_message(text=question.text, buttons=_buttons(buttons))


def say_choice(
    dispatcher: CollectingDispatcher, choice: Choice, actor: Actor, moment: Moment
) -> None:
    """Says one coaching turn: what was heard, one strategy, words to try, one caution, buttons."""
    texts = words()
    say = texts.say_partner if actor is Actor.PARTNER else texts.say_self
    change = texts.calm_button if moment is Moment.TENSION else texts.tension_button
    dispatcher.utter_message(text=choice.reflection.text)
    dispatcher.utter_message(text=texts.try_this.format(do=choice.do))
    dispatcher.utter_message(text=say.format(say=choice.say.text))
    dispatcher.utter_message(
        text=texts.caution.format(caution=choice.caution.text),
        buttons=_buttons([*texts.coach_buttons, change]),
    )


def alternate(variants: Sequence[_T], tracker: Tracker) -> _T:
    """One of several ways to say the same: the next one at each turn, so that none is repeated."""
    turns: int = sum(event["event"] == "user" for event in tracker.events)
    return variants[turns % len(variants)]


def _buttons(buttons: Sequence[Button]) -> list[dict[str, str]]:
    return [button.dict() for button in buttons]
