"""The code that links two channels: made to be read off one screen and typed into another."""

from __future__ import annotations

import re
import secrets

_ALPHABET = "ACDEFGHJKMNPQRTUVWXY23456789"
"""Letters and digits that nobody takes for one another: no B and 8, I and 1, O and 0, S and 5."""

_LENGTH = 8

_HALF = rf"[{_ALPHABET}]{{4}}"
_BARE = re.compile(rf"\W*{_HALF}[–—-]?{_HALF}\W*")
_AMONG_WORDS = re.compile(rf"\b{_HALF}[\s–—-]*{_HALF}\b")
_NAMED = re.compile(r"\b(?:LINK|CODE)\b")
_NAMED_ALONE = re.compile(r"\W*(?:LINK|CODE)\b(.*)", re.DOTALL)
_LOOKS_LIKE_ONE = re.compile(r"\d|\w{4}[–—-]\w{4}")


def new_code() -> str:
    """A code of eight letters and digits, with some of both: no word, and no number."""
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        if _is_mixed(code):
            return code


def shown(code: str) -> str:
    """The code as it is easiest to read: ABCD-EFGH."""
    return f"{code[:4]}-{code[4:]}"


def typed(code: str) -> str:
    """A code as somebody typed it, without what makes no difference: case, blanks, dashes."""
    return "".join(filter(str.isalnum, code)).upper()


def code_in(text: str) -> str | None:
    """The code in a message such as “link ac2d efgh”, or None.

    >>> code_in("link ac2d efgh"), code_in("AC2D-EFGH"), code_in("link telegram")
    ('AC2DEFGH', 'AC2DEFGH', None)
    """
    text = text.upper()
    if _BARE.fullmatch(text) and _is_mixed(typed(text)):
        return typed(text)
    alone = _NAMED_ALONE.fullmatch(text)
    # Without a digit or a dash it is words, as in “link telegram” or “link both apps”.
    if alone and _LOOKS_LIKE_ONE.search(alone[1]):
        code = typed(alone[1])
        if len(code) == _LENGTH and code.isascii():
            return code
    found = _among_words(text) if _NAMED.search(text) else []
    return next(filter(_is_mixed, map(typed, found)), None)


def _is_mixed(code: str) -> bool:
    return not code.isalpha() and not code.isdigit()


def _among_words(text: str) -> list[str]:
    """What looks like a code, also where the word before it does."""
    return [
        found[0] for at in range(len(text)) if (found := _AMONG_WORDS.match(text, at)) is not None
    ]
