"""How Slack and Telegram prove that a request is theirs, and how Slack says that it tries again."""

from __future__ import annotations

import hashlib
import hmac
import time

#: Why Slack sends an event again, in X-Slack-Retry-Reason.
#: https://api.slack.com/apis/events-api#retries
RETRY_REASONS = (
    "http_timeout",
    "too_many_redirects",
    "connection_failed",
    "ssl_error",
    "http_error",
    "unknown_error",
)

#: An event is sent again up to three times: at once, after a minute, after five.
#: https://api.slack.com/apis/events-api#retries
MOST_RETRIES = 3


def slack_signature(body: bytes, secret: str, at: float | None = None) -> dict[str, str]:
    """The headers Slack signs `body` with; `at` is seconds since 1970, else now.

    https://api.slack.com/authentication/verifying-requests-from-slack
    """
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }


def slack_retry(number: int = 1, reason: str = "http_timeout") -> dict[str, str]:
    """The headers of an event that is sent again. Raises ValueError for what Slack never sends."""
    if reason not in RETRY_REASONS or not 1 <= number <= MOST_RETRIES:
        raise ValueError(f"Slack sends no retry {number} for '{reason}'.")
    return {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}


def telegram_secret(secret: str) -> dict[str, str]:
    """The header that carries the secret a webhook was set with.

    https://core.telegram.org/bots/api#setwebhook
    """
    return {"X-Telegram-Bot-Api-Secret-Token": secret}
