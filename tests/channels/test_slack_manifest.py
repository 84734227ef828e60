"""The manifest that an admin pastes asks for what the channel needs, and for no more.

Its shape: https://github.com/slackapi/manifest-schema
"""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.channels.payloads import names
from tightrope.channels.commands import TYPED
from tightrope.running.settings import ROOT

MANIFEST: dict[str, Any] = YAML(typ="safe").load(ROOT / "docs" / "slack-manifest.yml")


def test_everything_comes_to_the_one_address_of_the_channel():
    settings, [command] = MANIFEST["settings"], MANIFEST["features"]["slash_commands"]
    addresses = {
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        command["url"],
    }
    assert addresses == {"https://tightrope.example/webhooks/slack/webhook"}
    assert command["command"] == "/tightrope"
    assert all(word in [*TYPED, "what", "happened"] for word in _words(command["usage_hint"]))


def _words(hint: str) -> list[str]:
    return [word for word in hint.strip("[]").replace("|", " ").split() if word]


def test_it_hears_of_direct_messages_mentions_and_its_page_only():
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert events == ["message.im", "app_mention", "app_home_opened"]
    assert {event.replace(".", "_") for event in events} <= set(names("slack"))


def test_it_may_do_what_it_does_and_no_more():
    """A scope for each method and event: https://docs.slack.dev/reference/scopes"""
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == {
        "chat:write",
        "im:history",
        "im:write",
        "app_mentions:read",
        "commands",
        "files:write",
    }


def test_people_can_write_in_it():
    home = MANIFEST["features"]["app_home"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("name", 1, 35), ("description", 1, 140), ("long_description", 175, 4000)],
)
def test_its_texts_are_as_long_as_slack_wants(name: str, least: int, most: int):
    assert least <= len(MANIFEST["display_information"][name]) <= most
