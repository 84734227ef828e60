"""The Slack channel on a real Rasa server, with a stand-in for Slack."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.exceptions import RasaException

from tests.channels.echo_app import MOMENTS, EchoServer, serve_channel
from tests.channels.http_client import Answer, post
from tests.channels.payloads import Request, slack_request
from tests.channels.payloads.signing import slack_retry, slack_signature
from tests.channels.stand_ins.slack_api import SlackApi
from tests.channels.waiting import wait_until
from tightrope.channels.rates import MESSAGES
from tightrope.channels.slack import SlackInput
from tightrope.channels.slack_options import SECRET_VARIABLE, TOKEN_VARIABLE
from tightrope.channels.words import words
from tightrope.memory import CheckBack, Memory, keep_picture

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
PNG = b"\x89PNG\r\n\x1a\n and so on"
SENDER = "slack-T0COUPLES-U0PERSON"
DIRECT = "D0TALK"


class Slack:
    """Slack and the person behind it: sends requests, sees what came."""

    def __init__(self, api: SlackApi, server: EchoServer) -> None:
        self.api = api
        self.server = server

    def send(self, name: str, **values: Any) -> Answer:
        return self.post(slack_request(name, **values))

    def post(self, request: Request, **headers: str) -> Answer:
        signed = {"Content-Type": request.content_type, **slack_signature(request.body, SECRET)}
        return post(f"{self.server.url}/webhooks/slack/webhook", request.body, signed | headers)

    def say(self, text: str, **values: Any) -> dict[str, Any]:
        """Send `text` and wait for an answer."""
        before = len(self.api.accepted("chat.postMessage"))
        assert self.send("message_im", text=text, **values).status == 200
        wait_until(lambda: len(self.api.accepted("chat.postMessage")) > before)
        return self.api.accepted("chat.postMessage")[before].fields

    def press(self, name: str = "block_actions", **values: Any) -> Answer:
        ts = self.api.place(DIRECT, "Is it heated?", [{"type": "divider"}])
        return self.send(name, **({"message_ts": ts} | values))

    def says(self, message: dict[str, Any], sender: str = SENDER) -> None:
        """Let the assistant say something outside a turn."""
        output = self.server.channel.get_output_channel()
        assert output is not None
        saying = output.send_response(sender, message)
        asyncio.run_coroutine_threadsafe(saying, self.server.loop).result(5)

    def texts(self) -> list[str]:
        """What came through, as it is shown."""
        return [text_of(call.fields) for call in self.api.accepted("chat.postMessage")]


def text_of(fields: dict[str, Any]) -> str:
    blocks = fields.get("blocks") or [{"type": "section", "text": {"text": fields["text"]}}]
    return "\n".join(block["text"]["text"] for block in blocks if block["type"] == "section")


def buttons_of(fields: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (element["text"]["text"], element["value"])
        for block in fields["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def app(data: Path) -> Iterator[Slack]:
    with SlackApi() as api:
        options = {"token": api.token, "signing_secret": SECRET, "api": api.url}
        with serve_channel(SlackInput.from_credentials(options)) as server:
            yield Slack(api, server)


# At start


@pytest.mark.parametrize(
    ("options", "missing"),
    [
        ({}, [TOKEN_VARIABLE, SECRET_VARIABLE]),
        ({"token": "xoxb-1"}, [SECRET_VARIABLE]),
        ({"signing_secret": "x"}, [TOKEN_VARIABLE]),
    ],
)
def test_without_its_secrets_it_is_off_and_says_so_once(
    options: dict[str, str], missing: list[str], caplog: pytest.LogCaptureFixture
):
    off = SlackInput.from_credentials(options)
    with caplog.at_level(logging.WARNING), serve_channel(off) as server:
        assert post(f"{server.url}/webhooks/slack/webhook", b"{}", {}).status in (404, 405)
        assert off.get_output_channel() is None
    [told] = [r.getMessage() for r in caplog.records if "Slack" in r.getMessage()]
    assert all(variable in told for variable in missing)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"token": "xoxp-my-own"}, "token"),
        ({"token": "xoxb-1", "signing_secret": "two words"}, "signing_secret"),
        ({"tokn": "xoxb-1"}, "tokn"),
    ],
)
def test_a_wrong_setting_is_named_and_not_shown(options: dict[str, str], named: str):
    with pytest.raises(RasaException, match=named) as told:
        SlackInput.from_credentials(options)
    assert "my-own" not in str(told.value)
    assert "two words" not in str(told.value)


# Who may send requests


def test_slack_may_check_that_we_are_there(app: Slack):
    answer = app.send("url_verification", challenge="say this back")
    assert json.loads(answer.body) == {"challenge": "say this back"}


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=0123"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": str(int(time.time()) + 4)},
    ],
)
def test_a_request_that_slack_did_not_sign_is_refused(app: Slack, headers: dict[str, str]):
    assert app.post(slack_request("message_im", text="echo forged"), **headers).status == 403
    app.say("echo real")
    assert app.server.heard() == ["echo real"]


def test_a_request_signed_with_another_secret_is_refused(app: Slack):
    request = slack_request("message_im", text="echo forged")
    assert app.post(request, **slack_signature(request.body, "another")).status == 403


def test_an_old_request_is_refused(app: Slack):
    request = slack_request("message_im", text="echo old")
    old = slack_signature(request.body, SECRET, time.time() - 301)
    assert app.post(request, **old).status == 403


def test_a_replayed_request_is_refused(app: Slack):
    request = slack_request("message_im", text="echo once")
    signed = slack_signature(request.body, SECRET)
    assert [app.post(request, **signed).status for _ in range(3)] == [200, 403, 403]
    app.say("echo then")
    assert app.server.heard() == ["echo once", "echo then"]


def test_what_slack_repeats_is_not_answered_twice(app: Slack):
    first = slack_request("message_im", text="echo once", event_id="Ev77", ts="5.000001")
    app.post(first)
    for number in (1, 2, 3):
        # Signed anew, a second later.
        signed = slack_signature(first.body, SECRET, time.time() - number)
        answer = app.post(first, **signed, **slack_retry(number))
        assert answer.status == 200
    app.say("echo then")
    assert app.server.heard() == ["echo once", "echo then"]


def test_a_repetition_of_what_never_arrived_is_answered(app: Slack):
    app.post(slack_request("message_im", text="echo late"), **slack_retry(2, "http_timeout"))
    wait_until(lambda: app.server.heard() == ["echo late"])


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 403),
        (b"[]", "application/json", 200),
        (b"payload=no", "application/x-www-form-urlencoded", 400),
        (b"ssl_check=1", "application/x-www-form-urlencoded", 200),
        (b'"' + b"x" * 2_000_000 + b'"', "application/json", 413),
    ],
)
def test_a_body_that_is_no_request_breaks_nothing(
    app: Slack, body: bytes, content_type: str, status: int
):
    assert app.post(Request(body, content_type)).status == status
    assert app.say("echo still here")["text"] == "echo still here"


@pytest.mark.parametrize(
    "name",
    [
        *("message_of_bot", "bot_message", "message_deleted", "message_channels"),
        *("app_uninstalled", "tokens_revoked", "app_rate_limited", "unknown_event"),
        "unknown_interaction",
    ],
)
def test_what_is_not_for_us_is_taken_and_not_answered(app: Slack, name: str):
    assert app.send(name).status == 200
    app.say("echo hello")
    assert app.server.heard() == ["echo hello"]


# Talking


def test_a_direct_message_is_answered_with_blocks_and_buttons(app: Slack):
    answer = app.say("my story", channel=DIRECT)
    assert answer["channel"] == DIRECT
    assert "*When it is tense:*" in text_of(answer)
    assert ">I am here, and I am not going anywhere." in text_of(answer)
    assert buttons_of(answer) == [(button["title"], button["payload"]) for button in MOMENTS]
    assert answer["text"].startswith("It sounds as if")
    message = app.server.agent.heard[-1]
    assert (message.sender_id, message.input_channel) == (SENDER, "slack")


def test_a_thread_is_answered_in_the_thread(app: Slack):
    app.send("message_im_in_thread", text="echo here", thread_ts="17.000005")
    [call] = app.api.wait_for("chat.postMessage")
    assert call.fields["thread_ts"] == "17.000005"


@pytest.mark.parametrize(
    ("name", "thread"), [("app_mention", "9.000001"), ("app_mention_in_thread", "4.000002")]
)
def test_a_mention_is_answered_where_nobody_reads_along(app: Slack, name: str, thread: str):
    times = {"ts": thread} if name == "app_mention" else {"thread_ts": thread}
    app.send(name, text="<@U0BOT> echo she keeps asking", **times)
    app.api.wait_for("chat.postMessage", 2)
    said = {call.fields["channel"]: call.fields for call in app.api.calls("chat.postMessage")}
    pointer = said.pop("C0LOUNGE")
    assert (pointer["text"], pointer["thread_ts"]) == (words().slack.mentioned, thread)
    [(channel, answer)] = said.items()
    assert channel.startswith("D")
    assert text_of(answer) == "echo she keeps asking"
    assert "thread_ts" not in answer


def test_a_mention_without_words_is_greeted(app: Slack):
    app.send("app_mention", text="<@U0BOT>")
    wait_until(lambda: app.server.heard() == ["/greet"])


@pytest.mark.parametrize(
    ("arguments", "heard"),
    [
        ("", "/help"),
        ("why", "/why_this"),
        ("progress", "/look_back"),
        ("export", "/export"),
        ("link abcd-efgh", '/link{"code": "abcd-efgh"}'),
        ("she keeps asking", "she keeps asking"),
        ("restart", "restart"),
        ("/restart", "restart"),
    ],
)
def test_a_slash_command_is_answered_in_direct_messages(app: Slack, arguments: str, heard: str):
    answer = app.send("slash_command_in_channel", arguments=arguments)
    told = json.loads(answer.body)
    assert told == {"response_type": "ephemeral", "text": words().slack.answered_directly}
    [call] = app.api.wait_for("chat.postMessage")
    assert call.fields["channel"].startswith("D")
    assert app.server.heard() == [heard]


def test_in_direct_messages_a_slash_command_needs_no_pointer(app: Slack):
    assert app.send("slash_command", arguments="help").body == b""
    app.api.wait_for("chat.postMessage")


@pytest.mark.parametrize(
    ("typed", "heard"),
    [("/why", "/why_this"), ("/restart", "restart"), ("a &lt; b &amp; c", "a < b & c")],
)
def test_what_is_typed_reaches_the_assistant_as_it_may(app: Slack, typed: str, heard: str):
    app.say(typed)
    assert app.server.heard() == [heard]


def test_an_edited_message_is_heard_anew_and_an_unfolded_link_is_not(app: Slack):
    app.send("message_changed", text="same", old_text="same")
    app.send("message_changed", text="echo he left", old_text="echo she left")
    wait_until(lambda: app.server.heard() == ["echo he left"])


def test_what_has_no_words_is_asked_for_in_words(app: Slack):
    app.send("file_share", text="")
    app.api.wait_for("chat.postMessage")
    assert app.texts() == [words().only_text]


def test_a_text_of_twenty_thousand_characters_comes_back_in_parts(app: Slack):
    app.send("message_im", text="echo " + "word &amp; " * 2800)
    wait_until(lambda: sum(text.count("word") for text in app.texts()) == 2800)
    calls = app.api.calls("chat.postMessage")
    assert all(call.ok for call in calls)
    assert all(len(text_of(call.fields)) <= 9000 for call in calls)


@pytest.mark.parametrize("text", ["silence", "fail my secret words"])
def test_a_turn_that_fails_is_owned_up_to_and_not_quoted(
    app: Slack, text: str, caplog: pytest.LogCaptureFixture
):
    assert text_of(app.say(text)) == words().apology
    assert "secret" not in "".join(record.getMessage() for record in caplog.records)


def test_too_much_at_once_is_answered_once_and_kindly(app: Slack):
    for number in range(MESSAGES + 3):
        app.send("message_im", text=f"echo {number}")
    app.api.wait_for("chat.postMessage", MESSAGES + 1)
    wait_until(lambda: len(app.server.heard()) == MESSAGES)
    assert app.texts().count(words().too_fast) == 1


# Buttons


def test_a_press_is_heard_and_shown_in_place_of_the_buttons(app: Slack):
    app.say("my story", channel=DIRECT)
    ts = app.api.shown(DIRECT)[-1]["ts"]
    app.send("block_actions", value="/why_this", title="Why <this>?", message_ts=ts)
    wait_until(lambda: app.server.heard()[-1] == "/why_this")
    app.api.wait_for("chat.update")
    wait_until(lambda: "edited" in app.api.messages[DIRECT, ts])
    shown = app.api.messages[DIRECT, ts]["blocks"]
    assert [block["type"] for block in shown][-1] == "context"
    assert shown[-1]["elements"][0]["text"] == "You: Why &lt;this&gt;?"
    assert not any(block["type"] == "actions" for block in shown)


def test_a_press_that_is_sent_twice_counts_once(app: Slack):
    for _ in range(2):
        app.press(value="/it_helped", ts="7.000001")
    app.send("message_im", text="echo then")
    wait_until(lambda: app.server.heard() == ["/it_helped", "echo then"])


def test_a_press_on_a_message_that_is_gone_counts(app: Slack):
    app.api.fail_next("chat.update", "message_not_found")
    app.press(value="/i_am_not_safe")
    wait_until(lambda: app.server.heard() == ["/i_am_not_safe"])
    app.api.wait_for("chat.postMessage")


def test_an_answer_to_an_older_question_is_not_taken_for_the_newest(app: Slack):
    app.say("/start", channel=DIRECT)
    first = app.api.shown(DIRECT)[-1]["ts"]
    app.say("/start", channel=DIRECT)
    app.send("block_actions", value='/inform{"moment": "calm"}', message_ts=first)
    wait_until(lambda: words().old_question in app.texts())
    assert app.server.heard() == ["/greet", "/greet"]
    app.send("block_actions", value="/i_am_not_safe", message_ts=first)
    wait_until(lambda: app.server.heard()[-1] == "/i_am_not_safe")


# The page


def test_the_page_tells_what_is_kept_and_erases_it_after_asking(app: Slack, data: Path):
    app.send("app_home_opened", tab="home")
    app.api.wait_for("views.publish")
    assert words().slack.home_nothing in str(app.api.views["U0PERSON"])
    with Memory(data) as memory:
        now = datetime(2026, 3, 4, tzinfo=timezone.utc)
        memory.episode(SENDER, "jealousy", "self", "calm", now)
    app.send("app_home_opened", tab="home")
    app.api.wait_for("views.publish", 2)
    shown = app.api.views["U0PERSON"]
    assert "4 March" in str(shown)
    [buttons] = [block for block in shown["blocks"] if block["type"] == "actions"]
    copy, erase = buttons["elements"]
    assert copy["value"] == "/export"
    assert erase["value"] == '/erase{"sure": "yes"}'
    assert erase["confirm"]["confirm"]["text"] == words().slack.erase_yes


def test_a_press_on_the_page_is_answered_in_direct_messages_and_shows_the_page_anew(app: Slack):
    app.send("block_actions_home", value='/erase{"sure": "yes"}')
    app.api.wait_for("chat.postMessage")
    app.api.wait_for("views.publish")
    assert app.server.heard() == ['/erase{"sure": "yes"}']


# A Slack that is busy or down, and people who are gone


@pytest.mark.parametrize("kind", ["rate_limited", "server_error", "hang_up", "internal_error"])
def test_an_answer_that_is_not_taken_at_once_comes_later_and_in_order(app: Slack, kind: str):
    app.api.fail_next("chat.postMessage", kind)
    app.send("message_im", text="three")
    wait_until(lambda: len(app.api.accepted("chat.postMessage")) == 3)
    assert app.texts() == ["one", "two", "three"]


def test_it_waits_as_long_as_slack_says(app: Slack):
    app.api.fail_next("chat.postMessage", "rate_limited", retry_after=1)
    app.send("message_im", text="echo hello")
    refused, taken = app.api.wait_for("chat.postMessage", 2)
    assert taken.time - refused.time >= 1


def test_whoever_is_gone_is_not_asked_later(app: Slack, data: Path):
    with Memory(data) as memory:
        due = datetime(2030, 1, 1, tzinfo=timezone.utc)
        episode = memory.episode(SENDER, "jealousy", "self", "calm", due)
        memory.check_backs.promise(CheckBack(SENDER, "slack", due, episode.id))
    app.api.fail_next("conversations.open", "user_not_found")
    app.says({"text": "How are things now?"})

    def forgotten() -> bool:
        with Memory(data) as memory:
            return memory.check_backs.of(SENDER) is None

    wait_until(forgotten)


# Pictures, and what is said unasked


def test_what_is_said_unasked_arrives_in_direct_messages(app: Slack):
    app.says({"text": "How are things now?"})
    [call] = app.api.wait_for("chat.postMessage")
    assert call.fields["channel"].startswith("D")
    assert text_of(call.fields) == "How are things now?"


def test_a_picture_is_uploaded_with_its_words(app: Slack, data: Path):
    name = keep_picture(data, SENDER, PNG, datetime.now(timezone.utc))
    app.says({"image": f"/pictures/{name}", "metadata": {"alt": "Three calm weeks"}})
    app.api.wait_for("files.completeUploadExternal")
    [upload] = app.api.uploads.values()
    assert upload.content == PNG
    assert app.api.calls("files.getUploadURLExternal")[0].fields["alt_txt"] == "Three calm weeks"


def test_a_picture_that_is_gone_is_told_in_words(app: Slack):
    app.says({"image": "/pictures/none.png", "metadata": {"alt": "Three calm weeks"}})
    app.api.wait_for("chat.postMessage")
    assert app.texts() == ["Three calm weeks"]
