"""A change of data/nlu as it would be, to be looked at before anything is written."""

from __future__ import annotations

import difflib
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tightrope.teaching.example_lines import entry_for, holds_a_mark, tidy
from tightrope.teaching.examples_files import (
    FOLDER,
    ExamplesFile,
    ExamplesFileError,
    layout_of,
    read_files,
)
from tightrope.teaching.examples_layout import UNASKED, Entry, Layout
from tightrope.teaching.judgement import Judgement
from tightrope.teaching.likeness import BEYOND_THE_ENCODER, TOO_CLOSE, same_words

if TYPE_CHECKING:
    from tightrope.understanding.encoder import Vectors

_ROUNDED = 0.001
"""How far a cosine of kept vectors, which are rounded, may be from that of fresh ones."""


@dataclass(frozen=True)
class Proposed:
    """A message that is to become an example; `key` tells the caller which one it is."""

    key: int
    text: str
    judgement: Judgement


@dataclass(frozen=True)
class LeftOut:
    """What is not to become an example, and why.

    `settled`: the same words stand in the examples already, with the same labels.
    """

    key: int
    reason: str
    settled: bool = False


@dataclass(frozen=True)
class FileChange:
    """One file before and after; `name` is how it is called within the project."""

    path: Path
    name: str
    old: bytes
    new: bytes


