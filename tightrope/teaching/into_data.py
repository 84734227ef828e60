"""Accepted items become examples: written into data/nlu, then noted as accepted in the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tightrope.memory import Memory
from tightrope.teaching.apply_change import ChangedMeanwhileError, apply
from tightrope.teaching.examples_change import Change, LeftOut, Proposed, propose
from tightrope.teaching.judgement import Judgement

_TRIES = 5


def accept(memory: Memory, root: Path, items: Sequence[tuple[int, Judgement]]) -> Change:
    """Makes examples of items, and lets go of whose they were.

    The files come first: after a crash in between, a second time finds the examples there and only
    notes them. What was left out for another reason than being there already goes on waiting.

    Args:
        memory: Where the items wait.
        root: The project's folder.
        items: Numbers of items with what was agreed on. One that no longer waits is left out.

    Returns:
        The change as it was written; its keys are the numbers.

    Raises:
        ExamplesFileError: A file of data/nlu is broken; nothing was changed.
        ApplyError: The files cannot be written.
    """
    proposed, gone = [], []
    for number, judgement in items:
        item = memory.inbox.item(number)
        if item is None:
            gone.append(LeftOut(number, "It no longer waits: accepted before, or deleted."))
        else:
            proposed.append(Proposed(number, item.text, judgement))
    change = _written(root, proposed)
    settled = [one.key for one in change.left_out if one.settled]
    for number in (*change.added, *settled):
        memory.inbox.accept(number)
    return Change(change.files, change.added, (*change.left_out, *gone))


def _written(root: Path, proposed: Sequence[Proposed]) -> Change:
    """Proposes and applies; anew where somebody else wrote in between."""
    for _ in range(_TRIES - 1):
        change = propose(root, proposed)
        try:
            apply(root, change)
        except ChangedMeanwhileError:
            continue
        return change
    change = propose(root, proposed)
    apply(root, change)
    return change
