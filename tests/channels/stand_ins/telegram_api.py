"""A stand-in for Telegram's Bot API: https://core.telegram.org/bots/api#making-requests."""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlsplit

from aiohttp import web

from tests.channels.stand_ins import telegram_text
from tests.channels.stand_ins.base import Answer, Call, SentFile, StandIn, read_call
from tests.channels.stand_ins.telegram_updates import OvertakenError, Update, Updates

TOKEN = "9000:stand-in"
BOT_USERNAME = "tightrope_bot"

LONGEST_TEXT = 4096  # https://core.telegram.org/bots/api#sendmessage
LONGEST_CAPTION = 1024  # https://core.telegram.org/bots/api#senddocument
LONGEST_ANSWER = 200  # https://core.telegram.org/bots/api#answercallbackquery
LONGEST_DATA = 64  # bytes: https://core.telegram.org/bots/api#inlinekeyboardbutton
BIGGEST_PHOTO = 10 * 1024 * 1024  # https://core.telegram.org/bots/api#sending-files
BIGGEST_FILE = 50 * 1024 * 1024
MOST_COMMANDS = 100  # https://core.telegram.org/bots/api#setmycommands
WEBHOOK_PORTS = (443, 80, 88, 8443)  # https://core.telegram.org/bots/api#setwebhook

#: Errors to let a call fail with. The reference says only that they are told in words, which may
#: change; these are the words of the server, https://github.com/tdlib/telegram-bot-api.
BLOCKED = "Forbidden: bot was blocked by the user"
DEACTIVATED = "Forbidden: user is deactivated"
KICKED = "Forbidden: bot was kicked from the group chat"
NOT_STARTED = "Forbidden: bot can't initiate conversation with a user"
CHAT_NOT_FOUND = "Bad Request: chat not found"
QUERY_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
TO_EDIT_NOT_FOUND = "Bad Request: message to edit not found"
TO_DELETE_NOT_FOUND = "Bad Request: message to delete not found"
CANNOT_PARSE = 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0'
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_GET_UPDATES = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
UNAUTHORIZED = "Unauthorized"

#: The code of an error, by how its words begin.
_CODES = {
    "Bad Request": 400,
    "Unauthorized": 401,
    "Forbidden": 403,
    "Not Found": 404,
    "Conflict": 409,
    "Request Entity Too Large": 413,
}
_ENCODED = frozenset(
    {
        "allowed_updates",
        "caption_entities",
        "commands",
        "entities",
        "link_preview_options",
        "reply_markup",
        "reply_parameters",
        "scope",
    }
)
#: https://core.telegram.org/bots/api#sendchataction
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


class RefusedError(Exception):
    """A call is refused, in the words of the server."""


Handler = Callable[["TelegramApi", Call], Any]
METHODS: dict[str, Handler] = {}
_H = TypeVar("_H", bound=Handler)


def _method(name: str) -> Callable[[_H], _H]:
    """Answer the method `name`, as https://core.telegram.org/bots/api#<name in small letters>."""

    def register(handler: _H) -> _H:
        METHODS[name] = handler
        return handler

    return register


