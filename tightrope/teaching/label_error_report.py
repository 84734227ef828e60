"""The list of labels that may be wrong, as it is kept: `reports/label_errors.json`."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tightrope.teaching.checked_labels import CheckedLabel, dismiss, read_checked
from tightrope.teaching.label_errors import Suspect
from tightrope.training.model import fingerprint

FILE = Path("reports", "label_errors.json")


class LabelErrorReportError(RuntimeError):
    """The list is damaged; says what to do."""


@dataclass(frozen=True)
class LabelErrorReport:
    """What was found, and in which examples.

    Attributes:
        data: Fingerprint of what it was found in.
        at: When, in UTC, as ISO 8601.
        seconds: How long that took.
        suspects: The labels that may be wrong, the likeliest first.
    """

    data: str
    at: str
    seconds: float
    suspects: tuple[Suspect, ...]

    def is_stale(self, root: Path) -> bool:
        """Whether examples or code have changed since."""
        return self.data != fingerprint(root)

    def left(self, root: Path) -> list[Suspect]:
        """Those that nobody has found right so far.

        Raises:
            CheckedLabelsError: What was checked cannot be read.
        """
        checked = read_checked(root)
        return [one for one in self.suspects if _label_of(one) not in checked]


def write_report(
    root: Path, data: str, suspects: Sequence[Suspect], seconds: float, now: datetime
) -> LabelErrorReport:
    """Keeps what was found.

    Args:
        root: The project's folder.
        data: `fingerprint(root)` from before the examples were read.
        suspects: What was found.
        seconds: How long it took.
        now: The time, in UTC.

    Raises:
        OSError: It cannot be written; the list of before is as it was.
    """
    report = LabelErrorReport(
        data, now.isoformat(timespec="seconds"), round(seconds, 1), tuple(suspects)
    )
    (root / FILE).parent.mkdir(exist_ok=True)
    draft = root / FILE.with_name(f".{FILE.name}.{os.getpid()}")
    try:
        draft.write_text(json.dumps(asdict(report), ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(root / FILE)
    finally:
        draft.unlink(missing_ok=True)
    return report


def read_report(root: Path) -> LabelErrorReport | None:
    """What was found last, or None where nobody has looked.

    Raises:
        LabelErrorReportError: The list is damaged.
    """
    try:
        kept = json.loads((root / FILE).read_text(encoding="utf-8"))
        suspects = tuple(Suspect(**one) for one in kept.pop("suspects"))
        return LabelErrorReport(**{**kept, "seconds": float(kept["seconds"])}, suspects=suspects)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        # What it holds is examples: no word of them belongs in an error.
        raise LabelErrorReportError(
            f"{FILE} cannot be read. Delete it and run `tightrope teach check` again."
        ) from None


def dismiss_suspect(root: Path, text: str, field: str) -> bool:
    """Remembers that a label is right that the list doubts.

    Returns:
        False where the list does not doubt it.

    Raises:
        LabelErrorReportError: The list is damaged.
        CheckedLabelsError: What was checked before cannot be read; nothing was changed.
        OSError: It cannot be written; nothing was changed.
    """
    report = read_report(root)
    found = [s for s in report.suspects if (s.text, s.field) == (text, field)] if report else []
    dismiss(root, map(_label_of, found))
    return bool(found)


def _label_of(suspect: Suspect) -> CheckedLabel:
    return CheckedLabel(text=suspect.text, field=suspect.field, label=suspect.given)
