"""“/teaching”: whether what somebody writes may be learned from. Off until they say yes."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.inbox import told_a_concern
from actions.recall import memory
from actions.safety_state import safety_of
from actions.speech import ask
from actions.staying import stay_with_concern
from actions.turn import Heard, entity_of, intent_of, text_of
from actions.words import words
from tightrope.asem import Moment
from tightrope.said import Said

SHORT = 4
"""Words up to which “yes” and “no” are nothing but an answer: consent is not to be guessed."""


class ActionTeaching(Action):  # type: ignore[misc]
    """Tells what learning from somebody's messages means, and takes their yes or no."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_teaching"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Notes what a button says; tells what it is, and offers both, for anything else."""
        said = {"yes": _agree, "no": _refuse}.get(entity_of(tracker, "consent") or "", _tell)
        said(dispatcher, tracker)
        stay_with_concern(dispatcher, tracker)
        return []


def asked_about_teaching(tracker: Tracker) -> bool:
    """Whether the assistant last asked if it may learn, and a short “yes” or “no” answers it."""
    if len(text_of(tracker).split()) > SHORT:
        return False
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            offered = (event.get("data") or {}).get("buttons") or []
            (yes, _) = words().teaching.offer.buttons
            return any(button.get("payload") == yes.payload for button in offered)
    return False


def answer_about_teaching(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Takes “yes” or “no” as the answer to that question."""
    said = _agree if intent_of(tracker) == "affirm" else _refuse
    said(dispatcher, tracker)
    stay_with_concern(dispatcher, tracker)
    return []


def offer_teaching(dispatcher: CollectingDispatcher, tracker: Tracker, heard: Heard) -> None:
    """Asks once whether it may learn from a person: in calm, when something has helped.

    Not in the first answer, not where danger was told, not somebody under 18.
    """
    spoken = any(event.get("event") == "bot" for event in tracker.events)
    if heard.moment is not Moment.CALM or not spoken:
        return
    if safety_of(tracker).under_18 or told_a_concern(tracker):
        return
    with memory() as opened:
        if opened.consents.was_asked(tracker.sender_id):
            return
        opened.consents.asked(tracker.sender_id)
    ask(dispatcher, words().teaching.offer)


def _tell(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    texts = words().teaching
    with memory() as opened:
        on = opened.consents.since(tracker.sender_id) is not None
    about = " ".join([texts.about.text, texts.it_is_on if on else texts.it_is_off])
    ask(dispatcher, Said(text=about, buttons=texts.about.buttons))


def _agree(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    texts = words().teaching
    if safety_of(tracker).under_18:
        dispatcher.utter_message(text=texts.not_under_18)
        return
    with memory() as opened:
        opened.consents.give(tracker.sender_id, datetime.now(timezone.utc))
    dispatcher.utter_message(text=texts.agreed)


def _refuse(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    texts = words().teaching
    with memory() as opened:
        on = opened.consents.since(tracker.sender_id) is not None
        opened.consents.refuse(tracker.sender_id)
        opened.inbox.forget(tracker.sender_id)
    dispatcher.utter_message(text=texts.stopped if on else texts.refused)
