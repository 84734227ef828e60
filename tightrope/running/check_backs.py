"""Keeping the promise to ask how it went, although Rasa's reminders do not outlive everything.

They are lost when the server stops, and a reminder from a session that has expired is taken for
outdated: sessions end after hours, people are asked the next day. So the memory is looked through
now and then for promises whose time has passed.
"""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tightrope.memory import CheckBack, Memory

if TYPE_CHECKING:
    from sanic import Sanic

logger = logging.getLogger(__name__)

INTENT = "EXTERNAL_check_back"
"""The intent that asks; `actions/check_back.py` names the same."""

EVERY = timedelta(seconds=30)
"""How often the memory is looked through."""

ONCE_MORE = timedelta(minutes=10)
"""When a question that did not get through is tried again; asking ends the promise."""

_TIME_TO_CONNECT = timedelta(seconds=5)


async def keep_check_backs(app: Sanic, _loop: object) -> None:
    """Has the memory looked through from now on, after a moment in which browsers reconnect.

    A listener for Sanic's `after_server_start`: agent and channels are there by then.
    """
    from rasa.core import jobs

    (await jobs.scheduler()).add_job(
        ask_overdue,
        "interval",
        seconds=EVERY.total_seconds(),
        args=[app],
        next_run_time=datetime.now(timezone.utc) + _TIME_TO_CONNECT,
        id="check_backs",
        replace_existing=True,
        coalesce=True,
        misfire_grace_time=None,
    )


async def ask_overdue(app: Sanic) -> None:
    """Asks whoever should have been asked by now, each in the channel of the promise.

    A promise in a channel that is not set up any more waits until it is.
    """
    now = datetime.now(timezone.utc)
    with Memory(Path(os.environ["TIGHTROPE_DATA"])) as opened:
        overdue = [promise for promise in opened.check_backs.all() if promise.due <= now]
        for promise in overdue:
            opened.check_backs.promise(replace(promise, due=now + ONCE_MORE))
    channels = {channel.name(): channel for channel in app.ctx.input_channels} if overdue else {}
    for promise in overdue:
        channel = channels.get(promise.channel)
        output = channel.get_output_channel() if channel else None
        if output is None:
            continue
        try:
            await _ask(app.ctx.agent.processor, promise, output)
        except Exception:
            # The others must not wait for this one; it is tried again by itself.
            logger.exception("Somebody could not be asked how it went; trying again later.")


async def _ask(processor: Any, promise: CheckBack, output: Any) -> None:
    """One turn that nobody's message began, as Rasa's own interface runs one."""
    async with processor.lock_store.lock(promise.sender):
        tracker = await processor.fetch_tracker_and_update_session(promise.sender, output)
        await processor.trigger_external_user_uttered(INTENT, {}, tracker, output)
