"""The `tightrope` command."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from types import FrameType

import click
from rich.console import Console

from tightrope.teaching.commands import teach

console = Console(highlight=False)


@click.group()
def main() -> None:
    """Tightrope: an assistant for couples."""


main.add_command(teach)


@main.command()
def train() -> None:
    """Train a model, unless there is one for the present data."""
    from tightrope.training.model import TrainingError, ensure_model

    signal.signal(signal.SIGTERM, _as_ctrl_c)
    try:
        trained = ensure_model(console)
    except TrainingError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        raise click.ClickException(
            "Stopped. Nothing was changed: the model in use stays."
        ) from None
    if trained.seconds is None:
        console.print(f"There is a model for the present data: {trained.path.name}")


@main.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
@click.option("--peer", is_flag=True, help="Measure Rasa's default pipeline too: hours, once.")
@click.option("--folds/--no-folds", default=True, help="Cross-validate our own examples.")
def evaluate(file: str | None, peer: bool, folds: bool) -> None:
    """Measure what the model understands, on judged messages (FILE, JSONL) and our own examples."""
    from tightrope.training.evaluate import FAILURES, Wanted, evaluate

    try:
        evaluate(console, Wanted(Path(file) if file else None, peer, folds))
    except FAILURES as error:
        raise click.ClickException(str(error)) from error


@main.command()
def feedback() -> None:
    """Show what people said of it, month by month."""
    from rich.table import Table

    from tightrope.memory import Memory, MemoryFileError
    from tightrope.memory.feedback import RATINGS
    from tightrope.running.settings import data_folder

    data = data_folder()
    try:
        with Memory(data) as memory:
            months = memory.feedback.months()
    except MemoryFileError as error:
        raise click.ClickException(str(error)) from error
    if not months:
        console.print(f"Nobody has said anything yet in {data}.")
        return
    table = Table("month", *RATINGS)
    for month in months:
        table.add_row(month.month, *(str(getattr(month, rating)) for rating in RATINGS))
    console.print(table)


@main.command()
def inbox() -> None:
    """Show how many messages wait to be taught from, by why they were kept."""
    from rich.table import Table

    from tightrope.memory import Memory, MemoryFileError
    from tightrope.running.settings import data_folder

    data = data_folder()
    try:
        with Memory(data) as memory:
            counts = memory.inbox.counts()
    except MemoryFileError as error:
        raise click.ClickException(str(error)) from error
    if not any(counts.values()):
        console.print(f"Nothing waits in {data}.")
        return
    table = Table("why", "messages")
    for why, count in counts.items():
        table.add_row(why, str(count))
    console.print(table)


@main.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
def compare(file: str | None) -> None:
    """Measure the model of the present data beside the one in use (FILE: judged messages)."""
    from tightrope.training.compare import FAILURES, compare

    signal.signal(signal.SIGTERM, _as_ctrl_c)
    try:
        compare(console, Path(file) if file else None)
    except FAILURES as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        raise click.ClickException(
            "Stopped. Nothing was changed: the model in use stays."
        ) from None


@main.command()
@click.option("--force", metavar="REASON", help="Do it although it is refused; REASON is kept.")
def promote(force: str | None) -> None:
    """Put the model of the present data in use, if a comparison shows that it hears no worse."""
    from tightrope.running.settings import data_folder
    from tightrope.training.promote import FAILURES, promote

    if force is not None and not force.strip():
        raise click.UsageError("--force needs a reason; it is kept in models/promotions.jsonl.")
    try:
        promote(console, data_folder(), force)
    except FAILURES as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option("--why", metavar="REASON", help="The reason, for the record.")
def rollback(why: str | None) -> None:
    """Put the model in use that was in use before."""
    from tightrope.running.settings import data_folder
    from tightrope.training.rollback import FAILURES, rollback

    try:
        rollback(console, data_folder(), why)
    except FAILURES as error:
        raise click.ClickException(str(error)) from error


@main.command()
def promotions() -> None:
    """List every change of the model in use."""
    from tightrope.running.settings import ROOT
    from tightrope.training.promotions import show_promotions

    show_promotions(console, ROOT)


@main.command()
@click.option(
    "--candidate",
    is_flag=True,
    help="Try the model of the present data, on this page only, without putting it in use.",
)
@click.option(
    "--port",
    # The action server takes the port fifty above; those below belong to the system.
    type=click.IntRange(1024, 65535 - 50),
    default=5005,
    show_default=True,
    help="Port of the chat page.",
)
def chat(port: int, candidate: bool) -> None:
    """Start the assistant and open its chat page for browsers on this machine."""
    from tightrope.running.in_use import RecordError
    from tightrope.running.settings import PortTakenError, Settings, without_chat_apps
    from tightrope.running.supervise import StartError, running
    from tightrope.training.change_model import ChangeError
    from tightrope.training.model import TrainingError, ensure_model
    from tightrope.training.model_for_chat import model_for_chat

    signal.signal(signal.SIGTERM, _as_ctrl_c)
    settings = Settings.of_port(port)
    try:
        settings.check_ports()
        if candidate:
            # Nobody in Slack or Telegram is to meet a model that was not compared yet.
            without_chat_apps()
            model = ensure_model(console).path
        else:
            model = model_for_chat(console)
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
    except (PortTakenError, TrainingError, StartError, RecordError, ChangeError) as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        console.print("Stopped.")


def _as_ctrl_c(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
