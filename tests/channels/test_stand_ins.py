"""The stand-ins answer the real client libraries, and fail as the real services do."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.bot.api import TelegramAPIServer
from aiogram.types import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from aiogram.utils import exceptions
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.channels.payloads import telegram
from tests.channels.stand_ins import SlackApi, TelegramApi, slack_api, telegram_api

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
CHAT = 501


@pytest.fixture
def slack() -> Iterator[SlackApi]:
    with SlackApi() as running:
        yield running


@pytest.fixture
def client(slack: SlackApi) -> AsyncWebClient:
    # What a refused call holds is in the test; slack_sdk would print it besides.
    return AsyncWebClient(slack.token, base_url=slack.url, logger=logging.getLogger("quiet"))


@pytest.fixture
def bots() -> Iterator[TelegramApi]:
    with TelegramApi() as running:
        yield running


@pytest_asyncio.fixture
async def bot(bots: TelegramApi) -> AsyncIterator[Bot]:
    made = Bot(bots.token, server=TelegramAPIServer.from_base(bots.url))
    yield made
    await made.session.close()


def button(**more: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Another idea"}
    return {"type": "actions", "elements": [{"type": "button", "text": text, **more}]}


def keyboard(data: str = "/another_idea") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup().add(InlineKeyboardButton("Another idea", callback_data=data))


async def slack_error(call: Awaitable[Any]) -> str:
    """The error a call ends with."""
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])


# Slack.


async def test_a_message_stands_until_it_is_changed_and_deleted(
    slack: SlackApi, client: AsyncWebClient
):
    posted = await client.chat_postMessage(channel="D1", text="hello", blocks=[button()])
    assert posted["channel"] == "D1"
    assert slack.shown("D1")[0]["blocks"] == [button()]
    await client.chat_update(channel="D1", ts=posted["ts"], text="hello again")
    [message] = slack.shown("D1")
    assert message["text"] == "hello again"
    assert "blocks" not in message
    await client.chat_delete(channel="D1", ts=posted["ts"])
    assert slack.shown("D1") == []
    assert await slack_error(client.chat_delete(channel="D1", ts=posted["ts"])) == (
        "message_not_found"
    )


async def test_calls_are_kept_in_order_with_fields_headers_and_time(
    slack: SlackApi, client: AsyncWebClient
):
    before = time.time()
    await client.auth_test()
    await client.chat_postMessage(channel="D1", text="Grüße", thread_ts="1.000001")
    assert [call.method for call in slack.calls()] == ["auth.test", "chat.postMessage"]
    [call] = slack.calls("chat.postMessage")
    assert call.fields["text"] == "Grüße"
    assert call.fields["thread_ts"] == "1.000001"
    assert call.headers["Authorization"] == f"Bearer {slack.token}"
    assert before <= call.time <= time.time()
    slack.forget_calls()
    assert slack.calls() == []


async def test_who_the_bot_is(slack: SlackApi, client: AsyncWebClient):
    told = await client.auth_test()
    assert (told["user_id"], told["bot_id"]) == (slack_api.BOT_USER, slack_api.BOT)


async def test_only_the_right_token_is_let_in(slack: SlackApi):
    for token, error in (("xoxb-another", "invalid_auth"), (None, "not_authed")):
        client = AsyncWebClient(token, base_url=slack.url)
        assert await slack_error(client.auth_test()) == error


async def test_a_person_is_written_to_in_the_talk_with_them(
    slack: SlackApi, client: AsyncWebClient
):
    opened = await client.conversations_open(users="U1")
    posted = await client.chat_postMessage(channel="U1", text="hello")
    assert opened["channel"]["id"] == posted["channel"] == "D1"
    assert await slack_error(client.conversations_open(users=slack_api.BOT_USER)) == "cannot_dm_bot"


async def test_what_only_one_person_sees(slack: SlackApi, client: AsyncWebClient):
    await client.chat_postEphemeral(channel="C1", user="U1", text="only for you")
    [(channel, user, message)] = slack.ephemerals
    assert (channel, user, message["text"]) == ("C1", "U1", "only for you")
    assert slack.shown("C1") == []


async def test_a_person_is_told_with_their_time_zone(slack: SlackApi, client: AsyncWebClient):
    slack.users["U2"] = {"tz": "America/Lima", "tz_offset": -18000}
    assert (await client.users_info(user="U1"))["user"]["tz"] == "Europe/Tallinn"
    assert (await client.users_info(user="U2"))["user"]["tz"] == "America/Lima"
    assert await slack_error(client.users_info(user="robin")) == "user_not_found"


async def test_a_home_page_is_kept_by_person(slack: SlackApi, client: AsyncWebClient):
    view = {"type": "home", "blocks": [button()]}
    first = await client.views_publish(user_id="U1", view=view)
    second = await client.views_publish(user_id="U1", view=view, hash=first["view"]["hash"])
    assert second["view"]["id"] == first["view"]["id"]
    assert slack.views["U1"]["blocks"] == [button()]
    stale = client.views_publish(user_id="U1", view=view, hash=first["view"]["hash"])
    assert await slack_error(stale) == "hash_conflict"
    full = {"type": "home", "blocks": [{"type": "divider"}] * 100}
    await client.views_publish(user_id="U1", view=full)
    full["blocks"] = [{"type": "divider"}] * 101
    assert await slack_error(client.views_publish(user_id="U1", view=full)) == "invalid_arguments"


async def test_a_file_is_uploaded_and_shared(slack: SlackApi, client: AsyncWebClient):
    told = await client.files_upload_v2(
        channel="D1",
        filename="tightrope.txt",
        title="Our talk",
        content="Grüße",
        initial_comment="All of it",
        thread_ts="1.000001",
    )
    upload = slack.uploads[told["file"]["id"]]
    assert upload.content == "Grüße".encode()
    assert (upload.name, upload.title) == ("tightrope.txt", "Our talk")
    assert (upload.channel, upload.comment, upload.thread_ts) == ("D1", "All of it", "1.000001")
    assert [call.method for call in slack.calls()] == [
        "files.getUploadURLExternal",
        "upload",
        "files.completeUploadExternal",
    ]


async def test_a_picture_is_uploaded_with_its_description(slack: SlackApi, client: AsyncWebClient):
    await client.files_upload_v2(channel="C1", file=PNG, filename="field.png", alt_txt="A field")
    [upload] = slack.uploads.values()
    assert (upload.content, upload.alt_text) == (PNG, "A field")


async def test_a_file_that_never_arrived_is_not_shared(slack: SlackApi, client: AsyncWebClient):
    promised = await client.files_getUploadURLExternal(filename="a.txt", length=5)
    share = client.files_completeUploadExternal(files=[{"id": promised["file_id"], "title": "a"}])
    assert await slack_error(share) == "file_not_found"
    async with aiohttp.ClientSession() as http:
        shorter = await http.post(promised["upload_url"], data=b"abc")
        assert shorter.status == 400
        form = aiohttp.FormData()
        form.add_field("filename", b"abcde", filename="a.txt")
        assert (await http.post(promised["upload_url"], data=form)).status == 200
    await client.files_completeUploadExternal(
        files=[{"id": promised["file_id"], "title": "a"}], channel_id="D1"
    )


async def test_a_file_goes_to_a_channel_only(slack: SlackApi, client: AsyncWebClient):
    upload = client.files_upload_v2(channel="U1", filename="a.txt", content="a")
    assert await slack_error(upload) == "channel_not_found"


TOO_MUCH: dict[str, tuple[str, dict[str, Any]]] = {
    "no text": ("no_text", {"text": " "}),
    "a long text": ("msg_too_long", {"text": "x" * 40_001}),
    "many blocks": ("invalid_blocks", {"text": "x", "blocks": [{"type": "divider"}] * 51}),
    "a long button": ("invalid_blocks", {"text": "x", "blocks": [button(value="x" * 2001)]}),
    "no blocks": ("invalid_blocks_format", {"text": "x", "blocks": "[oops"}),
}


@pytest.mark.parametrize(("error", "content"), TOO_MUCH.values(), ids=TOO_MUCH)
async def test_slack_refuses_what_a_message_cannot_hold(
    slack: SlackApi, client: AsyncWebClient, error: str, content: dict[str, Any]
):
    assert await slack_error(client.chat_postMessage(channel="D1", **content)) == error
    assert slack.shown("D1") == []
    assert slack.accepted("chat.postMessage") == []


async def test_a_refused_block_is_told_with_its_place(client: AsyncWebClient):
    with pytest.raises(SlackApiError) as error:
        await client.chat_postMessage(channel="D1", text="x", blocks=[button(action_id="x" * 256)])
    told = error.value.response["response_metadata"]["messages"]
    assert told == [
        "[ERROR] must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]"
    ]


async def test_an_edit_holds_less_than_a_message(slack: SlackApi, client: AsyncWebClient):
    ts = slack.place("D1", "hello")
    edit = client.chat_update(channel="D1", ts=ts, text="x" * 4001)
    assert await slack_error(edit) == "msg_too_long"
    assert slack.shown("D1")[0]["text"] == "hello"


async def test_blocks_come_as_text_in_a_form_too(slack: SlackApi):
    fields = {"token": slack.token, "channel": "D1", "blocks": json.dumps([button()])}
    async with aiohttp.ClientSession() as http:
        told = await (await http.post(slack.url + "chat.postMessage", data=fields)).json()
    assert told["ok"]
    assert slack.shown("D1")[0]["blocks"] == [button()]


async def test_a_response_url_replaces_deletes_and_is_used_up(slack: SlackApi):
    ts = slack.place("D1", "Is it happening right now?", [button()])
    hook = AsyncWebhookClient(slack.response_url("D1", ts))
    assert (await hook.send(text="Yes", replace_original=True)).status_code == 200
    assert slack.shown("D1")[0]["text"] == "Yes"
    await hook.send(text="only you", response_type="ephemeral")
    await hook.send(text="all of you", response_type="in_channel")
    assert slack.ephemerals[0][2]["text"] == "only you"
    assert slack.shown("D1")[1]["text"] == "all of you"
    await hook.send(delete_original=True)
    assert [message["text"] for message in slack.shown("D1")] == ["all of you"]
    assert (await hook.send(text="five")).status_code == 200
    assert (await hook.send(text="six")).status_code == 404
    assert len(slack.accepted("response_url")) == 5


async def test_a_response_url_ends_after_half_an_hour(slack: SlackApi):
    hook = AsyncWebhookClient(slack.response_url("D1"))
    [response] = slack.responses.values()
    response.made -= slack_api.RESPONSE_SECONDS + 1
    assert (await hook.send(text="late")).status_code == 404
    assert (await hook.send_dict({})).status_code == 404


async def test_slacks_retry_handler_waits_as_long_as_it_is_told(
    slack: SlackApi, client: AsyncWebClient
):
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    slack.fail_next("chat.postMessage", "rate_limited", retry_after=1)
    await client.chat_postMessage(channel="D1", text="hello")
    first, second = slack.calls("chat.postMessage")
    assert second.time - first.time >= 1
    assert (first.ok, second.ok) == (False, True)


async def test_slack_fails_as_often_as_it_is_told_and_in_order(
    slack: SlackApi, client: AsyncWebClient
):
    slack.fail_next("chat.postMessage", "channel_not_found", times=2)
    slack.fail_next("chat.postMessage", "rate_limited")
    errors = [await slack_error(client.chat_postMessage(channel="D1", text="x")) for _ in range(3)]
    assert errors == ["channel_not_found", "channel_not_found", "ratelimited"]
    await client.chat_postMessage(channel="D1", text="x")
    assert len(slack.shown("D1")) == 1


async def test_slack_breaks_as_servers_do(slack: SlackApi, client: AsyncWebClient):
    client.retry_handlers.clear()
    slack.fail_next("auth.test", "server_error")
    with pytest.raises(SlackApiError) as error:
        await client.auth_test()
    assert error.value.response.status_code == 500
    slack.fail_next("auth.test", "hang_up")
    with pytest.raises(aiohttp.ClientError):
        await client.auth_test()
    assert (await client.auth_test())["ok"]


async def test_an_upload_can_break_too(slack: SlackApi, client: AsyncWebClient):
    client.retry_handlers.clear()
    slack.fail_next("upload", "hang_up")
    with pytest.raises(aiohttp.ClientError):
        await client.files_upload_v2(channel="D1", filename="a.txt", content="a")


# Telegram.


async def test_who_the_telegram_bot_is(bot: Bot):
    me = await bot.get_me()
    assert (me.username, me.is_bot) == (telegram_api.BOT_USERNAME, True)


async def test_only_the_right_bot_is_let_in(bots: TelegramApi):
    stranger = Bot("9000:another", server=TelegramAPIServer.from_base(bots.url))
    with pytest.raises(exceptions.Unauthorized):
        await stranger.get_me()
    await stranger.session.close()


async def test_a_message_stands_until_it_is_edited_and_deleted(bots: TelegramApi, bot: Bot):
    sent = await bot.send_message(CHAT, "<b>hello</b>", "HTML", reply_markup=keyboard())
    assert sent.text == "hello"
    assert sent.entities[0].type == "bold"
    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "/another_idea"
    await bot.edit_message_reply_markup(CHAT, sent.message_id)
    assert "reply_markup" not in bots.shown(CHAT)[0]
    await bot.edit_message_text("hello again", CHAT, sent.message_id)
    [message] = bots.shown(CHAT)
    assert message["text"] == "hello again"
    assert "entities" not in message
    with pytest.raises(exceptions.MessageNotModified):
        await bot.edit_message_text("hello again", CHAT, sent.message_id)
    await bot.delete_message(CHAT, sent.message_id)
    assert bots.shown(CHAT) == []
    with pytest.raises(exceptions.MessageToDeleteNotFound):
        await bot.delete_message(CHAT, sent.message_id)
    with pytest.raises(exceptions.MessageToEditNotFound):
        await bot.edit_message_text("too late", CHAT, sent.message_id)


async def test_the_message_of_a_callback_query_can_be_edited(bots: TelegramApi, bot: Bot):
    query = telegram("callback_query")["callback_query"]
    bots.place(query["message"])
    await bot.answer_callback_query(query["id"], "Noted")
    await bot.edit_message_reply_markup(CHAT, query["message"]["message_id"])
    assert bots.answered[query["id"]]["text"] == "Noted"
    assert "reply_markup" not in bots.shown(CHAT)[0]


async def test_files_arrive_with_name_and_bytes(bots: TelegramApi, bot: Bot):
    export = InputFile(io.BytesIO("Grüße".encode()), filename="tightrope.txt")
    sent = await bot.send_document(CHAT, export, caption="All of it")
    assert (sent.document.file_name, sent.caption) == ("tightrope.txt", "All of it")
    picture = InputFile(io.BytesIO(PNG), filename="field.png")
    assert (await bot.send_photo(CHAT, picture)).photo
    assert bots.calls("sendDocument")[0].files["document"].content == "Grüße".encode()
    assert bots.calls("sendPhoto")[0].files["photo"].name == "field.png"
    assert bots.calls("sendPhoto")[0].fields["chat_id"] == str(CHAT)
    assert (await bot.send_photo(CHAT, "https://a.example/p.png")).photo


async def test_typing_commands_and_leaving(bots: TelegramApi, bot: Bot):
    assert await bot.send_chat_action(CHAT, "typing")
    assert await bot.set_my_commands([BotCommand("start", "Begin")])
    assert bots.commands["default", ""] == [{"command": "start", "description": "Begin"}]
    assert await bot.leave_chat(-4100)
    assert bots.left == [-4100]


Ask = Callable[[Bot], Awaitable[Any]]
REFUSALS: dict[str, tuple[Ask, str]] = {
    "no text": (lambda bot: bot.send_message(CHAT, " "), "message text is empty"),
    "a long text": (lambda bot: bot.send_message(CHAT, "x" * 4097), "message is too long"),
    "a text of many emoji": (lambda bot: bot.send_message(CHAT, "🤗" * 2049), "is too long"),
    "a long caption": (
        lambda bot: bot.send_document(CHAT, InputFile(io.BytesIO(b"a")), caption="x" * 1025),
        "message caption is too long",
    ),
    "unbalanced markup": (
        lambda bot: bot.send_message(CHAT, "<b>x", "HTML"),
        "can't parse entities: can't find end tag",
    ),
    "long data of a button": (
        lambda bot: bot.send_message(CHAT, "x", reply_markup=keyboard("é" * 33)),
        "button_data_invalid",
    ),
    "a button that does nothing": (
        lambda bot: bot.send_message(
            CHAT, "x", reply_markup=InlineKeyboardMarkup().add(InlineKeyboardButton("x"))
        ),
        "text buttons are unallowed",
    ),
    "a long answer": (lambda bot: bot.answer_callback_query("1", "x" * 201), "message_too_long"),
    "an empty file": (
        lambda bot: bot.send_document(CHAT, InputFile(io.BytesIO(b""))),
        "file must be non-empty",
    ),
    "a picture that is none": (
        lambda bot: bot.send_photo(CHAT, InputFile(io.BytesIO(b"text"))),
        "image_process_failed",
    ),
    "a name instead of a chat": (lambda bot: bot.send_message("robin", "x"), "chat not found"),
    "another action": (lambda bot: bot.send_chat_action(CHAT, "sing"), "wrong parameter action"),
    "a command in capitals": (
        lambda bot: bot.set_my_commands([BotCommand("Start", "Begin")]),
        "bot_command_invalid",
    ),
    "an open webhook": (lambda bot: bot.set_webhook("http://a.example/"), "HTTPS URL"),
    "a webhook on another port": (
        lambda bot: bot.set_webhook("https://a.example:5005/"),
        "only on ports 80, 88, 443 or 8443",
    ),
}


@pytest.mark.parametrize(("ask", "told"), REFUSALS.values(), ids=REFUSALS)
async def test_telegram_refuses_what_the_documentation_forbids(
    bots: TelegramApi, bot: Bot, ask: Ask, told: str
):
    with pytest.raises(exceptions.TelegramAPIError) as error:
        await ask(bot)
    assert told.lower() in str(error.value).lower()
    assert bots.shown(CHAT) == []


async def test_the_longest_that_fits_is_taken(bot: Bot):
    await bot.send_message(
        CHAT, "<b>" + "x" * 4096 + "</b>", "HTML", reply_markup=keyboard("x" * 64)
    )
    await bot.send_document(CHAT, InputFile(io.BytesIO(b"a")), caption="x" * 1024)
    await bot.answer_callback_query("1", "x" * 200)


async def post(bots: TelegramApi, method: str, **fields: Any) -> dict[str, Any]:
    """Call `method` by hand, with JSON: aiogram 2 is older than some fields."""
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{bots.url}/bot{bots.token}/{method}", json=fields) as response,
    ):
        told: dict[str, Any] = await response.json()
        assert response.status == told.get("error_code", 200)
        return told


async def test_a_webhook_is_remembered_with_its_secret(bots: TelegramApi, bot: Bot):
    url = "https://a.example:8443/webhooks/telegram/webhook"
    kinds = ["message", "callback_query"]
    await post(bots, "setWebhook", url=url, secret_token="s3cret_-", allowed_updates=kinds)
    assert (bots.webhook["url"], bots.webhook["secret_token"]) == (url, "s3cret_-")
    info = await bot.get_webhook_info()
    assert (info.url, info.allowed_updates) == (url, kinds)
    for secret in ("näh", "x" * 257, "a b"):
        assert not (await post(bots, "setWebhook", url=url, secret_token=secret))["ok"]
    await bot.delete_webhook()
    assert bots.webhook == {}
    await bot.set_webhook("")
    assert (await bot.get_webhook_info()).url == ""


async def test_updates_are_handed_out_until_a_higher_offset_confirms_them(
    bots: TelegramApi, bot: Bot
):
    for number in (7, 8, 9):
        bots.push(telegram("message", update_id=number, text=str(number)))
    for _ in range(2):
        updates = await bot.get_updates()
        assert [update.message.text for update in updates] == ["7", "8", "9"]
    assert [update.update_id for update in await bot.get_updates(offset=8, limit=1)] == [8]
    assert bots.pending() == 2
    assert [update.update_id for update in await bot.get_updates(offset=-1)] == [9]
    assert await bot.get_updates(offset=10) == []
    assert bots.pending() == 0


async def test_a_long_poll_ends_with_the_first_update_or_its_time(bots: TelegramApi, bot: Bot):
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.to_thread(bots.wait_for, "getUpdates")
    assert bots.calls("getUpdates")[0].answer is None
    began = time.monotonic()
    bots.push(telegram("message"))
    assert len(await waiting) == 1
    assert time.monotonic() - began < 2
    bots.forget_calls()
    last = await bot.get_updates(offset=-1)
    began = time.monotonic()
    assert await bot.get_updates(offset=last[0].update_id + 1, timeout=1) == []
    assert time.monotonic() - began >= 1


async def test_only_one_may_poll_and_none_beside_a_webhook(bots: TelegramApi, bot: Bot):
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.to_thread(bots.wait_for, "getUpdates")
    second = asyncio.create_task(bot.get_updates(timeout=20))
    with pytest.raises(exceptions.TerminatedByOtherGetUpdates):
        await first
    bots.push(telegram("message"))
    assert len(await second) == 1
    await bot.set_webhook("https://a.example/")
    with pytest.raises(exceptions.CantGetUpdates):
        await bot.get_updates()


async def test_a_bot_is_told_only_what_it_asked_for(bots: TelegramApi, bot: Bot):
    bots.push(telegram("blocked_by_person"))
    assert bots.pending() == 1
    await bot.set_webhook("https://a.example/", allowed_updates=["message"])
    await bot.delete_webhook(drop_pending_updates=True)
    bots.push(telegram("blocked_by_person"))
    bots.push(telegram("message"))
    [update] = await bot.get_updates()
    assert update.message


async def test_a_server_that_stops_lets_go_whoever_waits(bots: TelegramApi, bot: Bot):
    waiting = asyncio.create_task(bot.get_updates(timeout=60))
    await asyncio.to_thread(bots.wait_for, "getUpdates")
    began = time.monotonic()
    await asyncio.to_thread(bots.stop)
    assert await waiting == []
    assert time.monotonic() - began < 5
    with pytest.raises(exceptions.NetworkError):
        await bot.get_me()


FAILURES: dict[str, type[Exception]] = {
    "rate_limited": exceptions.RetryAfter,
    "server_error": exceptions.NetworkError,
    "hang_up": exceptions.NetworkError,
    telegram_api.BLOCKED: exceptions.BotBlocked,
    telegram_api.DEACTIVATED: exceptions.UserDeactivated,
    telegram_api.KICKED: exceptions.BotKicked,
    telegram_api.NOT_STARTED: exceptions.CantInitiateConversation,
    telegram_api.CHAT_NOT_FOUND: exceptions.ChatNotFound,
    telegram_api.QUERY_TOO_OLD: exceptions.InvalidQueryID,
    telegram_api.NOT_MODIFIED: exceptions.MessageNotModified,
    telegram_api.CANNOT_PARSE: exceptions.CantParseEntities,
    telegram_api.WEBHOOK_ACTIVE: exceptions.CantGetUpdates,
    telegram_api.OTHER_GET_UPDATES: exceptions.TerminatedByOtherGetUpdates,
    telegram_api.UNAUTHORIZED: exceptions.Unauthorized,
}


@pytest.mark.parametrize(("kind", "error"), FAILURES.items())
async def test_telegram_fails_as_it_is_told(
    bots: TelegramApi, bot: Bot, kind: str, error: type[Exception]
):
    bots.fail_next("sendMessage", kind, retry_after=3)
    with pytest.raises(error) as raised:
        await bot.send_message(CHAT, "hello")
    if kind == "rate_limited":
        assert raised.value.timeout == 3
    assert (await bot.send_message(CHAT, "hello")).text == "hello"
    assert len(bots.accepted("sendMessage")) == 1


# Both.


def test_waiting_in_vain_names_what_came(slack: SlackApi):
    with pytest.raises(AssertionError, match=r"No 1 calls of auth\.test .* came: nothing"):
        slack.wait_for("auth.test", timeout=0.05)


async def test_a_call_wakes_whoever_waits_for_it(slack: SlackApi, client: AsyncWebClient):
    waiting = asyncio.create_task(asyncio.to_thread(slack.wait_for, "auth.test", 2))
    await client.auth_test()
    await client.auth_test()
    assert len(await waiting) == 2


@pytest.mark.parametrize(
    ("method", "kind"),
    [("chat.postMesage", "server_error"), ("chat.postMessage", "chanel_not_found")],
)
def test_a_failure_nobody_knows_is_an_error_at_once(slack: SlackApi, method: str, kind: str):
    with pytest.raises(ValueError, match=r"chat\.postMesage|chanel_not_found"):
        slack.fail_next(method, kind)


def test_a_telegram_failure_nobody_knows_is_an_error_at_once(bots: TelegramApi):
    with pytest.raises(ValueError, match="begins like no error"):
        bots.fail_next("sendMessage", "blocked")
    with pytest.raises(ValueError, match="is not answered"):
        bots.fail_next("sendSong", "server_error")


async def test_an_unknown_method_is_refused(client: AsyncWebClient, bot: Bot):
    assert await slack_error(client.api_call("chat.sing")) == "unknown_method"
    with pytest.raises(exceptions.TelegramAPIError, match="Method not found"):
        await bot.request("sendSong")


async def test_broken_requests_are_refused_like_empty_ones(slack: SlackApi, bots: TelegramApi):
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {slack.token}"}
    async with aiohttp.ClientSession() as http:
        for body in (b"", b"{", b"[1]", b"\xff"):
            told = await http.post(slack.url + "chat.postMessage", data=body, headers=headers)
            assert (await told.json())["error"] == "channel_not_found"
            url = f"{bots.url}/bot{bots.token}/sendMessage"
            told = await http.post(url, data=body, headers=headers)
            assert (await told.json())["error_code"] == 400
