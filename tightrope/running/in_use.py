"""The record of the model in use: `models/in_use.json`, the one file that says what people talk to.

It is replaced as a whole. Whatever happens while it is written, the old record or the new one is
there, never half of one.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Extra, Field, ValidationError

RECORD = "in_use.json"
_LOCK = ".in_use.lock"
_FILE_NAME = r"^\w[\w.-]*\.tar\.gz$"
_SHA256 = r"^[0-9a-f]{64}$"


class RecordError(RuntimeError):
    """The record, or a model it names, cannot be used; says which file and what to do."""


class _Kept(BaseModel):
    class Config:
        """Unchanging, and complete."""

        allow_mutation = False
        extra = Extra.forbid
        allow_population_by_field_name = True


class Use(_Kept):
    """One model in use.

    Attributes:
        model: Name of its file in `models/`.
        sha256: Of that file.
        data: Fingerprint of everything the model was made of.
        code: The same without the examples.
        since: When it was put in use, in UTC, as ISO 8601.
        by: Who did it.
        why: The reason given.
    """

    model: str = Field(regex=_FILE_NAME)
    sha256: str = Field(regex=_SHA256)
    data: str = Field(regex=_SHA256)
    code: str = Field(regex=_SHA256)
    since: str
    by: str
    why: str


class Change(_Kept):
    """One change of the model in use: a line of `models/promotions.jsonl`.

    Attributes:
        time: When, in UTC, as ISO 8601.
        what: `first`, `new code`, `made again`, `promoted` or `rolled back`.
        from_model: File name of the model before; None at the first start.
        to_model: File name of the model since.
        data: Fingerprint of what the model since was made of.
        by: Who.
        why: The reason given.
        forced: Whether it was done although it was refused.
        figures: Of the comparison it rests on, by set of messages and name: in use, candidate.
    """

    time: str
    what: str
    from_model: str | None = Field(alias="from")
    to_model: str = Field(alias="to")
    data: str
    by: str
    why: str
    forced: bool = False
    figures: dict[str, dict[str, tuple[float | None, float | None]]] = {}


class Record(_Kept):
    """What `models/in_use.json` holds.

    Attributes:
        now: The model in use.
        before: Those that were in use before it, the latest first: what rollback goes back to.
        change: How `now` came into use. It stands here too, so that no crash between this file
            and `promotions.jsonl` can lose it.
    """

    now: Use
    before: tuple[Use, ...] = ()
    change: Change


def record_path(root: Path) -> Path:
    """Where a project's record is."""
    return root / "models" / RECORD


def read_record(path: Path) -> Record | None:
    """The record, or None where there is none yet.

    Raises:
        RecordError: It is damaged.
    """
    try:
        return Record.parse_obj(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, ValidationError) as error:
        raise RecordError(
            f"{path.parent.name}/{path.name}, the record of the model in use, cannot be read "
            f"({_fault(error)}). Put back a copy of it. Without one, delete it: the next "
            "`tightrope chat` then begins anew with the model of the present data, compared with "
            "nothing, and there is nothing to roll back to."
        ) from error


def _fault(error: Exception) -> str:
    if isinstance(error, ValidationError):
        where = " > ".join(str(part) for part in error.errors()[0]["loc"])
        return f"at {where or 'its beginning'}: {error.errors()[0]['msg']}"
    return "it is not JSON" if isinstance(error, ValueError) else str(error.strerror)  # type: ignore[attr-defined]


def checked_model(models: Path, use: Use) -> Path:
    """The file of a model, once it is sure that it is the one recorded.

    Raises:
        RecordError: It is missing, or is another.
    """
    path = models / use.model
    try:
        found = sha256_of(path)
    except OSError as error:
        raise RecordError(
            f"{models.name}/{use.model} is recorded as in use since {use.since}, but cannot be "
            f"read: {error.strerror}. Put the file back, or take another: `tightrope rollback` or "
            "`tightrope promote`."
        ) from error
    if found != use.sha256:
        raise RecordError(
            f"{models.name}/{use.model} is not the file that was recorded: damaged, or replaced by "
            "another. Put the right one back, or take another: `tightrope rollback` or "
            "`tightrope promote`."
        )
    return path


def model_of_record(path: Path) -> Path:
    """The file of the model that a record names, checked.

    Raises:
        RecordError: There is no record, it is damaged, or its model is.
    """
    record = read_record(path)
    if record is None:
        raise RecordError(f"{path.parent.name}/{path.name} is not there. Run `tightrope chat`.")
    return checked_model(path.parent, record.now)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file.

    Raises:
        OSError: It cannot be read.
    """
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def alone(models: Path) -> Iterator[None]:
    """Lets nobody else change the model in use for as long as the block lasts.

    Raises:
        RecordError: The folder cannot be written.
    """
    try:
        models.mkdir(exist_ok=True)
        lock = (models / _LOCK).open("w")
    except OSError as error:
        raise RecordError(
            f"Nothing can be recorded in {models.name}/: {error.strerror}. Nothing was changed. "
            "Make space, or mend the folder's permissions, and try again."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Draft:
    """A new record, complete on disk beside the old one: what may fail has been done by then."""

    def __init__(self, path: Path, record: Record) -> None:
        """Writes it.

        Raises:
            OSError: It cannot be written; the record is what it was.
        """
        self._path = path
        self._draft = path.with_name(f".{path.name}.draft")
        content = json.dumps(_plain(record), ensure_ascii=False, indent=1) + "\n"
        try:
            with self._draft.open("w", encoding="utf-8") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            self.discard()
            raise

    def discard(self) -> None:
        """Leaves the record as it is."""
        self._draft.unlink(missing_ok=True)

    def keep(self) -> None:
        """Makes it the record, in one step."""
        self._draft.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _plain(record: Record) -> dict[str, Any]:
    return dict(record.dict(by_alias=True))
