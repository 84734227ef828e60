"""Examples whose label is likely wrong: what a model that never saw them hears instead.

Confident learning (Northcutt, Jiang & Chuang 2021, Journal of Artificial Intelligence Research 70,
https://doi.org/10.1613/jair.1.12125): from the probabilities of a cross-validation, each class has
a threshold of its own, the mean probability of it where it is the given label. So a model that
leans to one class, as ours leans to hear no bid, does not make everything else a suspect.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import prod

import numpy as np

from tightrope.asem import Bid, Concern, Moment
from tightrope.training.evaluation_hearing import Heard
from tightrope.understanding.labels import STORIES, Labels

_SIDES = ("self", "partner")


@dataclass(frozen=True)
class Suspect:
    """An example with a label that is likely wrong.

    Attributes:
        text: The example.
        intent: Its intent.
        field: Which label: `bid`, `actor`, `moment` or `concern`.
        given: What it says now.
        likelier: What the model says instead.
        confidence: How likely the label is wrong, from 0 to 1; of labels of the same field only.
    """

    text: str
    intent: str
    field: str
    given: str
    likelier: str
    confidence: float


@dataclass(frozen=True)
class Doubted:
    """One label of one example, and how likely the model finds each label it could have.

    `also` is a label that is right as well, so that hearing it is no sign of an error.
    """

    place: int
    given: str
    likely: Mapping[str, float]
    also: str | None = None


def find_suspects(
    texts: Sequence[str], labels: Sequence[Labels], heard: Sequence[Heard]
) -> list[Suspect]:
    """The examples whose label is likely wrong, each once, the likeliest of each field first.

    Fields take turns, for how sure a model of two classes is says nothing beside one of seven.

    Args:
        texts: The examples.
        labels: Their labels.
        heard: What a model heard in each that was fitted without it.
    """
    by_field = [
        [
            Suspect(
                text=texts[one.place],
                intent=labels[one.place].intent,
                field=field,
                given=one.given,
                likelier=_likelier(one),
                confidence=_how_unlikely(one),
            )
            for one in _issues(list(doubts(labels, heard)))
        ]
        for field, doubts in _DOUBTS.items()
    ]
    found: dict[str, Suspect] = {}
    for turn in zip_longest(*by_field):
        for suspect in turn:
            if suspect is not None:
                found.setdefault(suspect.text, suspect)
    return list(found.values())


def _issues(doubted: Sequence[Doubted]) -> Iterator[Doubted]:
    """Those of one field whose label confident learning doubts, the likeliest error first.

    Both choices were tried on 5,000 of our examples, 200 of them with a wrong bid. The filter
    `both` named as few as any and 84 % of the wrong ones, `confident_learning` 77 %. Ordered by
    `self_confidence`, how unlikely the given label is, 36 of the first 60 were wrong ones; ordered
    by the margin to the likeliest, 22.
    """
    names = sorted({name for one in doubted for name in one.likely})
    if len({one.given for one in doubted}) < 2:
        return
    from cleanlab.filter import find_label_issues

    given = np.array([names.index(one.given) for one in doubted])
    likely = np.array([[one.likely.get(name, 0.0) for name in names] for one in doubted])
    likely /= likely.sum(axis=1, keepdims=True)
    with warnings.catch_warnings():
        # It warns where a class has few examples: those it passes over, and that is right.
        warnings.simplefilter("ignore")
        found = find_label_issues(
            given, likely, filter_by="both", return_indices_ranked_by="self_confidence", n_jobs=1
        )
    for one in (doubted[int(place)] for place in found):
        # Which of two comes first is a matter of weighing, and no error.
        if _likelier(one) not in (one.given, one.also):
            yield one


def _likelier(one: Doubted) -> str:
    return max(one.likely, key=lambda name: (one.likely[name], name))


def _how_unlikely(one: Doubted) -> float:
    """How likely the given label is not it."""
    return round(1 - one.likely.get(one.given, 0.0) / sum(one.likely.values()), 4)


def _bids(labels: Sequence[Labels], heard: Sequence[Heard]) -> Iterator[Doubted]:
    for place, (own, answer) in enumerate(zip(labels, heard, strict=True)):
        if own.bid_asked and own.intent in STORIES and answer.bid_ranking:
            also = None if own.also == Bid.NONE else own.also
            yield Doubted(place, own.bid, answer.bid_ranking, also)


def _actors(labels: Sequence[Labels], heard: Sequence[Heard]) -> Iterator[Doubted]:
    """Where both show a bid, one of the two is no error: the model knows no word for both."""
    for place, (own, answer) in enumerate(zip(labels, heard, strict=True)):
        if own.bid_asked and own.bid != Bid.NONE and own.actor in _SIDES and answer.actor_ranking:
            yield Doubted(place, own.actor, answer.actor_ranking)


def _moments(labels: Sequence[Labels], heard: Sequence[Heard]) -> Iterator[Doubted]:
    """Where a story was taken for talk, no moment was read."""
    for place, (own, answer) in enumerate(zip(labels, heard, strict=True)):
        if own.moment is not None and answer.moment is not None:
            sure = float(answer.exchange["confidence"]["moment"])
            others = [moment.value for moment in Moment if moment.value != answer.moment]
            likely = {answer.moment: sure, **dict.fromkeys(others, 1 - sure)}
            yield Doubted(place, own.moment, likely)


def _concerns(labels: Sequence[Labels], heard: Sequence[Heard]) -> Iterator[Doubted]:
    """Scores are no probabilities: each is that of the strongest sentence, so several may be high.

    None is as likely as that all of them are wrong, as if each were by itself.
    """
    for place, (own, answer) in enumerate(zip(labels, heard, strict=True)):
        if own.concern_asked and answer.concern_scores:
            none = prod(1 - score for score in answer.concern_scores.values())
            yield Doubted(place, own.concern, {**answer.concern_scores, Concern.NONE.value: none})


_DOUBTS: dict[str, Callable[[Sequence[Labels], Sequence[Heard]], Iterable[Doubted]]] = {
    "concern": _concerns,
    "bid": _bids,
    "actor": _actors,
    "moment": _moments,
}
