"""Figures with an interval: percentile bootstrap over messages (Efron & Tibshirani 1993, ch. 13).

A resample is a row of weights, how often each message was drawn. Every statistic here takes all
resamples at once, as a matrix of shape (resamples, messages), and answers one value for each;
NaN where a resample holds nothing it could rest on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Statistic = Callable[[Floats], Floats]

RESAMPLES = 1000
BINS = 10
_SEED = 20190201
_INSIDE = (2.5, 97.5)


@dataclass(frozen=True)
class Figure:
    """A value and its 95 % interval; all None where nothing was there to measure.

    `messages` is how many messages it rests on, and 0 for a figure that rests on none.
    """

    value: float | None
    low: float | None
    high: float | None
    messages: int = 0

    @classmethod
    def exactly(cls, value: float | None) -> Figure:
        """A figure that was measured once and has no interval."""
        return cls(value, value, value)


class Resamples:
    """Resamples of a number of messages, the same for every figure about them."""

    def __init__(self, messages: int, resamples: int = RESAMPLES, seed: int = _SEED) -> None:
        self._all = np.ones((1, messages))
        generator = np.random.default_rng(seed)
        even = np.full(messages, 1 / max(messages, 1))
        self._drawn = generator.multinomial(messages, even, size=resamples).astype(np.float64)

    def figure(self, statistic: Statistic, messages: int) -> Figure:
        """A statistic's value on all messages and its interval.

        The interval is widened to its value where it would miss it: resamples make calibration
        errors look larger than they are.

        Args:
            statistic: What is measured.
            messages: How many messages it rests on.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            value = float(statistic(self._all)[0])
            spread = statistic(self._drawn)
        spread = spread[~np.isnan(spread)]
        if np.isnan(value) or not len(spread):
            return Figure(None, None, None, messages)
        low, high = (float(edge) for edge in np.percentile(spread, _INSIDE))
        return Figure(value, min(low, value), max(high, value), messages)


def share(hits: Flags, among: Flags) -> Statistic:
    """The share of hits among some of the messages."""
    return lambda weights: weights @ (hits & among) / (weights @ among)


def f1(truth: Sequence[str], heard: Sequence[str], name: str) -> Statistic:
    """F1 of one class; NaN where it neither is the case nor is heard."""
    is_so, is_heard = (np.array([label == name for label in labels]) for labels in (truth, heard))

    def statistic(weights: Floats) -> Floats:
        found = weights @ (is_so & is_heard)
        return np.asarray(2 * found / (weights @ is_so + weights @ is_heard))

    return statistic


def macro_f1(truth: Sequence[str], heard: Sequence[str], names: Sequence[str]) -> Statistic:
    """Mean F1 of classes; a class that neither is the case nor is heard does not count."""
    single = [f1(truth, heard, name) for name in names]

    def statistic(weights: Floats) -> Floats:
        scores = np.stack([one(weights) for one in single])
        counted = ~np.isnan(scores)
        return np.asarray(np.where(counted, scores, 0).sum(axis=0) / counted.sum(axis=0))

    return statistic


def calibration_error(confidence: Floats, right: Flags) -> Statistic:
    """Expected calibration error over BINS bins of equal width (Guo et al. 2017)."""
    gaps = _in_bins(confidence) * (confidence - right)[:, None]
    return lambda weights: np.abs(weights @ gaps).sum(axis=1) / weights.sum(axis=1)


def reliability(confidence: Floats, right: Flags) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and number of messages of every bin that is not empty."""
    rows = []
    for inside in _in_bins(confidence).T:
        if inside.any():
            rows.append(
                (float(confidence[inside].mean()), float(right[inside].mean()), int(inside.sum()))
            )
    return rows


def _in_bins(confidence: Floats) -> Flags:
    """Which message lies in which bin, shape (messages, BINS)."""
    numbers = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return np.asarray(numbers[:, None] == np.arange(BINS))


def median(values: Floats) -> Statistic:
    """The middle value, or the mean of the two in the middle."""
    order = np.argsort(values)

    def statistic(weights: Floats) -> Floats:
        passed = np.cumsum(weights[:, order], axis=1)
        total = passed[:, -1:]
        ranks = np.stack([(total - 1) // 2, total // 2])
        places = (passed <= ranks).sum(axis=2)
        return np.asarray(values[order][places].mean(axis=0))

    return statistic
