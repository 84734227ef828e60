"""How soon a person sees the first reply in each channel, beside a whole turn over REST.

Slack and Telegram are the tests' stand-ins on this machine, so that the network costs nothing.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console

from benchmarks.assistant import STORIES, Assistant, assistant
from benchmarks.running import BenchmarkError
from benchmarks.table import Row, median, milliseconds, p95
from tests.channels.chat_client import ChatClient
from tests.channels.http_client import post
from tests.channels.payloads import slack_request, telegram
from tests.channels.payloads.signing import slack_signature, telegram_secret
from tests.channels.stand_ins.base import StandIn
from tests.channels.stand_ins.slack_api import SlackApi
from tests.channels.stand_ins.telegram_api import TelegramApi

PEOPLE, TURNS_EACH = 20, 5
WARM_UP = 5
SECRET = "a-secret-for-benchmarks-only"

FirstReply = Callable[[int, str], Awaitable[float]]
"""Tells a story as the person of this number; the seconds until the first reply."""


def measure(console: Console) -> list[Row]:
    """First replies of all channels in alternation.

    Raises:
        BenchmarkError: Something did not start or answer.
    """
    with SlackApi() as slack, TelegramApi() as bots, _with_channels(slack, bots) as ours:
        status = console.status(f"Taking {PEOPLE * TURNS_EACH} turns in each channel …")
        with status:
            times = asyncio.run(_all_times(ours, slack, bots))
    rest = median(times.pop("REST"))
    return [
        Row(
            f"first reply, {name}, median",
            milliseconds(median(taken)),
            f"{(median(taken) - rest) * 1000:+.1f} ms of a turn over REST ({milliseconds(rest)})",
            f"{len(taken)} turns, {PEOPLE} people, in alternation; p95 {milliseconds(p95(taken))}",
        )
        for name, taken in times.items()
    ]


@contextmanager
def _with_channels(slack: SlackApi, bots: TelegramApi) -> Iterator[Assistant]:
    environment = {
        "TIGHTROPE_SLACK_TOKEN": slack.token,
        "TIGHTROPE_SLACK_SIGNING_SECRET": SECRET,
        "TIGHTROPE_SLACK_API": slack.url,
        "TIGHTROPE_TELEGRAM_TOKEN": bots.token,
        "TIGHTROPE_TELEGRAM_SECRET": SECRET,
        "TIGHTROPE_TELEGRAM_ADDRESS": "https://tightrope.example",
        "TIGHTROPE_TELEGRAM_API": bots.url,
    }
    with assistant(environment) as ours:
        bots.wait_for("setWebhook")
        yield ours


async def _all_times(ours: Assistant, slack: SlackApi, bots: TelegramApi) -> dict[str, list[float]]:
    tabs = [ChatClient() for _ in range(PEOPLE)]
    for tab in tabs:
        await tab.connect(ours.address.rstrip("/"))
        await tab.open()
    ways: dict[str, FirstReply] = {
        "REST": lambda person, _: asyncio.to_thread(ours.turn, f"bench-{person}", person),
        "web": lambda person, story: _in_web(tabs[person], story),
        "Slack": lambda person, story: asyncio.to_thread(_in_slack, ours, slack, person, story),
        "Telegram": lambda person, story: asyncio.to_thread(
            _in_telegram, ours, bots, person, story
        ),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(-WARM_UP, PEOPLE * TURNS_EACH):
        person = number % PEOPLE
        for name, first_reply in ways.items():
            took = await first_reply(person, STORIES[person % len(STORIES)])
            if number >= 0:
                times[name].append(took)
    for tab in tabs:
        await tab.close()
    return times


async def _in_web(tab: ChatClient, story: str) -> float:
    before = len(tab.replies)
    began = time.perf_counter()
    turn = asyncio.ensure_future(tab.say(story))
    await tab.wait_for(before + 1)
    took = time.perf_counter() - began
    await turn
    return took


def _in_slack(ours: Assistant, slack: SlackApi, person: int, story: str) -> float:
    request = slack_request(
        "message_im", text=story, user=f"U{person:06d}", channel=f"D{person:06d}"
    )
    headers = {"Content-Type": request.content_type, **slack_signature(request.body, SECRET)}
    address = f"{ours.address}webhooks/slack/webhook"
    return _until_called(slack, "chat.postMessage", lambda: post(address, request.body, headers))


def _in_telegram(ours: Assistant, bots: TelegramApi, person: int, story: str) -> float:
    body = json.dumps(telegram("message", text=story, chat=person + 1, user=person + 1)).encode()
    headers = {"Content-Type": "application/json", **telegram_secret(SECRET)}
    address = f"{ours.address}webhooks/telegram/webhook"
    return _until_called(bots, "sendMessage", lambda: post(address, body, headers))


def _until_called(api: StandIn, method: str, send: Callable[[], Any]) -> float:
    """Seconds from sending until the first message arrives; waits for the rest of the turn."""
    before = len(api.calls(method))
    began = time.time()
    if send().status != 200:
        raise BenchmarkError(f"A message was refused; {method} was not called.")
    first = api.wait_for(method, before + 1)[before]
    _wait_until_still(api, method)
    return first.time - began


def _wait_until_still(api: StandIn, method: str) -> None:
    """The next turn must not pay for the end of this one."""
    count = -1
    while count != len(api.calls(method)):
        count = len(api.calls(method))
        time.sleep(0.1)
