"""The examples that are known already, and the desk that shows those which are like a message.

Reading them takes seconds, and minutes after a change of the encoder. So teachers sit down at a
bare desk, which shows none and hands out the oldest first, until the full one is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tightrope.memory import InboxItem
from tightrope.teaching.desk import Desk, Similar
from tightrope.teaching.examples_files import Example, read_examples, read_file
from tightrope.teaching.judgement import of_example

if TYPE_CHECKING:
    from tightrope.teaching.known_examples import KnownExamples

Advance = Callable[[int, int], None]
Open = Callable[[Path, Advance | None], "KnownExamples"]


class Library:
    """The examples of a project.

    Args:
        root: The project's folder.
        share: Which share of the items two teachers judge.
        opened: Reads the examples and what they mean.

    Raises:
        ExamplesFileError: A file with talk is broken.
    """

    def __init__(self, root: Path, share: float, opened: Open | None = None) -> None:
        self.root = root
        self.talk = talk_examples(root)
        self._share = share
        self._opened = opened or _open
        self._known: KnownExamples | None = None
        self.desk = Desk(_nothing, _oldest_first, frozenset(self.talk), share)

    def load(self, advance: Advance | None = None) -> int:
        """Reads all examples, and puts the full desk in the place of the bare one.

        Args:
            advance: Called with how many are encoded, and how many there are to encode.

        Returns:
            How many examples there are.

        Raises:
            ExamplesFileError: A file of data/nlu is broken.
            EncoderFilesError: The sentence encoder is missing.
        """
        known = self._opened(self.root, advance)
        # The first lookup sets the encoder up; no teacher should wait for that.
        known.nearest(["warm up"])
        self._known = known
        self.desk = Desk(known.nearest, _most_first, frozenset(self.talk), self._share)
        return len(known.examples)

    def reload(self) -> None:
        """Reads the examples again after they changed, if they were read at all."""
        if self._known is not None:
            self.load()

    def examples(self) -> Sequence[Example]:
        """All examples; read now if they are not yet.

        Raises:
            ExamplesFileError: A file of data/nlu is broken.
        """
        return read_examples(self.root) if self._known is None else self._known.examples


def talk_examples(root: Path) -> dict[str, str]:
    """What a message that tells no story can be: each intent with an example of it.

    Args:
        root: The project's folder.

    Raises:
        ExamplesFileError: One of these files is broken.
    """
    files = sorted((root / "data" / "nlu").glob("*.yml"))
    talk = [file for file in files if of_example(file.stem, {}).talk is not None]
    return {file.stem: next((one.text for one in read_file(file).examples), "") for file in talk}


def _open(root: Path, advance: Advance | None) -> KnownExamples:
    # Brings the encoder along, which nobody who opens the page should wait for.
    from tightrope.teaching.known_examples import KnownExamples

    return KnownExamples.open(root, advance)


def _nothing(texts: Sequence[str]) -> list[list[Similar]]:
    return [[] for _ in texts]


def _oldest_first(items: Sequence[InboxItem], _: object) -> list[InboxItem]:
    return sorted(items, key=lambda item: item.id)


def _most_first(
    items: Sequence[InboxItem], similar: Mapping[int, Sequence[Similar]]
) -> list[InboxItem]:
    from tightrope.teaching.queue import order

    return [ranked.item for ranked in order(items, similar)]
