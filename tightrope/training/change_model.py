"""Changing the model in use: the one way in which it is done, whoever asks for it.

The order matters. What may fail for want of space comes first, beside the record. Then the
assistant that runs is told; if it refuses, nothing has changed. Then the record is replaced in one
step. The line in `promotions.jsonl` comes last, and the record holds it until it is there: a crash
in between only delays it. After a crash between telling and replacing, the assistant takes the
record's model when it starts again.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from tightrope.running.in_use import (
    Change,
    Draft,
    Record,
    RecordError,
    Use,
    checked_model,
    read_record,
    record_path,
    sha256_of,
)
from tightrope.running.load_model import NotLoadedError, Running
from tightrope.training.model import code_fingerprint, fingerprint, model_path
from tightrope.training.promotions import catch_up
from tightrope.training.who import now, who


class ChangeError(RuntimeError):
    """The model in use was not changed; says why and what to do."""


Figures = dict[str, dict[str, tuple[float | None, float | None]]]


def use_of_candidate(root: Path, why: str) -> Use:
    """The model of the present data, as a record would name it.

    Raises:
        OSError: It cannot be read.
    """
    path = model_path(root)
    return Use(
        model=path.name,
        sha256=sha256_of(path),
        data=fingerprint(root),
        code=code_fingerprint(root),
        since=now(),
        by=who(root),
        why=why,
    )


def change_of(
    what: str, old: Use | None, new: Use, forced: bool = False, figures: Figures | None = None
) -> Change:
    """The line that `promotions.jsonl` gets when one model follows another."""
    # “from” is a word of Python's own, so it cannot stand as a name here.
    return Change.parse_obj(
        {
            "time": new.since,
            "what": what,
            "from": old.model if old else None,
            "to": new.model,
            "data": new.data,
            "by": new.by,
            "why": new.why,
            "forced": forced,
            "figures": figures or {},
        }
    )


def put_in_use(root: Path, record: Record, data: Path | None) -> bool:
    """Makes this the record, and its model the one that people talk to; to be called `alone`.

    Args:
        root: The project's folder.
        record: The new record.
        data: The data folder of the assistant to tell, or None where nobody is to be told.

    Returns:
        Whether an assistant runs and has loaded the model.

    Raises:
        RecordError: The model's file is not what the record says.
        ChangeError: The disk or the assistant refused; everything is as it was.
    """
    path = record_path(root)
    model = checked_model(path.parent, record.now)
    old = read_record(path)
    running = Running.find(data, path) if data else None
    try:
        catch_up(path.parent, old)
        draft = Draft(path, record)
    except OSError as error:
        raise ChangeError(_not_written(error)) from error
    try:
        _replace(path.parent, draft, running, model, old)
    finally:
        draft.discard()
    # If this fails now, whatever changes the model or lists the changes next makes up for it.
    with suppress(OSError):
        catch_up(path.parent, record)
    return running is not None


def _replace(
    models: Path, draft: Draft, running: Running | None, model: Path, old: Record | None
) -> None:
    try:
        if running:
            running.load(model)
        draft.keep()
    except NotLoadedError as error:
        raise ChangeError(
            f"The assistant that runs did not take {model.name}: {error}. Nothing was changed. "
            "Its log/assistant.log may say more. Try again, or stop it first."
        ) from error
    except OSError as error:
        if running and old:
            with suppress(NotLoadedError, RecordError):
                running.load(checked_model(models, old.now))
        raise ChangeError(_not_written(error)) from error


def _not_written(error: OSError) -> str:
    return (
        f"The records in models/ cannot be written: {error.strerror}. Nothing was changed. "
        "Make space, or mend the folder's permissions, and try again."
    )
