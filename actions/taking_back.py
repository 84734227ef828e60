"""“That's not what I meant”: believed once, and the wish to go on after a danger."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.coaching import coach
from actions.guiding import say, say_still
from actions.inbox import keep_what_was_misread
from actions.putting_right import put_right
from actions.safety_state import NO_IDEAS_AFTER, SafetyState, safety_of
from actions.turn import heard_before
from tightrope.asem import Bid, Concern
from tightrope.safety.guidance import load_guidance

Domain = dict[str, Any]


class ActionCorrection(Action):  # type: ignore[misc]
    """Answers “that's not what I meant” or “that's not what happened”."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_correction"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Takes back a concern the first time; after that, asks whether everybody is safe.

        Where no concern is at stake, the story is put right.
        """
        safety = safety_of(tracker)
        if safety.concern is Concern.NONE and not safety.disclosed:
            events = put_right(dispatcher, tracker)
            keep_what_was_misread(tracker)
            return events
        words = load_guidance().taken_back
        heard = heard_before(tracker)
        if safety.believed:
            if safety.concern is Concern.NONE:
                # The question below has to have something to be the answer to.
                safety = safety.opened(safety.disclosed[-1])
            say(dispatcher, tracker, safety, words.heard_again)
            return replace(heard, concern=safety.concern).slots()
        say(dispatcher, tracker, safety, words.believed)
        believed = SafetyState(believed=True, under_18=safety.under_18)
        return [*replace(heard, concern=Concern.NONE).slots(), *believed.slots()]


class ActionGoOn(Action):  # type: ignore[misc]
    """Answers the wish to go back to what happened between the two."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_go_on"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Coaches on what was told, unless a concern is open or ideas could do harm."""
        safety = safety_of(tracker)
        heard = heard_before(tracker)
        if safety.concern is not Concern.NONE:
            say_still(dispatcher, tracker, safety)
            return heard.slots()
        # After thoughts of suicide ideas wait to be asked for; after violence asking brings none.
        rest = tuple(concern for concern in safety.disclosed if concern in NO_IDEAS_AFTER)
        safety = replace(safety, disclosed=rest)
        if not rest and heard.bid is Bid.NONE:
            say(dispatcher, tracker, safety, load_guidance().nothing_open)
            return [*heard.slots(), *safety.slots()]
        if not rest:
            dispatcher.utter_message(text=load_guidance().go_on)
        return [*coach(dispatcher, tracker, heard, safety), *safety.slots()]
