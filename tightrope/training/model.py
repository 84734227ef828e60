"""The trained model that belongs to the present data, and the training that makes it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tightrope.running.settings import ROOT

_INPUTS = ("config.yml", "domain.yml", "requirements.lock", "data", "tightrope/understanding")
_TAUGHT = "data/nlu"
_TIMES = "training_times.json"
_STAGE = re.compile(r"Starting to train component '(\w+)'")
_OUR_ERROR = re.compile(r"tightrope\.[\w.]+Error: ")
_ENCODED = re.compile(r"Encoded (\d+) of (\d+) examples")
_STAGE_NAMES = {
    "IntentClassifier": "learning what messages are about",
    "ExchangeReader": "learning to read exchanges",
    "SafetyGate": "learning to hear danger",
    "RulePolicy": "learning the rules of the conversation",
}
_FIRST_GUESS_SECONDS = 20.0
_FIRST_GUESS_PER_EXAMPLE = 0.012


class TrainingError(RuntimeError):
    """Training failed; carries the last lines of its output, which hold no user's messages."""


@dataclass(frozen=True)
class Trained:
    """A model: its file, and the seconds its training took, or None if it was there."""

    path: Path
    seconds: float | None


def ensure_model(console: Console, root: Path = ROOT) -> Trained:
    """Trains a model unless there is one for the present data, configuration and code.

    Args:
        console: Where progress is shown.
        root: The project's folder.

    Raises:
        TrainingError: Rasa could not train; says what it printed last.
    """
    path = model_path(root)
    if path.is_file():
        return Trained(path, None)
    began = time.monotonic()
    _train(console, root, path)
    seconds = time.monotonic() - began
    _note_time(path.parent, seconds)
    console.print(f"Trained in {seconds:.0f} seconds.")
    return Trained(path, seconds)


def model_path(root: Path = ROOT) -> Path:
    """Where the model for what is in the project now is, or will be once trained."""
    return root / "models" / f"tightrope-{fingerprint(root)[:12]}.tar.gz"


def fingerprint(root: Path = ROOT) -> str:
    """What changes with anything a model is made of: examples, rules, configuration, code."""
    return _digest(root, _input_files(root))


def code_fingerprint(root: Path = ROOT) -> str:
    """The same without the examples: where it differs, an older model no longer fits."""
    taught = root / _TAUGHT
    return _digest(root, (file for file in _input_files(root) if taught not in file.parents))


def _digest(root: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _input_files(root: Path) -> Iterator[Path]:
    for name in _INPUTS:
        path = root / name
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (f for f in files if f.suffix in (".yml", ".py", ".lock") and f.is_file())


def _train(console: Console, root: Path, path: Path) -> None:
    expected = _expected_seconds(root, path.parent)
    console.print(
        f"Training a model for the present data: about {expected:.0f} seconds, once. "
        "Later starts use it at once."
    )
    path.parent.mkdir(exist_ok=True)
    # Written beside the final name first, so that a broken training leaves no half a model.
    draft = f".{path.name.removesuffix('.tar.gz')}"
    written = path.parent / f"{draft}.tar.gz"
    # The data are validated by the tests; doing so here would double the time.
    command = [sys.executable, "-m", "rasa", "train", "--skip-validation"]
    process = subprocess.Popen(
        [*command, "--fixed-model-name", draft, "--out", str(path.parent)],
        cwd=root,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    try:
        last_lines = _show_progress(console, process, expected)
    except BaseException:
        process.kill()
        process.wait()
        written.unlink(missing_ok=True)
        raise
    if process.returncode or not written.is_file():
        raise TrainingError(
            "Training failed. Nothing was changed. Rasa's last words:\n" + "\n".join(last_lines)
        )
    written.replace(path)


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
        "LOG_LEVEL": "INFO",
        "PYTHONUNBUFFERED": "1",
    }


def _show_progress(console: Console, process: subprocess.Popen[str], expected: float) -> list[str]:
    """Moves a bar by the clock and names the stage by what Rasa prints, until it has ended.

    Returns:
        What to tell if it failed: errors raised by our own code, then the last lines printed.
    """
    last: deque[str] = deque(maxlen=15)
    ours: list[str] = []
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading the data", total=1.0)
        began = time.monotonic()
        for line in process.stdout or ():
            line = line.rstrip()
            if "Processed " not in line and line:
                last.append(line)
            if _OUR_ERROR.match(line):
                ours.append(line)
            share = min(0.97, (time.monotonic() - began) / expected)
            progress.update(task, completed=share, description=_stage(line))
        process.wait()
        progress.update(task, completed=1.0)
    # Rasa reports an error of ours as one of its own, many lines later.
    return [*ours, *last]


def _stage(line: str) -> str | None:
    encoded = _ENCODED.search(line)
    if encoded:
        return f"reading examples ({encoded[1]} of {encoded[2]})"
    stage = _STAGE.search(line)
    return _STAGE_NAMES.get(stage[1]) if stage else None


def _expected_seconds(root: Path, models: Path) -> float:
    try:
        return float(json.loads((models / _TIMES).read_text())["seconds"])
    except (OSError, ValueError, KeyError, TypeError):
        examples = sum(
            file.read_text(encoding="utf-8", errors="replace").count("\n  - text:")
            for file in (root / "data" / "nlu").glob("*.yml")
        )
        return _FIRST_GUESS_SECONDS + _FIRST_GUESS_PER_EXAMPLE * examples


def _note_time(models: Path, seconds: float) -> None:
    (models / _TIMES).write_text(json.dumps({"seconds": round(seconds, 1)}))
