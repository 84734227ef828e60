"""Files of messages that people bring and take away: CSV, as spreadsheets write it, and JSONL.

A cell that begins like a formula is written with an apostrophe before it, so that no spreadsheet
runs what a stranger wrote (https://owasp.org/www-community/attacks/CSV_Injection); reading takes it
away again. A text that has such an apostrophe of its own gets one more, so nothing is lost.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tightrope.safety.concern_intents import CONCERN_OF_INTENT
from tightrope.teaching.codebook import FIELDS
from tightrope.teaching.examples_files import Example
from tightrope.teaching.judgement import NO_BID, TALK, Judgement, JudgementError

LONGEST = 10_000
"""Characters of one message, as in chat."""

MOST_ROWS = 100_000
MOST_BYTES = 200_000_000
"""A file that is longer is no table of messages."""

TEXT, INTENT = "text", "intent"
OTHER_NAMES = {"phase": "moment", "safety": "concern"}
"""What the files for evaluation call two of the labels."""

EXAMPLE_COLUMNS = (INTENT, TEXT, "bid", "also", "actor", "moment", "concern")

_KNOWN = (TEXT, TALK, INTENT, *FIELDS)
_SEPARATORS = ",;\t"
_MOST_FAULTS = 20
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_BREAK = re.compile("\r\n?|\n")


class TableError(ValueError):
    """A file cannot be used or written; names rows and columns, never what a message says."""


@dataclass(frozen=True)
class Row:
    """One message of a file: its row as a spreadsheet counts, and its labels if it has any."""

    number: int
    text: str
    judgement: Judgement | None


@dataclass(frozen=True)
class Table:
    """What a file holds, and the columns that say nothing here."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...]


def read_table(path: Path, talk_intents: frozenset[str]) -> Table:
    """Reads a file by its ending; all rows must be right.

    Args:
        path: A file that ends in .csv or .jsonl.
        talk_intents: What a message that tells no story can be.

    Raises:
        TableError: It cannot be read, or rows of it are faulty.
    """
    kind = kind_of(path)
    content = _content(path)
    numbered = list(_csv_rows(path, content) if kind == "csv" else _jsonl_rows(content))
    if len(numbered) > MOST_ROWS:
        raise TableError(f"{path.name} has more than {MOST_ROWS:,} rows. Cut it into parts.")
    rows, faults, ignored = [], [], dict[str, None]()
    for number, given in numbered:
        try:
            if isinstance(given, str):
                raise JudgementError("row", given)
            rows.append(_row(number, given, talk_intents))
            ignored.update(dict.fromkeys(name for name in given if _known_name(name) is None))
        except JudgementError as error:
            faults.append(f"row {number}, {_column(error, given)}")
    if faults:
        raise TableError(_told(path, faults))
    if not rows:
        raise TableError(f"{path.name} holds no messages. It needs a column {TEXT!r} and rows.")
    return Table(tuple(rows), tuple(ignored))


def kind_of(path: Path) -> str:
    """`csv` or `jsonl`.

    Raises:
        TableError: It ends in neither.
    """
    kind = path.suffix.lower().removeprefix(".")
    if str(path) == "-" or kind not in ("csv", "jsonl"):
        raise TableError(
            f"{path.name!r} ends neither in .csv nor in .jsonl, so it is not clear what is in it. "
            "Name a file that does."
        )
    return kind


