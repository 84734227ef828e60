"""From what somebody wrote or pressed to a turn of the assistant, alike in every chat app."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from rasa.core.channels.channel import UserMessage

from tightrope.channels.answering import OnNewMessage, answered
from tightrope.channels.button_intents import BUTTON_INTENTS
from tightrope.channels.commands import as_command, disarm
from tightrope.channels.incoming import MAX_CHARACTERS, clean
from tightrope.channels.leaving import COMMAND as LEAVE
from tightrope.channels.rates import Limits
from tightrope.channels.replies import ReplyOutput
from tightrope.channels.words import words


class Hearing:
    """Answers messages of one channel, each person's one after the other."""

    def __init__(self, channel: str, on_new_message: OnNewMessage) -> None:
        """Let `on_new_message` answer in the name of `channel`."""
        self._channel = channel
        self._on_new_message = on_new_message
        self._limits = Limits()
        self._running: set[asyncio.Task[None]] = set()

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Does `work` while the platform already has its receipt: it waits for seconds only."""
        task = asyncio.ensure_future(work)
        # The loop itself keeps no hold of its tasks.
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def hear(self, sender: str, text: str, output: ReplyOutput) -> None:
        """Answers `text` of `sender` through `output`, with an apology where that fails."""
        cleaned = clean(text)
        said = disarm(as_command(cleaned) or cleaned, BUTTON_INTENTS)
        # Whoever must go at once goes, whatever came before.
        if said != LEAVE and not await self._limits.take(sender):
            if await self._limits.should_tell(sender):
                await output.send_text_message(sender, words().too_fast)
            return
        if len(text) > MAX_CHARACTERS:
            await output.send_text_message(sender, words().too_long)
            return
        if not said.strip():
            return
        message = UserMessage(said, output, sender, input_channel=self._channel, metadata={})
        if not await answered(self._on_new_message, message, lambda: output.spoke):
            await output.send_text_message(sender, words().apology)
