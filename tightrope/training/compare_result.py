"""What a comparison found, and its file `reports/compare.json`, which `tightrope promote` reads.

The file holds no message.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tightrope.training.compare_changes import Difference
from tightrope.training.compare_figures import Both
from tightrope.training.compare_messages import Messages
from tightrope.training.evaluation_bootstrap import Figure
from tightrope.training.gate import refusals

FILE = "compare.json"


class ComparisonError(RuntimeError):
    """There is no comparison to rest on; says why and what to do."""


@dataclass(frozen=True)
class Compared:
    """A model that was compared: the name of its file, its SHA-256, and its data's fingerprint."""

    model: str
    sha256: str
    data: str


@dataclass(frozen=True)
class Set:
    """What was found on one set of messages.

    Attributes:
        key: `safety`, `conversations` or `file`.
        title: What it is, for the reader.
        sha256: Of its messages and labels.
        messages: How many there are.
        figures: By name.
        path: The file they came from, where they came from one.
    """

    key: str
    title: str
    sha256: str
    messages: int
    figures: Mapping[str, Both]
    path: str | None = None


@dataclass(frozen=True)
class Comparison:
    """Two models on the same messages.

    Attributes:
        date: When, in UTC, as ISO 8601.
        in_use: The one in use then.
        candidate: The one of the data of then.
        sets: What was found, by set of messages.
        parse_ms: Median milliseconds to read a message, of both.
    """

    date: str
    in_use: Compared
    candidate: Compared
    sets: Sequence[Set]
    parse_ms: tuple[Figure, Figure]

    def refusals(self) -> list[str]:
        """Why the candidate may not be put in use; empty if it may."""
        return refusals([(one.title, one.figures) for one in self.sets])


def as_json(
    comparison: Comparison, changed: Sequence[tuple[Messages, Sequence[Difference]]]
) -> str:
    """The comparison for programs. Form: docs/promoting.md."""
    content = asdict(comparison)
    content["refusals"] = comparison.refusals()
    content["differences"] = [
        {"set": messages.key, **{k: v for k, v in asdict(one).items() if k != "text"}}
        for messages, found in changed
        for one in found
    ]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_comparison(path: Path) -> Comparison:
    """The latest comparison.

    Raises:
        ComparisonError: There is none, or it is damaged.
    """
    try:
        return _comparison(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise ComparisonError(
            "There is no comparison yet. Run `tightrope compare` and look at it first."
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ComparisonError(
            f"{path.parent.name}/{path.name} is damaged. Run `tightrope compare` again."
        ) from error


def _comparison(content: Mapping[str, Any]) -> Comparison:
    in_use_ms, candidate_ms = content["parse_ms"]
    return Comparison(
        date=str(content["date"]),
        in_use=Compared(**content["in_use"]),
        candidate=Compared(**content["candidate"]),
        sets=[_set(one) for one in content["sets"]],
        parse_ms=(Figure(**in_use_ms), Figure(**candidate_ms)),
    )


def _set(content: Mapping[str, Any]) -> Set:
    figures = {
        name: Both(*(_figure(value[key]) for key in ("in_use", "candidate", "difference")))
        for name, value in content["figures"].items()
    }
    return Set(**{**content, "figures": figures})


def _figure(content: Mapping[str, Any]) -> Figure:
    figure = Figure(**content)
    numbers = (figure.value, figure.low, figure.high)
    if not all(number is None or isinstance(number, (int, float)) for number in numbers):
        raise TypeError("a figure is no number")
    return figure
