"""Every change of the model in use, kept for good: `models/promotions.jsonl`, a line each."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path

from pydantic import ValidationError
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tightrope.running.in_use import Change, Record, RecordError, read_record, record_path

FILE = "promotions.jsonl"


@dataclass(frozen=True)
class Kept:
    """What the file holds: changes, the oldest first, and the numbers of lines that are damaged."""

    changes: list[Change]
    damaged: list[int]


def catch_up(models: Path, record: Record | None) -> None:
    """Adds the record's change, if a crash or a full disk kept it out.

    Raises:
        OSError: It still cannot be written.
    """
    if record is not None:
        note(models, record.change)


def note(models: Path, change: Change) -> None:
    """Adds a change, unless it is the latest line already.

    What a crash or a full disk left of a line is taken away first.

    Raises:
        OSError: It could not be written; the file is what it was.
    """
    line = json.dumps(change.dict(by_alias=True), ensure_ascii=False).encode() + b"\n"
    path = models / FILE
    # Without a buffer, which would try to write the rest once more when it is closed.
    with path.open("ab+", buffering=0) as file:
        file.seek(0)
        content = file.read()
        whole = content.rfind(b"\n") + 1
        file.truncate(whole)
        if content[:whole].splitlines(keepends=True)[-1:] == [line]:
            return
        try:
            _write(file, line)
        except OSError:
            file.truncate(whole)
            raise


def _write(file: RawIOBase, line: bytes) -> None:
    written = 0
    while written < len(line):
        written += file.write(line[written:]) or 0
    os.fsync(file.fileno())


def read_promotions(models: Path) -> Kept:
    """All changes; lines that cannot be read are counted, and hide no other."""
    try:
        lines = (models / FILE).read_bytes().splitlines()
    except FileNotFoundError:
        return Kept([], [])
    changes, damaged = [], []
    for number, line in enumerate(lines, start=1):
        try:
            changes.append(Change.parse_obj(json.loads(line)))
        except (ValueError, ValidationError):
            damaged.append(number)
    return Kept(changes, damaged)


def show_promotions(console: Console, root: Path) -> None:
    """Prints every change as a table, and names lines that cannot be read."""
    models = root / "models"
    with suppress(OSError, RecordError):
        catch_up(models, read_record(record_path(root)))
    kept = read_promotions(models)
    if not kept.changes and not kept.damaged:
        console.print("No model was ever put in use here. `tightrope chat` does it.")
        return
    console.print(as_table(kept.changes))
    for number in kept.damaged:
        console.print(f"Line {number} of models/{FILE} is damaged and left out.", soft_wrap=True)


def as_table(changes: list[Change]) -> Table:
    """The changes as rich prints them."""
    table = Table(box=box.SIMPLE_HEAD)
    for title in ("when (UTC)", "what", "from", "to", "data", "by", "why"):
        table.add_column(title)
    for change in changes:
        what = f"{change.what}, forced" if change.forced else change.what
        cells = [
            change.time.partition("+")[0].replace("T", " "),
            what,
            _short(change.from_model),
            _short(change.to_model),
            change.data[:12],
            change.by,
            change.why,
        ]
        # As text: what people wrote is no markup.
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _short(model: str | None) -> str:
    return "–" if model is None else model.removeprefix("tightrope-").removesuffix(".tar.gz")
