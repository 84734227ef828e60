"""Which waiting message teaches most: the order of the inbox.

Three things are put together, each from 0 to 1:

- *Uncertainty*: how likely the model's reading is wrong somewhere, by its own word (uncertainty
  sampling: Lewis & Gale 1994, A Sequential Algorithm for Training Text Classifiers).
- *Disagreement*: how much of what was taught about such messages speaks against that reading
  (query by committee: Seung, Opper & Sompolinsky 1992; here a committee of two, the model and the
  vote of the nearest examples). What a person said was misread is disagreed on in full.
- *Novelty*: how unlike everything known it is. What is likest to messages higher up teaches less
  the second time, whatever the reason for it, so the whole score is lowered by what is repeated
  (density and diversity: Settles 2009, Active Learning Literature Survey).

The three count alike: nothing that was measured says which should count more.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tightrope.asem import Bid, Exchange, Moment
from tightrope.memory.inbox import InboxItem
from tightrope.safety.concern_intents import CONCERN_OF_INTENT
from tightrope.teaching.codebook import FIELDS
from tightrope.teaching.desk import Similar
from tightrope.teaching.judgement import NO_BID, Judgement

MISREAD = "misread"

_NONE = "none"
_NOT_UNDERSTOOD = "unclear"
_STORIES = {*FIELDS["bid"], *CONCERN_OF_INTENT, NO_BID}

_WEIGHTS = {"concern": 1.0, "bid": 1.0, "actor": 0.5, "moment": 0.5}
"""How much it matters that a field differs: danger and bid decide what is answered."""

_WORD = re.compile(r"[\w'’]+")
_RUN = 3
_WORDS_COMPARED = 400
"""As much of a message as is compared with others, so that no length can hold up the rest."""

Run = tuple[str, ...]


@dataclass(frozen=True)
class Ranked:
    """A waiting message, how much it teaches, and why; all from 0 to 1."""

    item: InboxItem
    score: float
    uncertainty: float
    disagreement: float
    novelty: float


def order(items: Sequence[InboxItem], similar: Mapping[int, Sequence[Similar]]) -> list[Ranked]:
    """The waiting messages, the one that teaches most first; of two alike, the older first.

    Args:
        items: What waits, in any order.
        similar: For the number of each item the examples most like it, as
            `KnownExamples.nearest` finds them; items may be missing.
    """
    alone = {item.id: _alone(item, similar.get(item.id, ())) for item in items}
    runs = {item.id: _runs(item.text) for item in items}
    # Scores only fall as more is said above, so the best of the heap, if its score still holds, is
    # the best of all: few are reckoned again.
    heap = [(-ranked.score, number) for number, ranked in alone.items()]
    heapq.heapify(heap)
    said: set[Run] = set()
    found: list[Ranked] = []
    while heap:
        _, number = heapq.heappop(heap)
        now = _after(alone[number], runs[number], said)
        if heap and (-now.score, number) > heap[0]:
            heapq.heappush(heap, (-now.score, number))
            continue
        found.append(now)
        said |= runs[number]
    return found


def _alone(item: InboxItem, similar: Sequence[Similar]) -> Ranked:
    """What an item teaches if nothing stands above it."""
    uncertainty = _uncertainty(item.predicted)
    disagreement = 1.0 if item.why == MISREAD else _disagreement(item.predicted, similar)
    novelty = 1 - max((_bounded(one.likeness) for one in similar), default=0.0)
    score = (uncertainty + disagreement + novelty) / 3
    return Ranked(item, score, uncertainty, disagreement, novelty)


def _after(ranked: Ranked, runs: set[Run], said: set[Run]) -> Ranked:
    """The same after what was said above it."""
    fresh = 1 - len(runs & said) / len(runs) if runs else 1.0
    return Ranked(
        item=ranked.item,
        score=ranked.score * fresh,
        uncertainty=ranked.uncertainty,
        disagreement=ranked.disagreement,
        novelty=ranked.novelty * fresh,
    )


def _runs(text: str) -> set[Run]:
    """The runs of three words in a text, by which near copies are told."""
    words = _WORD.findall(text.lower())[:_WORDS_COMPARED]
    if len(words) <= _RUN:
        return {tuple(words)} if words else set()
    return set(zip(words, words[1:], words[2:], strict=False))


def _uncertainty(predicted: Mapping[str, Any]) -> float:
    """How likely at least one label is wrong, as if each were wrong by itself."""
    exchange = _exchange(predicted)
    if exchange is None:
        return 1.0
    sure = exchange.confidence
    right = sure.bid * sure.concern
    if exchange.bid is not Bid.NONE:
        right *= sure.actor
    if exchange.moment is not None:
        right *= sure.moment
    return 1 - right


def _disagreement(predicted: Mapping[str, Any], similar: Iterable[Similar]) -> float:
    """The share of the vote of similar examples that speaks against what was read."""
    reading = _reading(predicted)
    votes = [(_bounded(one.likeness), one.judgement) for one in similar]
    total = sum(likeness for likeness, _ in votes)
    if reading is None or not total:
        return 0.0
    return sum(likeness * _differs(reading, vote) for likeness, vote in votes) / total


def _differs(one: Judgement, other: Judgement) -> float:
    """How far two judgements of a message are apart: 0 is the same, 1 another answer."""
    if one.talk is not None or other.talk is not None:
        return float(one.talk != other.talk)
    apart = sum(
        weight for field, weight in _WEIGHTS.items() if getattr(one, field) != getattr(other, field)
    )
    return min(1.0, apart)


def _reading(predicted: Mapping[str, Any]) -> Judgement | None:
    """What the model read, as a teacher would have said it; None where it read nothing."""
    exchange = _exchange(predicted)
    if exchange is None:
        return None
    if predicted["intent"] not in _STORIES:
        return Judgement(talk=predicted["intent"])
    return Judgement(
        bid=exchange.bid.value,
        actor=_NONE if exchange.actor is None else exchange.actor.value,
        moment=Moment.TENSION.value if exchange.moment is None else exchange.moment.value,
        concern=exchange.concern.value,
    )


def _exchange(predicted: Mapping[str, Any]) -> Exchange | None:
    """What is kept of a reading; None where nothing was understood, or what is kept is damaged."""
    intent, exchange = predicted.get("intent"), predicted.get("exchange")
    if not isinstance(intent, str) or intent == _NOT_UNDERSTOOD:
        return None
    if not isinstance(exchange, Mapping):
        return None
    try:
        return Exchange.from_dict({**exchange, "evidence": []})
    except ValueError:
        return None


def _bounded(value: float) -> float:
    """Within 0 and 1; what is no number at all counts as 0."""
    return min(1.0, max(0.0, value)) if value == value else 0.0
