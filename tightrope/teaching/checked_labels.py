"""Labels that looked wrong and are right: somebody looked, and need not look again.

They stand in `teaching/checked_labels.yml`, in git, so that what one has checked counts for all. It
is neither in `data/`, which Rasa reads, nor in `reports/`, which is thrown away.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    ScalarString,
    SingleQuotedScalarString,
)

from tightrope.asem.datafile import DataFileError, Entry, parse_entry, read_mapping

_FILE = Path("teaching", "checked_labels.yml")
_HEAD = """\
# Labels that looked wrong to `tightrope teach check`; somebody looked, and they are right.
# What is taken out here is asked again. Sorted by text.
"""


class CheckedLabelsError(DataFileError):
    """teaching/checked_labels.yml cannot be used."""


class CheckedLabel(Entry):
    """One label of one example that is right: `field` is what it says, `label` the value."""

    text: str
    field: str
    label: str

    class Config(Entry.Config):
        """Unchanging, so that it can stand in a set."""

        frozen = True


class _File(Entry):
    checked: tuple[CheckedLabel, ...]


def read_checked(root: Path) -> frozenset[CheckedLabel]:
    """What was checked so far; nothing where there is no file yet.

    Args:
        root: The project's folder.

    Raises:
        CheckedLabelsError: The file is broken; names the line or the entry.
    """
    file = root / _FILE
    if not file.exists():
        return frozenset()
    content = read_mapping(file, CheckedLabelsError)
    return frozenset(parse_entry(_File, content, file.name, "file", CheckedLabelsError).checked)


def dismiss(root: Path, labels: Iterable[CheckedLabel]) -> None:
    """Remembers that labels are right.

    Args:
        root: The project's folder.
        labels: What was looked at.

    Raises:
        CheckedLabelsError: What was checked before cannot be read; nothing was changed.
        OSError: It cannot be written; nothing was changed.
    """
    (root / _FILE).parent.mkdir(exist_ok=True)
    with _alone(root):
        _write(root / _FILE, read_checked(root) | frozenset(labels))


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keeps two who check at once from losing what the other said."""
    folder = os.open((root / _FILE).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _write(file: Path, labels: Iterable[CheckedLabel]) -> None:
    draft = file.with_name(f".{file.name}.draft")
    try:
        with draft.open("w", encoding="utf-8") as opened:
            opened.write(_as_yaml(labels))
            opened.flush()
            os.fsync(opened.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _as_yaml(labels: Iterable[CheckedLabel]) -> str:
    rows = sorted(labels, key=lambda one: (one.text.casefold(), one.text, one.field, one.label))
    entries = [{**row.dict(), "text": _quoted(row.text)} for row in rows]
    yaml = YAML()
    yaml.width = 10**6
    written = StringIO()
    yaml.dump({"checked": entries}, written)
    return _HEAD + written.getvalue()


def _quoted(text: str) -> ScalarString:
    """Single quotes, as in data/nlu; signs that would be taken for a new line need the others."""
    kind = SingleQuotedScalarString if text.isprintable() else DoubleQuotedScalarString
    return kind(text)
