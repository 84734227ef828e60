"""Speaking: from texts and choices to the messages the dispatcher sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Heard
from actions.words import Tone, words
from tightrope.asem import SMALL_STEP, Actor, Bid, Choice, Dimension, Moment, dimension_of
from tightrope.said import Button, Said

_T = TypeVar("_T")

PAGE = "web"
"""The channel of the chat page, which can be closed, and where a file is a link."""

GOAL_STRATEGY = "anxiety.foster.small_goals"
"""The strategy that the steps toward a goal of one's own belong to."""


def ask(dispatcher: CollectingDispatcher, said: Said) -> None:
    """Says one text with its buttons."""
    dispatcher.utter_message(text=said.text, buttons=buttons_of(said.buttons))


def ask_which(
    dispatcher: CollectingDispatcher, bids: Sequence[Bid], *, in_tension: bool = False
) -> None:
    """Asks which of a few bids it was, with those as buttons and a way to all the others.

    With a word of sympathy to somebody for whom it is hard now: nobody in tears wants to hear
    first what we would rather do.
    """
    question = words().ask_bid
    likely = [f'/inform{{"bid": "{bid.value}"}}' for bid in bids]
    buttons = [button for button in question.buttons if button.payload in likely]
    dispatcher.utter_message(
        text=words().ask_bid_in_tension if in_tension else question.text,
        buttons=buttons_of([*buttons, words().something_else_button]),
    )


def say_choice(
    dispatcher: CollectingDispatcher,
    choice: Choice,
    heard: Heard,
    *,
    before: str | None = None,
    again: bool = False,
) -> None:
    """Says one coaching turn: what was heard, one strategy, words to try, one caution, buttons.

    Args:
        dispatcher: Where it is said.
        choice: What is said.
        heard: What it is said about; decides the tone.
        before: A sentence in front of the line that shows what was heard.
        again: The same episode was answered before.
    """
    tone = tone_of(heard)
    if before or tone.say or not again:
        dispatcher.utter_message(text=" ".join(filter(None, (before, choice.reflection.text))))
    dispatcher.utter_message(text=tone.try_this.format(do=choice.do, say=choice.say.text))
    if tone.say:
        dispatcher.utter_message(text=tone.say.format(say=choice.say.text))
    caution = words().caution.format(caution=choice.caution.text)
    if choice.due and choice.due.request:
        caution += "\n\n" + words().fair_request.format(request=choice.due.request)
    dispatcher.utter_message(text=caution, buttons=buttons_of(_coach_buttons(choice, heard)))


def tone_of(heard: Heard) -> Tone:
    """How to speak to whoever writes: brief and practical to somebody who pulls away themselves."""
    tones = words().tones
    if heard.actor is not Actor.SELF:
        return tones.partner
    anxious = dimension_of(heard.bid) is Dimension.ANXIETY
    return tones.anxious_self if anxious else tones.avoidant_self


def _coach_buttons(choice: Choice, heard: Heard) -> list[Button]:
    texts = words()
    change = texts.calm_button if heard.moment is Moment.TENSION else texts.tension_button
    step = choice.strategy == GOAL_STRATEGY or (choice.due and choice.due.offers == SMALL_STEP)
    return [*texts.coach_buttons, change, *([texts.small_step_button] if step else [])]


def alternate(variants: Sequence[_T], tracker: Tracker) -> _T:
    """One of several ways to say the same: the next one at each turn, so that none is repeated."""
    turns: int = sum(event["event"] == "user" for event in tracker.events)
    return variants[turns % len(variants)]


def buttons_of(buttons: Sequence[Button]) -> list[dict[str, str]]:
    """Buttons as the dispatcher takes them."""
    return [button.dict() for button in buttons]
