"""The payloads hold what the documentation says, and are those the installed libraries read."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiogram.types import Update
from slack_sdk.signature import SignatureVerifier

from tests.channels.payloads import names, slack, slack_request, source, telegram
from tests.channels.payloads.signing import (
    RETRY_REASONS,
    slack_retry,
    slack_signature,
    telegram_secret,
)

SLACK = pytest.mark.parametrize("name", names("slack"))
TELEGRAM = pytest.mark.parametrize("name", names("telegram"))


def texts(part: Any) -> list[str]:
    """All strings in a payload."""
    if isinstance(part, dict):
        return [text for value in part.values() for text in texts(value)]
    if isinstance(part, list):
        return [text for value in part for text in texts(value)]
    return [part] if isinstance(part, str) else []


@SLACK
def test_every_slack_request_is_complete_and_has_a_source(name: str):
    assert not [text for text in texts(slack(name)) if "$" in text]
    assert source("slack", name).startswith("https://api.slack.com/")
    assert slack_request(name).body


@TELEGRAM
def test_every_update_is_complete_and_has_a_source(name: str):
    assert not [text for text in texts(telegram(name)) if "$" in text]
    assert source("telegram", name).startswith("https://core.telegram.org/bots/")


@TELEGRAM
def test_aiogram_reads_every_update_back_as_it_was_sent(name: str):
    sent = telegram(name)
    read = Update(**sent)
    assert read.update_id == sent["update_id"]
    [kind] = sent.keys() - {"update_id"}
    if kind != "something_of_tomorrow":
        assert read[kind].values


@pytest.mark.parametrize("build", [slack, telegram])
def test_an_unknown_name_or_value_is_an_error_that_names_the_known_ones(build: Any):
    with pytest.raises(ValueError, match=r"has no 'mesage'; it has .*message"):
        build("mesage")
    known = "message_im" if build is slack else "message"
    with pytest.raises(ValueError, match=rf"'{known}' takes no usr; it takes .*user"):
        build(known, usr="U1")


def test_ids_and_times_are_new_each_time():
    first, second = slack("message_im"), slack("message_im")
    assert first["event_id"] != second["event_id"]
    assert first["event"]["ts"] != second["event"]["ts"]
    assert telegram("message")["update_id"] < telegram("message")["update_id"]


def test_given_values_stand_where_they_belong_and_keep_their_type():
    event = slack("message_im", user="U1", text="100 $ & more", event_id="Ev1", ts="1.000001")
    assert event["event_id"] == "Ev1"
    assert event["event"]["user"] == "U1"
    assert event["event"]["text"] == "100 $ & more"
    assert event["event"]["ts"] == event["event"]["event_ts"] == "1.000001"
    assert telegram("message", chat=77, user=77)["message"]["chat"]["id"] == 77


def test_what_a_caller_changes_in_one_payload_is_not_in_the_next():
    slack("message_im")["event"].clear()
    assert slack("message_im")["event"]["text"]


@pytest.mark.parametrize(
    ("name", "entity"),
    [("command", "/link"), ("command_addressed", "/link@tightrope_bot")],
)
def test_a_command_is_marked_as_far_as_its_name_goes(name: str, entity: str):
    message = telegram(name, command="/link", arguments="ABCD")["message"]
    assert message["text"] == f"{entity} ABCD"
    [mark] = message["entities"]
    assert message["text"][: mark["length"]] == entity


def test_a_long_message_is_as_long_as_telegram_lets_it_be():
    assert len(telegram("message_long")["message"]["text"]) == 4096


def test_slack_sends_events_as_json_and_the_rest_as_forms():
    event = slack_request("message_im", text="Grüße")
    assert json.loads(event.body)["event"]["text"] == "Grüße"
    pressed = slack_request("block_actions", value="/why_this")
    assert pressed.content_type == "application/x-www-form-urlencoded"
    [payload] = parse_qs(pressed.body.decode())["payload"]
    assert json.loads(payload)["actions"][0]["value"] == "/why_this"
    command = slack_request("slash_command", arguments="start over & again")
    assert parse_qs(command.body.decode())["text"] == ["start over & again"]


def test_a_button_of_the_home_page_comes_without_a_message():
    assert "message" not in slack("block_actions_home")
    assert "response_url" not in slack("block_actions_home")


def test_a_signed_body_convinces_slacks_own_verifier():
    body = slack_request("message_im").body
    verifier = SignatureVerifier("signing-secret-of-tests")
    assert verifier.is_valid_request(body, slack_signature(body, "signing-secret-of-tests"))
    assert not verifier.is_valid_request(
        body + b" ", slack_signature(body, "signing-secret-of-tests")
    )
    assert not verifier.is_valid_request(body, slack_signature(body, "another"))
    assert not verifier.is_valid_request(
        body, slack_signature(body, "signing-secret-of-tests", at=1)
    )


def test_the_headers_of_retries_and_of_telegram():
    assert slack_retry(2, "http_error") == {
        "X-Slack-Retry-Num": "2",
        "X-Slack-Retry-Reason": "http_error",
    }
    assert "http_timeout" in RETRY_REASONS
    with pytest.raises(ValueError, match="no retry 4"):
        slack_retry(4)
    assert telegram_secret("s3cret") == {"X-Telegram-Bot-Api-Secret-Token": "s3cret"}
