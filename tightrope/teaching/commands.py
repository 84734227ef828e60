"""`tightrope teach` and the commands below it, each in a file of its own."""

from __future__ import annotations

import click

from tightrope.teaching.agreement_command import agreement
from tightrope.teaching.teachers_commands import invite, revoke, teachers


@click.group(invoke_without_command=True)
@click.pass_context
def teach(context: click.Context) -> None:
    """Teach it: judge messages that wait, and make examples of them."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


teach.add_command(agreement)
teach.add_command(invite)
teach.add_command(revoke)
teach.add_command(teachers)
