"""“/erase”: all that was said and noted is deleted, once the person has said that they are sure."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, EventType, FollowupAction, ReminderCancelled, Restarted
from rasa_sdk.executor import CollectingDispatcher

from actions.check_back import reminder_name
from actions.recall import data_folder, memory
from actions.safety_state import safety_of
from actions.speech import ask, buttons_of
from actions.staying import stay_with_concern
from actions.turn import entity_of, intent_of, text_of
from actions.words import beginnings, words
from tightrope.asem import Concern
from tightrope.memory import EXPORTS, PICTURES, conversations_file, erase_conversations
from tightrope.said import Button, Said

NAME = "action_erase"
"""`tightrope/running/conversation_store.py` knows by it which turn has erased."""

SURELY = 0.5
"""Confidence below which a typed message is no wish to erase: stories tell of deleting, too."""

Domain = dict[str, Any]


class ActionErase(Action):  # type: ignore[misc]
    """Answers “delete everything you know about me”."""

    def name(self) -> str:
        """The action's name in the domain."""
        return NAME

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Asks whether they are sure; deletes with a yes.

        While a concern is open the way to somebody who can help stays at hand.
        """
        if _hardly_heard(tracker):
            dispatcher.utter_message(response="utter_unclear")
            stay_with_concern(dispatcher, tracker)
            return []
        texts, sure, way_out = words().erase, _sure(tracker), _way_out(tracker)
        if sure is None:
            ask(dispatcher, Said(text=texts.ask.text, buttons=(*texts.ask.buttons, *way_out)))
            return []
        if not sure:
            _say_kept(dispatcher, tracker)
            return []
        _erase(tracker.sender_id)
        done = texts.erased_in.get(tracker.get_latest_input_channel(), texts.erased)
        dispatcher.utter_message(text=done, buttons=buttons_of(way_out), metadata={"erased": True})
        # The rest of this turn is not even stored: the store of conversations sees to that.
        return [ReminderCancelled(reminder_name(tracker.sender_id)), AllSlotsReset(), Restarted()]


def asked_whether_sure(tracker: Tracker) -> bool:
    """Whether the assistant last asked if everything is to go, so that “yes” and “no” answer it."""
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            offered = (event.get("data") or {}).get("buttons") or []
            (yes, *_) = words().erase.ask.buttons
            return any(button.get("payload") == yes.payload for button in offered)
    return False


def erase_or_keep(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Takes “yes” or “no” as an answer to that question; it is ActionErase that deletes."""
    if _sure(tracker):
        return [FollowupAction(NAME)]
    _say_kept(dispatcher, tracker)
    return []


def _hardly_heard(tracker: Tracker) -> bool:
    """Whether the message may as well say something else; what a button sends is sure."""
    intent = (tracker.latest_message or {}).get("intent") or {}
    sure = float(intent.get("confidence") or 0.0) >= SURELY
    return not sure and not asked_whether_sure(tracker)


def _say_kept(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    dispatcher.utter_message(text=words().erase.kept, buttons=buttons_of(_way_out(tracker)))


def _sure(tracker: Tracker) -> bool | None:
    """Whether the person is sure; None while they have not said."""
    said = entity_of(tracker, "sure")
    if said is not None:
        return {"yes": True, "no": False}.get(said)
    if not asked_whether_sure(tracker):
        return None
    if intent_of(tracker) == "deny":
        return False
    either = "|".join(map(re.escape, beginnings().it_is_a_yes))
    agrees = re.match(rf"(?:{either})\b", text_of(tracker)) is not None
    return True if agrees or intent_of(tracker) == "affirm" else None


def _way_out(tracker: Tracker) -> tuple[Button, ...]:
    safety = safety_of(tracker)
    in_danger = safety.concern is not Concern.NONE or safety.disclosed
    return (words().erase.help_button,) if in_danger else ()


def _erase(sender_id: str) -> None:
    """Deletes all of it; the memory last, which knows the channels where a part that failed is."""
    folder = data_folder()
    with memory() as opened:
        keys = opened.links.keys(sender_id)
        for files in (PICTURES, EXPORTS):
            files.forget_keys(folder, keys)
        erase_conversations(conversations_file(folder), keys, folder)
        opened.erase(sender_id)
