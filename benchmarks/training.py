"""How long training takes: from nothing, and again when one example was added."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks.table import Row, seconds
from tightrope.running.settings import ROOT
from tightrope.training.model import Trained, ensure_model

_NEEDED = (
    "config.yml",
    "domain.yml",
    "endpoints.yml",
    "credentials.yml",
    "requirements.lock",
    "data",
    "tightrope",
    "actions",
)
"""What of the project takes part in training. Caches and models stay behind."""

_TAUGHT = Path("data") / "nlu" / "thank.yml"
_NEW_EXAMPLE = "    - cheers, that was a proper help with our row about the tent\n"


def measure(console: Console) -> list[Row]:
    """Trains twice in a temporary copy of the project; its own models and caches stay untouched.

    Raises:
        TrainingError: Training failed.
    """
    with TemporaryDirectory(prefix="tightrope-bench-") as name:
        copy = Path(name)
        copy_project(copy)
        fresh = _took(ensure_model(console, copy))
        teach(copy)
        again = _took(ensure_model(console, copy))
    return [
        Row("training from nothing", seconds(fresh), how="no cache, no model; once"),
        Row(
            "training again, one example added",
            seconds(again),
            f"{again / fresh:.2f} × from nothing",
            "vectors of the others kept; once",
        ),
    ]


def copy_project(to: Path) -> None:
    """Copies what training needs."""
    for name in _NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, to / name)


def teach(project: Path) -> None:
    """Adds one example, as somebody would who teaches the assistant."""
    file = project / _TAUGHT
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + "\n" + _NEW_EXAMPLE)


def _took(trained: Trained) -> float:
    if trained.seconds is None:
        raise AssertionError("a model was there already, so nothing was trained")
    return trained.seconds
