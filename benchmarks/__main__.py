"""`python -m benchmarks`: measures, prints one table and writes reports/benchmarks.md."""

from __future__ import annotations

import os
import platform
import signal
import sys
from collections.abc import Iterator
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from types import FrameType

import click
from rich.console import Console

from benchmarks import channels, serving, training
from benchmarks.assistant import assistant
from benchmarks.running import BenchmarkError
from benchmarks.table import Row, as_markdown, for_terminal
from tightrope.running.settings import ROOT
from tightrope.training.model import TrainingError, ensure_model

REPORT = ROOT / "reports" / "benchmarks.md"
PARTS = ("start", "train", "turns", "long", "channels", "parse", "memory")


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(PARTS))
def main(parts: tuple[str, ...]) -> None:
    """Measure all of it, or only these PARTS: start, train, turns, long, channels, parse, memory.

    Nothing is measured well on a machine that does other work: the report tells how busy it was.
    """
    # Otherwise a `kill` would leave what was started running.
    signal.signal(signal.SIGTERM, _as_ctrl_c)
    console = Console()
    busy = serving.load()
    rows: list[Row] = []
    try:
        for row in measure(console, set(parts or PARTS)):
            rows.append(row)
    except (BenchmarkError, TrainingError) as error:
        raise click.ClickException(str(error)) from error
    finally:
        # What was measured before something failed took minutes, too.
        console.print(for_terminal(rows))
    _write(REPORT, rows, busy)
    console.print(f"Written to {REPORT.relative_to(ROOT)}")


def _as_ctrl_c(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def measure(console: Console, parts: set[str]) -> Iterator[Row]:
    """The rows of the chosen parts as they are measured, in the order of PARTS.

    Raises:
        BenchmarkError: Something did not start, answer or fit.
        TrainingError: A model could not be trained.
    """
    if parts - {"train"}:
        ensure_model(console)
    if "start" in parts:
        yield from serving.starts(console)
    if "train" in parts:
        yield from training.measure(console)
    if "channels" in parts:
        yield from channels.measure(console)
    if parts & {"turns", "long", "parse", "memory"}:
        with assistant() as ours:
            if "turns" in parts:
                yield from serving.turns(console, ours)
            if "long" in parts:
                yield from serving.long_talks(console, ours)
            if "parse" in parts:
                yield from serving.reading(console, ours)
            if "memory" in parts:
                yield from serving.memory(console, ours)


def _write(report: Path, rows: list[Row], busy: float) -> None:
    report.parent.mkdir(exist_ok=True)
    now = datetime.now(timezone.utc)
    python = ".".join(map(str, sys.version_info[:3]))
    report.write_text(
        f"# Benchmarks\n\nMeasured by `make bench` on {now:%Y-%m-%d %H:%M} UTC: {_processor()}, "
        f"{os.cpu_count()} cores, {platform.platform()}, Python {python}, "
        f"Rasa {version('rasa')}. Load before it began: {busy:.1f}.\n\n{as_markdown(rows)}",
        encoding="utf-8",
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    main()
