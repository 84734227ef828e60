"""Writing a change of data/nlu: by one at a time, and never half a file.

Everything that may fail for want of space is done beside the files. Then each file is replaced in
one step. Whatever ends it in between, each file is as before or as after; the same change, proposed
again, then finds what is there already and adds the rest.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tightrope.teaching.examples_change import Change, FileChange

_LOCK = ".rasa/examples.lock"


class ApplyError(RuntimeError):
    """A change was not written, or not all of it; says why and what to do."""


class ChangedMeanwhileError(ApplyError):
    """A file is no longer what it was when the change was made; nothing was written."""


def apply(root: Path, change: Change) -> None:
    """Writes a change.

    Args:
        root: The project's folder.
        change: What `propose` or `relabel` made of the files as they are.

    Raises:
        ChangedMeanwhileError: A file has changed since.
        ApplyError: A file cannot be written.
    """
    with examples_alone(root):
        for file in change.files:
            _check_unchanged(file)
        drafts = _drafts(change.files)
        for done, (draft, file) in enumerate(zip(drafts, change.files, strict=True)):
            try:
                _keep(draft, file.path.resolve())
            except OSError as error:
                for left in drafts[done:]:
                    left.unlink(missing_ok=True)
                raise ApplyError(
                    f"{file.name} cannot be replaced: {error.strerror}. {done} of "
                    f"{len(change.files)} files were written. Mend that and do it again: what is "
                    "written already is not written twice."
                ) from error


@contextmanager
def examples_alone(root: Path) -> Iterator[None]:
    """Lets nobody else change the examples for as long as the block lasts.

    Raises:
        ApplyError: The lock cannot be made.
    """
    path = root / _LOCK
    try:
        path.parent.mkdir(exist_ok=True)
        lock = path.open("w")
    except OSError as error:
        raise ApplyError(
            f"{_LOCK} cannot be made: {error.strerror}. Nothing was changed. Make space, or mend "
            "the folder's permissions, and try again."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _check_unchanged(file: FileChange) -> None:
    try:
        same = file.path.read_bytes() == file.old
    except OSError:
        same = False
    if not same:
        raise ChangedMeanwhileError(
            f"{file.name} has changed since it was read. Nothing was written. Look at the change "
            "again, and do it then."
        )


def _drafts(files: Sequence[FileChange]) -> list[Path]:
    """All files as they are to be, complete on disk beside the old ones."""
    drafts: list[Path] = []
    try:
        for file in files:
            path = file.path.resolve()
            drafts.append(path.with_name(f".{path.name}.draft"))
            _write(drafts[-1], file.new)
            shutil.copymode(path, drafts[-1])
    except OSError as error:
        for draft in drafts:
            draft.unlink(missing_ok=True)
        raise ApplyError(
            f"The examples cannot be written: {error.strerror}. Nothing was changed. Make space, "
            "or mend the folder's permissions, and try again."
        ) from error
    return drafts


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.read_bytes() != content:
        raise OSError(0, "what was written does not read back")


def _keep(draft: Path, path: Path) -> None:
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
