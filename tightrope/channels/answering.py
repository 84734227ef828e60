"""Running a turn so that its failure is noticed, and nothing the person wrote is logged."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage

logger = logging.getLogger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


async def answered(
    on_new_message: OnNewMessage, message: UserMessage, has_spoken: Callable[[], bool]
) -> bool:
    """Runs a turn and tells whether it answered. If not, the channel owes the person an apology.

    Rasa goes on without a word when the action server is down, so silence is a failure too.
    """
    try:
        await on_new_message(message)
    except Exception as error:
        # The error's own words may quote the person, so only its place is logged.
        place = traceback.extract_tb(error.__traceback__)[-1]
        kind = type(error).__name__
        logger.error("A turn failed: %s at %s:%s", kind, place.filename, place.lineno)
        return False
    if not has_spoken():
        logger.error("A turn ended in silence. Is the action server running?")
        return False
    return True
