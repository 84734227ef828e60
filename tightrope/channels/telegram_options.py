"""The options of the Telegram channel in `credentials.yml`."""

from __future__ import annotations

from aiogram.bot.api import check_token
from aiogram.utils.exceptions import ValidationError as WrongTokenError
from pydantic import constr, validator

from tightrope.said import Strict

TOKEN_VARIABLE = "TIGHTROPE_TELEGRAM_TOKEN"
NAME = "tightrope.channels.telegram.TelegramInput"


class TelegramOptions(Strict):
    """What may be set, with what holds otherwise.

    - ``token``: what BotFather gave; without it the channel is off
    - ``address``: the public https address of this server; without it Telegram is asked for
      messages, which needs none (long polling)
    - ``secret``: what Telegram has to send along; made once where it is empty
    - ``api``: where the Bot API is; another for a server of one's own
    """

    token: str = ""
    address: constr(regex=r"^(https://\S+)?$") = ""  # type: ignore[valid-type]
    # https://core.telegram.org/bots/api#setwebhook
    secret: constr(regex=r"^[A-Za-z0-9_-]{0,256}$") = ""  # type: ignore[valid-type]
    api: constr(regex=r"^https?://\S+$") = "https://api.telegram.org"  # type: ignore[valid-type]

    @validator("token")
    def _looks_like_one(cls, token: str) -> str:  # noqa: N805  (pydantic's)
        try:
            return token if not token or check_token(token) else ""
        except WrongTokenError:
            raise ValueError(
                f"this is no token of a bot. Copy the whole line that BotFather gave, digits, "
                f"colon and letters, into {TOKEN_VARIABLE}"
            ) from None
