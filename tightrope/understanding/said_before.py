"""What a person wrote just before, as far as a message may have to be read together with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.events import Restarted, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from tightrope.asem import Concern

_MOST = 2
"""Earlier messages that are read along. A threat told in pieces comes in two or three."""

_CLOSING = frozenset({"i_am_safe", "correction", "go_on", "start_over", "leave"})
"""Intents after which what was said before is settled, and is not held against anybody again."""


@dataclass(frozen=True)
class Before:
    """An earlier message: its text, and the sum of its concern scores, from 0 to 1."""

    text: str
    suspicion: float


def said_before(tracker: DialogueStateTracker | None) -> tuple[Before, ...]:
    """The person's latest messages, oldest first, back to where a concern was heard or settled."""
    if tracker is None:
        return ()
    return tuple(reversed(tuple(_latest(tracker))))


def suspicion(scores: Mapping[str, float]) -> float:
    """How much a message's concern scores, taken together, speak for some present concern."""
    return sum(score for name, score in scores.items() if name != Concern.PAST_ABUSE)


def _latest(tracker: DialogueStateTracker) -> Iterator[Before]:
    found = 0
    for event in reversed(tracker.events):
        if isinstance(event, (Restarted, SessionStarted)) or found == _MOST:
            return
        if not isinstance(event, UserUttered):
            continue
        if event.intent_name in _CLOSING or _concern(event.parse_data) != Concern.NONE:
            return
        if event.text and not event.text.startswith("/"):
            found += 1
            scores = (event.parse_data or {}).get("concern_scores") or {}
            yield Before(event.text, suspicion(scores))


def _concern(parse_data: Mapping[str, Any] | None) -> str:
    exchange = (parse_data or {}).get("exchange") or {}
    return str(exchange.get("concern", Concern.NONE.value))
