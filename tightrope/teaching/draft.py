"""What a teacher has typed of one item so far: labels until none is missing, and a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tightrope.teaching.desk import Task
from tightrope.teaching.judgement import TALK, Judgement

_NEEDED = ("concern", "bid", "actor", "moment")
_NONE = "none"


@dataclass(frozen=True)
class Draft:
    """Labels by field, or talk, and a note; not yet saved.

    Attributes:
        labels: What was typed or taken; maybe not all that it takes.
        note: A word to the others.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def with_labels(self, typed: Mapping[str, str], talk: frozenset[str]) -> Draft:
        """The draft with these in the place of what was said before.

        Raises:
            JudgementError: They do not go together, or with what was said before.
        """
        kept = {name: label for name, label in self.labels.items() if name != TALK}
        if "bid" in typed and _NONE in (typed["bid"], kept.get("bid")):
            # Whose it is and what else there is was said of another bid, or of none.
            kept = {name: kept[name] for name in kept if name not in ("actor", "also")}
        together = {**kept, **typed}
        if "bid" in together:
            actor = {"actor": "partner"} if together["bid"] != _NONE else {}
            Judgement.read({"moment": "tension", **actor, **together}, talk)
        return replace(self, labels=together)

    def missing(self, *, no_danger: bool) -> list[str]:
        """Fields that must still be said, in the order in which they are asked.

        Args:
            no_danger: Whether silence about a concern means that there is none.
        """
        if TALK in self.labels:
            return []
        needed = [name for name in _NEEDED if name not in self.labels]
        if no_danger and "concern" in needed:
            needed.remove("concern")
        if self.labels.get("bid", _NONE) == _NONE and "actor" in needed:
            needed.remove("actor")
        return needed


def silence_means_no_danger(task: Task) -> bool:
    """Whether a teacher who says nothing of a concern can be taken to mean that there is none.

    Only where none was read in the message, nor stands in any example that is like it. Else a
    label of danger would be lost by a key that was forgotten.
    """
    read = task.suggestion
    if read is None or read.talk is not None or read.concern != _NONE:
        return False
    return all(known.judgement.concern == _NONE for known in task.similar)
