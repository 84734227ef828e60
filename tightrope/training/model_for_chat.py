"""Which model people talk to: the one in use, whatever has been taught since."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from tightrope.running.in_use import (
    Record,
    Use,
    alone,
    checked_model,
    read_record,
    record_path,
)
from tightrope.running.settings import ROOT
from tightrope.training.change_model import change_of, put_in_use, use_of_candidate
from tightrope.training.model import code_fingerprint, ensure_model, fingerprint


def model_for_chat(console: Console, root: Path = ROOT) -> Path:
    """Makes sure that there is a model in use that fits the code, and returns the record of it.

    Where none is recorded, where the code has changed, or where its file is gone and its data are
    still there, that is the model of the present data, trained if need be. Otherwise changed data
    change nothing until somebody promotes what was learned from them.

    Raises:
        RecordError: The record, or its model, is damaged.
        TrainingError: A model had to be trained, and could not be.
        ChangeError: It could not be recorded.
    """
    path = record_path(root)
    record = read_record(path)
    if record is None:
        _take(console, root, "first", "first start")
    elif record.now.code != code_fingerprint(root):
        console.print(
            "The code, the configuration or the rules have changed since the model in use was "
            "made, so it no longer fits. The model of the present data takes its place.",
            soft_wrap=True,
        )
        _take(console, root, "new code", "the model before no longer fits the code")
    elif _can_be_made_again(root, record.now):
        console.print(
            f"models/{record.now.model}, the model in use, is gone. Its data are still here.",
            soft_wrap=True,
        )
        _take(console, root, "made again", "its file was gone")
    else:
        checked_model(path.parent, record.now)
        if record.now.data != fingerprint(root):
            console.print(
                f"The examples have changed since the model in use was made ({record.now.model}). "
                "The way on: `tightrope train`, then `tightrope compare`.",
                soft_wrap=True,
            )
    return path


def _can_be_made_again(root: Path, use: Use) -> bool:
    return not (root / "models" / use.model).exists() and use.data == fingerprint(root)


def _take(console: Console, root: Path, what: str, why: str) -> None:
    """Puts the model of the present data in use, trained if there is none."""
    ensure_model(console, root)
    path = record_path(root)
    with alone(path.parent):
        old = read_record(path)
        new = use_of_candidate(root, why)
        before = () if old is None else old.before
        if old is not None and old.now.model != new.model:
            before = (old.now, *before)
        change = change_of(what, old.now if old else None, new)
        put_in_use(root, Record(now=new, before=before, change=change), None)
