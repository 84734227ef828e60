"""Do teachers agree? Cohen's kappa for each thing they say of a message.

Kappa is the share of items on which two agree, less what they would agree on by chance, as a part
of what chance leaves (Cohen 1960, "A coefficient of agreement for nominal scales",
https://doi.org/10.1177/001316446002000104). It was made for two people. Here an item's first and
second judgement stand for them, whoever gave them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tightrope.memory import Annotation
from tightrope.teaching.judgement import TALK, Judgement
from tightrope.teaching.progress import judgement_of
from tightrope.training.evaluation_bootstrap import Floats, Resamples, Statistic

FIELDS = (TALK, "concern", "bid", "actor", "moment", "also")
"""What agreement is measured on: whether it is a story at all, and all that is learned of one."""

Pair = tuple[str, str]
"""What two people said of the same thing."""


@dataclass(frozen=True)
class FieldAgreement:
    """How far two people agree on one thing.

    Attributes:
        field: One of FIELDS.
        items: On how many items both said something of it.
        share: The share of these on which they said the same; None without items.
        kappa: Cohen's kappa; None where it is undefined, for all that was said is one label.
        low: Lower end of kappa's 95 % interval.
        high: Upper end of it.
    """

    field: str
    items: int
    share: float | None
    kappa: float | None
    low: float | None
    high: float | None


def agreement(said: Mapping[int, Sequence[Annotation]]) -> list[FieldAgreement]:
    """How far teachers agree, for each of FIELDS.

    Args:
        said: What was said of every item, oldest first, as `Annotations.by_item` tells it.
    """
    both = judged_by_two(said)
    return [_of_field(field, _pairs(field, both)) for field in FIELDS]


def judged_by_two(
    said: Mapping[int, Sequence[Annotation]],
) -> list[tuple[Judgement, Judgement]]:
    """The first two judgements of every item that has two.

    One that settles what others differ on was made with both in view: it is none of them.
    """
    judged = [
        [found for one in own if not one.decides and (found := judgement_of(one)) is not None]
        for own in said.values()
    ]
    return [(own[0], own[1]) for own in judged if len(own) > 1]


def kappa(first: Sequence[str], second: Sequence[str]) -> Statistic:
    """Cohen's kappa, for all resamples at once; NaN where chance alone would agree on all."""
    names = sorted({*first, *second})
    one, other = (np.array([[said == name for name in names] for said in own], dtype=np.float64)
                  for own in (first, second))  # fmt: skip
    same = (one * other).sum(axis=1)

    def statistic(weights: Floats) -> Floats:
        total = weights.sum(axis=1)
        agreed = weights @ same / total
        chance = ((weights @ one) * (weights @ other)).sum(axis=1) / total**2
        return np.asarray((agreed - chance) / (1 - chance))

    return statistic


def _pairs(field: str, both: Sequence[tuple[Judgement, Judgement]]) -> list[Pair]:
    """What two said of a field, where the question came up for both."""
    if field == TALK:
        return [(_kind(one), _kind(other)) for one, other in both]
    told = [pair for pair in both if all(one.talk is None for one in pair)]
    if field == "actor":
        told = [pair for pair in told if all(one.bid != "none" for one in pair)]
    return [(getattr(one, field), getattr(other, field)) for one, other in told]


def _kind(judged: Judgement) -> str:
    return "story" if judged.talk is None else TALK


def _of_field(field: str, pairs: Sequence[Pair]) -> FieldAgreement:
    if not pairs:
        return FieldAgreement(field, 0, None, None, None, None)
    first, second = zip(*pairs, strict=True)
    figure = Resamples(len(pairs)).figure(kappa(first, second), len(pairs))
    share = sum(one == other for one, other in pairs) / len(pairs)
    return FieldAgreement(field, len(pairs), share, figure.value, figure.low, figure.high)
