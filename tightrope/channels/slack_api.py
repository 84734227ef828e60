"""Calling Slack's Web API (https://docs.slack.dev/reference/methods) and reading how it refuses."""

from __future__ import annotations

import asyncio
import logging
from functools import cached_property
from typing import Any

from aiohttp import ClientError, ClientSession
from cachetools import TTLCache
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tightrope.channels.delivery import NotNowError, UnreachableError

logger = logging.getLogger(__name__)

#: 429 is waited out as often as this, each time as long as Retry-After says.
RATE_LIMITED_TRIES = 5
#: How many channels are remembered, and for how many seconds.
KEPT, SECONDS = 10_000, 24 * 3600.0
GONE = frozenset({"user_not_found", "user_disabled", "cannot_dm_bot", "users_not_found"})
REFUSED_TOKEN = frozenset({"invalid_auth", "not_authed", "token_revoked", "account_inactive"})
FAILED = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
RATE_LIMITED = frozenset({"ratelimited", "rate_limited"})


class SlackApi:
    """The API for one app in one workspace."""

    def __init__(self, token: str, address: str) -> None:
        """Call as the bot with this `token`; nothing is opened before the first call."""
        self._token = token
        self._address = address
        #: The channel of our direct messages with a user, where it is known.
        self.direct_channels: TTLCache[str, str] = TTLCache(KEPT, SECONDS)

    @cached_property
    def _client(self) -> AsyncWebClient:
        self._session = ClientSession()
        client = AsyncWebClient(self._token, base_url=self._address, session=self._session)
        client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(RATE_LIMITED_TRIES))
        return client

    async def call(self, method: str, **fields: Any) -> Any:
        """Calls a method of slack_sdk's client, such as `chat_postMessage`.

        Raises:
            NotNowError: It has to be tried again later.
            UnreachableError: The person is gone, or cannot be written to.
            slack_sdk.errors.SlackApiError: It is refused for another reason.
        """
        try:
            return await getattr(self._client, method)(**fields)
        except SlackApiError as refused:
            error = refused.response.get("error")
            if refused.response.status_code >= 500 or error in FAILED | RATE_LIMITED:
                raise NotNowError from refused
            if error in GONE:
                raise UnreachableError from refused
            if error in REFUSED_TOKEN:
                logger.error("Slack refuses the token. Copy the present one from the app's page.")
            raise
        except (ClientError, SlackRequestError, asyncio.TimeoutError, OSError) as failed:
            raise NotNowError from failed

    async def attempt(self, method: str, **fields: Any) -> bool:
        """Calls a method that may as well fail; tells whether it did not."""
        try:
            await self.call(method, **fields)
        except (NotNowError, UnreachableError, SlackApiError):
            return False
        return True

    async def direct_channel(self, user: str) -> str:
        """The direct messages between us and `user`. Raises what `call` raises."""
        known = self.direct_channels.get(user)
        if known is None:
            opened = await self.call("conversations_open", users=[user])
            known = self.direct_channels[user] = str(opened["channel"]["id"])
        return known

    async def close(self) -> None:
        """Lets go of the connections."""
        if "_client" in self.__dict__:
            await self._session.close()