class TelegramApi(StandIn):
    """Telegram as one bot sees it.

    `messages` are those that stand, by chat and id; `webhook` what was set last; `commands` the
    menus, by scope and language; `answered` what was shown for which callback query. Every chat
    exists.
    """

    def __init__(self, token: str = TOKEN, username: str = BOT_USERNAME) -> None:
        super().__init__()
        self.token = token
        self.me = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Tightrope",
            "username": username,
        }
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.webhook: dict[str, Any] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.answered: dict[str, dict[str, Any]] = {}
        self.left: list[int] = []
        self._updates = Updates()
        self._numbers = itertools.count(1)

    @property
    def url(self) -> str:
        """The address for `TelegramAPIServer.from_base(...)`."""
        return self.origin

    def push(self, update: Update) -> None:
        """Let `update` wait for getUpdates, if the bot asked for its kind."""
        self._updates.push(update)
        self._loop.call_soon_threadsafe(self._updates.wake)

    def pending(self) -> int:
        """How many updates wait to be confirmed."""
        return self._updates.pending()

    def shown(self, chat: int) -> list[dict[str, Any]]:
        """The bot's messages that stand in `chat`, oldest first."""
        return [message for (where, _), message in self.messages.items() if where == chat]

    def place(self, message: dict[str, Any]) -> None:
        """Let a message stand without a call: the one a callback query is about."""
        self.messages[message["chat"]["id"], message["message_id"]] = dict(message)

    # How calls come and go.

    def _check_method(self, method: str) -> None:
        if method not in METHODS and method != "getUpdates":
            raise ValueError(f"'{method}' is not answered; these are: {', '.join(METHODS)}.")

    def _failure(self, kind: str, retry_after: int) -> Answer:
        if kind == "rate_limited":  # https://core.telegram.org/bots/api#responseparameters
            return _error(
                429,
                f"Too Many Requests: retry after {retry_after}",
                parameters={"retry_after": retry_after},
            )
        return _refusal(kind)

    def _release(self) -> None:
        self._updates.close()

    async def _read(self, request: web.Request) -> Call:
        # Names of methods are the same in small letters and in large.
        method = request.path.rpartition("/")[2]
        known = {name.lower(): name for name in (*METHODS, "getUpdates")}
        return await read_call(request, known.get(method.lower(), method), _ENCODED)

    def _answer(self, call: Call) -> Answer | Awaitable[Answer]:
        token = call.path.strip("/").partition("/")[0].removeprefix("bot")
        if token != self.token:
            return _refusal(UNAUTHORIZED)
        if call.method == "getUpdates":
            return self._get_updates(call)
        if call.method not in METHODS:
            return _refusal("Not Found: method not found")
        try:
            return Answer({"ok": True, "result": METHODS[call.method](self, call)})
        except RefusedError as refused:
            return _refusal(str(refused))

    # Updates.

    async def _get_updates(self, call: Call) -> Answer:
        """https://core.telegram.org/bots/api#getupdates"""
        if self.webhook:
            return _refusal(WEBHOOK_ACTIVE)
        fields = call.fields
        self._allow(fields)
        try:
            found = await self._updates.fetch(
                int(fields.get("offset", 0)),
                int(fields.get("limit", 100)),
                float(fields.get("timeout", 0)),
            )
        except OvertakenError:
            return _refusal(OTHER_GET_UPDATES)
        return Answer({"ok": True, "result": found})

    def _allow(self, fields: dict[str, Any]) -> None:
        """What was asked for before goes on to hold, where nothing else is said."""
        if isinstance(fields.get("allowed_updates"), list):
            self._updates.allowed = fields["allowed_updates"]

    @_method("setWebhook")
    def _set_webhook(self, call: Call) -> bool:
        fields = call.fields
        url = urlsplit(fields.get("url", ""))
        if not url.geturl():
            return self._delete_webhook(call)
        if url.scheme != "https":
            raise RefusedError(
                "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
            )
        if _port(url) not in WEBHOOK_PORTS:
            raise RefusedError(
                "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
            )
        secret = fields.get("secret_token", "")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
            raise RefusedError("Bad Request: secret token contains unallowed characters")
        self._allow(fields)
        if _true(fields.get("drop_pending_updates")):
            self._updates.drop()
        self.webhook = {
            "url": url.geturl(),
            "secret_token": secret,
            "allowed_updates": list(self._updates.allowed),
            "max_connections": int(fields.get("max_connections", 40)),
        }
        return True

    @_method("deleteWebhook")
    def _delete_webhook(self, call: Call) -> bool:
        if _true(call.fields.get("drop_pending_updates")):
            self._updates.drop()
        self.webhook = {}
        return True

    @_method("getWebhookInfo")
    def _get_webhook_info(self, call: Call) -> dict[str, Any]:
        told = {name: value for name, value in self.webhook.items() if name != "secret_token"}
        return {
            "url": "",
            "has_custom_certificate": False,
            "pending_update_count": self.pending(),
            **told,
        }

    # The bot itself.

    @_method("getMe")
    def _get_me(self, call: Call) -> dict[str, Any]:
        return {
            **self.me,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    @_method("setMyCommands")
    def _set_my_commands(self, call: Call) -> bool:
        commands = call.fields.get("commands")
        if not isinstance(commands, list):
            raise RefusedError("Bad Request: can't parse commands list JSON object")
        if len(commands) > MOST_COMMANDS:
            raise RefusedError("Bad Request: BOT_COMMANDS_TOO_MUCH")
        for command in commands:  # https://core.telegram.org/bots/api#botcommand
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "")):
                raise RefusedError("Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command.get("description", "")) <= 256:
                raise RefusedError("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        scope = call.fields.get("scope") or {"type": "default"}
        self.commands[scope["type"], call.fields.get("language_code", "")] = commands
        return True

    @_method("leaveChat")
    def _leave_chat(self, call: Call) -> bool:
        self.left.append(_chat(call))
        return True

    # Messages.

    def _stand(self, call: Call, content: dict[str, Any]) -> dict[str, Any]:
        """Let a message of the bot stand in the chat of `call`."""
        chat = _chat(call)
        kind = "private" if chat > 0 else "supergroup" if chat < -1_000_000_000_000 else "group"
        place: dict[str, Any] = {"id": chat, "type": kind}
        place["first_name" if chat > 0 else "title"] = "Robin" if chat > 0 else "Friends"
        message = {
            "message_id": next(self._numbers),
            "from": self.me,
            "chat": place,
            "date": int(time.time()),
            **content,
            **_markup(call),
        }
        self.place(message)
        return _told(message)

    def _standing(self, call: Call, refusal: str) -> dict[str, Any]:
        """The message that `call` is about."""
        key = (_chat(call), int(call.fields.get("message_id") or 0))
        if key not in self.messages:
            raise RefusedError(refusal)
        return self.messages[key]

    @_method("sendMessage")
    def _send_message(self, call: Call) -> dict[str, Any]:
        return self._stand(call, _text(call))

    @_method("sendPhoto")
    def _send_photo(self, call: Call) -> dict[str, Any]:
        sent = _file(call, "photo", BIGGEST_PHOTO)
        if sent and not sent.content.startswith(_PICTURES):
            raise RefusedError("Bad Request: IMAGE_PROCESS_FAILED")
        number = next(self._numbers)
        size = {
            "file_id": f"photo-{number}",
            "file_unique_id": f"p{number}",
            "width": 320,
            "height": 120,
            "file_size": len(sent.content) if sent else 0,
        }
        return self._stand(call, {"photo": [size], **_caption(call)})

    @_method("sendDocument")
    def _send_document(self, call: Call) -> dict[str, Any]:
        sent = _file(call, "document", BIGGEST_FILE)
        number = next(self._numbers)
        document = {
            "file_id": f"document-{number}",
            "file_unique_id": f"d{number}",
            "file_name": sent.name if sent else "document",
            "mime_type": sent.content_type if sent else "application/octet-stream",
            "file_size": len(sent.content) if sent else 0,
        }
        return self._stand(call, {"document": document, **_caption(call)})

    @_method("sendChatAction")
    def _send_chat_action(self, call: Call) -> bool:
        _chat(call)
        if call.fields.get("action") not in _ACTIONS:
            raise RefusedError("Bad Request: wrong parameter action in request")
        return True

    @_method("answerCallbackQuery")
    def _answer_callback_query(self, call: Call) -> bool:
        query, text = call.fields.get("callback_query_id"), call.fields.get("text", "")
        if not query:
            raise RefusedError(QUERY_TOO_OLD)
        if telegram_text.length(text) > LONGEST_ANSWER:
            raise RefusedError("Bad Request: MESSAGE_TOO_LONG")
        self.answered[query] = {"text": text, "show_alert": _true(call.fields.get("show_alert"))}
        return True

    @_method("editMessageText")
    def _edit_message_text(self, call: Call) -> dict[str, Any]:
        message = self._standing(call, TO_EDIT_NOT_FOUND)
        if "text" not in message:
            raise RefusedError("Bad Request: there is no text in the message to edit")
        return self._edit(message, {**_text(call), **_markup(call)}, ("entities", "reply_markup"))

    @_method("editMessageReplyMarkup")
    def _edit_message_reply_markup(self, call: Call) -> dict[str, Any]:
        message = self._standing(call, TO_EDIT_NOT_FOUND)
        return self._edit(message, _markup(call), ("reply_markup",))

    def _edit(
        self, message: dict[str, Any], content: dict[str, Any], replaced: tuple[str, ...]
    ) -> dict[str, Any]:
        """Change a message; what of `replaced` is not given goes."""
        kept = {name: value for name, value in message.items() if name not in replaced}
        changed = {**kept, **content}
        if changed == message:
            raise RefusedError(NOT_MODIFIED)
        self.place({**changed, "edit_date": int(time.time())})
        return _told({**changed, "edit_date": int(time.time())})

    @_method("deleteMessage")
    def _delete_message(self, call: Call) -> bool:
        message = self._standing(call, TO_DELETE_NOT_FOUND)
        del self.messages[message["chat"]["id"], message["message_id"]]
        return True


def _error(code: int, description: str, **more: Any) -> Answer:
    body = {"ok": False, "error_code": code, "description": description, **more}
    return Answer(body, code)


def _refusal(description: str) -> Answer:
    """The answer that says `description`. Raises ValueError where no error begins so."""
    kind = description.partition(":")[0]
    if kind not in _CODES:
        raise ValueError(f"'{description}' begins like no error: {', '.join(_CODES)}.")
    return _error(_CODES[kind], description)


def _port(url: SplitResult) -> int | None:
    """The port of an https address; None where it is no number a port can be."""
    try:
        return url.port or 443
    except ValueError:
        return None


def _true(value: Any) -> bool:
    return str(value).lower() in ("true", "1")


def _chat(call: Call) -> int:
    chat = str(call.fields.get("chat_id", ""))
    if not chat:
        raise RefusedError("Bad Request: chat_id is empty")
    if not re.fullmatch(r"-?\d+", chat):
        raise RefusedError(CHAT_NOT_FOUND)
    return int(chat)


def _marked(call: Call, name: str) -> telegram_text.Read:
    """The text in the field `name`, as it will be seen."""
    sent = str(call.fields.get(name, ""))
    if isinstance(call.fields.get(_entities_of(name)), list):
        return telegram_text.Read(sent, call.fields[_entities_of(name)])
    try:
        return telegram_text.read(sent, call.fields.get("parse_mode"))
    except telegram_text.CannotParseError as error:
        raise RefusedError(f"Bad Request: can't parse entities: {error}") from None


def _entities_of(name: str) -> str:
    return "entities" if name == "text" else f"{name}_entities"


def _text(call: Call) -> dict[str, Any]:
    text, entities = _marked(call, "text")
    if not text.strip():
        raise RefusedError("Bad Request: message text is empty")
    if telegram_text.length(text) > LONGEST_TEXT:
        raise RefusedError("Bad Request: message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def _caption(call: Call) -> dict[str, Any]:
    caption, entities = _marked(call, "caption")
    if telegram_text.length(caption) > LONGEST_CAPTION:
        raise RefusedError("Bad Request: message caption is too long")
    content: dict[str, Any] = {"caption": caption} if caption else {}
    return {**content, **({"caption_entities": entities} if entities else {})}


def _file(call: Call, name: str, biggest: int) -> SentFile | None:
    """The file in the field `name`; None where an address or an id was given for it.

    https://core.telegram.org/bots/api#sending-files
    """
    given = str(call.fields.get(name, ""))
    sent = call.files.get(given.removeprefix("attach://") if given else name)
    if sent is None:
        if not given or given.startswith("attach://"):
            raise RefusedError(f"Bad Request: there is no {name} in the request")
        return None
    if not sent.content:
        raise RefusedError("Bad Request: file must be non-empty")
    if len(sent.content) > biggest:
        raise RefusedError("Request Entity Too Large")
    return sent


def _markup(call: Call) -> dict[str, Any]:
    """The keyboard of a message; https://core.telegram.org/bots/api#inlinekeyboardmarkup."""
    markup = call.fields.get("reply_markup")
    if not markup:
        return {}
    if not isinstance(markup, dict):
        raise RefusedError("Bad Request: object expected as reply markup")
    for button in _buttons(markup):
        if not isinstance(button, dict) or not button.get("text"):
            raise RefusedError(
                "Bad Request: can't parse inline keyboard button: Text must be non-empty"
            )
        kinds = button.keys() - {"text", "icon_custom_emoji_id", "style"}
        if not kinds:
            raise RefusedError("Bad Request: text buttons are unallowed in the inline keyboard")
        data = button.get("callback_data", "-")
        if not 1 <= len(str(data).encode()) <= LONGEST_DATA:
            raise RefusedError("Bad Request: BUTTON_DATA_INVALID")
    rows = [row for row in markup.get("inline_keyboard", []) if row]
    return {"reply_markup": {**markup, "inline_keyboard": rows}} if rows else _other(markup)


def _other(markup: dict[str, Any]) -> dict[str, Any]:
    """A keyboard below the talk, its removal, or an inline keyboard without any button."""
    return {} if "inline_keyboard" in markup else {"reply_markup": markup}


def _buttons(markup: dict[str, Any]) -> Iterator[Any]:
    for row in markup.get("inline_keyboard", []):
        yield from row


def _told(message: dict[str, Any]) -> dict[str, Any]:
    """A message as it is told back: of keyboards, only inline ones."""
    told: dict[str, Any] = json.loads(json.dumps(message))
    if "inline_keyboard" not in told.get("reply_markup", {}):
        told.pop("reply_markup", None)
    return told
