"""The one table: rows of what was measured, for the terminal and as Markdown."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from rich import box
from rich.table import Table


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        measure: What was measured.
        result: The figure with its unit.
        beside: What it is compared with, or nothing.
        how: How often and on what.
    """

    measure: str
    result: str
    beside: str = ""
    how: str = ""


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed (nearest rank).

    Raises:
        ValueError: There are no values.
    """
    if not values:
        raise ValueError("no values to take a percentile of")
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def seconds(value: float) -> str:
    """A time of seconds: `4.2 s`, and without tenths from 20 on."""
    return f"{value:.0f} s" if value >= 20 else f"{value:.1f} s"


def milliseconds(value: float) -> str:
    """A time given in seconds, as `31.4 ms`."""
    return f"{value * 1000:.1f} ms"


def megabytes(size: float) -> str:
    """A size in bytes, as `812 MB` (a million bytes each)."""
    return f"{size / 1e6:.0f} MB"


def for_terminal(rows: Sequence[Row]) -> Table:
    """The table as rich prints it."""
    table = Table(box=box.SIMPLE_HEAD)
    for name in _names():
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*astuple(row))
    return table


def as_markdown(rows: Sequence[Row]) -> str:
    """The same table in Markdown; a `|` within a cell does not end it."""
    head = [_names(), ["---"] * len(_names())]
    body = [[str(cell).replace("|", "\\|") for cell in astuple(row)] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in [*head, *body]) + "\n"


def _names() -> list[str]:
    return [field.name for field in fields(Row)]
