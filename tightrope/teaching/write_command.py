"""`tightrope teach write`: makes examples of what teachers agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.syntax import Syntax

if TYPE_CHECKING:
    from tightrope.memory import Memory
    from tightrope.teaching.examples_change import LeftOut

NEXT = "What now: tightrope train, then tightrope compare, then tightrope promote."


@click.command()
@click.option("--as", "name", metavar="NAME", help="Which maintainer you are, if several are.")
@click.option("--yes", is_flag=True, help="Write without asking.")
def write(name: str | None, yes: bool) -> None:
    """Make examples in data/nlu of what teachers agreed on; shows the change and asks first."""
    from tightrope.memory import Memory, MemoryFileError, TeacherError
    from tightrope.running.settings import data_folder
    from tightrope.teaching.apply_change import ApplyError
    from tightrope.teaching.at_terminal import maintainer_at_terminal
    from tightrope.teaching.examples_files import ExamplesFileError
    from tightrope.teaching.progress import SecondLooksError

    console = Console(highlight=False, soft_wrap=True)
    try:
        with Memory(data_folder()) as memory:
            maintainer_at_terminal(memory, name)
            _write(console, memory, yes)
    except (
        MemoryFileError,
        TeacherError,
        SecondLooksError,
        ExamplesFileError,
        ApplyError,
    ) as error:
        raise click.ClickException(str(error)) from error


def _write(console: Console, memory: Memory, yes: bool) -> None:
    from tightrope.running.settings import ROOT
    from tightrope.teaching.into_data import accept
    from tightrope.teaching.progress import progress, second_looks
    from tightrope.teaching.ready import change_of, ready

    items = ready(progress(memory, second_looks()))
    if not items:
        console.print("Nothing is ready: teachers have to judge first, and to agree.")
        return
    with console.status("Looking for what is known already …"):
        change = change_of(ROOT, items)
    console.print(Syntax(change.diff, "diff", word_wrap=True, background_color="default"))
    _say_left_out(console, change.left_out)
    if not change.added and not any(one.settled for one in change.left_out):
        return
    question = f"Write {len(change.added)} of {len(items)} messages into data/nlu?"
    if not yes and not click.confirm(question):
        console.print("Nothing was written. They stay ready.")
        return
    done = accept(
        memory,
        ROOT,
        [(found.item.id, found.judgement) for found in items if found.judgement is not None],
    )
    console.print(f"{len(done.added)} examples more. `git diff data` shows them. {NEXT}")


def _say_left_out(console: Console, left_out: tuple[LeftOut, ...]) -> None:
    for one in left_out:
        console.print(f"Message {one.key} stays out. {one.reason}", markup=False)
