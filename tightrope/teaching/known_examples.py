"""What it was taught already that says nearly the same as a message.

Likeness is the cosine of two vectors of the sentence encoder: 1 for the same words, about 0.2 for
two messages that have nothing in common, and from about 0.6 both tell of the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tightrope.teaching.example_vectors import Vectors, example_vectors, vectors_of
from tightrope.teaching.examples_files import Example, read_examples
from tightrope.teaching.judgement import Judgement


@dataclass(frozen=True)
class Similar:
    """An example that is like a message, and how much: 0 is not at all, 1 the same."""

    text: str
    intent: str
    judgement: Judgement
    likeness: float


class KnownExamples:
    """All examples of data/nlu with what they mean; `KnownExamples.open` reads them.

    Opening takes seconds and looking up milliseconds of both cores, so neither belongs in an event
    loop: call them in an executor. Any thread will do, and several at once: once open, nothing
    changes.
    """

    @classmethod
    def open(cls, root: Path, advance: Callable[[int, int], None] | None = None) -> KnownExamples:
        """Reads the examples, and encodes those that are new.

        Args:
            root: The project's folder.
            advance: Called with how many are encoded, and how many there are to encode.

        Raises:
            ExamplesFileError: A file of data/nlu is broken.
            EncoderFilesError: The sentence encoder is missing.
        """
        examples = read_examples(root)
        return cls(examples, example_vectors(root, [one.text for one in examples], advance))

    def __init__(self, examples: Sequence[Example], vectors: Vectors) -> None:
        self.examples = tuple(examples)
        self._vectors = vectors

    def nearest(self, texts: Sequence[str], most: int = 4) -> list[list[Similar]]:
        """For each text the examples that are most like it, the likest first.

        Args:
            texts: The messages, in whatever state: an empty one is like nothing.
            most: How many for each.
        """
        if not self.examples or most < 1:
            return [[] for _ in texts]
        told = [place for place, text in enumerate(texts) if text.strip()]
        found: list[list[Similar]] = [[] for _ in texts]
        for place, vector in zip(told, vectors_of([texts[i] for i in told]), strict=True):
            found[place] = self._nearest(vector, most)
        return found

    def _nearest(self, vector: Vectors, most: int) -> list[Similar]:
        likeness = self._vectors @ vector
        # Stable, so that of two alike the one that stands first in data/nlu comes first.
        order = np.argsort(-likeness, kind="stable")[:most]
        return [self._similar(self.examples[row], float(likeness[row])) for row in order]

    @staticmethod
    def _similar(example: Example, likeness: float) -> Similar:
        bounded = min(1.0, max(0.0, likeness))
        return Similar(example.text, example.intent, example.judgement, bounded)
