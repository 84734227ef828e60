"""The safety actions by themselves: what a tracker says decides which words are spoken."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.help_lines import ActionHelpLines
from actions.safety import ActionNotSafe, ActionSafety
from actions.taking_back import ActionCorrection, ActionGoOn
from actions.talk import ActionTalk
from tests.safety.spoken import stages_of
from tightrope.safety.help_lines import load_help_lines


def run(
    action: Action, intent: str, slots: dict[str, Any], asked: str = "", **message: Any
) -> tuple[set[str], dict[str, Any]]:
    """The stages an action speaks, and the slots it sets."""
    latest = {
        "text": "…",
        "intent": {"name": intent, "confidence": message.pop("confidence", 1.0)},
        "entities": [],
        **message,
    }
    events = [{"event": "bot", "text": asked}]
    tracker = Tracker("person", slots, latest, events, False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    changed = {event["name"]: event["value"] for event in action.run(dispatcher, tracker, {})}
    return stages_of(dispatcher.messages), changed


def read_as(concern: str) -> dict[str, Any]:
    """The exchange of a message in which a concern is heard."""
    sure = {"bid": 0.9, "actor": 0.0, "moment": 0.0, "concern": 0.9}
    evidence = {"text": "…", "start": 0, "end": 1, "label": concern, "confidence": 0.9}
    return {
        "bid": "none",
        "dimension": "none",
        "actor": "none",
        "moment": None,
        "concern": concern,
        "confidence": sure,
        "evidence": [evidence],
        "also": None,
    }


@pytest.mark.parametrize(
    ("concern", "spoken", "after"),
    [
        (None, "what_is_it", "possible_abuse"),
        ("self_harm", "self_harm.not_safe", "self_harm"),
        ("possible_abuse", "possible_abuse.not_safe", "partner_abuse"),
        ("past_abuse", "past_abuse.not_safe", "partner_abuse"),
        ("harm_to_others", "harm_to_others.not_safe", "harm_to_others"),
    ],
)
def test_not_safe_is_taken_at_its_word(concern: str | None, spoken: str, after: str):
    stages, slots = run(ActionNotSafe(), "i_am_not_safe", {"concern": concern})
    assert spoken in stages
    assert slots["concern"] == after


def test_not_safe_that_nobody_asked_for_and_was_hardly_read_is_asked_about():
    told = {"bid": "jealousy"}
    stages, slots = run(ActionNotSafe(), "i_am_not_safe", told, confidence=0.4)
    assert stages == {"possible_abuse.first"}
    assert (slots["concern"], slots["bid"]) == ("possible_abuse", "jealousy")


@pytest.mark.parametrize("lesser", ["possible_abuse", "past_abuse"])
@pytest.mark.parametrize("danger", ["self_harm", "partner_abuse", "harm_to_others"])
def test_while_a_danger_is_open_something_lesser_does_not_take_its_place(danger: str, lesser: str):
    slots = {"concern": danger, "disclosed": [danger]}
    stages, after = run(ActionSafety(), "disclose_abuse", slots, exchange=read_as(lesser))
    assert f"{danger}.still" in stages
    assert (after["concern"], after["disclosed"]) == (danger, [danger])


def test_a_second_danger_is_answered_and_the_first_stays_known():
    slots = {"concern": "partner_abuse", "disclosed": ["partner_abuse"]}
    heard = read_as("self_harm")
    stages, after = run(ActionSafety(), "disclose_self_harm", slots, exchange=heard)
    assert "self_harm.first" in stages
    assert after["disclosed"] == ["partner_abuse", "self_harm"]


def test_more_danger_in_answer_to_whether_one_is_safe_means_not_safe():
    slots = {"concern": "partner_abuse", "disclosed": ["partner_abuse"]}
    heard = read_as("partner_abuse")
    stages, _ = run(
        ActionSafety(), "disclose_abuse", slots, "Are you safe right now?", exchange=heard
    )
    assert "partner_abuse.not_safe" in stages


@pytest.mark.parametrize(
    ("intent", "asked", "spoken"),
    [
        ("affirm", "I'll stay. Are you safe right now?", "self_harm.safe"),
        ("deny", "I'll stay. Are you safe right now?", "self_harm.not_safe"),
        ("affirm", "Who could sit with you?", "self_harm.still"),
        ("deny", "Who could sit with you?", "self_harm.still"),
        ("goodbye", "", "self_harm.goodbye"),
        ("thank", "", "self_harm.still"),
        ("out_of_scope", "", "self_harm.still"),
        ("bot_challenge", "", "self_harm.still"),
    ],
)
def test_talk_does_not_lead_away_from_an_open_concern(intent: str, asked: str, spoken: str):
    slots = {"concern": "self_harm", "disclosed": ["self_harm"]}
    stages, _ = run(ActionTalk(), intent, slots, asked)
    assert spoken in stages


@pytest.mark.parametrize("danger", ["partner_abuse", "harm_to_others"])
def test_after_violence_no_ideas_come_even_if_they_are_asked_for(danger: str):
    slots = {"disclosed": [danger], "bid": "protest", "actor": "partner", "moment": "tension"}
    stages, after = run(ActionGoOn(), "go_on", slots)
    assert stages == {"no_ideas"}
    assert after["strategy"] is None


@pytest.mark.parametrize("code", sorted(load_help_lines().by_code))
def test_every_country_gets_lines_or_directories_for_every_danger(code: str):
    for danger in ("self_harm", "partner_abuse", "harm_to_others"):
        slots = {"concern": danger, "disclosed": [danger], "country": code}
        stages, _ = run(ActionHelpLines(), "ask_help_lines", slots)
        assert "help_lines" in stages


@pytest.mark.parametrize("country", ["JM", "XX", "no country"])
def test_a_country_without_lines_gets_the_directories(country: str):
    slots = {"concern": "self_harm", "country": country}
    stages, _ = run(ActionHelpLines(), "ask_help_lines", slots)
    assert "help_lines" in stages


def test_the_country_of_a_deployment_is_not_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TIGHTROPE_COUNTRY", "gb")
    stages, _ = run(ActionHelpLines(), "ask_help_lines", {"concern": "self_harm"})
    assert stages == {"help_lines"}


def test_whose_thoughts_of_suicide_they_were_before_says_nothing_of_new_ones():
    slots = {"at_risk": "partner", "disclosed": ["self_harm"]}
    heard = read_as("self_harm")
    stages, after = run(ActionSafety(), "disclose_self_harm", slots, exchange=heard)
    assert "self_harm.first" in stages
    assert after["at_risk"] is None


def test_a_second_correction_after_the_concern_was_closed_opens_it_again():
    slots = {"believed": True, "disclosed": ["partner_abuse"]}
    stages, after = run(ActionCorrection(), "correction", slots)
    assert "heard_again" in stages
    assert after["concern"] == "partner_abuse"
