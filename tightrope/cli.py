"""The `tightrope` command."""

from __future__ import annotations

import signal
import sys
import time
from types import FrameType

import click
from rich.console import Console

console = Console(highlight=False)


@click.group()
def main() -> None:
    """Tightrope: an assistant for couples."""


@main.command()
def train() -> None:
    """Train a model, unless there is one for the present data."""
    from tightrope.training.model import TrainingError, ensure_model

    try:
        trained = ensure_model(console)
    except TrainingError as error:
        raise click.ClickException(str(error)) from error
    if trained.seconds is None:
        console.print(f"There is a model for the present data: {trained.path.name}")


@main.command()
@click.option("--port", default=5005, show_default=True, help="Port of the chat page.")
def chat(port: int) -> None:
    """Start the assistant and open its chat page for browsers on this machine."""
    from tightrope.running.settings import PortTakenError, Settings
    from tightrope.running.supervise import StartError, running
    from tightrope.training.model import TrainingError, ensure_model

    signal.signal(signal.SIGTERM, _as_ctrl_c)
    settings = Settings.of_port(port)
    try:
        settings.check_ports()
        model = ensure_model(console).path
        began = time.monotonic()
        with console.status("Starting the assistant …") as status, running(settings, model) as both:
            status.stop()
            console.print(
                f"Ready after {time.monotonic() - began:.0f} seconds. "
                f"Open [bold]{settings.address}[/bold] in a browser. Ctrl-C stops it."
            )
            both.wait()
            console.print("The assistant has stopped by itself; see " + str(settings.data / "log"))
            sys.exit(1)
    except (PortTakenError, TrainingError, StartError) as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        console.print("Stopped.")


def _as_ctrl_c(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
