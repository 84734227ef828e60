"""`tightrope promote`: putting the candidate in use, if a comparison shows that it may be."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from tightrope.running.in_use import Record, RecordError, Use, alone, read_record, record_path
from tightrope.running.settings import ROOT
from tightrope.training import compare_result
from tightrope.training.change_model import (
    ChangeError,
    Figures,
    change_of,
    put_in_use,
    use_of_candidate,
)
from tightrope.training.compare_messages import FILE, messages_of_file, own_messages
from tightrope.training.compare_result import Comparison, ComparisonError, read_comparison
from tightrope.training.evaluation_messages import MessagesError
from tightrope.training.model import code_fingerprint, model_path

FAILURES = (ComparisonError, ChangeError, RecordError)
"""What `promote` raises for the person at the terminal to read."""

_WHY = "compared: no danger heard worse, no label clearly worse"


class RefusedError(ComparisonError):
    """The candidate hears something worse; names each figure."""


def promote(console: Console, data: Path, force: str | None = None, root: Path = ROOT) -> None:
    """Puts the model of the present data in use.

    Args:
        console: Where the outcome is told.
        data: The data folder of the assistant that may be running.
        force: The reason for doing it although it is refused, or None.
        root: The project's folder.

    Raises:
        ComparisonError: These two models were not compared, or the candidate hears worse.
        RecordError: The record, or a model, is damaged.
        ChangeError: It could not be done; nothing was changed.
    """
    path = record_path(root)
    with alone(path.parent):
        old = _record(root)
        new = _candidate(root, force or _WHY)
        if new.sha256 == old.now.sha256:
            console.print(f"{new.model} is in use already.", soft_wrap=True)
            return
        comparison = _comparison(root, old.now, new)
        refusal = _refusal(comparison)
        if refusal and not force:
            raise refusal
        figures = _figures(comparison) if isinstance(comparison, Comparison) else {}
        change = change_of("promoted", old.now, new, refusal is not None, figures)
        record = Record(now=new, before=(old.now, *old.before), change=change)
        told = put_in_use(root, record, data)
    console.print(_done(new, told), soft_wrap=True)


def _done(new: Use, told: bool) -> str:
    heard = (
        "The assistant that runs has loaded it; conversations go on."
        if told
        else "No assistant is running here; the next one takes it."
    )
    return f"{new.model} is in use. {heard} `tightrope rollback` takes it back."


def _record(root: Path) -> Record:
    record = read_record(record_path(root))
    if record is None:
        raise ComparisonError(
            "No model is in use yet. `tightrope chat` puts the model of the present data in use."
        )
    if record.now.code != code_fingerprint(root):
        raise ComparisonError(
            f"The code, the configuration or the rules have changed since {record.now.model} was "
            "made. The next `tightrope chat` takes the model of the present data by itself."
        )
    return record


def _candidate(root: Path, why: str) -> Use:
    try:
        return use_of_candidate(root, why)
    except OSError as error:
        raise ComparisonError(
            f"There is no model of the present data: models/{model_path(root).name} cannot be "
            f"read ({error.strerror}). Run `tightrope train`, then `tightrope compare`."
        ) from error


def _comparison(root: Path, old: Use, new: Use) -> Comparison | ComparisonError:
    """The comparison of exactly these two, or why there is none: `--force` goes without."""
    try:
        comparison = read_comparison(root / "reports" / compare_result.FILE)
        _check_models(comparison, old, new)
        _check_messages(comparison, root)
    except ComparisonError as error:
        return error
    except MessagesError as error:
        return ComparisonError(str(error))
    return comparison


def _check_models(comparison: Comparison, old: Use, new: Use) -> None:
    if (comparison.in_use.sha256, comparison.candidate.sha256) != (old.sha256, new.sha256):
        raise ComparisonError(
            f"The latest comparison is of {comparison.in_use.model} and "
            f"{comparison.candidate.model}, not of {old.model}, which is in use, and {new.model}; "
            "or one of them was made anew. Run `tightrope compare` again."
        )


def _check_messages(comparison: Comparison, root: Path) -> None:
    present = {one.key: one.sha256 for one in own_messages(root)}
    measured = {one.key: one for one in comparison.sets}
    file = measured.get(FILE)
    # One that was taken elsewhere meanwhile can no longer be asked.
    if file and file.path and Path(file.path).is_file():
        present[FILE] = messages_of_file(Path(file.path)).sha256
    for key, sha256 in present.items():
        if key not in measured or measured[key].sha256 != sha256:
            raise ComparisonError(
                "The messages have changed since the comparison"
                f"{f' ({measured[key].title})' if key in measured else ''}. "
                "Run `tightrope compare` again."
            )


def _refusal(comparison: Comparison | ComparisonError) -> ComparisonError | None:
    """What speaks against it, or None."""
    if isinstance(comparison, ComparisonError):
        return comparison
    reasons = comparison.refusals()
    if not reasons:
        return None
    listed = "\n".join(f"  {reason}." for reason in reasons)
    return RefusedError(
        f"Refused; the model in use stays. What is worse:\n{listed}\n"
        "Teach it more of what it lost, train and compare again (docs/promoting.md)."
    )


def _figures(comparison: Comparison) -> Figures:
    return {
        one.key: {
            name: (figure.in_use.value, figure.candidate.value)
            for name, figure in one.figures.items()
        }
        for one in comparison.sets
    }
