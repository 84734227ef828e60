"""What everybody is told before the first answer: what this is, and what it keeps."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from tightrope.safety.guidance import load_guidance


def introduce(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """States it if nothing was said to this person before.

    A greeting states it too. An answer to danger does not: there, warmth comes first.
    """
    if not any(event.get("event") == "bot" for event in tracker.events):
        guidance, channel = load_guidance(), tracker.get_latest_input_channel()
        dispatcher.utter_message(text=guidance.statement_in.get(channel, guidance.statement))
