"""Message by message: what the candidate hears that the model in use does not, and the reverse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.training.compare_messages import About, Messages
from tightrope.training.evaluation_figures import ANSWERED, DANGERS
from tightrope.training.evaluation_hearing import Heard
from tightrope.training.evaluation_messages import Judged

CONCERN = "concern"
_EXCHANGE = ("bid", "actor", "moment")
_LABELS = {
    About.ALL: (CONCERN, *_EXCHANGE),
    About.CONCERN: (CONCERN,),
    About.EXCHANGE: _EXCHANGE,
}


@dataclass(frozen=True)
class Difference:
    """One label of one message that exactly one of the two models heard right.

    Attributes:
        id: Of the message.
        text: The message.
        label: `concern`, `bid`, `actor` or `moment`.
        judged: What people judged.
        in_use: What the model in use heard.
        candidate: What the candidate heard.
        better: Whether it is the candidate that is right.
    """

    id: str
    text: str
    label: str
    judged: str
    in_use: str
    candidate: str
    better: bool

    @property
    def weight(self) -> int:
        """For sorting: dangers come first, then other concerns, then the rest."""
        if self.label != CONCERN:
            return 2 + _EXCHANGE.index(self.label)
        unheard = self.in_use if self.better else self.candidate
        return 0 if self.judged in DANGERS and unheard not in ANSWERED else 1


def differences(
    messages: Messages, in_use: Sequence[Heard], candidate: Sequence[Heard]
) -> list[Difference]:
    """All of them, the gravest first."""
    found = [
        difference
        for judged, old, new in zip(messages.judged, in_use, candidate, strict=True)
        for label in _LABELS[messages.about]
        if (difference := _difference(label, judged, old, new))
    ]
    return sorted(found, key=lambda difference: difference.weight)


def _difference(label: str, judged: Judged, old: Heard, new: Heard) -> Difference | None:
    truth = getattr(judged, label)
    # Whose bid it is says nothing where there is none.
    if truth is None or (label == "actor" and judged.bid == "none"):
        return None
    before, after = _heard(label, old), _heard(label, new)
    was_right, is_right = _is_right(judged, label, before), _is_right(judged, label, after)
    if was_right == is_right:
        return None
    return Difference(judged.id, judged.text, label, truth, before, after, better=is_right)


def _heard(label: str, heard: Heard) -> str:
    value = heard.likeliest_actor if label == "actor" else getattr(heard, label)
    return "none" if value is None else str(value)


def _is_right(judged: Judged, label: str, heard: str) -> bool:
    if label == "actor" and judged.actor == "both":
        return heard in ("self", "partner", "both")
    return bool(getattr(judged, label) == heard)
