"""`tightrope compare`: the candidate beside the model in use, on the same messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tightrope.running.in_use import (
    RecordError,
    Use,
    checked_model,
    read_record,
    record_path,
    sha256_of,
)
from tightrope.running.settings import ROOT
from tightrope.training import compare_page, compare_result
from tightrope.training.compare_changes import differences
from tightrope.training.compare_figures import both
from tightrope.training.compare_messages import Messages, messages_of_file, own_messages
from tightrope.training.compare_pictures import draw
from tightrope.training.compare_result import Compared, Comparison, ComparisonError, Set
from tightrope.training.compare_table import for_terminal, parsing
from tightrope.training.evaluation_bootstrap import Figure
from tightrope.training.evaluation_figures import timing
from tightrope.training.evaluation_hearing import (
    Heard,
    HearingError,
    Model,
    quietly,
    timed_pieces,
)
from tightrope.training.evaluation_messages import MessagesError
from tightrope.training.model import (
    TrainingError,
    code_fingerprint,
    ensure_model,
    fingerprint,
)
from tightrope.training.who import now

FAILURES = (MessagesError, HearingError, TrainingError, RecordError, ComparisonError)
"""What `compare` raises for the person at the terminal to read."""


def compare(console: Console, file: Path | None = None, root: Path = ROOT) -> Comparison | None:
    """Measures both models, prints the tables and writes reports/compare.*; None if both are one.

    Args:
        console: Where progress and the tables are shown.
        file: Judged messages as JSONL, beside the project's own.
        root: The project's folder.

    Raises:
        MessagesError: The file has lines to mend, or the project's own messages are not there.
        RecordError: The record of the model in use, or that model, is damaged.
        ComparisonError: There is no model in use that could be compared.
        TrainingError: The candidate could not be trained.
        HearingError: A model does not answer what is measured.
    """
    messages = [*own_messages(root), *([messages_of_file(file)] if file else [])]
    use = _model_in_use(root)
    path = checked_model(record_path(root).parent, use)
    candidate = ensure_model(console, root).path
    compared = (
        Compared(use.model, use.sha256, use.data),
        Compared(candidate.name, sha256_of(candidate), fingerprint(root)),
    )
    if compared[0].sha256 == compared[1].sha256:
        console.print(
            f"{use.model}, the model in use, is that of the present data: there is nothing to "
            "compare. Change examples first (docs/examples.md).",
            soft_wrap=True,
        )
        return None
    with quietly(), _progress(console) as progress:
        old = _listen(progress, "the model in use", path, messages)
        new = _listen(progress, "the candidate", candidate, messages)
        task = progress.add_task("counting", total=len(messages))
        sets = []
        for one in messages:
            sets.append(_set(one, old, new, file))
            progress.advance(task)
    comparison = Comparison(now(), *compared, sets, (old.milliseconds, new.milliseconds))
    _write(root / "reports", comparison, messages, old, new)
    _show(console, comparison)
    return comparison


@dataclass(frozen=True)
class _Listened:
    """What a model heard in each set of messages, by key, and how long it takes for one."""

    heard: dict[str, list[Heard]]
    milliseconds: Figure


def _model_in_use(root: Path) -> Use:
    record = read_record(record_path(root))
    if record is None:
        raise ComparisonError(
            "No model is in use yet, so there is nothing to compare with. `tightrope chat` puts "
            "the model of the present data in use."
        )
    if record.now.code != code_fingerprint(root):
        raise ComparisonError(
            f"The code, the configuration or the rules have changed since {record.now.model} was "
            "made, so it no longer fits and cannot be compared with. `tightrope chat` puts the "
            "model of the present data in use; or go back to the code of before."
        )
    return record.now


def _listen(progress: Progress, name: str, path: Path, messages: Sequence[Messages]) -> _Listened:
    # What stands in two sets is read once.
    texts = list(dict.fromkeys(judged.text for one in messages for judged in one.judged))
    task = progress.add_task(f"loading {name}", total=len(texts))
    model = Model(path)
    progress.update(task, description=f"{name}: reading messages")
    heard = {}
    for text, parsed in zip(texts, model.parse(texts), strict=True):
        heard[text] = Heard.from_parse(parsed)
        progress.advance(task)
    pieces = timed_pieces(texts)
    task = progress.add_task(f"{name}: timing", total=len(pieces))
    times = model.milliseconds(pieces, lambda: progress.advance(task))
    by_set = {one.key: [heard[judged.text] for judged in one.judged] for one in messages}
    return _Listened(by_set, timing(times))


def _set(one: Messages, old: _Listened, new: _Listened, file: Path | None) -> Set:
    return Set(
        key=one.key,
        title=one.title,
        sha256=one.sha256,
        messages=len(one.judged),
        figures=both(one.judged, old.heard[one.key], new.heard[one.key], one.about),
        path=str(file.absolute()) if file and one.key == "file" else None,
    )


def _write(
    folder: Path,
    comparison: Comparison,
    messages: Sequence[Messages],
    old: _Listened,
    new: _Listened,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    changed = [(one, differences(one, old.heard[one.key], new.heard[one.key])) for one in messages]
    page = compare_page.as_page(comparison, changed, draw(comparison.sets))
    (folder / compare_page.FILE).write_text(page, encoding="utf-8")
    (folder / compare_result.FILE).write_text(
        compare_result.as_json(comparison, changed), encoding="utf-8"
    )


def _show(console: Console, comparison: Comparison) -> None:
    for one in comparison.sets:
        console.print(for_terminal(one))
    console.print(parsing(comparison), soft_wrap=True)
    console.print(
        f"Written to reports/{compare_page.FILE}, with each message that is heard differently, "
        f"and reports/{compare_result.FILE}.",
        soft_wrap=True,
    )
    refused = comparison.refusals()
    if not refused:
        console.print(
            "The candidate hears no danger worse, and no label clearly worse: "
            "`tightrope promote` puts it in use.",
            soft_wrap=True,
        )
        return
    console.print("The candidate would be refused:")
    for reason in refused:
        console.print(f"  {reason}.", soft_wrap=True, markup=False)


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
