"""Judged messages: the JSONL file that people labelled with the codebook, checked line by line.

One JSON object a line: `id`, `bid`, `also`, `actor`, `phase` (our moment), `safety` (our concern)
and `text`; other keys are left alone. Errors name line and key and never repeat a message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tightrope.asem import Bid, Concern, Moment

ACTORS = ("self", "partner", "both", "none")
_ALLOWED = {
    "bid": tuple(bid.value for bid in Bid),
    "also": tuple(bid.value for bid in Bid),
    "actor": ACTORS,
    "phase": tuple(moment.value for moment in Moment),
    "safety": tuple(concern.value for concern in Concern),
}
_MOST_ERRORS = 10
_PLAIN_WORD = re.compile(r"\w{1,30}")


class MessagesError(ValueError):
    """A file of judged messages cannot be used; says which lines and keys to mend."""


@dataclass(frozen=True)
class Judged:
    """One message and what people judged of it.

    `actor` and `moment` are None where nobody said (as in examples of small talk), and `intent`
    is known of our own examples only.
    """

    id: str
    text: str
    bid: str
    also: str
    actor: str | None
    moment: str | None
    concern: str
    intent: str | None = None


def read_messages(path: Path) -> list[Judged]:
    """Reads a file of judged messages; empty lines are skipped.

    Raises:
        MessagesError: The file cannot be read, holds no message, or has lines to mend.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise MessagesError(f"{path} cannot be read as UTF-8 text: {error}") from error
    judged, faults = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row, wrong = _row(line)
        faults += [f"  line {number}, {fault}" for fault in wrong]
        if not wrong:
            judged.append(_judged(row))
    if faults:
        more = len(faults) - _MOST_ERRORS
        shown = faults[:_MOST_ERRORS] + ([f"  and {more} more"] if more > 0 else [])
        raise MessagesError(f"{path} has lines to mend:\n" + "\n".join(shown))
    if not judged:
        raise MessagesError(f"{path} holds no message. It needs one JSON object a line.")
    return judged


def _row(line: str) -> tuple[Mapping[str, Any], list[str]]:
    """The object of one line, and what is wrong with it."""
    try:
        row = json.loads(line)
    except ValueError:
        return {}, ["the whole line: it is not JSON"]
    if not isinstance(row, dict):
        return {}, ["the whole line: it is not a JSON object"]
    return row, [*_wrong_texts(row), *_wrong_words(row)]


def _wrong_texts(row: Mapping[str, Any]) -> list[str]:
    return [
        f"key {key}: must be text that is not empty"
        for key in ("id", "text")
        if not (isinstance(row.get(key), str) and row[key].strip())
    ]


def _wrong_words(row: Mapping[str, Any]) -> list[str]:
    return [
        f"key {key}: must be one of {', '.join(allowed)}; {_shown(row, key)}"
        for key, allowed in _ALLOWED.items()
        if row.get(key) not in allowed
    ]


def _shown(row: Mapping[str, Any], key: str) -> str:
    """What stands there, if it is a single word: more could be the message, in the wrong place."""
    if key not in row:
        return "it is missing"
    value = row[key]
    if isinstance(value, str) and _PLAIN_WORD.fullmatch(value):
        return f"it is {value}"
    return f"it is a value of type {type(value).__name__}"


def _judged(row: Mapping[str, Any]) -> Judged:
    return Judged(
        id=row["id"],
        text=row["text"],
        bid=row["bid"],
        also=row["also"],
        actor=None if row["actor"] == "none" else row["actor"],
        moment=row["phase"],
        concern=row["safety"],
    )
