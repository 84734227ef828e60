"""A text as a terminal may show it.

What somebody wrote can hold signs that a terminal obeys: they clear it, colour it, name its window,
or write backwards. None of them reaches it. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
"""

from __future__ import annotations

import re

_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_OBEYED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control signs: ESC, backspace, bell, CSI and their like
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # other directions of writing
    "\ud800-\udfff]"  # halves of signs, which cannot be written at all
)
_STAND_IN = "\N{REPLACEMENT CHARACTER}"


def harmless(text: str) -> str:
    """The text with a stand-in for each sign that a terminal would obey; lines stay lines."""
    return _OBEYED.sub(_STAND_IN, _LINE_ENDS.sub("\n", text).replace("\t", " "))


def in_one_line(text: str, most: int) -> str:
    """The text on one line, harmless, and cut at so many letters."""
    line = " ".join(harmless(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
