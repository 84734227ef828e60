"""Telegram: Rasa's channel made safe, private and complete.

Differences from ``rasa.core.channels.telegram``:

- an update counts only with the secret that Telegram was given, and only once;
- the client is made in the loop it runs in; without a public address messages are asked for;
- buttons are answered and show what was chosen; long texts are cut, pictures and files sent along;
- groups are refused: what is told here is private;
- whoever blocks the bot is not written to again;
- a typed slash triggers nothing but the menu's commands; nothing a person wrote is logged.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
import secrets
from collections.abc import AsyncIterator
from typing import Any

from aiogram.utils import exceptions
from rasa.core.channels.telegram import TelegramInput as StockTelegramInput
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from tightrope.channels.answering import OnNewMessage
from tightrope.channels.delivery import Delivery, NotNowError
from tightrope.channels.hearing import Hearing
from tightrope.channels.latest_question import LatestQuestion
from tightrope.channels.options import read_options
from tightrope.channels.seen import Seen
from tightrope.channels.telegram_api import TelegramApi
from tightrope.channels.telegram_options import NAME, TOKEN_VARIABLE, TelegramOptions
from tightrope.channels.telegram_output import NOTHING, TelegramOutput, sender_of
from tightrope.channels.telegram_polling import poll
from tightrope.channels.telegram_updates import (
    WANTED,
    Blocked,
    Group,
    Message,
    Press,
    read_update,
    update_id,
)
from tightrope.channels.unreachable import forget_promise
from tightrope.channels.words import words
from tightrope.serving.rates import Rates

logger = logging.getLogger(__name__)

SECRET_HEADER = "x-telegram-bot-api-secret-token"
#: Telegram's own updates have a few thousand bytes.
LARGEST_UPDATE = 1_000_000
#: "Typing" is shown for five seconds (https://core.telegram.org/bots/api#sendchataction).
TYPING_SECONDS = 4.5
#: A pause before Telegram is told again where we are, in seconds.
PAUSE, LONGEST_PAUSE = 2.0, 300.0


class TelegramInput(StockTelegramInput):  # type: ignore[misc]
    """The channel, named ``tightrope.channels.telegram.TelegramInput`` in ``credentials.yml``."""

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TelegramInput:
        """Make the channel from its part of ``credentials.yml``.

        Raises:
            RasaException: naming the option that is unknown or has a wrong value.
        """
        return cls(read_options(TelegramOptions, NAME, credentials))

    def __init__(self, options: TelegramOptions) -> None:
        """Make the channel; nothing is opened before the server has started."""
        super().__init__(options.token, None, options.address)
        self._options = options
        # Telegram gets it from us at each start, so it need not be kept.
        self._secret = options.secret or secrets.token_urlsafe(32)
        self._api = TelegramApi(options.token, options.api)
        self._delivery = Delivery("Telegram", forget_promise)
        self._questions = LatestQuestion()
        self._seen = Seen()
        self._refusals = Rates(messages=1, seconds=3600)

    @property
    def is_on(self) -> bool:
        """True where there is a token."""
        return bool(self._options.token)

    def get_output_channel(self) -> TelegramOutput | None:
        """The way to people, in a turn and outside one; None where the channel is off."""
        if not self.is_on:
            return None
        return TelegramOutput(self._api, self._delivery, self._questions)

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The webhook, if there is an address for it, and what has to be done at start."""
        blueprint = Blueprint("telegram", __name__)
        if not self.is_on:
            logger.warning("Telegram is off. Set %s to switch it on.", TOKEN_VARIABLE)
            return blueprint
        self._hearing = Hearing(self.name(), on_new_message)

        async def take(request: Request) -> HTTPResponse:
            return await self._on_request(request)

        if self._options.address:
            blueprint.add_route(take, "/webhook", methods=["POST"], name="take", stream=True)
        blueprint.listener("after_server_start")(self._start)
        blueprint.listener("before_server_stop")(self._stop)
        return blueprint

    async def _start(self, _app: Sanic, _loop: object) -> None:
        self._hearing.later(self._introduce_ourselves())

    async def _stop(self, _app: Sanic, _loop: object) -> None:
        await self._api.close()

    async def _introduce_ourselves(self) -> None:
        """Tells Telegram our commands and where we listen, however long it takes."""
        pause = PAUSE
        while True:
            try:
                await self._set_up()
                break
            except exceptions.Unauthorized:
                logger.error("Telegram refuses the token. Ask BotFather for the present one.")
                return
            except (NotNowError, exceptions.TelegramAPIError):
                logger.error("Telegram cannot be reached; trying again in %.0f seconds.", pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        if not self._options.address:
            await poll(self._api, self._take)

    async def _set_up(self) -> None:
        commands = words().telegram.commands
        menu = [{"command": name, "description": told} for name, told in commands.items()]
        await self._api.call("setMyCommands", commands=menu)
        if not self._options.address:
            await self._api.call("deleteWebhook")
            return
        await self._api.call(
            "setWebhook",
            url=self._options.address.rstrip("/") + "/webhooks/telegram/webhook",
            secret_token=self._secret,
            allowed_updates=WANTED,
        )

    async def _on_request(self, request: Request) -> HTTPResponse:
        """Takes an update and answers at once: Telegram waits for us before it sends the next."""
        told = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(told.encode("utf-8", "replace"), self._secret.encode()):
            return empty(403)
        request.stream.request_max_size = LARGEST_UPDATE
        await request.receive_body()
        try:
            update = request.json
        except Exception:
            # Sanic's own error would quote the body.
            return empty(400)
        self._take(update)
        return empty(200)

    def _take(self, update: object) -> None:
        """Deals with an update, once."""
        number = update_id(update)
        if number is None or self._seen.again(number):
            return
        told = read_update(update)
        if isinstance(told, Message):
            self._hearing.later(self._on_message(told))
        elif isinstance(told, Press):
            self._hearing.later(self._on_press(told))
        elif isinstance(told, Group):
            self._hearing.later(self._refuse(told))
        elif isinstance(told, Blocked):
            forget_promise(sender_of(told.chat))

    def _output(self) -> TelegramOutput:
        return TelegramOutput(self._api, self._delivery, self._questions)

    async def _on_message(self, message: Message) -> None:
        sender, output = sender_of(message.chat), self._output()
        if message.text is None:
            await output.send_text_message(sender, words().only_text)
            return
        async with self._typing(message.chat):
            await self._hearing.hear(sender, message.text, output)

    async def _on_press(self, press: Press) -> None:
        """Answers a button. Telegram shows it as busy until it has an answer of its own."""
        sender, output = sender_of(press.chat), self._output()
        past = press.message is not None and self._questions.is_past(
            sender, press.message, press.data
        )
        note = words().old_question if past else None
        receipt = self._api.attempt("answerCallbackQuery", callback_query_id=press.id, text=note)
        if past or press.data == NOTHING:
            await receipt
            return
        # The receipt and the mark may take their time; the answer does not wait for them.
        self._hearing.later(self._mark(press, receipt))
        async with self._typing(press.chat):
            await self._hearing.hear(sender, press.data, output)

    async def _mark(self, press: Press, receipt: Any) -> None:
        await receipt
        if press.message is None:
            return
        chosen = {"text": f"✓ {press.title or press.data}", "callback_data": NOTHING}
        await self._api.attempt(
            "editMessageReplyMarkup",
            chat_id=press.chat,
            message_id=press.message,
            reply_markup={"inline_keyboard": [[chosen]]},
        )

    async def _refuse(self, group: Group) -> None:
        """Says why we don't stay in a group, and goes."""
        if await self._refusals.takes(str(group.chat)):
            note = words().telegram.group
            await self._api.attempt("sendMessage", chat_id=group.chat, text=note)
            await self._api.attempt("leaveChat", chat_id=group.chat)

    @contextlib.asynccontextmanager
    async def _typing(self, chat: int) -> AsyncIterator[None]:
        """Shows that an answer is being written, for as long as the block lasts."""

        async def show() -> None:
            while True:
                await self._api.attempt("sendChatAction", chat_id=chat, action="typing")
                await asyncio.sleep(TYPING_SECONDS)

        task = asyncio.ensure_future(show())
        try:
            yield
        finally:
            task.cancel()
