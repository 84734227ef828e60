"""An example as the lines that stand in data/nlu."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from tightrope.teaching.examples_layout import Entry, Layout

_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_RASAS_MARK = re.compile(r"\]\(|\[[^\]]+\][({\[]")


def tidy(text: str) -> str:
    """A message as a file can hold it: without signs that nobody sees, and trimmed."""
    lines = _BREAK.sub("\n", text)
    return "".join(sign for sign in lines if sign in "\n\t" or _can_be_seen(sign)).strip()


def _can_be_seen(sign: str) -> bool:
    unseen = unicodedata.category(sign) in ("Cc", "Cs") or sign in "\ufeff"
    return not unseen and ord(sign) & 0xFFFE != 0xFFFE


def holds_a_mark(text: str) -> bool:
    """Whether Rasa takes a part of it for a mark of its own, such as `[words](kind)`.

    Rasa 3.6 looks for these in every example, in a list as well, and knows no way to say that
    one is meant as it stands (rasa/shared/nlu/training_data/entities_parser.py).
    """
    return _RASAS_MARK.search(text) is not None


def entry_for(layout: Layout, text: str, metadata: Mapping[str, str]) -> Entry:
    """An example with the lines that fit a file.

    Args:
        layout: The file.
        text: The message, tidy.
        metadata: Its labels; a file of lines holds none.
    """
    if not layout.labelled:
        plain = " ".join(text.split())
        return Entry(plain, {}, f"{layout.indent}- {plain}{layout.newline}")
    lines = f"{layout.indent}- text: {_quoted(text)}{layout.newline}"
    if metadata:
        labels = ", ".join(f"{name}: {value}" for name, value in metadata.items())
        lines += f"{layout.indent}  metadata: {{{labels}}}{layout.newline}"
    return Entry(text, dict(metadata), lines)


def _quoted(text: str) -> str:
    if "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    # Between single quotes YAML would make one blank of a line break.
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'
