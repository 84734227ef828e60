"""`tightrope rollback`: going back to the model that was in use before."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from tightrope.running.in_use import Record, RecordError, alone, read_record, record_path
from tightrope.running.settings import ROOT
from tightrope.training.change_model import ChangeError, change_of, put_in_use
from tightrope.training.model import code_fingerprint
from tightrope.training.who import now, who

FAILURES = (ChangeError, RecordError)
"""What `rollback` raises for the person at the terminal to read."""

_WHY = "rolled back"


def rollback(console: Console, data: Path, why: str | None = None, root: Path = ROOT) -> None:
    """Puts the model before in use; twice in a row goes one further back.

    Args:
        console: Where the outcome is told.
        data: The data folder of the assistant that may be running.
        why: The reason, for the record.
        root: The project's folder.

    Raises:
        RecordError: The record, or the model before, is damaged.
        ChangeError: There is nothing before, it no longer fits, or it could not be done.
    """
    path = record_path(root)
    with alone(path.parent):
        old = read_record(path)
        if old is None or not old.before:
            raise ChangeError("There is no model before the one in use. Nothing was changed.")
        before, *further = old.before
        if before.code != code_fingerprint(root):
            raise ChangeError(
                f"{before.model}, the model before, was made with other code, configuration or "
                "rules and no longer fits. Nothing was changed. Go back to the code of then first."
            )
        since = {"since": now(), "by": who(root), "why": why or _WHY}
        use = before.copy(update=since)
        change = change_of("rolled back", old.now, use)
        told = put_in_use(root, Record(now=use, before=tuple(further), change=change), data)
    heard = "The assistant that runs has loaded it." if told else "No assistant is running here."
    console.print(f"{use.model} is in use again. {heard}", soft_wrap=True)
