"""“Why this?”: what was heard, where in the model the answer comes from, and the studies."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.episodes import words_of
from actions.guiding import say_still
from actions.safety_state import safety_of
from actions.speech import ask
from actions.turn import Heard, heard_before
from actions.words import words
from tightrope.asem import Actor, Concern, Strategy, load_table1
from tightrope.asem.table1 import Reference


class ActionWhyThis(Action):  # type: ignore[misc]
    """Explains the last strategy."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_why_this"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Says it in three lines; where nothing was offered yet, asks for a story."""
        table = load_table1()
        strategy = next((s for s in table.strategies if s.id == tracker.get_slot("strategy")), None)
        safety = safety_of(tracker)
        if strategy is None and safety.concern is not Concern.NONE:
            say_still(dispatcher, tracker, safety)
            return []
        if strategy is None:
            ask(dispatcher, words().nothing_yet)
            return []
        heard = heard_before(tracker)
        texts = words().why
        dispatcher.utter_message(text=texts.heard.format(heard=_heard(tracker, heard)))
        dispatcher.utter_message(text=_where(strategy, heard))
        dispatcher.utter_message(
            text=texts.sources.format(sources=_sources(strategy)), buttons=[texts.button.dict()]
        )
        return []


def _heard(tracker: Tracker, heard: Heard) -> str:
    texts = words().why
    bid = texts.bid[heard.bid.value]
    actor = texts.actor[heard.actor.value] if heard.actor else ""
    evidence = words_of(tracker, heard.bid, heard.actor)
    if evidence is not None:
        return texts.heard_in.format(bid=bid, actor=actor, evidence=evidence)
    return texts.heard_asked.format(bid=bid, actor=actor)


def _where(strategy: Strategy, heard: Heard) -> str:
    texts = words().why
    (title,) = (cell.title for cell in load_table1().cells if cell.id is strategy.cell)
    where = texts.where.format(cell=title, why=strategy.why)
    return f"{where} {texts.adapted}" if heard.actor is Actor.SELF else where


def _sources(strategy: Strategy) -> str:
    references = load_table1().references
    return "; ".join([*(_study(references[n]) for n in strategy.sources), words().why.model])


def _study(reference: Reference) -> str:
    study = f"{reference.authors} ({reference.year})"
    return f"{study}, doi.org/{reference.doi}" if reference.doi else study
