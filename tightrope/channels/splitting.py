"""Cutting a text that is too long for one message, where a reader would pause."""

from __future__ import annotations

from collections.abc import Callable, Iterator

#: Where to cut, the best first: between paragraphs, lines, sentences, words.
PAUSES = ("\n\n", "\n", ". ", " ")

Measure = Callable[[str], int]


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int, measure: Measure = len) -> list[str]:
    """`text` in pieces that measure at most `limit` each, none of them empty.

    Args:
        text: Any text.
        limit: The largest size of a piece; a single character that measures more is a piece.
        measure: The size of a piece, which must not shrink as a text grows.

    >>> split("One thing. Another thing.", 14)
    ['One thing.', 'Another thing.']
    """
    return list(_pieces(text.strip(), limit, measure))


def _pieces(text: str, limit: int, measure: Measure) -> Iterator[str]:
    while text and measure(text) > limit:
        end = _end(text, limit, measure)
        if piece := text[:end].strip():
            yield piece
        text = text[end:].strip()
    if text:
        yield text


def _end(text: str, limit: int, measure: Measure) -> int:
    """Where the first piece ends: at the last good pause that fits, unless that is very early."""
    most = _fitting(text, limit, measure)
    for pause in PAUSES:
        # The blanks of a pause are cut off, so they may stand beyond the limit.
        at = text.rfind(pause, 0, most + len(pause) - len(pause.rstrip()))
        if at > most // 3:
            return at + len(pause)
    return most


def _fitting(text: str, limit: int, measure: Measure) -> int:
    """The most characters from the start that measure no more than `limit`, but at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    return low
