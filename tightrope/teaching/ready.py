"""What teachers have agreed on, and what of it can become an example."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tightrope.teaching.examples_change import Change, Proposed, propose
from tightrope.teaching.progress import Progress


def ready(waiting: Sequence[Progress]) -> list[Progress]:
    """The items that are ready, the oldest first."""
    return [found for found in waiting if found.judgement is not None]


def change_of(root: Path, items: Sequence[Progress]) -> Change:
    """What the examples would be with these items among them. Nothing is written.

    Raises:
        ExamplesFileError: A file of data/nlu is broken.
    """
    return propose(
        root,
        [
            Proposed(found.item.id, found.item.text, found.judgement)
            for found in items
            if found.judgement is not None
        ],
    )
