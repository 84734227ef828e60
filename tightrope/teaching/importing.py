"""Messages of a file into the inbox: without names, heard, and with the labels they came with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tightrope.memory import MAINTAINER, Memory, Teacher, TeacherError
from tightrope.running.in_use import RecordError, checked_model, read_record, record_path
from tightrope.teaching.tables import Row

Hears = Callable[[Sequence[str]], Iterator[Mapping[str, Any]]]
"""What a model answers to messages, as `/model/parse` would."""


@dataclass(frozen=True)
class Imported:
    """What became of a file: how many rows wait now, were there before, and got their labels."""

    brought: int
    known: int
    labelled: int


def maintainer(memory: Memory, name: str | None) -> Teacher:
    """The maintainer of this name, or the only one.

    Raises:
        TeacherError: There is no such maintainer, or it is not clear which is meant.
    """
    active = [one for one in memory.teachers.all() if one.active and one.role == MAINTAINER]
    named = [one for one in active if name in (None, one.name)]
    if len(named) == 1:
        return named[0]
    those = ", ".join(one.name for one in active)
    if name is not None:
        raise TeacherError(f"{name!r} is no maintainer. Those who are: {those or 'nobody yet'}.")
    if not active:
        raise TeacherError("Nobody is a maintainer yet. Add one first; only they bring files.")
    raise TeacherError(f"There are several maintainers: {those}. Say who you are: --as NAME.")


def import_rows(
    console: Console, memory: Memory, rows: Sequence[Row], teacher: Teacher, root: Path
) -> Imported:
    """Brings rows into the inbox, all of them or none, then says of each what its labels say.

    Done again after a crash, it adds what is missing. What the teacher judged meanwhile stays.

    Args:
        console: Where progress is shown, and what the messages are heard by.
        memory: Where they go.
        rows: The rows of a table; those without judgement bring the message alone.
        teacher: Who brings them.
        root: The project's folder, whose model in use hears them.
    """
    from tightrope.pseudonyms import load_entities, pseudonymise

    with _progress(console) as progress:
        task = progress.add_task("taking names out", total=len(rows))
        language = load_entities()
        texts = []
        for row in rows:
            texts.append(pseudonymise(row.text, language))
            progress.advance(task)
        with _model_in_use(console, root) as hears:
            task = progress.add_task("reading messages", total=len(rows))
            read: list[dict[str, Any]] = []
            for heard in hears([row.text for row in rows]):
                read.append(predicted(heard))
                progress.advance(task)
    now = datetime.now(timezone.utc)
    # Signs that nobody sees are taken out as well, and of some messages that leaves nothing.
    items = [(text, heard) for text, heard in zip(texts, read, strict=True) if text.strip()]
    brought = memory.inbox.bring(items, now)
    labelled = _label(memory, dict(zip(texts, rows, strict=True)), teacher, now)
    new = sum(number is not None for number in brought)
    return Imported(new, len(items) - new, labelled)


def _label(memory: Memory, rows: Mapping[str, Row], teacher: Teacher, now: datetime) -> int:
    said = memory.annotations.by_item()
    labelled = 0
    for item in memory.inbox.waiting():
        row = rows.get(item.text)
        judged = any(one.teacher == teacher.id and one.labels for one in said.get(item.id, ()))
        if row and row.judgement and not judged:
            labels = row.judgement.as_mapping()
            labelled += memory.annotations.put(item.id, teacher.id, labels, now)
    return labelled


def predicted(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """What was read in a message, without the words of it; empty where nothing was."""
    if not parsed:
        return {}
    exchange = parsed.get("exchange") or {}
    return {
        "intent": str((parsed.get("intent") or {}).get("name")),
        "exchange": {key: value for key, value in exchange.items() if key != "evidence"},
    }


@contextmanager
def _model_in_use(console: Console, root: Path) -> Iterator[Hears]:
    """The model that people talk to, loaded; without one nothing is read, and that is said."""
    path, why = _path_of_model(root)
    if path is None:
        console.print(f"{why} So the messages come without suggestions.", soft_wrap=True)
        yield lambda texts: iter([{}] * len(texts))
        return
    from tightrope.training.evaluation_hearing import Model, quietly

    with quietly():
        yield Model(path).parse


def _path_of_model(root: Path) -> tuple[Path | None, str]:
    from tightrope.training.model import code_fingerprint

    path = record_path(root)
    try:
        record = read_record(path)
        if record is None:
            return None, "No model is in use yet."
        if record.now.code != code_fingerprint(root):
            return None, "The model in use no longer fits the code."
        return checked_model(path.parent, record.now), ""
    except RecordError as error:
        return None, str(error)


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