def _content(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TableError(f"{path.name} has more than {MOST_BYTES:,} bytes. Cut it into parts.")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise TableError(
            f"{path.name} is not UTF-8 (byte {error.start}). In Excel, save it as “CSV UTF-8”; "
            "elsewhere, choose the encoding UTF-8 when saving."
        ) from None


_Numbered = Iterator[tuple[int, "Mapping[str, object] | str"]]


def _csv_rows(path: Path, content: str) -> _Numbered:
    """Rows with their columns by name, or what is wrong with a row."""
    separator = max(_SEPARATORS, key=_BREAK.split(content, maxsplit=1)[0].count)
    # The limit of the csv module is one for all of the process, and no message comes near it.
    csv.field_size_limit(max(csv.field_size_limit(), MOST_BYTES))
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    try:
        names = [_tidy_name(name) for name in next(reader, [])]
        _check_names(path, names)
        for number, cells in enumerate(reader, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(names) and any(cells[len(names) :]):
                yield number, f"it has {len(cells)} columns, and the first row has {len(names)}"
                continue
            yield number, {n: unguarded(c) for n, c in zip(names, cells, strict=False) if c and n}
    except csv.Error as error:
        raise TableError(
            f"{path.name}, line {reader.line_num}: this is not CSV ({error}). A quotation mark is "
            "missing or stands where it is not doubled."
        ) from None


def _tidy_name(name: str) -> str:
    return name.strip().lower()


def _check_names(path: Path, names: Sequence[str]) -> None:
    if TEXT not in names:
        raise TableError(
            f"{path.name} has no column {TEXT!r}. The first row names the columns: {TEXT}, and "
            f"beside it {', '.join(FIELDS)} or {TALK}, if the messages are labelled."
        )
    known = [name for name in map(_known_name, names) if name]
    twice = sorted({name for name in known if known.count(name) > 1})
    if twice:
        raise TableError(f"{path.name} has two columns for {', '.join(twice)}. Keep one of them.")


def _jsonl_rows(content: str) -> _Numbered:
    # Not splitlines: it would also part lines at signs that stand within a message.
    for number, line in enumerate(_BREAK.split(content), start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except (ValueError, RecursionError):
            yield number, "it is not JSON"
            continue
        if not isinstance(given, dict):
            yield number, "it is not a JSON object, with names and values between braces"
            continue
        named = [(_tidy_name(name), value) for name, value in given.items() if value is not None]
        known = [name for name in (_known_name(name) for name, _ in named) if name]
        yield number, dict(named) if len(known) == len({*known}) else "a name stands in it twice"


def _known_name(name: str) -> str | None:
    """The column as it is called here, or None where it says nothing here."""
    name = OTHER_NAMES.get(name, name)
    return name if name in _KNOWN else None


def _row(number: int, given: Mapping[str, object], talk_intents: frozenset[str]) -> Row:
    text = given.get(TEXT)
    if not isinstance(text, str) or not text.strip():
        raise JudgementError(TEXT, "there is no message in it")
    if len(text) > LONGEST:
        raise JudgementError(
            TEXT, f"is longer than {LONGEST:,} characters. Keep the part that matters"
        )
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise JudgementError(TEXT, "holds half a sign, which no file can keep. Write it anew")
    labels = {
        known: value.strip() if isinstance(value, str) else value
        for name, value in given.items()
        if (known := _known_name(name)) not in (None, TEXT)
    }
    if not labels:
        return Row(number, text, None)
    return Row(number, text, Judgement.read(_labels(labels, talk_intents), talk_intents))


def _labels(labels: dict[Any, object], talk_intents: frozenset[str]) -> dict[str, object]:
    """Labels as a judgement takes them: an intent says what our files leave to their names."""
    intent = labels.pop(INTENT, None)
    if intent is None:
        return labels
    if not isinstance(intent, str):
        raise JudgementError(INTENT, "is no word")
    if intent in talk_intents:
        return {**labels, TALK: intent}
    concerns = {name: concern.value for name, concern in CONCERN_OF_INTENT.items()}
    said: dict[str, object] = {}
    if intent in concerns:
        said = {"concern": concerns[intent], "bid": labels.get("bid", "none")}
    elif intent in FIELDS["bid"] or intent == NO_BID:
        said = {"bid": "none" if intent == NO_BID else intent}
    else:
        raise JudgementError(INTENT, "is none that there is a file for in data/nlu")
    for name, value in said.items():
        if labels.get(name, value) != value:
            raise JudgementError(name, "does not go with the intent. Leave one of them out")
    return {**labels, **said}


def _column(error: JudgementError, given: Mapping[str, object] | str) -> str:
    fault = str(error).removeprefix(f"{error.field}: ")
    if isinstance(given, str):
        return fault
    # What a file calls otherwise, its errors do, too.
    names = {ours: theirs for theirs, ours in OTHER_NAMES.items() if theirs in given}
    return f"column {names.get(error.field, error.field)}: {fault}"


def _told(path: Path, faults: Sequence[str]) -> str:
    more = len(faults) - _MOST_FAULTS
    shown = [f"  {fault}." for fault in faults[:_MOST_FAULTS]]
    if more > 0:
        shown.append(f"  And {more} more.")
    return "\n".join([f"{path.name} has rows to mend, so nothing was taken from it:", *shown])


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs.

    >>> guarded("=1+1")
    "'=1+1"
    >>> unguarded(guarded("=1+1"))
    '=1+1'
    """
    # Python's reader of CSV takes no NUL, and nobody types one.
    plain = cell.replace("\0", "")
    return f"'{plain}" if _FORMULA.match(plain) else plain


def unguarded(cell: str) -> str:
    """What was written in a cell before it was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def example_rows(examples: Iterable[Example]) -> Iterator[dict[str, str]]:
    """Examples as rows of a file that can be read again."""
    for example in examples:
        said = example.judgement.as_mapping()
        shown = {} if TALK in said else {name: said[name] for name in EXAMPLE_COLUMNS[2:]}
        yield {INTENT: example.intent, TEXT: example.text, **shown}


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> int:
    """Writes a file by its ending, whole or not at all, and says how many rows it has.

    Raises:
        TableError: It cannot be written.
    """
    kind = kind_of(path)
    draft = path.with_name(f".{path.name}.draft")
    try:
        with draft.open(
            "w", encoding="utf-8-sig" if kind == "csv" else "utf-8", newline=""
        ) as file:
            count = _write_csv(file, columns, rows) if kind == "csv" else _write_jsonl(file, rows)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise TableError(
            f"{path} cannot be written: {error.strerror}. Whatever stood there before is as it was."
        ) from error
    return count


def _write_csv(file: Any, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> int:
    # With a mark at its beginning, which Excel needs to see that it is UTF-8.
    writer = csv.writer(file)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([guarded(row.get(column, "")) for column in columns])
        count += 1
    return count


def _write_jsonl(file: Any, rows: Iterable[Mapping[str, str]]) -> int:
    count = 0
    for row in rows:
        file.write(json.dumps(dict(row), ensure_ascii=False) + "\n")
        count += 1
    return count
