"""Where one of the two wants no change: said kindly, and nothing is pushed."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.coaching import held_back
from actions.introduction import introduce
from actions.safety_state import safety_of
from actions.speech import alternate, buttons_of
from actions.turn import heard_before
from actions.words import words
from tightrope.asem import Bid, load_balance


class ActionNoChange(Action):  # type: ignore[misc]
    """Answers “he won't change”, “we've tried everything”, “I like it as it is”."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_no_change"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Says what tips cannot do and who can help; an idea for one's own part stays at hand."""
        heard = heard_before(tracker)
        if held_back(dispatcher, tracker, safety_of(tracker)):
            return heard.slots()
        introduce(dispatcher, tracker)
        own_part = [] if heard.bid is Bid.NONE else [words().another_idea_button]
        dispatcher.utter_message(
            text=alternate(load_balance().no_change_wanted.say, tracker),
            buttons=buttons_of(own_part),
        )
        return []
