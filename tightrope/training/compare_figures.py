"""Two models on the same messages: each figure of both, and their difference with its interval.

The bootstrap is paired: a resample draws the same messages for both, so what makes messages hard
for either model cancels out of the difference (Efron & Tibshirani 1993, ch. 16).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.training.compare_messages import About
from tightrope.training.evaluation_bootstrap import (
    RESAMPLES,
    Figure,
    Floats,
    Resamples,
    Statistic,
)
from tightrope.training.evaluation_figures import (
    concern_statistics,
    exchange_statistics,
    statistics,
)
from tightrope.training.evaluation_hearing import Heard
from tightrope.training.evaluation_messages import Judged

_STATISTICS = {
    About.ALL: statistics,
    About.CONCERN: concern_statistics,
    About.EXCHANGE: exchange_statistics,
}


@dataclass(frozen=True)
class Both:
    """One figure of the model in use and of the candidate, and candidate minus in use."""

    in_use: Figure
    candidate: Figure
    difference: Figure


def both(
    judged: Sequence[Judged],
    in_use: Sequence[Heard],
    candidate: Sequence[Heard],
    about: About = About.ALL,
    resamples: int = RESAMPLES,
) -> dict[str, Both]:
    """All figures of two models on one set of messages, by name.

    Args:
        judged: The messages; at least one.
        in_use: What the model in use heard in each.
        candidate: What the candidate heard in each.
        about: Which labels are compared.
        resamples: Of the bootstrap.
    """
    take = _STATISTICS[about]
    draws = Resamples(len(judged), resamples)
    old, new = take(judged, in_use), take(judged, candidate)
    found = {}
    for name, (before, among) in old.items():
        after, messages = new[name][0], int(among.sum())
        found[name] = Both(
            draws.figure(before, messages),
            draws.figure(after, messages),
            draws.figure(_difference(before, after), messages),
        )
    return found


def _difference(before: Statistic, after: Statistic) -> Statistic:
    def statistic(weights: Floats) -> Floats:
        return after(weights) - before(weights)

    return statistic
