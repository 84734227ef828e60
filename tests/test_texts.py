"""Every text the assistant says around the model's own, read as the person will read it.

The model's texts have the same rules in `tests/asem/test_texts.py`, which says why.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.texts import broken_rules
from tightrope.asem import Actor, Bid, Moment, load_goals
from tightrope.channels.button_intents import BUTTON_INTENTS
from tightrope.channels.commands import is_command
from tightrope.memory.feedback import RATINGS
from tightrope.running.settings import ROOT
from tightrope.safety.help_lines import load_help_lines

LONGEST_MESSAGE, LONGEST_BUBBLE = 70, 45
"""Words. A blank line in a text begins a new bubble."""
LONGEST_TITLE = 34
"""Characters a button shows on a phone without breaking the line."""

FOR_WHO_RUNS_IT = {"channels.page_missing"}
"""Not said to a person in the chat."""

ABOUT_CHILDREN = {
    "guidance.concerns.partner_abuse.not_safe.0.text",
    "guidance.plans.partner_abuse.1.text",
}
"""Where there is violence, children are named: leaving them behind must not be the plan."""

CLICHES = (
    r"i understand|i hear (you|that|how)|i'm sorry (to hear|you)|must (be|feel) (so|very|hard)|"
    r"not alone|safe space|journey|deep breath|self-care|heal\w*|reach out|be kind to yourself|"
    r"it's (okay|ok) to|as an ai|language model|feel free|unpack|work through|toxic|red flags?|"
    r"amazing|great question|no worries|happy to help|don't hesitate"
)

VALUES = {
    "bid": [*Bid],
    "actor": [*Actor],
    "moment": [*Moment, "none"],
    "goal": [*(goal.id for goal in load_goals().goals), "none"],
    "at_risk": [Actor.PARTNER, Actor.SELF],
    "country": load_help_lines().by_code,
    "sure": ["yes", "no"],
    "rating": RATINGS,
    "consent": ["yes", "no"],
}
"""What a button may set; `none` takes back what was known."""


def read(path: str) -> Any:
    return YAML(typ="safe").load((ROOT / path).read_text(encoding="utf-8"))


def leaves(tree: Any, place: str) -> list[tuple[str, str]]:
    """Place and text of every string below, template fields filled in."""
    if isinstance(tree, str):
        return [(place, re.sub(r"\{\w+\}", "something", tree))]
    items = enumerate(tree) if isinstance(tree, list) else tree.items()
    return [leaf for key, item in items for leaf in leaves(item, f"{place}.{key}")]


def found_buttons(tree: Any) -> list[dict[str, str]]:
    if isinstance(tree, dict) and "payload" in tree:
        return [tree]
    if isinstance(tree, (dict, list)):
        items = tree if isinstance(tree, list) else tree.values()
        return [button for item in items for button in found_buttons(item)]
    return []


DOMAIN = read("domain.yml")
SOURCES = {
    "domain": DOMAIN["responses"],
    "actions": read("actions/words.yml"),
    "guidance": read("tightrope/safety/guidance.yml"),
    "channels": read("tightrope/channels/words.yml"),
}
ALL = [leaf for name, tree in SOURCES.items() for leaf in leaves(tree, name)]
PLACED = [
    pytest.param(place, text, id=place)
    for place, text in ALL
    if not place.endswith(".payload") and place not in FOR_WHO_RUNS_IT
]
TEXTS = [pytest.param(param.values[1], id=param.id) for param in PLACED]
BUTTONS = list({(b["title"], b["payload"]) for b in found_buttons(list(SOURCES.values()))})


def test_texts_and_buttons_are_gathered():
    assert Counter(place.split(".")[0] for place, _ in ALL).keys() == SOURCES.keys()
    assert len(TEXTS) > 80
    assert len(BUTTONS) > 15


@pytest.mark.parametrize(("place", "text"), PLACED)
def test_a_text_keeps_the_rules(place: str, text: str):
    allowed = ["a gender, a marriage, a household or a child"] if place in ABOUT_CHILDREN else []
    assert broken_rules(text) == allowed
    assert re.search(rf"\b({CLICHES})\b", text.lower()) is None


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_short_and_tidy(text: str):
    assert text == text.strip() != ""
    assert "  " not in text
    assert len(text.split()) <= LONGEST_MESSAGE
    assert max(len(bubble.split()) for bubble in text.split("\n\n")) <= LONGEST_BUBBLE


@pytest.mark.parametrize(
    "text", ["You're not alone in this.", "That must be so hard.", "Feel free to share."]
)
def test_a_cliche_is_caught(text: str):
    assert re.search(rf"\b({CLICHES})\b", text.lower())


@pytest.mark.parametrize("name", DOMAIN["responses"])
def test_what_is_said_often_is_said_in_more_than_one_way(name: str):
    once = {
        "utter_greet",
        "utter_help",
        "utter_ask_privacy",
        "utter_other_language",
        "utter_too_long",
    }
    ways = [variant["text"] for variant in DOMAIN["responses"][name]]
    assert len(set(ways)) == len(ways)
    assert len(ways) >= (1 if name in once else 2)


@pytest.mark.parametrize(("title", "payload"), sorted(BUTTONS))
def test_a_button_sends_what_the_assistant_knows(title: str, payload: str):
    assert len(title) <= LONGEST_TITLE
    assert is_command(payload, BUTTON_INTENTS)
    command = re.fullmatch(r"/(\w+)(\{.*\})?", payload)
    assert command is not None
    assert command[1] in DOMAIN["intents"]
    for entity, value in json.loads(command[2] or "{}").items():
        assert entity in DOMAIN["entities"]
        assert value in VALUES[entity]


def test_one_payload_may_have_several_titles_but_one_title_one_payload():
    assert [title for title, n in Counter(title for title, _ in BUTTONS).items() if n > 1] == []


def test_every_command_that_is_let_through_is_an_intent():
    assert set(BUTTON_INTENTS) <= set(DOMAIN["intents"])


def test_every_response_of_the_rules_is_written_and_every_one_written_is_used():
    rules = [rule["steps"] for rule in read("data/rules.yml")["rules"]]
    talk = {f"utter_{told['intent']}" for told, done in rules if done["action"] == "action_talk"}
    assert talk | {"utter_correction", "utter_take_side"} == set(DOMAIN["responses"])
