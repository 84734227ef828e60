"""`make evaluate`: how well the present model understands, in figures with intervals."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tightrope.running.settings import ROOT
from tightrope.training.evaluation_bootstrap import Figure
from tightrope.training.evaluation_figures import figures, timing
from tightrope.training.evaluation_folds import cross_validate, read_examples
from tightrope.training.evaluation_hearing import (
    Heard,
    HearingError,
    Model,
    quietly,
    timed_pieces,
)
from tightrope.training.evaluation_messages import Judged, MessagesError, read_messages
from tightrope.training.evaluation_peer import NOT_SAID, Peer, ensure_peer, peer_heard
from tightrope.training.evaluation_report import Column, Report, for_terminal, write
from tightrope.training.model import Trained, TrainingError, ensure_model

FAILURES = (MessagesError, HearingError, TrainingError)
"""What `evaluate` raises for the person at the terminal to read."""

_FOLDS = 5
_WIDE = 140
_Reads = Callable[[Mapping[str, Any]], Heard]


@dataclass(frozen=True)
class Wanted:
    """What to measure.

    Attributes:
        file: Judged messages as JSONL, or None.
        peer: Whether to measure Rasa's default pipeline on them too; trains it if needed.
        folds: Whether to cross-validate on our own examples.
    """

    file: Path | None = None
    peer: bool = False
    folds: bool = True


def evaluate(console: Console, wanted: Wanted, root: Path = ROOT) -> Report:
    """Trains if needed, measures, prints the table and writes reports/evaluation.*.

    Args:
        console: Where progress and the table are shown.
        wanted: What to measure.
        root: The project's folder.

    Raises:
        MessagesError: The file of judged messages has lines to mend.
        TrainingError: A model could not be trained.
        HearingError: The model does not answer what is measured.
    """
    judged = read_messages(wanted.file) if wanted.file else []
    trained = ensure_model(console, root)
    peer = ensure_peer(console, root) if wanted.peer and judged else None
    heard: list[Heard] = []
    ours: dict[str, Figure] = {}
    with quietly(), _progress(console) as progress:
        if judged:
            heard, ours = _measure(progress, "Tightrope", trained.path, judged, Heard.from_parse)
        ours["train_s"] = Figure.exactly(_train_seconds(trained, root))
        columns = [Column("figures", "Tightrope", ours)]
        if peer:
            columns.append(_peer_column(progress, peer, judged))
        if wanted.folds:
            columns.append(_own_examples(progress, root))
    report = Report(
        model=trained.path.name,
        date=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        source=_source(wanted, judged),
        columns=columns,
        judged=judged,
        heard=heard,
    )
    written = write(root / "reports", report)
    # Where it goes into a file or through a pipe there is no width to keep to.
    width = console.width if console.is_terminal else _WIDE
    console.print(for_terminal(columns), width=width, crop=False)
    console.print("Written to " + ", ".join(str(path.relative_to(root)) for path in written))
    return report


def _measure(
    progress: Progress, name: str, path: Path, judged: Sequence[Judged], read: _Reads
) -> tuple[list[Heard], dict[str, Figure]]:
    """What a model hears in each message, and its figures."""
    texts = [message.text for message in judged]
    task = progress.add_task(f"loading {name}", total=len(texts))
    model = Model(path)
    progress.update(task, description=f"{name}: reading messages")
    heard = []
    for parsed in model.parse(texts):
        heard.append(read(parsed))
        progress.advance(task)
    pieces = timed_pieces(texts)
    task = progress.add_task(f"{name}: timing", total=len(pieces))
    times = model.milliseconds(pieces, lambda: progress.advance(task))
    return heard, {**figures(judged, heard), "parse_ms_median": timing(times)}


def _peer_column(progress: Progress, peer: Peer, judged: Sequence[Judged]) -> Column:
    _, found = _measure(progress, "Rasa's default", peer.path, judged, peer_heard)
    said = {name: figure for name, figure in found.items() if not name.startswith(NOT_SAID)}
    said["train_s"] = Figure.exactly(peer.seconds)
    return Column("peer", "Rasa's default", said)


def _own_examples(progress: Progress, root: Path) -> Column:
    task = progress.add_task("reading our own examples", total=_FOLDS)
    examples = read_examples(root, _FOLDS)
    progress.update(task, description="cross-validation on our own examples")
    heard = cross_validate(root, examples, lambda: progress.advance(task))
    return Column("own_examples", f"own examples, {_FOLDS}-fold", figures(examples.judged, heard))


def _source(wanted: Wanted, judged: Sequence[Judged]) -> str:
    if wanted.file is None:
        return "our own examples"
    digest = hashlib.sha256(wanted.file.read_bytes()).hexdigest()
    return f"{len(judged)} messages of {wanted.file.name} (SHA-256 {digest[:12]})"


def _train_seconds(trained: Trained, root: Path) -> float | None:
    """How long training took: now or, if there was a model, the last time there was none."""
    if trained.seconds is not None:
        return trained.seconds
    try:
        noted = json.loads((root / "models" / "training_times.json").read_text())
        return float(noted["seconds"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
