"""`tightrope teach`: judging what waits, at the terminal."""

from __future__ import annotations

import io
import signal
import sys
from typing import TYPE_CHECKING

import click
from rich.console import Console

from tightrope.teaching.commands_memory import open_memory

if TYPE_CHECKING:
    from tightrope.memory import Memory, Teacher
    from tightrope.teaching.desk import Desk


def label(name: str | None) -> None:
    """Hands one item after another to whoever sits at the terminal.

    Args:
        name: Who that is; None where only one person teaches.

    Raises:
        ClickException: It cannot begin; says why.
    """
    console = Console(highlight=False)
    _say_what_can_be_said()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with open_memory() as memory:
            _label(console, memory, name)
    except KeyboardInterrupt:
        console.print("\nStopped.")


def _say_what_can_be_said() -> None:
    """Where a terminal cannot show a sign, or sends a broken one, another stands for it."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _label(console: Console, memory: Memory, name: str | None) -> None:
    from tightrope.teaching.asking import Lines
    from tightrope.teaching.at_terminal import teacher_at_terminal
    from tightrope.teaching.codebook import codebook
    from tightrope.teaching.on_screen import Screen
    from tightrope.teaching.sitting import Sitting

    teacher = teacher_at_terminal(memory, name)
    if not memory.inbox.waiting():
        console.print("Nothing waits.")
        return
    desk, lines = _desk(console), Lines()
    with console.status("Reading what waits …"):
        # All of it is compared with the examples before the best is known: about 10 ms each.
        desk.next(memory, teacher)
    sitting = Sitting(memory, desk, teacher, Screen(console, codebook()), codebook(), lines)
    try:
        sitting.run()
    except EOFError:
        if not lines.any:
            raise click.ClickException(
                "Nothing was typed, and this is no terminal. Run it in one, or pipe lines of keys "
                "to it: printf '1pt\\nq\\n' | tightrope teach"
            ) from None
        console.print()
    except KeyboardInterrupt:
        console.print()
    _sum_up(console, memory, desk, teacher, sitting.judged)


def _desk(console: Console) -> Desk:
    from tightrope.running.settings import ROOT
    from tightrope.teaching.open_desk import FAILURES, open_desk

    with console.status("Reading the examples …") as status:

        def advance(done: int, total: int) -> None:
            status.update(f"Reading what {total} new examples mean … {done / total:.0%}")

        try:
            return open_desk(ROOT, advance)
        except FAILURES as error:
            raise click.ClickException(str(error)) from error


def _sum_up(console: Console, memory: Memory, desk: Desk, teacher: Teacher, judged: int) -> None:
    from tightrope.teaching.progress import Stage

    stages = [found.stage for found in desk.progress(memory)]
    ready, different = stages.count(Stage.READY), stages.count(Stage.DIFFERENT)
    left = desk.left(memory, teacher)
    console.print(f"You judged {judged or 'none'}. {left or 'None'} {_are(left)} left for you.")
    if ready:
        console.print(f"{ready} {_are(ready)} ready to become {_examples(ready)}.")
    if different:
        console.print(
            f"{different} {_are(different)} judged differently, for a maintainer to settle."
        )


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _examples(number: int) -> str:
    return "an example" if number == 1 else "examples"
