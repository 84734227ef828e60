"""Naming the help lines of the person's country; the country is asked for once."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.guiding import say
from actions.safety_state import SafetyState, safety_of, without_strategy
from tightrope.asem import Concern
from tightrope.safety.country_names import country_name
from tightrope.safety.guidance import load_guidance
from tightrope.safety.help_lines import HelpLine, load_help_lines
from tightrope.said import Said

_MOST = 6
"""Lines that are named at once; somebody upset does not read more."""

_HOURS_NOT_KNOWN = "hours not known"


def say_lines(dispatcher: CollectingDispatcher, tracker: Tracker, safety: SafetyState) -> None:
    """Names the lines of the country for what was disclosed; asks for the country if need be."""
    if safety.country is None:
        ask_country(dispatcher, tracker, safety)
        return
    words, lines = load_guidance().help_lines, load_help_lines()
    known = lines.lines(safety.country, safety.needs)
    intro = words.intro if known else words.none_known
    named = known[:_MOST] or lines.directories(safety.needs)
    texts = [
        intro.replace("{country}", country_name(safety.country)),
        "\n".join(f"- {_line(line)}" for line in named),
        words.emergency,
    ]
    say(dispatcher, tracker, safety, Said(text="\n\n".join(texts)))
    after = words.after.buttons if safety.concern is not Concern.NONE else ()
    say(
        dispatcher,
        tracker,
        safety,
        Said(text=words.after.text, buttons=(*after, words.other_country)),
    )


def ask_country(dispatcher: CollectingDispatcher, tracker: Tracker, safety: SafetyState) -> None:
    """Asks which country's lines are wanted, and names the directory meanwhile."""
    asked = load_guidance().help_lines.ask_country
    say(dispatcher, tracker, safety, asked)


def _line(line: HelpLine) -> str:
    """One line as it is said: name, ways to reach it, hours where they are known."""
    ways = [line.phone, line.text and f"text {line.text}", line.chat]
    said = f"**{line.name}**: {' · '.join(way for way in ways if way)}"
    return said if line.hours == _HOURS_NOT_KNOWN else f"{said} ({line.hours})"


class ActionHelpLines(Action):  # type: ignore[misc]
    """Answers the wish for somebody to call or write to, and the name of a country."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_help_lines"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Names the lines; a concern stays open."""
        say_lines(dispatcher, tracker, safety_of(tracker))
        return without_strategy()


class ActionAskCountry(Action):  # type: ignore[misc]
    """Asks for the country again, for somebody whose lines are those of another."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_country"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Asks, and forgets what was known."""
        ask_country(dispatcher, tracker, safety_of(tracker))
        return [SlotSet("country", None)]
