"""“/export”: a copy of all that was said and noted, as a text file."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.copy_text import copy_of
from actions.recall import data_folder, memory
from actions.speech import PAGE
from actions.staying import stay_with_concern
from actions.words import words
from tightrope.memory import keep_export


class ActionExport(Action):  # type: ignore[misc]
    """Answers “can I have a copy of all this?”."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_export"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Writes the file and says where it is; the channel hands it over."""
        now = datetime.now(timezone.utc)
        with memory() as opened:
            text = copy_of(opened, tracker.sender_id, now)
        name = keep_export(data_folder(), tracker.sender_id, text.encode("utf-8", "replace"), now)
        in_page = tracker.get_latest_input_channel() == PAGE
        texts = words().export
        dispatcher.utter_message(text=texts.ready_in_page if in_page else texts.ready)
        dispatcher.utter_message(attachment=f"/files/{name}")
        stay_with_concern(dispatcher, tracker)
        return []
