"""Asking Telegram for messages, for servers without a public address.

https://core.telegram.org/bots/api#getupdates
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from aiogram.utils import exceptions

from tightrope.channels.delivery import NotNowError
from tightrope.channels.telegram_api import TelegramApi
from tightrope.channels.telegram_updates import WANTED, update_id

logger = logging.getLogger(__name__)

#: Seconds that Telegram may keep us waiting where there is nothing new.
LONG = 25
#: Seconds before the next try where it refuses, and at most.
PAUSE, LONGEST_PAUSE = 1.0, 60.0


async def poll(api: TelegramApi, take: Callable[[object], None]) -> None:
    """Hands each update to `take`, for ever; ends only where the token is refused."""
    offset: int | None = None
    pause = PAUSE
    while True:
        try:
            updates = await api.call(
                "getUpdates", offset=offset, timeout=LONG, allowed_updates=WANTED
            )
        except exceptions.Unauthorized:
            logger.error("Telegram refuses the token. Ask BotFather for the present one.")
            return
        except (exceptions.TelegramAPIError, NotNowError) as failed:
            if isinstance(failed, exceptions.ConflictError):
                logger.error("Another program asks for this bot's messages, too. Stop one of them.")
            wait = failed.seconds if isinstance(failed, NotNowError) and failed.seconds else pause
            await asyncio.sleep(wait)
            pause = min(2 * pause, LONGEST_PAUSE)
            continue
        pause = PAUSE
        for update in updates:
            number = update_id(update)
            if number is not None:
                offset = number + 1
            take(update)
