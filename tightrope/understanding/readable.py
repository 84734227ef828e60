"""How much of a message is read, and as what; needs no Rasa, which takes seconds to import."""

from __future__ import annotations

import re

LONGEST_READ = 8000
"""Characters of one message that are read at all; what is longer is answered by MessageGuard."""

_HALF_PAIRS = re.compile("[\ud800-\udfff]")


def readable(text: str | None) -> str:
    """As much of a text as is read, halves of surrogate pairs replaced; positions stay the same."""
    return _HALF_PAIRS.sub("\N{REPLACEMENT CHARACTER}", (text or "")[:LONGEST_READ])
