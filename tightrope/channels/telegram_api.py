"""Calling Telegram's Bot API (https://core.telegram.org/bots/api) and reading how it refuses."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from aiogram import Bot
from aiogram.bot.api import TelegramAPIServer
from aiogram.utils import exceptions
from aiohttp import ClientTimeout

from tightrope.channels.delivery import NotNowError, UnreachableError

#: Seconds for one call; a picture may take a while.
TIMEOUT = ClientTimeout(total=60)
GONE = (
    exceptions.BotBlocked,
    exceptions.UserDeactivated,
    exceptions.CantInitiateConversation,
    exceptions.CantTalkWithBots,
    exceptions.ChatNotFound,
)
#: Refused for good: the call itself is wrong, or comes too late.
WRONG = (exceptions.BadRequest, exceptions.Unauthorized, exceptions.NotFound)


class TelegramApi:
    """The API for one bot. Rasa's own channel makes its client in a loop that it then closes."""

    def __init__(self, token: str, server: str) -> None:
        """Call as the bot with this `token`; nothing is opened before the first call."""
        self._token = token
        self._server = server

    @cached_property
    def _bot(self) -> Bot:
        return Bot(self._token, server=TelegramAPIServer.from_base(self._server), timeout=TIMEOUT)

    async def call(
        self, method: str, files: Mapping[str, tuple[str, bytes]] | None = None, **fields: Any
    ) -> Any:
        """Calls a method; lists and objects among `fields` go as JSON.

        Raises:
            NotNowError: It has to be tried again later.
            UnreachableError: The person blocked the bot, or is gone.
            aiogram.utils.exceptions.TelegramAPIError: It is refused for another reason.
        """
        data = {name: _field(value) for name, value in fields.items() if value is not None}
        try:
            return await self._bot.request(method, data, files)
        except exceptions.RetryAfter as refused:
            raise NotNowError(refused.timeout) from None
        except GONE as gone:
            raise UnreachableError from gone
        except WRONG:
            raise
        except (exceptions.NetworkError, asyncio.TimeoutError, OSError) as failed:
            raise NotNowError from failed
        except exceptions.TelegramAPIError as failed:
            # A conflict is about polling; what is left are failures of the server.
            if isinstance(failed, exceptions.ConflictError):
                raise
            raise NotNowError from failed

    async def attempt(self, method: str, **fields: Any) -> bool:
        """Calls a method that may as well fail; tells whether it did not."""
        try:
            await self.call(method, **fields)
        except (NotNowError, UnreachableError, exceptions.TelegramAPIError):
            return False
        return True

    async def close(self) -> None:
        """Lets go of the connections."""
        session = self._bot.session
        if session is not None:
            await session.close()


def _field(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
