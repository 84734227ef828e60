"""A project whose models are only files: for what is done with models, not what is in them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.training.test_model import SMALL_PROJECT
from tightrope.running.in_use import Record, read_record, record_path, sha256_of
from tightrope.running.settings import ROOT
from tightrope.training.compare_figures import Both
from tightrope.training.compare_messages import own_messages
from tightrope.training.compare_result import Compared, Comparison, Set, as_json
from tightrope.training.evaluation_bootstrap import Figure
from tightrope.training.model import fingerprint, model_path

DANGERS = ("self_harm", "partner_abuse", "harm_to_others")


def make(root: Path) -> Path:
    """The project, with the real conversations and a model of the present data."""
    for name, content in SMALL_PROJECT.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    (root / "tests" / "safety").mkdir(parents=True)
    for folder in ("tests/conversations", "tests/safety/conversations"):
        (root / folder).symlink_to(ROOT / folder)
    (root / "models").mkdir()
    candidate(root)
    return root


def teach(root: Path, example: str) -> Path:
    """Adds an example, and the model that is trained from it."""
    with (root / "data" / "nlu" / "greet.yml").open("a") as file:
        file.write(f"# {example}\n")
    return candidate(root)


def candidate(root: Path, content: str | None = None) -> Path:
    """Writes what stands for the model of the present data."""
    path = model_path(root)
    path.write_text(content or f"the model of {fingerprint(root)}")
    return path


def record(root: Path) -> Record:
    """The record, which is there."""
    found = read_record(record_path(root))
    assert found is not None
    return found


def figure(value: float, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(value, value if low is None else low, value if high is None else high, 40)


def pair(old: float, new: float, low: float | None = None, high: float | None = None) -> Both:
    """A figure of both models; the interval of the difference is that one value unless given."""
    return Both(figure(old), figure(new), figure(new - old, low, high))


def compared(root: Path, **figures: Both) -> Comparison:
    """A comparison of the model in use and the candidate, all the same but for these figures."""
    same = {f"recall_{danger}": pair(0.8, 0.8) for danger in DANGERS}
    sets = [
        Set(one.key, one.title, one.sha256, len(one.judged), {**same, **figures})
        for one in own_messages(root)
    ]
    now, new = record(root).now, model_path(root)
    comparison = Comparison(
        "2026-05-03T10:00:00+00:00",
        Compared(now.model, now.sha256, now.data),
        Compared(new.name, sha256_of(new), fingerprint(root)),
        sets,
        (figure(10), figure(10)),
    )
    (root / "reports").mkdir(exist_ok=True)
    (root / "reports" / "compare.json").write_text(as_json(comparison, []))
    return comparison


def lines(root: Path) -> list[dict[str, object]]:
    """What promotions.jsonl holds."""
    return [json.loads(line) for line in (root / "models" / "promotions.jsonl").open()]
