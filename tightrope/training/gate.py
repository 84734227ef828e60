"""What a candidate must not do to be put in use: hear danger worse, or understand clearly less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tightrope.training.compare_figures import Both
from tightrope.training.evaluation_figures import BIDS, DANGERS
from tightrope.training.evaluation_report import WORDS

DANGER_FIGURES = (
    "danger_recall",
    "danger_recall_exact",
    "concern_recall",
    *(f"recall_{danger}" for danger in DANGERS),
)
"""None of these may fall at all."""

FALSE_ALARMS = "false_alarm_rate"
"""This one may not rise by more than chance would explain."""

LABEL_FIGURES = tuple(f"bid_f1_{bid}" for bid in BIDS)
"""None of these may fall by more than chance would explain."""

_SAME = 1e-9
_Sets = Sequence[tuple[str, Mapping[str, Both]]]


def refusals(sets: _Sets) -> list[str]:
    """Why a candidate may not be put in use, a sentence each; empty if it may.

    Args:
        sets: Title and figures of each set of messages that both models read.
    """
    return [
        *_unmeasured(sets),
        *(reason for title, figures in sets for reason in _worse(title, figures)),
    ]


def _unmeasured(sets: _Sets) -> Iterator[str]:
    for danger in DANGERS:
        name = f"recall_{danger}"
        if not any(_measured(figures.get(name)) for _, figures in sets):
            yield f"{WORDS[name]}: it was measured on no message, so nobody knows"


def _measured(figure: Both | None) -> bool:
    return figure is not None and figure.difference.value is not None


def _worse(title: str, figures: Mapping[str, Both]) -> Iterator[str]:
    for name, figure in figures.items():
        gap = figure.difference
        if gap.value is None or gap.low is None or gap.high is None:
            continue
        if name in DANGER_FIGURES and gap.value < -_SAME:
            yield _sentence(title, name, figure, "it may not fall at all")
        elif name == FALSE_ALARMS and gap.low > _SAME:
            yield _sentence(title, name, figure, "it rose by more than chance explains")
        elif name in LABEL_FIGURES and gap.high < -_SAME:
            yield _sentence(title, name, figure, "it fell by more than chance explains")


def _sentence(title: str, name: str, figure: Both, rule: str) -> str:
    return (
        f"{WORDS[name]}: {figure.in_use.value:.3f} in use, {figure.candidate.value:.3f} with the "
        f"candidate ({title}, {figure.in_use.messages} messages); {rule}"
    )
