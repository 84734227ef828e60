"""What a trained model hears in messages: its NLU, loaded in this process as Rasa's server does."""

from __future__ import annotations

import asyncio
import logging
import os
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tightrope.asem import Bid, dimension_of

TIMED_LENGTH = 300
"""Characters of a message whose parsing is timed."""

_MOST_TIMED = 200
_WARM_UP = 5


class HearingError(RuntimeError):
    """A model does not answer what is measured; says what its pipeline lacks."""


@dataclass(frozen=True)
class Heard:
    """What a model heard in one message.

    Attributes:
        intent: Name of the intent.
        exchange: As `/model/parse` answers it.
        bid_ranking: Probability of every bid and of `none`; empty where the model tells only
            the best.
        actor_ranking: Probability of every actor, whether or not a bid was heard; or empty.
        concern_scores: Probability of every concern; or empty.
    """

    intent: str
    exchange: Mapping[str, Any]
    bid_ranking: Mapping[str, float] = field(default_factory=dict)
    actor_ranking: Mapping[str, float] = field(default_factory=dict)
    concern_scores: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def from_parse(cls, parsed: Mapping[str, Any]) -> Heard:
        """Reads an answer of `/model/parse`.

        Raises:
            HearingError: It has no `exchange`.
        """
        if "exchange" not in parsed:
            raise HearingError(
                "The model's answers have no `exchange`: config.yml lacks the ExchangeReader."
            )
        return cls(
            intent=str((parsed.get("intent") or {}).get("name")),
            exchange=parsed["exchange"],
            bid_ranking=_by_name(parsed.get("bid_ranking")),
            actor_ranking=_by_name(parsed.get("actor_ranking")),
            concern_scores=dict(parsed.get("concern_scores") or {}),
        )

    @property
    def bid(self) -> str:
        """The bid, or `none`."""
        return str(self.exchange["bid"])

    @property
    def concern(self) -> str:
        """The concern, or `none`."""
        return str(self.exchange["concern"])

    @property
    def moment(self) -> str | None:
        """The moment, or None where the model does not say."""
        moment = self.exchange["moment"]
        return None if moment is None else str(moment)

    @property
    def bid_confidence(self) -> float:
        """How sure the model is of its bid."""
        return float(self.exchange["confidence"]["bid"])

    @property
    def likeliest_dimension(self) -> str:
        """The dimension put higher: that of the bid or, without one, that of the ranking."""
        if self.bid != Bid.NONE or not self.bid_ranking:
            return dimension_of(Bid(self.bid)).value
        weights = {"anxiety": 0.0, "avoidance": 0.0}
        for bid, confidence in self.bid_ranking.items():
            if bid != Bid.NONE:
                weights[dimension_of(Bid(bid)).value] += confidence
        return max(weights, key=lambda dimension: weights[dimension])

    @property
    def likeliest_actor(self) -> str | None:
        """The actor or, where no bid was heard, the one the ranking puts first."""
        actor = self.exchange["actor"]
        if actor in (None, "none") and self.actor_ranking:
            return max(self.actor_ranking, key=lambda name: self.actor_ranking[name])
        return None if actor is None else str(actor)


def _by_name(ranking: Sequence[Mapping[str, Any]] | None) -> dict[str, float]:
    return {str(entry["name"]): float(entry["confidence"]) for entry in ranking or ()}


@contextmanager
def quietly() -> Iterator[None]:
    """Keeps Rasa and the libraries under it from printing: warnings, logs, and messages in them."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    logger = logging.getLogger("rasa")
    level = logger.level
    logger.setLevel(logging.ERROR)
    # Recorded, not ignored: some libraries bring filters of their own while they are imported.
    with warnings.catch_warnings(record=True):
        from rasa.utils.log_utils import configure_structlog

        # Without this, structlog prints every message with its text, whatever the level.
        configure_structlog(logging.ERROR)
        try:
            yield
        finally:
            logger.setLevel(level)


class Model:
    """A trained model, loaded; use it `quietly()`."""

    def __init__(self, path: Path) -> None:
        from rasa.core.agent import Agent

        self._agent = Agent.load(str(path))

    def parse(self, texts: Sequence[str]) -> Iterator[dict[str, Any]]:
        """What `/model/parse` would answer to each text."""
        loop = asyncio.new_event_loop()
        try:
            for text in texts:
                yield loop.run_until_complete(self._agent.parse_message(text))
        finally:
            loop.close()

    def milliseconds(self, texts: Sequence[str], advance: Callable[[], None]) -> list[float]:
        """How long each text takes to parse, once the model is warm."""
        for _ in self.parse(texts[:_WARM_UP]):
            pass
        taken = []
        began = time.perf_counter()
        for _ in self.parse(texts):
            taken.append((time.perf_counter() - began) * 1000)
            advance()
            began = time.perf_counter()
        return taken


def timed_pieces(texts: Sequence[str]) -> list[str]:
    """Texts laid end to end and cut into pieces of TIMED_LENGTH characters, 200 at most."""
    joined = " ".join(texts)
    joined *= -(-TIMED_LENGTH // len(joined))
    starts = range(0, len(joined) - TIMED_LENGTH + 1, TIMED_LENGTH)
    return [joined[start : start + TIMED_LENGTH] for start in starts[:_MOST_TIMED]]
