"""Reading Telegram's updates (https://core.telegram.org/bots/api#update), trusting nothing.

Read as plain objects: the client library's own types give way to any field they do not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: What we ask Telegram for; anything else is not even sent.
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]

#: What a message may hold in place of words; others only tell of the chat itself.
MEDIA = (
    *("animation", "audio", "contact", "dice", "document", "location", "paid_media", "photo"),
    *("poll", "sticker", "story", "venue", "video", "video_note", "voice"),
)


@dataclass(frozen=True)
class Message:
    """Somebody wrote to us privately; `text` is None for a photo, a voice or the like."""

    chat: int
    text: str | None


@dataclass(frozen=True)
class Press:
    """A button was pressed below our `message`, which is None where Telegram no longer has it."""

    id: str
    chat: int
    data: str
    message: int | None
    title: str | None


@dataclass(frozen=True)
class Group:
    """Something happened in a group or channel, where we do not belong."""

    chat: int


@dataclass(frozen=True)
class Blocked:
    """A person stopped listening to us."""

    chat: int


Update = Message | Press | Group | Blocked


def read_update(update: object) -> Update | None:
    """What an update tells; None for what does not concern us or cannot be read."""
    fields = _object(update)
    if "callback_query" in fields:
        return _press(_object(fields["callback_query"]))
    if "my_chat_member" in fields:
        return _membership(_object(fields["my_chat_member"]))
    for kind in ("message", "edited_message"):
        if kind in fields:
            return _message(_object(fields[kind]))
    return None


def update_id(update: object) -> int | None:
    """The number of an update, which grows by one each time."""
    number = _object(update).get("update_id")
    return number if isinstance(number, int) else None


def _message(message: Mapping[str, Any]) -> Message | Group | None:
    chat, private = _chat(message)
    if chat is None or _object(message.get("from")).get("is_bot"):
        return None
    if not private:
        return Group(chat)
    text = message.get("text") or message.get("caption")
    if isinstance(text, str):
        return Message(chat, text)
    return Message(chat, None) if any(kind in message for kind in MEDIA) else None


def _press(press: Mapping[str, Any]) -> Press | None:
    identity, data = press.get("id"), press.get("data")
    person = _object(press.get("from")).get("id")
    if not (isinstance(identity, str) and isinstance(data, str) and isinstance(person, int)):
        return None
    message = _object(press.get("message"))
    chat, private = _chat(message)
    if chat is not None and not private:
        return None
    number = message.get("message_id")
    # A private chat has the number of the person in it.
    return Press(
        identity, person, data, number if isinstance(number, int) else None, _title(message, data)
    )


def _title(message: Mapping[str, Any], data: str) -> str | None:
    """What the pressed button showed."""
    rows = _object(message.get("reply_markup")).get("inline_keyboard")
    for row in rows if isinstance(rows, list) else ():
        for key in row if isinstance(row, list) else ():
            if _object(key).get("callback_data") == data:
                title = _object(key).get("text")
                return title if isinstance(title, str) else None
    return None


def _membership(change: Mapping[str, Any]) -> Group | Blocked | None:
    chat, private = _chat(change)
    status = _object(change.get("new_chat_member")).get("status")
    if chat is None:
        return None
    if private:
        return Blocked(chat) if status == "kicked" else None
    return Group(chat) if status in ("member", "administrator") else None


def _chat(message: Mapping[str, Any]) -> tuple[int | None, bool]:
    chat = _object(message.get("chat"))
    number = chat.get("id")
    return (number if isinstance(number, int) else None), chat.get("type") == "private"


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
