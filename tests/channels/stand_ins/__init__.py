"""Small real servers that answer as Slack's and Telegram's do, on a loopback port, for tests::

    with SlackApi() as slack:
        client = AsyncWebClient(slack.token, base_url=slack.url)
        ...
        slack.wait_for("chat.postMessage", 1)

They answer as documented, refuse what the documentation forbids, keep every call, and fail on
demand.
"""

from tests.channels.stand_ins.base import Call, SentFile
from tests.channels.stand_ins.slack_api import SlackApi
from tests.channels.stand_ins.telegram_api import TelegramApi

__all__ = ["Call", "SentFile", "SlackApi", "TelegramApi"]
