"""`tightrope teach agreement`: how far teachers agree, and how to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from tightrope.teaching.commands_memory import open_memory

if TYPE_CHECKING:
    from tightrope.teaching.agreement import FieldAgreement

ENOUGH = 20
"""Items below which kappa says more about chance than about teachers."""

_HOW_TO_READ = """\
kappa: 1 where two people always say the same, 0 where they agree as often as chance would have it.
Above 0.6 is often called substantial, above 0.8 almost perfect (Landis & Koch 1977); these are
rules of thumb. The range tells how far kappa would swing with other messages of the same kind.
Where it is low, read some messages together, and agree on what the codebook means."""


@click.command()
def agreement() -> None:
    """Show how far teachers agree, on messages that two of them judged."""
    from tightrope.teaching.agreement import agreement as measured
    from tightrope.teaching.agreement import judged_by_two

    console = Console(highlight=False)
    with open_memory() as memory:
        said = memory.annotations.by_item()
    items = len(judged_by_two(said))
    if items < ENOUGH:
        console.print(
            f"Two people judged {_messages(items)}. That is too few to say how far they agree: "
            f"it takes {ENOUGH}, better 100."
        )
        return
    console.print(f"Two people judged {_messages(items)}.\n")
    table = Table("question", "both said", "the same", "kappa", "range")
    for found in measured(said):
        table.add_row(*_row(found))
    console.print(table)
    console.print(_HOW_TO_READ)


def _row(found: FieldAgreement) -> tuple[str, ...]:
    name, share = _name(found.field), "" if found.share is None else f"{found.share:.0%}"
    if found.items < ENOUGH:
        return name, str(found.items), share, "too few", ""
    if found.kappa is None:
        return name, str(found.items), share, "one label only", ""
    return (
        name,
        str(found.items),
        share,
        f"{found.kappa:.2f}",
        f"{found.low:.2f} to {found.high:.2f}",
    )


def _name(field: str) -> str:
    from tightrope.teaching.codebook import codebook

    names = {question.id: question.name for question in codebook().questions}
    return names.get(field, "A story or not")


def _messages(number: int) -> str:
    return f"{number or 'no'} message{'' if number == 1 else 's'}"
