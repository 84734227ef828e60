"""The examples of data/nlu as they stand in the files; read without Rasa, in two seconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tightrope.asem.datafile import DataFileError, read_mapping
from tightrope.teaching.judgement import Judgement, of_example


class ExamplesFileError(DataFileError):
    """A file of data/nlu cannot be read; says where, and never repeats an example."""


@dataclass(frozen=True)
class Example:
    """One line of data/nlu: its intent, its words, and its labels as they stand there."""

    intent: str
    text: str
    metadata: Mapping[str, str]

    @property
    def judgement(self) -> Judgement:
        """What a teacher would have said of it."""
        return of_example(self.intent, self.metadata)


def read_examples(root: Path) -> list[Example]:
    """All examples, file by file in the order of their names.

    Args:
        root: The project's folder.

    Raises:
        ExamplesFileError: A file is broken, or holds something else than examples.
    """
    files = sorted((root / "data" / "nlu").glob("*.yml"))
    return [example for file in files for example in read_file(file)]


def read_file(file: Path) -> Iterator[Example]:
    """The examples of one file, in their order.

    Raises:
        ExamplesFileError: It is broken, or holds something else than examples.
    """
    blocks = read_mapping(file, ExamplesFileError).get("nlu")
    if not isinstance(blocks, list):
        raise _error(file, "file", "it has no list named nlu")
    for number, block in enumerate(blocks, start=1):
        if not isinstance(block, dict) or not isinstance(block.get("intent"), str):
            raise _error(file, f"block {number}", "it has no intent")
        yield from _of_block(file, block["intent"], block.get("examples"))


def _of_block(file: Path, intent: str, examples: Any) -> Iterator[Example]:
    if isinstance(examples, str):
        lines = (line for line in examples.splitlines() if line.strip())
        examples = [{"text": line.removeprefix("-")} for line in lines]
    if not isinstance(examples, list):
        raise _error(file, intent, "it has no examples")
    for number, example in enumerate(examples, start=1):
        if not isinstance(example, dict) or not isinstance(example.get("text"), str):
            raise _error(file, f"{intent}, example {number}", "it has no text")
        labels = example.get("metadata") or {}
        if not isinstance(labels, dict) or not all(isinstance(v, str) for v in labels.values()):
            raise _error(file, f"{intent}, example {number}", "its labels are no names and values")
        yield Example(intent, example["text"].strip(), labels)


def _error(file: Path, where: str, fault: str) -> ExamplesFileError:
    return ExamplesFileError(file.name, where, "", fault, "Compare with a file beside it")
