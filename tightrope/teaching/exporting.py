"""Files to take away: all examples, or what waits in the inbox with what everybody said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tightrope.memory import Memory
from tightrope.teaching.codebook import FIELDS
from tightrope.teaching.examples_files import read_examples
from tightrope.teaching.judgement import TALK
from tightrope.teaching.tables import EXAMPLE_COLUMNS, TEXT, example_rows, kind_of, write_table

INBOX_COLUMNS = ("item", TEXT, "day", "why", "teacher", TALK, *FIELDS, "note", "decides")


def export_examples(path: Path, root: Path) -> int:
    """Writes all examples, and says how many.

    Raises:
        ExamplesFileError: A file of data/nlu is broken.
        TableError: The file cannot be written.
    """
    kind_of(path)
    return write_table(path, EXAMPLE_COLUMNS, example_rows(read_examples(root)))


def export_inbox(path: Path, memory: Memory) -> int:
    """Writes what waits, with a row for each teacher who said something of it, and says how many.

    Raises:
        TableError: The file cannot be written.
    """
    return write_table(path, INBOX_COLUMNS, _inbox_rows(memory))


def _inbox_rows(memory: Memory) -> Iterator[dict[str, str]]:
    names = {teacher.id: teacher.name for teacher in memory.teachers.all()}
    said = memory.annotations.by_item()
    for item in memory.inbox.waiting():
        shown = {
            "item": str(item.id),
            TEXT: item.text,
            "day": item.day.isoformat(),
            "why": item.why,
        }
        for one in said.get(item.id, ()):
            decides = "yes" if one.decides else ""
            by = {"teacher": names[one.teacher], "note": one.note, "decides": decides}
            yield {**shown, **by, **(one.labels or {})}
        if item.id not in said:
            yield shown