@dataclass(frozen=True)
class Change:
    """What the files would be.

    Attributes:
        files: Those that change, in the order in which they are to be replaced.
        added: Keys of what becomes an example.
        left_out: What does not.
    """

    files: tuple[FileChange, ...]
    added: tuple[int, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def diff(self) -> str:
        """The change as a person reads it, and as `git apply` takes it."""
        return "".join(line for file in self.files for line in _diff(file))


def propose(root: Path, proposed: Sequence[Proposed]) -> Change:
    """What the files would be with these examples in them. Nothing is written.

    Raises:
        ExamplesFileError: A file is broken or of another shape.
    """
    files = read_files(root)
    added, left_out = _sift(root, files, proposed)
    return Change(
        files=_changes(files, added, {}),
        added=tuple(one.key for one in added),
        left_out=tuple(left_out),
    )


def relabel(root: Path, text: str, intent: str, judgement: Judgement) -> Change:
    """What the files would be with other labels at an example. Nothing is written.

    Args:
        root: The project's folder.
        text: The example, word for word.
        intent: The intent it teaches now.
        judgement: What it is to teach.

    Returns:
        The change; `added` holds 0 where the example gets the labels, and `left_out` says why
        it does not.

    Raises:
        ExamplesFileError: There is no such example, or a file is broken or of another shape.
    """
    files = read_files(root)
    entries = files[intent].layout.entries if intent in files else ()
    own = [entry for entry in entries if entry.text == text]
    if not own:
        raise ExamplesFileError(
            f"{FOLDER}/{intent}.yml holds no such example any more. Look at the examples again."
        )
    # Taken out for the comparison, so that it is no doublet of itself.
    layout = files[intent].layout
    others = tuple(entry for entry in entries if entry not in own)
    without = {**files, intent: replace(files[intent], layout=replace(layout, entries=others))}
    one = Proposed(0, text, judgement)
    added, left_out = _sift(root, without, [one])
    if not added and not left_out[0].settled:
        return Change(files=(), added=(), left_out=tuple(left_out))
    return Change(files=_changes(files, added, {intent: own}), added=(0,), left_out=())


def _sift(
    root: Path, files: dict[str, ExamplesFile], proposed: Sequence[Proposed]
) -> tuple[list[Proposed], list[LeftOut]]:
    """Tells what can become an example from what cannot."""
    known = {
        same_words(example.text): (file.name, example.judgement)
        for file in files.values()
        for example in file.examples
    }
    kept: list[Proposed] = []
    left_out: list[LeftOut] = []
    for one in proposed:
        text = tidy(one.text)
        words, judgement = same_words(text), replace(one.judgement, domain="partner")
        fault = _fault(files, text, judgement.intent)
        if fault:
            left_out.append(LeftOut(one.key, fault))
        elif words in known:
            left_out.append(_stands_already(one.key, judgement, *known[words]))
        else:
            known[words] = ("another of these messages", judgement)
            kept.append(Proposed(one.key, text, judgement))
    return _unlike(root, files, kept, left_out)


def _fault(files: dict[str, ExamplesFile], text: str, intent: str) -> str | None:
    if not text:
        return "It is empty."
    if holds_a_mark(text):
        return (
            "It holds [words](like this), which Rasa takes for a mark of its own. Put a blank "
            "between the brackets."
        )
    if intent not in files:
        return f"There is no file {FOLDER}/{intent}.yml. Begin one by hand, with an example."
    return None


def _stands_already(key: int, judgement: Judgement, place: str, known: Judgement) -> LeftOut:
    where = place if place.startswith("another") else f"an example in {place}"
    if judgement == known:
        return LeftOut(key, f"The same words are in {where}, with the same labels.", settled=True)
    return LeftOut(key, f"The same words are in {where}, with other labels.")


def _unlike(
    root: Path,
    files: dict[str, ExamplesFile],
    kept: Sequence[Proposed],
    left_out: list[LeftOut],
) -> tuple[list[Proposed], list[LeftOut]]:
    """Leaves out what is nearly the same as another of its intent."""
    intents = {one.judgement.intent for one in kept} - set(BEYOND_THE_ENCODER)
    close: dict[int, str] = {}
    known = _vectors(root, files) if intents else {}
    for intent in intents:
        ours = [one for one in kept if one.judgement.intent == intent]
        close.update(_close(files[intent], known[intent], ours))
    left_out += [LeftOut(one.key, close[id(one)]) for one in kept if id(one) in close]
    return [one for one in kept if id(one) not in close], left_out


def _vectors(root: Path, files: dict[str, ExamplesFile]) -> dict[str, list[Vectors]]:
    """What all examples mean, by intent: all at once, for only what is asked for is kept."""
    # Brings the encoder along, which nobody needs who only reads the files.
    from tightrope.teaching.example_vectors import example_vectors

    texts = [example.text for file in files.values() for example in file.examples]
    rows = iter(example_vectors(root, texts))
    return {intent: [next(rows) for _ in file.layout.entries] for intent, file in files.items()}


def _close(
    file: ExamplesFile, known: Sequence[Vectors], ours: Sequence[Proposed]
) -> dict[int, str]:
    """By identity, why a message says nothing that its intent was not taught."""
    import numpy as np

    from tightrope.teaching.example_vectors import vectors_of

    # Of messages that people wrote no vector is kept before they are examples.
    new = vectors_of([one.text for one in ours])
    old = np.stack(known) if len(known) else new[:0]
    found: dict[int, str] = {}
    fresh: list[int] = []
    for row, one in enumerate(ours):
        if np.max(old @ new[row], initial=-1.0) > TOO_CLOSE - _ROUNDED:
            found[id(one)] = f"An example in {file.name} says nearly the same in the same words."
        elif np.max(new[fresh] @ new[row], initial=-1.0) > TOO_CLOSE - _ROUNDED:
            found[id(one)] = "Another of these messages says nearly the same in the same words."
        else:
            fresh.append(row)
    return found


def _changes(
    files: dict[str, ExamplesFile], added: Sequence[Proposed], removed: dict[str, list[Entry]]
) -> tuple[FileChange, ...]:
    """The files that change; what only loses examples comes last, so that none is ever nowhere."""
    comments = "".join(entry.comments for gone in removed.values() for entry in gone)
    changes = (
        _changed(
            files[intent],
            [one for one in added if one.judgement.intent == intent],
            removed.get(intent, []),
            comments,
        )
        for intent in dict.fromkeys([*(one.judgement.intent for one in added), *removed])
    )
    return tuple(change for change in changes if change.new != change.old)


def _changed(
    file: ExamplesFile, added: Iterable[Proposed], removed: Sequence[Entry], comments: str
) -> FileChange:
    """One file with examples added and removed; comments go with the example they stood above."""
    layout = file.layout
    fresh = [entry_for(layout, one.text, _labels(layout, one.judgement)) for one in added]
    if layout.labelled:
        fresh = [replace(entry, lines=comments + entry.lines) for entry in fresh]
    kept = [entry for entry in layout.entries if entry not in removed]
    wanted = layout.with_entries([*kept, *fresh])
    if not wanted.entries:
        raise ExamplesFileError(f"{file.name} would be empty. Give it another example first.")
    new = wanted.content().encode("utf-8")
    _check(file, wanted, new)
    return FileChange(file.path, file.name, file.content, new)


def _labels(layout: Layout, judgement: Judgement) -> dict[str, str]:
    """The labels beside an example; talk gets what most of its file has."""
    if judgement.talk is None:
        return judgement.metadata()
    counts = Counter(tuple(entry.metadata.items()) for entry in layout.entries)
    most = dict(counts.most_common(1)[0][0]) if counts else {}
    return most if UNASKED in most.values() else {}


def _check(file: ExamplesFile, wanted: Layout, new: bytes) -> None:
    """Makes sure that what would be written reads as what was meant."""
    read = layout_of(file.path, new)
    if [_said(entry) for entry in read.entries] != [_said(entry) for entry in wanted.entries]:
        raise ExamplesFileError(
            f"{file.name} would read otherwise than it was meant, so it is left as it is. Look "
            "for comments or quotes in it that are unlike those of the other files."
        )


def _said(entry: Entry) -> tuple[str, dict[str, str]]:
    return entry.text, entry.metadata


def _diff(file: FileChange) -> Iterator[str]:
    # splitlines would also part lines at signs that stand within a message.
    old, new = (io.StringIO(content.decode(), newline="\n") for content in (file.old, file.new))
    for line in difflib.unified_diff(list(old), list(new), f"a/{file.name}", f"b/{file.name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
