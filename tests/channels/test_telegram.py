"""The Telegram channel on a real Rasa server, with a stand-in for Telegram."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.exceptions import RasaException

from tests.channels.echo_app import ANSWER, MOMENTS, EchoServer, serve_channel
from tests.channels.http_client import Answer, post
from tests.channels.payloads import telegram
from tests.channels.payloads.signing import telegram_secret
from tests.channels.stand_ins.telegram_api import (
    BLOCKED,
    OTHER_GET_UPDATES,
    QUERY_TOO_OLD,
    UNAUTHORIZED,
    TelegramApi,
)
from tests.channels.waiting import wait_until
from tightrope.channels.commands import TYPED
from tightrope.channels.rates import MESSAGES
from tightrope.channels.telegram import TelegramInput
from tightrope.channels.telegram_options import TOKEN_VARIABLE
from tightrope.channels.words import words
from tightrope.memory import CheckBack, Memory, keep_picture

SECRET = "a-secret-of-ours"
ADDRESS = "https://tightrope.example/couples/"
PNG = b"\x89PNG\r\n\x1a\n and so on"
CHAT, SENDER = 501, "telegram-501"


class Telegram:
    """Telegram and the person behind it: sends updates, sees what came."""

    def __init__(self, api: TelegramApi, server: EchoServer) -> None:
        self.api = api
        self.server = server

    def send(self, name: str, secret: str | None = SECRET, **values: Any) -> Answer:
        return self.post(json.dumps(telegram(name, **values)).encode(), secret)

    def post(self, body: bytes, secret: str | None = SECRET) -> Answer:
        headers = {"Content-Type": "application/json"}
        headers |= telegram_secret(secret) if secret is not None else {}
        return post(f"{self.server.url}/webhooks/telegram/webhook", body, headers)

    def say(self, text: str) -> list[dict[str, Any]]:
        """Send `text` and wait for one answer."""
        before = len(self.api.accepted("sendMessage"))
        assert self.send("message", text=text).status == 200
        wait_until(lambda: len(self.api.accepted("sendMessage")) > before)
        return [call.fields for call in self.api.accepted("sendMessage")[before:]]

    def press(self, name: str = "callback_query", **values: Any) -> Answer:
        update = telegram(name, **values)
        message = update["callback_query"].get("message")
        if message and "text" in message:
            self.api.place(message)
        return self.post(json.dumps(update).encode())

    def says(self, message: dict[str, Any], sender: str = SENDER) -> None:
        """Let the assistant say something outside a turn."""
        output = self.server.channel.get_output_channel()
        assert output is not None
        saying = output.send_response(sender, message)
        asyncio.run_coroutine_threadsafe(saying, self.server.loop).result(5)


def channel(api: TelegramApi, **options: str) -> TelegramInput:
    return TelegramInput.from_credentials({"token": api.token, "api": api.url, **options})


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def api() -> Iterator[TelegramApi]:
    with TelegramApi() as standing_in:
        yield standing_in


@pytest.fixture
def bot(api: TelegramApi, data: Path) -> Iterator[Telegram]:
    """The channel with a webhook."""
    with serve_channel(channel(api, address=ADDRESS, secret=SECRET)) as server:
        api.wait_for("setWebhook")
        yield Telegram(api, server)


def promise(data: Path) -> None:
    with Memory(data) as memory:
        due = datetime(2030, 1, 1, tzinfo=timezone.utc)
        episode = memory.episode(SENDER, "jealousy", "self", "calm", due)
        memory.check_backs.promise(CheckBack(SENDER, "telegram", due, episode.id))


def is_promised(data: Path) -> bool:
    with Memory(data) as memory:
        return memory.check_backs.of(SENDER) is not None


# At start


def test_telegram_is_told_where_we_are_and_what_the_menu_is(bot: Telegram):
    webhook = bot.api.calls("setWebhook")[0].fields
    assert webhook["url"] == "https://tightrope.example/couples/webhooks/telegram/webhook"
    assert webhook["secret_token"] == SECRET
    assert "callback_query" in webhook["allowed_updates"]
    [menu] = bot.api.commands.values()
    named = {"help", "why", "progress", "export", "erase", "leave"}
    assert named <= {command["command"] for command in menu} <= set(TYPED)


def test_without_a_token_it_is_off_and_says_so_once(caplog: pytest.LogCaptureFixture):
    off = TelegramInput.from_credentials({"token": "", "address": "", "secret": ""})
    with caplog.at_level(logging.WARNING), serve_channel(off) as server:
        answer = post(f"{server.url}/webhooks/telegram/webhook", b"{}", {})
        assert answer.status in (404, 405)
        assert off.get_output_channel() is None
    [told] = [r.getMessage() for r in caplog.records if "Telegram" in r.getMessage()]
    assert TOKEN_VARIABLE in told


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"token": "my own words"}, TOKEN_VARIABLE),
        ({"token": "123"}, TOKEN_VARIABLE),
        ({"token": "1:x", "address": "http://plain.example"}, "address"),
        ({"token": "1:x", "secret": "not allowed!"}, "secret"),
        ({"tokn": "1:x"}, "tokn"),
    ],
)
def test_a_wrong_setting_is_named_and_not_shown(options: dict[str, str], named: str):
    with pytest.raises(RasaException, match=named) as told:
        TelegramInput.from_credentials(options)
    assert "own words" not in str(told.value)
    assert "not allowed" not in str(told.value)


def test_a_telegram_that_is_down_at_start_is_told_later(
    api: TelegramApi, data: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tightrope.channels.telegram.PAUSE", 0.05)
    api.fail_next("setMyCommands", "server_error")
    api.fail_next("setWebhook", "hang_up")
    with serve_channel(channel(api, address=ADDRESS, secret=SECRET)) as server:
        wait_until(lambda: api.webhook)
        assert Telegram(api, server).say("echo hello")


# Who may send updates


@pytest.mark.parametrize("secret", [None, "", "a-secret", SECRET + "x", "ä"])
def test_an_update_without_the_secret_is_refused(bot: Telegram, secret: str | None):
    body = json.dumps(telegram("message", text="echo forged")).encode()
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    url = f"{bot.server.url}/webhooks/telegram/webhook"
    if secret == "ä":
        headers = {"X-Telegram-Bot-Api-Secret-Token": "\xe4"}
    assert post(url, body, headers).status == 403
    bot.say("echo real")
    assert bot.server.heard() == ["echo real"]


def test_an_update_counts_once(bot: Telegram):
    update = json.dumps(telegram("message", text="echo once")).encode()
    assert [bot.post(update).status for _ in range(3)] == [200, 200, 200]
    bot.say("echo then")
    assert bot.server.heard() == ["echo once", "echo then"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 200),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"null", 200),
        (b"[]", 200),
        (b'{"update_id": "x"}', 200),
        (b'{"update_id": 5, "message": 7}', 200),
        (b'{"update_id": 6, "message": {"chat": {"id": "x"}}}', 200),
        (b'"' + b"x" * 2_000_000 + b'"', 413),
    ],
)
def test_a_body_that_is_no_update_breaks_nothing(bot: Telegram, body: bytes, status: int):
    assert bot.post(body).status == status
    assert bot.say("echo still here")[0]["text"] == "echo still here"


# Talking


def test_a_message_is_answered_in_html_with_buttons_below(bot: Telegram):
    [answer] = bot.say("my story")
    assert answer["chat_id"] == str(CHAT)
    assert "<b>When it is tense:</b>" in answer["text"]
    assert "<blockquote>" in answer["text"]
    shown = [key for row in answer["reply_markup"]["inline_keyboard"] for key in row]
    assert [(key["text"], key["callback_data"]) for key in shown] == [
        (button["title"], button["payload"]) for button in MOMENTS
    ]
    message = bot.server.agent.heard[-1]
    assert (message.sender_id, message.input_channel) == (SENDER, "telegram")


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/start", "/greet"),
        ("/why", "/why_this"),
        ("/Progress", "/look_back"),
        ("/restart", "restart"),
        ("/EXTERNAL_check_back", "EXTERNAL_check_back"),
        ('/inform{"actor": "self"}', '/inform{"actor": "self"}'),
        ("a < b\x00 & c", "a < b & c"),
    ],
)
def test_what_is_typed_reaches_the_assistant_as_it_may(bot: Telegram, typed: str, heard: str):
    bot.say(typed)
    assert bot.server.heard() == [heard]


def test_a_command_addressed_to_the_bot_is_one(bot: Telegram):
    bot.send("command_addressed", command="/help")
    wait_until(lambda: bot.server.heard() == ["/help"])


def test_an_edited_message_is_heard_anew(bot: Telegram):
    bot.send("edited_message", text="echo he left")
    wait_until(lambda: bot.server.heard() == ["echo he left"])


@pytest.mark.parametrize("name", ["photo", "voice", "sticker", "location"])
def test_what_has_no_words_is_asked_for_in_words(bot: Telegram, name: str):
    bot.send(name)
    [call] = bot.api.wait_for("sendMessage")
    assert call.fields["text"] == words().only_text
    assert bot.server.heard() == []


def test_a_text_of_twenty_thousand_characters_comes_back_in_parts(bot: Telegram):
    bot.send("message", text="echo " + "word & " * 2800)
    bot.api.wait_for("sendMessage", 6)
    wait_until(lambda: sum(c.fields["text"].count("word") for c in calls(bot)) == 2800)
    assert all(call.ok for call in calls(bot))


def calls(bot: Telegram) -> list[Any]:
    return bot.api.calls("sendMessage")


def test_it_is_shown_that_an_answer_is_being_written(bot: Telegram):
    bot.send("message", text="wait 0.3")
    bot.api.wait_for("sendChatAction")
    assert bot.api.calls("sendMessage") == []
    bot.api.wait_for("sendMessage")


@pytest.mark.parametrize("text", ["silence", "fail my secret words"])
def test_a_turn_that_fails_is_owned_up_to_and_not_quoted(
    bot: Telegram, text: str, caplog: pytest.LogCaptureFixture
):
    assert bot.say(text)[0]["text"] == words().apology
    assert "secret" not in "".join(record.getMessage() for record in caplog.records)


def test_too_much_at_once_is_answered_once_and_kindly(bot: Telegram):
    for number in range(MESSAGES + 3):
        bot.send("message", text=f"echo {number}")
    bot.api.wait_for("sendMessage", MESSAGES + 1)
    wait_until(lambda: len(bot.server.heard()) == MESSAGES)
    texts = [call.fields["text"] for call in calls(bot)]
    assert texts.count(words().too_fast.replace("'", "&#x27;")) == 1


def test_who_must_go_at_once_can_go_whatever_came_before(bot: Telegram):
    for number in range(MESSAGES + 1):
        bot.send("message", text=f"echo {number}")
    bot.send("message", text="/leave")
    wait_until(lambda: bot.server.heard()[-1:] == ["/leave"])


# Buttons


def test_a_press_is_answered_heard_and_shown(bot: Telegram):
    bot.press(data="/why_this", title="Why this?", question_id=700)
    wait_until(lambda: bot.server.heard() == ["/why_this"])
    bot.api.wait_for("answerCallbackQuery")
    bot.api.wait_for("editMessageReplyMarkup")
    wait_until(lambda: "✓ Why this?" in str(bot.api.messages[CHAT, 700]["reply_markup"]))
    assert bot.press(data="-", title="✓ Why this?", question_id=700).status == 200
    bot.api.wait_for("answerCallbackQuery", 2)
    assert bot.server.heard() == ["/why_this"]


@pytest.mark.parametrize("name", ["callback_query_inaccessible", "callback_query_without_message"])
def test_a_press_on_a_message_that_telegram_no_longer_has_counts(bot: Telegram, name: str):
    bot.press(name, data="/i_am_not_safe")
    wait_until(lambda: bot.server.heard() == ["/i_am_not_safe"])


def test_a_press_whose_receipt_comes_too_late_counts(bot: Telegram):
    bot.api.fail_next("answerCallbackQuery", QUERY_TOO_OLD)
    bot.press(data="/it_helped")
    wait_until(lambda: bot.server.heard() == ["/it_helped"])
    bot.api.wait_for("sendMessage")


def test_an_answer_to_an_older_question_is_not_taken_for_the_newest(bot: Telegram):
    bot.say("/start")
    first = bot.api.shown(CHAT)[-1]["message_id"]
    bot.say("/start")
    bot.press(data='/inform{"moment":"calm"}', question_id=first)
    wait_until(lambda: bot.api.answered)
    [note] = bot.api.answered.values()
    assert note["text"] == words().old_question
    assert bot.server.heard() == ["/greet", "/greet"]
    bot.press(data="/i_am_not_safe", question_id=first)
    wait_until(lambda: bot.server.heard()[-1] == "/i_am_not_safe")


def test_a_made_up_press_triggers_nothing(bot: Telegram):
    bot.press(data="/EXTERNAL_check_back")
    wait_until(lambda: bot.server.heard() == ["EXTERNAL_check_back"])


# Where we do not belong, and where nobody listens


@pytest.mark.parametrize("name", ["group_message", "supergroup_message", "bot_added_to_group"])
def test_a_group_is_refused_once_and_left(bot: Telegram, name: str):
    bot.send(name)
    [left] = bot.api.wait_for("leaveChat")
    bot.send(name)
    bot.say("echo hello")
    refusals = [call for call in calls(bot) if call.fields["text"] == words().telegram.group]
    assert [call.fields["chat_id"] for call in refusals] == [left.fields["chat_id"]]
    assert bot.server.heard() == ["echo hello"]


def test_whoever_blocks_us_is_not_asked_later(bot: Telegram, data: Path):
    promise(data)
    bot.send("blocked_by_person")
    wait_until(lambda: not is_promised(data))


def test_whoever_blocked_us_meanwhile_is_not_asked_later(bot: Telegram, data: Path):
    promise(data)
    bot.api.fail_next("sendMessage", BLOCKED)
    bot.says({"text": "How are things now?"})
    wait_until(lambda: not is_promised(data))


# A Telegram that is busy or down


@pytest.mark.parametrize("kind", ["rate_limited", "server_error", "hang_up"])
def test_an_answer_that_is_not_taken_at_once_comes_later_and_in_order(bot: Telegram, kind: str):
    bot.api.fail_next("sendMessage", kind)
    bot.send("message", text="three")
    wait_until(lambda: len(bot.api.accepted("sendMessage")) == 3)
    texts = [call.fields["text"] for call in bot.api.accepted("sendMessage")]
    assert texts == ["one", "two", "three"]


# Pictures and files


def test_a_picture_comes_with_its_words(bot: Telegram, data: Path):
    name = keep_picture(data, SENDER, PNG, datetime.now(timezone.utc))
    bot.says({"image": f"/pictures/{name}", "metadata": {"alt": "Three calm weeks"}})
    [call] = bot.api.wait_for("sendPhoto")
    assert call.files["photo"].content == PNG
    assert call.fields["caption"] == "Three calm weeks"


@pytest.mark.parametrize("alt", ["Three calm weeks", "Three calm weeks. " * 100])
def test_a_picture_that_is_gone_is_told_in_words(bot: Telegram, alt: str):
    bot.says({"image": "/pictures/none.png", "metadata": {"alt": alt}})
    [call] = bot.api.wait_for("sendMessage")
    assert call.fields["text"] == alt.strip()
    assert bot.api.calls("sendPhoto") == []


def test_what_is_too_long_for_a_caption_follows_the_picture(bot: Telegram, data: Path):
    name = keep_picture(data, SENDER, PNG, datetime.now(timezone.utc))
    alt = "A week and a bit. " * 100
    bot.says({"image": f"/pictures/{name}", "metadata": {"alt": alt}})
    [told] = bot.api.wait_for("sendMessage")
    assert told.fields["text"] == alt.strip()
    assert [call.method for call in bot.api.calls() if call.method.startswith("send")] == [
        "sendPhoto",
        "sendMessage",
    ]


# Without a public address


@pytest.fixture
def poller(api: TelegramApi, data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Telegram]:
    monkeypatch.setattr("tightrope.channels.telegram_polling.PAUSE", 0.05)
    with serve_channel(channel(api)) as server:
        api.wait_for("getUpdates")
        yield Telegram(api, server)


def test_messages_are_asked_for(poller: Telegram):
    poller.api.push(telegram("message", text="my story"))
    poller.api.push(telegram("message", text="echo two"))
    poller.api.wait_for("sendMessage", 2)
    assert poller.server.heard() == ["my story", "echo two"]
    assert ANSWER.split("\n")[0] in poller.api.calls("sendMessage")[0].fields["text"]
    wait_until(lambda: poller.api.pending() == 0)
    assert poller.post(b"{}").status in (404, 405)


def test_asking_goes_on_after_failures(poller: Telegram, caplog: pytest.LogCaptureFixture):
    for kind in ("server_error", "hang_up", "rate_limited", OTHER_GET_UPDATES):
        poller.api.fail_next("getUpdates", kind)
    poller.api.push(telegram("message", text="echo one"))
    poller.api.wait_for("sendMessage")
    poller.api.wait_for("getUpdates", 6)
    poller.api.push(telegram("message", text="echo two"))
    poller.api.wait_for("sendMessage", 2)
    assert "Another program" in caplog.text


def test_asking_ends_where_the_token_is_refused(poller: Telegram, caplog: pytest.LogCaptureFixture):
    poller.api.fail_next("getUpdates", UNAUTHORIZED)
    poller.api.push(telegram("message", text="echo one"))
    wait_until(lambda: "refuses the token" in caplog.text)
