"""What goes into the inbox that teachers learn from: with consent only, and never from danger.

Nothing here may cost a person their answer: what fails is logged, by its kind and place, and left.
"""

from __future__ import annotations

import logging
import os
import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any

from rasa_sdk import Tracker

from actions.recall import memory
from actions.safety_state import safety_of
from actions.turn import ASK_BELOW, STORIES
from tightrope.asem import Concern
from tightrope.pseudonyms import load_entities, pseudonymise
from tightrope.safety.concern_intents import CONCERN_OF_INTENT

logger = logging.getLogger(__name__)

SHARE = "TIGHTROPE_INBOX_SHARE"
"""Environment variable: the share of messages that is kept at random; 0.02 where it is not set."""

CONCERNS = "TIGHTROPE_INBOX_CONCERNS"
"""Environment variable: `yes` where messages about concerns may be kept as well."""

_NOT_UNDERSTOOD = "unclear"


class InboxSettingError(ValueError):
    """A setting of the inbox cannot be used."""


def share() -> float:
    """Which share of messages is kept at random.

    Raises:
        InboxSettingError: TIGHTROPE_INBOX_SHARE is no number from 0 to 1.
    """
    text = os.environ.get(SHARE) or "0.02"
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise InboxSettingError(
            f"{SHARE} is {text!r}. Set it to a number from 0 to 1, such as 0.02 for one in fifty."
        )
    return number


def with_concerns() -> bool:
    """Whether messages about concerns may be kept.

    Raises:
        InboxSettingError: TIGHTROPE_INBOX_CONCERNS is neither yes nor no.
    """
    text = os.environ.get(CONCERNS) or "no"
    if text not in ("yes", "no"):
        raise InboxSettingError(f"{CONCERNS} is {text!r}. Set it to yes or no.")
    return text == "yes"


def keep_for_teaching(tracker: Tracker) -> None:
    """Keeps the latest message if the assistant was unsure of it, or by chance."""
    with _never_in_the_way():
        message = tracker.latest_message or {}
        if message.get("text") and not str(message["text"]).startswith("/"):
            why = "unsure" if _unsure(message) else "random"
            if why == "unsure" or random.random() < share():
                _keep(tracker, message, why, datetime.now(timezone.utc))


def keep_what_was_misread(tracker: Tracker) -> None:
    """Keeps the story that a correction is about."""
    with _never_in_the_way():
        for event in _told_before(tracker):
            message = event.get("parse_data") or {}
            if _intent(message) in STORIES and not str(event.get("text")).startswith("/"):
                at = datetime.fromtimestamp(float(event.get("timestamp") or 0), timezone.utc)
                _keep(tracker, {"text": event.get("text"), **message}, "misread", at)
                return


def forget_where_danger_is_told(tracker: Tracker) -> None:
    """Lets go of what waits of a person who now tells of a concern."""
    with _never_in_the_way():
        if not with_concerns():
            _forget(tracker)


def forget_where_under_18(tracker: Tracker) -> None:
    """Lets go of what waits of a person who now says that they are under 18."""
    with _never_in_the_way():
        _forget(tracker)


def told_a_concern(tracker: Tracker) -> bool:
    """Whether a concern was told in this conversation, open or not, taken back or not."""
    safety = safety_of(tracker)
    if safety.concern is not Concern.NONE or safety.disclosed:
        return True
    told = ((e.get("parse_data") or {}) for e in tracker.events if e.get("event") == "user")
    return any(map(_of_concern, (tracker.latest_message or {}, *told)))


@contextmanager
def _never_in_the_way() -> Iterator[None]:
    try:
        yield
    except Exception:  # Whatever it is: the answer comes first.
        logger.exception("A message could not be kept for teaching.")


def _forget(tracker: Tracker) -> None:
    with memory() as opened:
        opened.inbox.forget(tracker.sender_id)


def _told_before(tracker: Tracker) -> list[dict[str, Any]]:
    """What the person said before the latest message, the latest of it first."""
    told = [event for event in tracker.events if event.get("event") == "user"]
    return told[-2::-1]


def _intent(message: Mapping[str, Any]) -> str:
    return str((message.get("intent") or {}).get("name"))


def _of_concern(message: Mapping[str, Any]) -> bool:
    read = (message.get("exchange") or {}).get("concern")
    return read not in (None, Concern.NONE.value) or _intent(message) in CONCERN_OF_INTENT


def _unsure(message: Mapping[str, Any]) -> bool:
    """Whether the assistant was less sure of this than it asks at."""
    if _intent(message) == _NOT_UNDERSTOOD:
        return True
    exchange = message.get("exchange")
    if not exchange or _intent(message) not in STORIES:
        return False
    sure = exchange.get("confidence") or {}
    kind = "none" if exchange.get("bid") in (None, "none") else "bid"
    if (sure.get("bid") or 0.0) < ASK_BELOW[kind]:
        return True
    return kind == "bid" and (sure.get("actor") or 0.0) < ASK_BELOW["actor"]


def _keep(tracker: Tracker, message: Mapping[str, Any], why: str, told: datetime) -> None:
    """Keeps a message, if its writer consented before they told it and nothing bars it."""
    if safety_of(tracker).under_18 or (told_a_concern(tracker) and not with_concerns()):
        return
    with memory() as opened:
        since = opened.consents.since(tracker.sender_id)
        if since is None or told < since:
            return
        text = pseudonymise(str(message["text"]), _language())
        opened.inbox.add(tracker.sender_id, text, why, _predicted(message), told)


def _predicted(message: Mapping[str, Any]) -> dict[str, Any]:
    """What was read in a message, without the words of it."""
    exchange = message.get("exchange") or {}
    return {
        "intent": _intent(message),
        "exchange": {key: value for key, value in exchange.items() if key != "evidence"},
    }


@lru_cache(maxsize=1)
def _language() -> Any:
    """spaCy's model, loaded when the first message is kept."""
    with _without_tensorflow():
        return load_entities()


@contextmanager
def _without_tensorflow() -> Iterator[None]:
    """Keeps spaCy from importing TensorFlow, which it does not use: four seconds, and 300 MB."""
    if "tensorflow" in sys.modules:
        yield
        return
    # None in place of a module is Python's way to say that it cannot be imported.
    sys.modules["tensorflow"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["tensorflow"]
