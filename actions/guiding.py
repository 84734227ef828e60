"""Saying what guidance.yml holds for where the talk of safety is."""

from __future__ import annotations

import re

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.safety_state import SafetyState
from actions.speech import alternate, ask
from actions.turn import latest_exchange
from tightrope.asem import Concern
from tightrope.safety.guidance import ConcernWords, Stage, load_guidance
from tightrope.safety.help_lines import load_help_lines
from tightrope.said import Said

_LONGEST_EVIDENCE = 160
"""Characters of a person's own words that are shown again."""

_ASKS_ABOUT_SAFETY = re.compile(r"\bsafe\b[^.?!]*\?\W*$", re.IGNORECASE)


def say(
    dispatcher: CollectingDispatcher, tracker: Tracker, safety: SafetyState, *all_said: Said
) -> None:
    """Says messages of the guidance, with what they leave open.

    That is the country's emergency number, the way out of this channel, and the person's words.
    """
    guidance = load_guidance()
    emergency = emergency_number(safety)
    way_out = guidance.way_out_in.get(tracker.get_latest_input_channel(), guidance.way_out)
    for said in all_said:
        text = said.text.replace("{emergency}", emergency).replace("{way_out}", way_out)
        if "{evidence}" in text:
            text = text.replace("{evidence}", evidence(tracker, safety.concern))
        ask(dispatcher, Said(text=text, buttons=said.buttons))


def say_first(dispatcher: CollectingDispatcher, tracker: Tracker, safety: SafetyState) -> None:
    """Says what belongs to a concern that was just heard."""
    say(dispatcher, tracker, safety, *_words(safety).first)


def say_still(dispatcher: CollectingDispatcher, tracker: Tracker, safety: SafetyState) -> None:
    """Says what belongs to a concern that is still open, each time another of its texts."""
    say(dispatcher, tracker, safety, alternate(_words(safety).still, tracker))


def stage(safety: SafetyState, name: str) -> Stage:
    """The messages for the open concern at `safe`, `not_safe`, `not_sure` or `goodbye`."""
    messages: Stage = getattr(_words(safety), name)
    return messages


def emergency_number(safety: SafetyState) -> str:
    """The emergency number of the country, or words for it where that is not known."""
    country = load_help_lines().by_code.get(safety.country or "")
    return country.emergency if country else load_guidance().your_emergency_number


def evidence(tracker: Tracker, concern: Concern) -> str:
    """The person's own words in which a concern was heard, shortened if they are many."""
    exchange = latest_exchange(tracker)
    found = [e.text for e in exchange.evidence if e.label == concern.value] if exchange else []
    text = " ".join((found or [str((tracker.latest_message or {}).get("text") or "")])[0].split())
    if len(text) <= _LONGEST_EVIDENCE:
        return text
    return text[:_LONGEST_EVIDENCE].rsplit(" ", 1)[0] + " …"


def asked_about_safety(tracker: Tracker) -> bool:
    """Whether the assistant last asked about being safe, so that “yes” and “no” answer it."""
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            return _ASKS_ABOUT_SAFETY.search(event.get("text") or "") is not None
    return False


def _words(safety: SafetyState) -> ConcernWords:
    return load_guidance().of(safety.concern, partner_at_risk=safety.partner_at_risk)
