"""What Slack's requests tell."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.payloads import names, slack, slack_request
from tightrope.channels.slack_requests import (
    Challenge,
    Command,
    HomeOpened,
    MalformedError,
    Mention,
    Message,
    Person,
    Press,
    plain,
    read_request,
)

KINDS: dict[str, type | None] = {
    "url_verification": Challenge,
    "message_im": Message,
    "message_im_in_thread": Message,
    "message_im_enterprise": Message,
    "message_changed": Message,
    "message_deleted": None,
    "message_of_bot": None,
    "bot_message": None,
    "file_share": Message,
    "app_mention": Mention,
    "app_mention_in_thread": Mention,
    "message_channels": None,
    "app_home_opened": None,
    "app_home_opened_again": HomeOpened,
    "tokens_revoked": None,
    "app_uninstalled": None,
    "app_rate_limited": None,
    "unknown_event": None,
    "block_actions": Press,
    "block_actions_in_thread": Press,
    "block_actions_ephemeral": Press,
    "block_actions_home": Press,
    "block_actions_enterprise": Press,
}


def read(name: str, **values: Any) -> Any:
    request = slack_request(name, **values)
    return read_request(request.body, request.content_type)


@pytest.mark.parametrize("name", names("slack"))
def test_each_kind_is_read(name: str):
    kind = KINDS.get(name, Command if "command" in name else None)
    assert type(read(name)) is (kind or type(None))


def test_a_direct_message():
    told = read("message_im", user="U1", text="she left &amp; I stayed", channel="D1", event_id="E")
    assert told == Message("E", Person("T0COUPLES", "U1"), "D1", None, "she left & I stayed")


def test_a_message_in_a_thread_tells_which():
    assert read("message_im_in_thread", thread_ts="17.5").thread == "17.5"


def test_of_an_edited_message_the_new_words_count():
    assert read("message_changed", text="he left").text == "he left"
    assert read("message_changed", text="same", old_text="same") is None


def test_a_mention_tells_where_to_answer_and_leaves_us_out():
    first = read("app_mention", text="<@U0BOT> she keeps asking", ts="5.1")
    assert (first.text, first.thread) == ("she keeps asking", "5.1")
    assert read("app_mention_in_thread", thread_ts="4.2").thread == "4.2"


def test_a_page_that_was_opened_is_shown_its_home_only():
    assert isinstance(read("app_home_opened", tab="home"), HomeOpened)
    assert read("app_home_opened", tab="messages") is None


def test_a_press_tells_what_the_button_showed_and_where_it_stood():
    told = read("block_actions", value="/why_this", title="Why this?", message_ts="3.3")
    assert (told.value, told.title, told.message) == ("/why_this", "Why this?", "3.3")
    assert any(block["type"] == "actions" for block in told.blocks)
    assert (told.at_home, read("block_actions_home").at_home) == (False, True)
    assert read("block_actions_home").message is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@U0BOT> hello", "hello"),
        ("hello <@U0BOT>", "hello"),
        ("<@U77> asked me, <@U78|kim> too", "someone asked me, kim too"),
        (
            "see <https://example.org|this> or <https://example.org/x>",
            "see this or https://example.org/x",
        ),
        ("in <#C1|general>", "in general"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("&lt;@U77&gt;", "<@U77>"),
        (None, ""),
        (5, ""),
    ],
)
def test_words_are_read_as_they_were_typed(text: object, words: str):
    assert plain(text, ("U0BOT",)) == words


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"payload=%7B", "application/x-www-form-urlencoded"),
        (b"hello=1", "application/x-www-form-urlencoded"),
        (b"", "text/plain"),
    ],
)
def test_what_is_none_of_slacks_shapes_is_an_error(body: bytes, content_type: str):
    with pytest.raises(MalformedError):
        read_request(body, content_type)


KEYS = (
    *("type", "event", "event_id", "team_id", "team", "user", "id", "text", "subtype", "message"),
    *("channel", "channel_type", "ts", "thread_ts", "bot_id", "tab", "actions", "value", "blocks"),
    *("authorizations", "user_id", "action_ts", "action_id", "previous_message"),
)
VALUES = ("event_callback", "block_actions", "message", "im", "app_mention", "message_changed", "x")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(VALUES),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=8)
    ),
    max_leaves=30,
)


@given(ANYTHING)
def test_nothing_that_comes_breaks_the_reading(body: Any):
    read_request(json.dumps(body).encode(), "application/json")
    form = urlencode({"payload": json.dumps(body)}).encode()
    read_request(form, "application/x-www-form-urlencoded")


@given(ANYTHING)
def test_nothing_in_a_message_breaks_the_reading(event: Any):
    if isinstance(event, dict):
        whole = {**slack("message_im"), "event": {**slack("message_im")["event"], **event}}
        read_request(json.dumps(whole).encode(), "application/json")
