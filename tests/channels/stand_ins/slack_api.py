"""A stand-in for Slack's Web API: https://api.slack.com/web#basics."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web
from ruamel.yaml import YAML

from tests.channels.stand_ins import slack_blocks
from tests.channels.stand_ins.base import Answer, Call, SentFile, StandIn, read_call

TOKEN = "xoxb-stand-in"
TEAM, BOT, BOT_USER, APP = "T0COUPLES", "B0TIGHTROPE", "U0BOT", "A0TIGHTROPE"

#: What a method that posts takes at most: https://api.slack.com/methods/chat.postMessage. There
#: the real one cuts longer text off, with a warning (message_truncated): a loss to whoever reads,
#: so it is refused here. To edit takes less: https://api.slack.com/methods/chat.update.
LONGEST_TEXT = 40_000
LONGEST_EDIT = 4_000

#: How often, and for how many seconds, one may answer to a response_url:
#: https://api.slack.com/interactivity/handling#message_responses
MOST_RESPONSES = 5
RESPONSE_SECONDS = 30 * 60

#: The errors that a call can be made to fail with.
ERRORS = frozenset(YAML(typ="safe").load(Path(__file__).with_name("slack_errors.yml")))

_ENCODED = frozenset({"blocks", "attachments", "view", "files", "metadata"})
_CHANNEL = re.compile(r"[CDG][A-Z0-9]+")
_PERSON = re.compile(r"[UW][A-Z0-9]+")


class RefusedError(Exception):
    """A call is refused, with the error the documentation names."""

    def __init__(self, error: str, messages: list[str] | None = None) -> None:
        super().__init__(error)
        self.error, self.messages = error, messages


@dataclass
class Upload:
    """A file on its way: promised, then sent, then shared."""

    name: str
    length: int
    alt_text: str
    content: bytes | None = None
    title: str = ""
    channel: str | None = None
    thread_ts: str | None = None
    comment: str = ""


@dataclass
class Response:
    """An address to answer an interaction at, and the message it was about."""

    channel: str
    ts: str | None = None
    made: float = field(default_factory=time.time)
    used: int = 0


Handler = Callable[["SlackApi", Call], dict[str, Any]]
METHODS: dict[str, Handler] = {}
_H = TypeVar("_H", bound=Handler)


def _method(name: str) -> Callable[[_H], _H]:
    """Answer the method `name`, as https://api.slack.com/methods/<name> says."""

    def register(handler: _H) -> _H:
        METHODS[name] = handler
        return handler

    return register


