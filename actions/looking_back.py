"""“How are we doing?”: what is remembered, told in a few sentences and drawn."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.coaching import held_back
from actions.introduction import introduce
from actions.recall import data_folder, memory
from actions.safety_state import safety_of
from actions.turn import heard_before
from tightrope.asem import Actor, Bid
from tightrope.looking_back import (
    Finding,
    Past,
    PastEpisode,
    PastStep,
    described,
    draw,
    summarise,
    told,
)
from tightrope.memory import Memory, keep_picture

Domain = dict[str, Any]


class ActionLookBack(Action):  # type: ignore[misc]
    """Answers “how are we doing?”."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_look_back"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Tells it, and shows a picture that says the same; neither where it is too early."""
        if held_back(dispatcher, tracker, safety_of(tracker)):
            return heard_before(tracker).slots()
        introduce(dispatcher, tracker)
        now = datetime.now(timezone.utc)
        with memory() as opened:
            summary = summarise(past_of(opened, tracker.sender_id), now)
        dispatcher.utter_message(text=told(summary))
        if summary.finding is not Finding.TOO_EARLY:
            name = keep_picture(data_folder(), tracker.sender_id, draw(summary), now)
            dispatcher.utter_message(
                image=f"/pictures/{name}", metadata={"alt": described(summary)}
            )
        return []


def past_of(opened: Memory, sender_id: str) -> Past:
    """What is remembered of a person, as it is looked back on."""
    return Past(
        episodes=tuple(
            PastEpisode(Bid(row.bid), Actor(row.actor), row.started, row.soothed)
            for row in opened.episodes(sender_id)
        ),
        steps=tuple(
            PastStep(row.goal, row.size, row.at, row.went_well)
            for row in opened.goals.steps(sender_id)
        ),
    )
