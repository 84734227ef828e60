"""Who may teach: `tightrope teach invite`, `teachers` and `revoke`."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tightrope.teaching.commands_memory import open_memory

if TYPE_CHECKING:
    from tightrope.memory import Memory, Teacher

_WITHOUT_MAINTAINER = (
    "Nobody is a maintainer now, so nobody can write examples: "
    "tightrope teach invite NAME --role maintainer"
)


@click.command()
@click.argument("name")
@click.option(
    "--role",
    metavar="ROLE",
    help="What they may do: annotator, or maintainer. The first is a maintainer.",
)
def invite(name: str, role: str | None) -> None:
    """Let somebody teach: shows a token for them, once. Known names get a new one."""
    console = Console(highlight=False, soft_wrap=True)
    name = " ".join(name.split())
    with open_memory() as memory:
        known = memory.teachers.named(name)
        role = role or _usual_role(memory, known)
        token = memory.teachers.add(name, role, datetime.now(timezone.utc))
        alone = not _maintained(memory)
    console.print(f"{name} teaches, as {_with_article(role)}. This is their token:\n", markup=False)
    console.print(f"    {token}\n", markup=False)
    console.print(
        "It is shown only now. Give it to them where nobody else reads it: with it they log in "
        "to the teachers' page, and read what waits."
    )
    if known is not None and known.active:
        console.print("The token they had has ended.")
    if alone:
        console.print(_WITHOUT_MAINTAINER)


@click.command()
def teachers() -> None:
    """List who teaches or did, and how many messages each has judged."""
    console = Console(highlight=False)
    with open_memory() as memory:
        everybody = memory.teachers.all()
        judged = memory.annotations.judged()
    if not everybody:
        console.print("Nobody teaches yet. Add somebody: tightrope teach invite NAME")
        return
    table = Table("name", "role", "active", "judged")
    for one in everybody:
        table.add_row(
            Text(one.name), one.role, "yes" if one.active else "no", str(judged.get(one.id, 0))
        )
    console.print(table)


@click.command()
@click.argument("name")
def revoke(name: str) -> None:
    """End somebody's token. What they judged stays."""
    console = Console(highlight=False, soft_wrap=True)
    name = " ".join(name.split())
    with open_memory() as memory:
        memory.teachers.revoke(name)
        alone = not _maintained(memory)
    console.print(f"{name} does not teach any more. What they judged stays.", markup=False)
    if alone:
        console.print(_WITHOUT_MAINTAINER)


def _usual_role(memory: Memory, known: Teacher | None) -> str:
    from tightrope.memory import ANNOTATOR, MAINTAINER

    if known is not None and known.active:
        return known.role
    return ANNOTATOR if _maintained(memory) else MAINTAINER


def _maintained(memory: Memory) -> bool:
    from tightrope.memory import MAINTAINER

    return any(one.active and one.role == MAINTAINER for one in memory.teachers.all())


def _with_article(role: str) -> str:
    return f"{'an' if role[0] in 'aeiou' else 'a'} {role}"
