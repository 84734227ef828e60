"""Pictures of an evaluation: confusion, calibration, and what more recall would cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tightrope.training.evaluation_bootstrap import Flags, Floats, reliability
from tightrope.training.evaluation_figures import (
    ANSWERED,
    BIDS,
    DANGERS,
    bid_confidences,
    bid_is_right,
)
from tightrope.training.evaluation_hearing import Heard
from tightrope.training.evaluation_messages import Judged

CONFUSION, RELIABILITY, CURVE = (
    "evaluation_confusion.png",
    "evaluation_reliability.png",
    "evaluation_concerns.png",
)
_OURS, _OTHER, _QUIET = "#1f5f8b", "#b5562b", "#8a8a8a"


def draw(folder: Path, judged: Sequence[Judged], heard: Sequence[Heard]) -> list[str]:
    """Draws what can be drawn and returns the names of the files, in the order to show them."""
    _confusion(folder / CONFUSION, judged, heard)
    _reliability(folder / RELIABILITY, judged, heard)
    if not any(h.concern_scores for h in heard):
        return [CONFUSION, RELIABILITY]
    _curve(folder / CURVE, judged, heard)
    return [CONFUSION, RELIABILITY, CURVE]


def confusion(
    truth: Iterable[str], heard: Iterable[str], names: Sequence[str]
) -> npt.NDArray[np.int64]:
    """How often each class (row) was heard as each (column)."""
    counts = np.zeros((len(names), len(names)), dtype=np.int64)
    for true, said in zip(truth, heard, strict=True):
        counts[names.index(true), names.index(said)] += 1
    return counts


def trade_off(scores: Floats, positive: Flags, negative: Flags) -> tuple[Floats, Floats]:
    """False-alarm rate and recall at every threshold, from the strictest to the loosest."""
    thresholds = np.unique(scores)[::-1]
    above = scores[:, None] >= thresholds
    return above[negative].mean(axis=0), above[positive].mean(axis=0)


def _confusion(path: Path, judged: Sequence[Judged], heard: Sequence[Heard]) -> None:
    counts = confusion((j.bid for j in judged), (h.bid for h in heard), BIDS)
    figure, axes = page(7.0, 6.2)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(counts):
        colour = "white" if shares[row, column] > 0.5 else "black"
        axes.text(column, row, str(count), ha="center", va="center", color=colour)
    words = [name.replace("_", "\n") for name in BIDS]
    axes.set_xticks(range(len(BIDS)), words, fontsize=8)
    axes.set_yticks(range(len(BIDS)), words, fontsize=8)
    axes.set(xlabel="heard", ylabel="judged", title="Bids: messages, coloured by share of the row")
    _save(figure, path)


def _reliability(path: Path, judged: Sequence[Judged], heard: Sequence[Heard]) -> None:
    rows = reliability(bid_confidences(heard), bid_is_right(judged, heard))
    figure, axes = page(5.6, 5.2)
    axes.plot([0, 1], [0, 1], color=_QUIET, linestyle=":", label="perfectly calibrated")
    sure, right, count = zip(*rows, strict=True)
    axes.plot(sure, right, color=_OURS, marker="o", label="the bid")
    for x, y, n in rows:
        axes.annotate(str(n), (x, y), textcoords="offset points", xytext=(6, -10), fontsize=8)
    axes.set(
        xlabel="mean confidence of the bin",
        ylabel="share right",
        xlim=(0, 1.02),
        ylim=(0, 1.02),
        title=f"Confidence of the bid against its share right ({sum(count)} messages)",
    )
    axes.legend(loc="upper left", frameon=False)
    _save(figure, path)


def _curve(path: Path, judged: Sequence[Judged], heard: Sequence[Heard]) -> None:
    safe = np.array([j.concern == "none" for j in judged])
    figure, axes = page(5.6, 5.2)
    for names, colour, words in (
        (DANGERS, _OURS, "dangers"),
        (ANSWERED, _OTHER, "dangers and possible abuse"),
    ):
        true = np.array([j.concern in names for j in judged])
        if not (true.any() and safe.any()):
            continue
        scores = np.array([max(h.concern_scores.get(n, 0.0) for n in ANSWERED) for h in heard])
        alarms, recall = trade_off(scores, true, safe)
        axes.plot(alarms, recall, color=colour, label=f"{words} ({true.sum()})")
        answered = np.array([h.concern in ANSWERED for h in heard])
        axes.plot(answered[safe].mean(), answered[true].mean(), "o", color=colour)
    axes.set(
        xlabel=f"false-alarm rate ({safe.sum()} messages without a concern)",
        ylabel="recall",
        xlim=(0, 1),
        ylim=(0, 1.02),
        title="Recall of concerns and its price; the dot is where the model stands",
    )
    axes.title.set_fontsize(10)
    axes.legend(loc="lower right", frameon=False)
    _save(figure, path)


def page(width: float, height: float) -> tuple[Any, Any]:
    """A figure and its axes, in inches, without the global state of pyplot."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def _save(figure: Any, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=120)