class SlackApi(StandIn):
    """Slack as an app with one token and one team sees it.

    `messages` are those that stand, by channel and ts; `ephemerals` are (channel, user, message);
    `views` the home pages by person; `uploads` the files by id; `users` what is told of a person
    other than the usual. Every channel and every person whose id looks like one exists.
    """

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__()
        self.token = token
        self.messages: dict[tuple[str, str], dict[str, Any]] = {}
        self.ephemerals: list[tuple[str, str, dict[str, Any]]] = []
        self.views: dict[str, dict[str, Any]] = {}
        self.uploads: dict[str, Upload] = {}
        self.users: dict[str, dict[str, Any]] = {}
        self.responses: dict[str, Response] = {}
        self._numbers = itertools.count(1)

    @property
    def url(self) -> str:
        """The address for `AsyncWebClient(token, base_url=...)`."""
        return f"{self.origin}/api/"

    def shown(self, channel: str) -> list[dict[str, Any]]:
        """The messages that stand in `channel`, oldest first."""
        return [message for (where, _), message in self.messages.items() if where == channel]

    def place(self, channel: str, text: str, blocks: list[Any] | None = None) -> str:
        """Put a message of the bot in `channel` without a call; returns its ts."""
        return str(self._post(channel, {"text": text, "blocks": blocks or []})["ts"])

    def response_url(self, channel: str, ts: str | None = None) -> str:
        """An address to answer to, as in block_actions; `ts` is the message it is about."""
        key = f"{next(self._numbers)}"
        self.responses[key] = Response(channel, ts)
        return f"{self.origin}/actions/{key}"

    # How calls come and go.

    def _check_method(self, method: str) -> None:
        if method not in METHODS and method not in ("response_url", "upload"):
            raise ValueError(f"'{method}' is not answered; these are: {', '.join(METHODS)}.")

    def _failure(self, kind: str, retry_after: int) -> Answer:
        if kind == "rate_limited":  # https://api.slack.com/docs/rate-limits
            headers = {"Retry-After": str(retry_after)}
            return Answer({"ok": False, "error": "ratelimited"}, 429, headers)
        if kind not in ERRORS:
            raise ValueError(f"Slack's documentation names no error '{kind}'.")
        return Answer({"ok": False, "error": kind})

    async def _read(self, request: web.Request) -> Call:
        folder, _, name = request.path.strip("/").partition("/")
        method = {"actions": "response_url", "upload": "upload"}.get(folder, name)
        return await read_call(request, method, _ENCODED)

    def _answer(self, call: Call) -> Answer:
        if call.method == "response_url":
            return self._respond(call)
        if call.method == "upload":
            return self._receive(call)
        try:
            self._check_token(call)
            if call.method not in METHODS:
                raise RefusedError("unknown_method")
            return Answer({"ok": True, **METHODS[call.method](self, call)})
        except RefusedError as refused:
            more = {"errors": refused.messages} if refused.messages else {}
            told = [f"[ERROR] {message}" for message in refused.messages or []]
            metadata = {"response_metadata": {"messages": told}} if told else {}
            return Answer({"ok": False, "error": refused.error, **more, **metadata})

    def _check_token(self, call: Call) -> None:
        """https://api.slack.com/web#authentication"""
        bearer = call.headers.get("Authorization", "").removeprefix("Bearer ")
        given = call.fields.pop("token", "") or bearer
        if not given:
            raise RefusedError("not_authed")
        if given != self.token:
            raise RefusedError("invalid_auth")

    # Messages.

    def _next_ts(self) -> str:
        return f"{int(time.time())}.{next(self._numbers):06d}"

    def _post(self, channel: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Let a message stand in `channel`."""
        ts = self._next_ts()
        message = self.message(ts, fields)
        self.messages[channel, ts] = message
        return message

    def message(self, ts: str, fields: dict[str, Any]) -> dict[str, Any]:
        """A message of the bot as it is told back."""
        kept = {
            name: fields[name]
            for name in ("blocks", "attachments", "thread_ts", "metadata")
            if fields.get(name)
        }
        return {
            "type": "message",
            "ts": ts,
            "user": BOT_USER,
            "bot_id": BOT,
            "app_id": APP,
            "team": TEAM,
            "text": str(fields.get("text") or ""),
            **kept,
        }

    @_method("auth.test")
    def _auth_test(self, call: Call) -> dict[str, Any]:
        return {
            "url": "https://couples.example/",
            "team": "Couples",
            "user": "tightrope",
            "team_id": TEAM,
            "user_id": BOT_USER,
            "bot_id": BOT,
            "is_enterprise_install": False,
        }

    @_method("chat.postMessage")
    def _post_message(self, call: Call) -> dict[str, Any]:
        channel = conversation(call.fields.get("channel"))
        check_content(call.fields)
        message = self._post(channel, call.fields)
        return {"channel": channel, "ts": message["ts"], "message": message}

    @_method("chat.postEphemeral")
    def _post_ephemeral(self, call: Call) -> dict[str, Any]:
        channel = conversation(call.fields.get("channel"))
        user = person(call.fields.get("user"))
        check_content(call.fields)
        message = self.message(self._next_ts(), call.fields)
        self.ephemerals.append((channel, user, message))
        return {"message_ts": message["ts"]}

    @_method("chat.update")
    def _update(self, call: Call) -> dict[str, Any]:
        key = self._standing(call)
        check_content(call.fields, LONGEST_EDIT)
        before = self.messages[key]
        if "text" not in call.fields and "blocks" in call.fields:
            call.fields["text"] = before["text"]
        message = self.message(key[1], {"thread_ts": before.get("thread_ts"), **call.fields})
        message["edited"] = {"user": BOT_USER, "ts": self._next_ts()}
        self.messages[key] = message
        return {"channel": key[0], "ts": key[1], "text": message["text"], "message": message}

    @_method("chat.delete")
    def _delete(self, call: Call) -> dict[str, Any]:
        key = self._standing(call)
        del self.messages[key]
        return {"channel": key[0], "ts": key[1]}

    def _standing(self, call: Call) -> tuple[str, str]:
        """Where the message of the bot's is that `call` is about."""
        channel = str(call.fields.get("channel") or "")
        if not _CHANNEL.fullmatch(channel):
            raise RefusedError("channel_not_found")
        key = (channel, str(call.fields.get("ts")))
        if key not in self.messages:
            raise RefusedError("message_not_found")
        return key

    # Persons and pages.

    @_method("conversations.open")
    def _open(self, call: Call) -> dict[str, Any]:
        users = call.fields.get("users", "")
        ids = users if isinstance(users, list) else [one for one in users.split(",") if one]
        if not ids:
            raise RefusedError("users_list_not_supplied")
        if BOT_USER in ids:
            raise RefusedError("cannot_dm_bot")
        channel = conversation(person(ids[0]))
        if call.fields.get("return_im") in (True, "1", "true"):
            return {"channel": {"id": channel, "user": ids[0], "is_im": True, "is_open": True}}
        return {"channel": {"id": channel}}

    @_method("users.info")
    def _user(self, call: Call) -> dict[str, Any]:
        user = person(call.fields.get("user"))
        return {
            "user": {
                "id": user,
                "team_id": TEAM,
                "name": "robin",
                "deleted": False,
                "real_name": "Robin",
                "tz": "Europe/Tallinn",
                "tz_label": "Eastern European Time",
                "tz_offset": 7200,
                "profile": {"real_name": "Robin", "display_name": "robin", "team": TEAM},
                "is_bot": user == BOT_USER,
                "is_app_user": False,
                "updated": 1700000000,
                **self.users.get(user, {}),
            }
        }

    @_method("views.publish")
    def _publish(self, call: Call) -> dict[str, Any]:
        user = person(call.fields.get("user_id"))
        view = call.fields.get("view")
        if not isinstance(view, dict) or view.get("type") != "home":
            raise RefusedError(
                "invalid_arguments", ["must be a view of type home [json-pointer:/view]"]
            )
        if faults := slack_blocks.faults(view.get("blocks"), slack_blocks.MOST_IN_VIEW):
            raise RefusedError("invalid_arguments", faults)
        standing = self.views.get(user)
        if call.fields.get("hash") and standing and call.fields["hash"] != standing["hash"]:
            raise RefusedError("hash_conflict")
        number = next(self._numbers)
        self.views[user] = {
            "id": standing["id"] if standing else f"V{number:09d}",
            "team_id": TEAM,
            "app_id": APP,
            "app_installed_team_id": TEAM,
            "bot_id": BOT,
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "state": {"values": {}},
            "hash": f"{int(time.time())}.{number:06d}",
            **view,
        }
        return {"view": self.views[user]}

    # Files: https://api.slack.com/messaging/files#upload

    @_method("files.getUploadURLExternal")
    def _promise(self, call: Call) -> dict[str, Any]:
        name, length = call.fields.get("filename"), int(call.fields.get("length") or 0)
        if not name or length <= 0:
            raise RefusedError("invalid_arguments")
        alt_text = call.fields.get("alt_txt", "")
        if len(alt_text) > 1000:
            raise RefusedError("alt_txt_too_large")
        key = f"F{next(self._numbers):09d}"
        self.uploads[key] = Upload(name, length, alt_text)
        return {"upload_url": f"{self.origin}/upload/{key}", "file_id": key}

    def _receive(self, call: Call) -> Answer:
        """Take a file's bytes, alone or in a form; no token is asked for here."""
        upload = self.uploads.get(call.path.rpartition("/")[2])
        sent = next(iter(call.files.values()), SentFile("", call.body, ""))
        if upload is None or len(sent.content) != upload.length:
            return Answer("invalid upload", 400)
        upload.content = sent.content
        return Answer(f"OK - {upload.length}")

    @_method("files.completeUploadExternal")
    def _share(self, call: Call) -> dict[str, Any]:
        files = call.fields.get("files")
        if not isinstance(files, list) or not files:
            raise RefusedError("invalid_arguments")
        channel = call.fields.get("channel_id")
        if channel and not _CHANNEL.fullmatch(channel):
            raise RefusedError("channel_not_found")
        for told in files:
            upload = self.uploads.get(told.get("id"))
            if upload is None or upload.content is None:
                raise RefusedError("file_not_found")
            upload.title = told.get("title") or upload.name
            upload.channel, upload.thread_ts = channel, call.fields.get("thread_ts")
            upload.comment = call.fields.get("initial_comment", "")
        return {
            "files": [{"id": told["id"], "title": self.uploads[told["id"]].title} for told in files]
        }

    # Answers to an interaction: https://api.slack.com/interactivity/handling#message_responses

    def _respond(self, call: Call) -> Answer:
        response = self.responses.get(call.path.rpartition("/")[2])
        if response is None or time.time() > response.made + RESPONSE_SECONDS:
            return Answer({"ok": False, "error": "expired_url"}, 404)
        if response.used >= MOST_RESPONSES:
            return Answer({"ok": False, "error": "used_url"}, 404)
        fields, key = call.fields, (response.channel, response.ts or "")
        deletes = fields.get("delete_original") in (True, "true")
        try:
            if not deletes:
                check_content(fields)
        except RefusedError as refused:
            return Answer(refused.error, 400)
        response.used += 1
        if deletes:
            self.messages.pop(key, None)
        elif fields.get("replace_original") in (True, "true") and key in self.messages:
            self.messages[key] = self.message(key[1], fields)
        elif fields.get("response_type") == "in_channel":
            self._post(response.channel, fields)
        else:
            message = self.message(self._next_ts(), fields)
            self.ephemerals.append((response.channel, "", message))
        return Answer("ok")


def conversation(channel: Any) -> str:
    """The channel that is meant; a person's id means the talk with them.

    https://api.slack.com/methods/chat.postMessage#channels
    """
    if not isinstance(channel, str) or not channel:
        raise RefusedError("channel_not_found")
    if _PERSON.fullmatch(channel):
        return f"D{channel[1:]}"
    if not _CHANNEL.fullmatch(channel):
        raise RefusedError("channel_not_found")
    return channel


def person(user: Any) -> str:
    """The id of a person, if it is one."""
    if not isinstance(user, str) or not _PERSON.fullmatch(user):
        raise RefusedError("user_not_found")
    return user


def check_content(fields: dict[str, Any], longest: int = LONGEST_TEXT) -> None:
    """Refuse what a message cannot hold: https://api.slack.com/methods/chat.postMessage#errors."""
    text, blocks = fields.get("text") or "", fields.get("blocks")
    if not isinstance(text, str) or not (text.strip() or blocks or fields.get("attachments")):
        raise RefusedError("no_text")
    if len(text) > longest:
        raise RefusedError("msg_too_long")
    if blocks is not None and not isinstance(blocks, list):
        raise RefusedError("invalid_blocks_format")
    if blocks and (faults := slack_blocks.faults(blocks)):
        raise RefusedError("invalid_blocks", faults)
