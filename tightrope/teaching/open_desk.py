"""The desk of this project, with everything on it: the same for the terminal and the page."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tightrope.memory import InboxItem
from tightrope.teaching.desk import Desk, Similar
from tightrope.teaching.examples_files import ExamplesFileError
from tightrope.teaching.progress import SecondLooksError, second_looks
from tightrope.understanding.encoder_files import EncoderFilesError

if TYPE_CHECKING:
    from tightrope.teaching.known_examples import Similar as KnownSimilar

FAILURES = (ExamplesFileError, EncoderFilesError, SecondLooksError)
"""What may keep the desk from being opened; each says what to do."""


def open_desk(root: Path, advance: Callable[[int, int], None] | None = None) -> Desk:
    """A desk that knows the examples of data/nlu. Takes seconds, or minutes where many are new.

    Args:
        root: The project's folder.
        advance: Called with how many new examples are encoded, and how many there are to encode.

    Raises:
        ExamplesFileError: A file of data/nlu is broken.
        EncoderFilesError: The sentence encoder is missing.
        SecondLooksError: TIGHTROPE_SECOND_LOOKS cannot be used.
    """
    share = second_looks()
    # Where many examples are new, TensorFlow is loaded and tells of itself; some of what it brings
    # has filters of its own, so warnings are recorded, not ignored.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with warnings.catch_warnings(record=True):
        from tightrope.teaching.known_examples import KnownExamples

        known = KnownExamples.open(root, advance)
    talk = {one.intent for one in known.examples if one.judgement.talk is not None}
    return Desk(known.nearest, _in_order, frozenset(talk), share)


def _in_order(
    items: Sequence[InboxItem], similar: Mapping[int, Sequence[Similar]]
) -> list[InboxItem]:
    from tightrope.teaching.queue import order

    # What the desk hands on is what `nearest` found, so it is of this kind.
    known = cast("Mapping[int, Sequence[KnownSimilar]]", similar)
    return [ranked.item for ranked in order(items, known)]
