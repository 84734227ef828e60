"""`tightrope teach check`: looks for labels in data/nlu that are likely wrong."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from tightrope.running.settings import ROOT
from tightrope.teaching.checked_labels import CheckedLabelsError
from tightrope.teaching.codebook import codebook
from tightrope.teaching.examples_files import ExamplesFileError, read_examples

if TYPE_CHECKING:
    from tightrope.teaching.label_errors import Suspect

FOLDS = 5
"""Parts of the examples: each is heard by a model that was fitted on the others."""

FEWEST = 100
"""Examples below which no model learns enough to doubt a label."""

_SHOWN = 20
_LETTERS = 90
_FIRST_GUESS_PER_EXAMPLE = 0.02


@click.command()
def check() -> None:
    """List labels in data/nlu that are likely wrong, for somebody to look at; takes minutes."""
    try:
        check_labels(Console(highlight=False), ROOT)
    except (CheckError, CheckedLabelsError, ExamplesFileError) as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        raise click.ClickException("Stopped. The list of before is as it was.") from None


class CheckError(RuntimeError):
    """The labels could not be checked; says why and what to do."""


def check_labels(console: Console, root: Path) -> None:
    """Cross-validates, writes reports/label_errors.json, and prints the first twenty.

    Args:
        console: Where progress and the table are shown.
        root: The project's folder.

    Raises:
        ExamplesFileError: A file of data/nlu is broken.
        CheckedLabelsError: teaching/checked_labels.yml is broken.
        CheckError: There are too few examples, labels that are not known, or no room to write.
    """
    from tightrope.teaching.checked_labels import read_checked
    from tightrope.teaching.label_error_report import FILE, write_report
    from tightrope.training.model import fingerprint

    examples = len(read_examples(root))
    if examples < FEWEST:
        raise CheckError(f"There are {examples} examples. Checking begins at {FEWEST}.")
    # Read here, too: after some minutes is no time to hear that this file is broken.
    read_checked(root)
    console.print(f"Checking the labels of {examples:,} examples: {_about(root, examples)}.")
    data, began = fingerprint(root), time.monotonic()
    suspects = _suspects(console, root)
    seconds = time.monotonic() - began
    try:
        report = write_report(root, data, suspects, seconds, datetime.now(timezone.utc))
    except OSError as error:
        raise CheckError(f"{FILE} cannot be written: {error.strerror}. Make room.") from error
    left = report.left(root)
    if not left:
        console.print("No label is doubted that nobody has looked at.")
        return
    console.print(_table(left[:_SHOWN]))
    console.print(
        f"{_counted(len(left))} in {FILE}, at full length. Most labels will be right: "
        "these are where a model that was not taught them hears something else."
    )


def _suspects(console: Console, root: Path) -> Sequence[Suspect]:
    from tightrope.teaching.label_errors import find_suspects
    from tightrope.training.evaluation_folds import cross_validate
    from tightrope.training.evaluation_folds import read_examples as read_for_folds
    from tightrope.training.evaluation_hearing import quietly
    from tightrope.understanding.labels import ExampleError, labels_of

    with quietly(), _terminable(), _progress(console) as progress:
        task = progress.add_task("reading the examples", total=FOLDS + 1)
        try:
            examples = read_for_folds(root, FOLDS)
        except ExampleError as error:
            raise CheckError(str(error)) from error
        progress.update(task, advance=1, description="hearing each as if it were new")
        heard = cross_validate(root, examples, lambda: progress.advance(task))
        texts = [message.get("text") for message in examples.messages]
        return find_suspects(texts, [labels_of(m) for m in examples.messages], heard)


def _about(root: Path, examples: int) -> str:
    """How long it will take, from the last time."""
    from tightrope.teaching.label_error_report import LabelErrorReportError, read_report

    try:
        last = read_report(root)
    except LabelErrorReportError:
        last = None
    seconds = last.seconds if last else _FIRST_GUESS_PER_EXAMPLE * examples
    minutes = round(seconds / 60)
    return f"about {minutes} minutes" if minutes > 1 else "about a minute"


def _table(suspects: Sequence[Suspect]) -> Table:
    table = Table("now → likelier", "example", show_lines=True)
    name = codebook().name_of
    for one in suspects:
        labels = f"{name(one.field, one.given)}\n→ {name(one.field, one.likelier)}"
        # As plain text: a bracket in an example is no mark-up.
        table.add_row(labels, Text(_short(one.text)))
    return table


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LETTERS else line[: _LETTERS - 1] + "…"


def _counted(count: int) -> str:
    return "The one is" if count == 1 else f"All {count:,} are"


@contextmanager
def _terminable() -> Iterator[None]:
    """Ends as by Ctrl-C where the system asks to end."""

    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
