"""The examples of a project as they stand in data/nlu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tightrope.teaching.examples_layout import Layout, LayoutError, take_apart
from tightrope.teaching.judgement import Judgement, of_example

FOLDER = "data/nlu"


class ExamplesFileError(ValueError):
    """A file of data/nlu cannot be used; says which, where and what to do, without its texts."""


@dataclass(frozen=True)
class Example:
    """One example: its intent, its words, and its labels as they stand there."""

    intent: str
    text: str
    metadata: Mapping[str, str]

    @property
    def judgement(self) -> Judgement:
        """What a teacher would have said of it."""
        return of_example(self.intent, self.metadata)


@dataclass(frozen=True)
class ExamplesFile:
    """One file: where it is, what was in it when it was read, and that taken apart."""

    path: Path
    content: bytes
    layout: Layout

    @property
    def name(self) -> str:
        """The file as a person would call it."""
        return f"{FOLDER}/{self.path.name}"

    @property
    def examples(self) -> list[Example]:
        """The examples, in their order."""
        entries = self.layout.entries
        return [Example(self.layout.intent, entry.text, entry.metadata) for entry in entries]


def read_files(root: Path) -> dict[str, ExamplesFile]:
    """The files of a project, by intent.

    Raises:
        ExamplesFileError: There is none, or one is broken or of another shape.
    """
    paths = sorted((root / FOLDER).glob("*.yml"))
    if not paths:
        raise ExamplesFileError(
            f"{FOLDER} holds no examples. To have ours back: git checkout {FOLDER}"
        )
    return {path.stem: read_file(path) for path in paths}


def read_file(path: Path) -> ExamplesFile:
    """One file.

    Raises:
        ExamplesFileError: It is broken or of another shape.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ExamplesFileError(
            f"{FOLDER}/{path.name} cannot be read: {error.strerror}. Mend that and try again."
        ) from error
    return ExamplesFile(path, content, layout_of(path, content))


def layout_of(path: Path, content: bytes) -> Layout:
    """What a file of this name and content is made of.

    Raises:
        ExamplesFileError: It is broken or of another shape.
    """
    try:
        return take_apart(content.decode("utf-8"), path.stem)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ExamplesFileError(
            f"{FOLDER}/{path.name}, line {line}: this is not UTF-8. Save the file as UTF-8."
        ) from None
    except LayoutError as error:
        raise ExamplesFileError(f"{FOLDER}/{path.name}, line {error.line}: {error}.") from None


def read_examples(root: Path) -> list[Example]:
    """All examples, file by file.

    Raises:
        ExamplesFileError: A file is broken or of another shape.
    """
    return [example for file in read_files(root).values() for example in file.examples]


def talk_intents(root: Path) -> frozenset[str]:
    """What a message that tells no story can be: the files of data/nlu that hold no stories."""
    names = (path.stem for path in (root / FOLDER).glob("*.yml"))
    return frozenset(name for name in names if of_example(name, {}).talk is not None)
