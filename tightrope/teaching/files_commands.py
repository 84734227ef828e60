"""`tightrope teach import` and `tightrope teach export`: messages and examples in files."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

console = Console(highlight=False)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--without-labels", is_flag=True, help="Bring the messages without their labels.")
@click.option(
    "--as", "name", metavar="NAME", help="Which maintainer you are, if there are several."
)
def import_(file: Path, without_labels: bool, name: str | None) -> None:
    """Bring the messages of FILE (CSV or JSONL) into the inbox, without names."""
    from dataclasses import replace

    from tightrope.memory import Memory, MemoryFileError, TeacherError
    from tightrope.running.settings import ROOT, data_folder
    from tightrope.teaching.examples_files import talk_intents
    from tightrope.teaching.importing import import_rows, maintainer
    from tightrope.teaching.tables import TableError, read_table

    try:
        with Memory(data_folder()) as memory:
            teacher = maintainer(memory, name)
            table = read_table(file, talk_intents(ROOT))
            if table.ignored:
                console.print(f"Left alone: {', '.join(table.ignored)}.", markup=False)
            rows = table.rows
            if without_labels:
                rows = tuple(replace(row, judgement=None) for row in rows)
            done = import_rows(console, memory, rows, teacher, ROOT)
    except (MemoryFileError, TeacherError, TableError) as error:
        raise click.ClickException(str(error)) from error
    console.print(
        f"New in the inbox: {done.brought}. There before: {done.known}. "
        f"With the labels they came with, as said by {teacher.name}: {done.labelled}.",
        markup=False,
        soft_wrap=True,
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--inbox", is_flag=True, help="What waits and what everybody said of it, instead.")
def export(file: Path, inbox: bool) -> None:
    """Write all examples into FILE (CSV or JSONL)."""
    from tightrope.memory import Memory, MemoryFileError
    from tightrope.running.settings import ROOT, data_folder
    from tightrope.teaching.examples_files import ExamplesFileError
    from tightrope.teaching.exporting import export_examples, export_inbox
    from tightrope.teaching.tables import TableError

    try:
        if inbox:
            with Memory(data_folder()) as memory:
                count = export_inbox(file, memory)
        else:
            count = export_examples(file, ROOT)
    except (MemoryFileError, ExamplesFileError, TableError) as error:
        raise click.ClickException(str(error)) from error
    console.print(f"Rows in {file}: {count}.", markup=False, soft_wrap=True)
