"""Pictures of a comparison: what became better or worse, and how often each danger is heard."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tightrope.training.compare_figures import Both
from tightrope.training.compare_result import Set
from tightrope.training.evaluation_figures import CONCERNS
from tightrope.training.evaluation_pictures import page
from tightrope.training.gate import DANGER_FIGURES, FALSE_ALARMS, LABEL_FIGURES

_OLD, _NEW, _QUIET = "#8a8a8a", "#1f5f8b", "#b5b5b5"
_SHORT = {
    "danger_recall": "danger heard",
    "danger_recall_exact": "danger heard as what it is",
    "concern_recall": "danger or possible abuse heard",
    FALSE_ALARMS: "false alarms (less is better)",
}


@dataclass(frozen=True)
class Picture:
    """A picture as PNG, and in words what it shows."""

    png: bytes
    alt: str


def draw(sets: Sequence[Set]) -> list[Picture]:
    """Two pictures of every set of messages, or as many as there is something to draw for."""
    found = []
    for one in sets:
        found += [
            *_differences(one.title, one.figures),
            *_concerns(one.title, one.figures),
        ]
    return found


def _differences(title: str, figures: Mapping[str, Both]) -> list[Picture]:
    """A dot and a bar for each figure that decides: left of the line is less than before."""
    names = [
        name
        for name in (*DANGER_FIGURES, FALSE_ALARMS, *LABEL_FIGURES)
        if name in figures and figures[name].difference.value is not None
    ]
    if not names:
        return []
    figure, axes = page(7.0, 1.4 + 0.34 * len(names))
    axes.axvline(0, color=_QUIET, linewidth=1)
    for place, name in enumerate(reversed(names)):
        gap = figures[name].difference
        axes.plot([gap.low, gap.high], [place, place], color=_NEW, linewidth=2)
        axes.plot(gap.value, place, "o", color=_NEW)
    axes.set_yticks(range(len(names)), [_short(name) for name in reversed(names)], fontsize=8)
    axes.set(xlabel="candidate minus in use, with 95 % interval", title=_plain(title))
    axes.margins(x=0.08)
    axes.title.set_fontsize(10)
    words = (
        f"For {len(names)} figures, how far the candidate differs from the model in use: {title}."
    )
    return [Picture(_png(figure), words)]


def _concerns(title: str, figures: Mapping[str, Both]) -> list[Picture]:
    """Two bars for each concern: how much of it either model hears as what it is."""
    names = [
        concern
        for concern in CONCERNS[:-1]
        if f"recall_{concern}" in figures and figures[f"recall_{concern}"].in_use.value is not None
    ]
    if not names:
        return []
    figure, axes = page(7.0, 1.4 + 0.5 * len(names))
    for place, concern in enumerate(reversed(names)):
        pair = figures[f"recall_{concern}"]
        axes.barh(place + 0.19, pair.in_use.value or 0, height=0.34, color=_OLD)
        axes.barh(place - 0.19, pair.candidate.value or 0, height=0.34, color=_NEW)
    words = [f"{c.replace('_', ' ')} ({figures[f'recall_{c}'].in_use.messages})" for c in names]
    axes.set_yticks(range(len(names)), list(reversed(words)), fontsize=8)
    axes.set(
        xlim=(0, 1),
        xlabel="share heard as what it is; grey in use, blue the candidate",
        title=_plain(title),
    )
    axes.title.set_fontsize(10)
    alt = f"For {len(names)} concerns, the share that either model hears as what it is: {title}."
    return [Picture(_png(figure), alt)]


def _short(name: str) -> str:
    return _SHORT.get(name) or name.replace("bid_f1_", "F1 of ").replace("recall_", "").replace(
        "_", " "
    )


def _plain(title: str) -> str:
    """A title that matplotlib takes for text: a dollar sign would begin a formula."""
    return title.replace("$", r"\$")


def _png(figure: Any) -> bytes:
    figure.tight_layout()
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=120, format="png")
    return buffer.getvalue()
