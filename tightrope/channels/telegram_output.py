"""Showing replies in Telegram: HTML, inline keyboards, photos and documents."""

from __future__ import annotations

import html
import json
from functools import partial
from typing import Any

from tightrope.channels.delivery import Delivery
from tightrope.channels.latest_question import LatestQuestion
from tightrope.channels.our_files import read_our_file, read_our_picture
from tightrope.channels.replies import Picture, Reply, ReplyOutput
from tightrope.channels.rich_text import Markup, rendered
from tightrope.channels.splitting import split, utf16_length
from tightrope.channels.telegram_api import TelegramApi
from tightrope.said import Button

#: https://core.telegram.org/bots/api#sendmessage: 1-4096 characters after entities parsing. Our
#: markup adds a few of its own, such as the address of a link.
LONGEST_TEXT = 3500
#: https://core.telegram.org/bots/api#sendphoto
LONGEST_CAPTION = 1024
#: https://core.telegram.org/bots/api#inlinekeyboardbutton: 1-64 bytes
LONGEST_DATA = 64
#: Two titles up to this long fit side by side on a phone.
SHORT_TITLE = 16
SENDER = "telegram-"
#: Behind the button that shows what was chosen: nothing.
NOTHING = "-"

HTML = Markup(
    # https://core.telegram.org/bots/api#html-style
    escape=partial(html.escape, quote=True),
    strong="<b>{}</b>".format,
    em="<i>{}</i>".format,
    code="<code>{}</code>".format,
    quote="<blockquote>{}</blockquote>".format,
    link='<a href="{}">{}</a>'.format,
)


def sender_of(chat: int) -> str:
    """Rasa's sender id for a private chat."""
    return f"{SENDER}{chat}"


def chat_of(sender: str) -> int:
    """The private chat behind one of our sender ids."""
    return int(sender.removeprefix(SENDER))


def callback_data(payload: str, title: str) -> str:
    """What a button sends: its payload without blanks; its title where that is still too long."""
    name, brace, entities = payload.partition("{")
    if brace and payload.startswith("/"):
        payload = name + json.dumps(json.loads(brace + entities), separators=(",", ":"))
    if len(payload.encode()) <= LONGEST_DATA:
        return payload
    return title.encode()[:LONGEST_DATA].decode(errors="ignore")


def keyboard(buttons: tuple[Button, ...]) -> dict[str, Any] | None:
    """The buttons below a message, short ones in pairs."""
    rows: list[list[dict[str, str]]] = []
    for button in buttons:
        key = {"text": button.title, "callback_data": callback_data(button.payload, button.title)}
        short = len(button.title) <= SHORT_TITLE
        if short and rows and len(rows[-1]) == 1 and len(rows[-1][0]["text"]) <= SHORT_TITLE:
            rows[-1].append(key)
        else:
            rows.append([key])
    return {"inline_keyboard": rows} if rows else None


class TelegramOutput(ReplyOutput):
    """Sends replies to private chats."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in trackers and in channel-specific responses."""
        return "telegram"

    def __init__(self, api: TelegramApi, delivery: Delivery, questions: LatestQuestion) -> None:
        """Send with `api` what is put into `delivery`, and note whose buttons are the latest."""
        super().__init__()
        self._api = api
        self._delivery = delivery
        self._questions = questions

    async def deliver(self, recipient_id: str, reply: Reply) -> None:
        """Sends all of `reply`, cut where it is too long for one message."""
        self._put_text(recipient_id, reply.text or ("…" if reply.buttons else ""), reply.buttons)
        if reply.picture is not None:
            self._put_picture(recipient_id, reply.picture)
        if reply.file is not None:
            self._put_file(recipient_id, reply.file)
        if reply.custom is not None:
            self._put_text(recipient_id, json.dumps(reply.custom, ensure_ascii=False))

    def _put_text(self, recipient: str, text: str, buttons: tuple[Button, ...] = ()) -> None:
        pieces = split(text, LONGEST_TEXT, utf16_length)
        for number, piece in enumerate(pieces, 1):
            below = buttons if number == len(pieces) else ()
            self._delivery.put(recipient, partial(self._send_text, recipient, piece, below))

    def _put_picture(self, recipient: str, picture: Picture) -> None:
        """A picture with its words below it; the words alone where it cannot be had."""
        chat = chat_of(recipient)
        caption = picture.alt if len(picture.alt) <= LONGEST_CAPTION else None
        send = partial(self._api.call, "sendPhoto", chat_id=chat, caption=caption)
        png = read_our_picture(picture.src)
        if png is not None:
            self._delivery.put(recipient, partial(send, files={"photo": ("picture.png", png)}))
        elif picture.src.startswith(("https://", "http://")):
            self._delivery.put(recipient, partial(send, photo=picture.src))
        else:
            caption = None
        if caption is None:
            self._put_text(recipient, picture.alt)

    def _put_file(self, recipient: str, address: str) -> None:
        ours = read_our_file(address)
        if ours is None:
            self._put_text(recipient, address)
            return
        send = partial(self._api.call, "sendDocument", chat_id=chat_of(recipient))
        self._delivery.put(recipient, partial(send, files={"document": ours}))

    async def _send_text(self, recipient: str, text: str, buttons: tuple[Button, ...]) -> None:
        sent = await self._api.call(
            "sendMessage",
            chat_id=chat_of(recipient),
            text=rendered(text, HTML),
            parse_mode="HTML",
            disable_web_page_preview=True,
            reply_markup=keyboard(buttons),
        )
        if buttons:
            self._questions.asked(recipient, sent["message_id"])
