"""`tightrope teach page`: starts the teachers' page."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from types import FrameType

import click
from rich.console import Console


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    default=5105,
    show_default=True,
    help="Port of the page.",
)
@click.option("--open", "opens", is_flag=True, help="Open it in the default browser.")
def page(port: int, opens: bool) -> None:
    """Start the page on which people judge messages, for browsers on this machine."""
    began = time.monotonic()
    signal.signal(signal.SIGTERM, _as_ctrl_c)
    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    with suppress(KeyboardInterrupt):
        _start(console, port, opens, began)
    console.print("Stopped.")
    console.file.flush()
    # A thread that still reads examples would hold up the end, and has nothing to lose.
    os._exit(0)


def _start(console: Console, port: int, opens: bool, began: float) -> None:
    from tightrope.teaching.web.starting import FAILURES, start

    try:
        start(console, port, opens, began)
    except FAILURES as error:
        raise click.ClickException(str(error)) from error


def _as_ctrl_c(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
