"""`tightrope teach` and the commands below it, each in a file of its own."""

from __future__ import annotations

import click

from tightrope.teaching.agreement_command import agreement
from tightrope.teaching.files_commands import export, import_
from tightrope.teaching.label_command import label
from tightrope.teaching.label_errors_command import check
from tightrope.teaching.page_command import page
from tightrope.teaching.teachers_commands import invite, revoke, teachers
from tightrope.teaching.write_command import write


@click.group(invoke_without_command=True)
@click.option("--as", "name", metavar="NAME", help="Who judges, where several people teach.")
@click.pass_context
def teach(context: click.Context, name: str | None) -> None:
    """Judge messages that wait, here in the terminal; or do one of the commands below."""
    if context.invoked_subcommand is None:
        label(name)
    elif name is not None:
        raise click.UsageError("--as goes behind the command.")


teach.add_command(agreement)
teach.add_command(check)
teach.add_command(export)
teach.add_command(import_)
teach.add_command(invite)
teach.add_command(page)
teach.add_command(revoke)
teach.add_command(teachers)
teach.add_command(write)
