"""When two messages are the same, or as good as: such a pair teaches nothing and hides overfitting.

`tests/test_rasa_project.py` and `tests/understanding/test_examples.py` hold the examples to it.
"""

from __future__ import annotations

import string

TOO_CLOSE = 0.92
"""Cosine of two sentence embeddings from which they say the same in the same words."""

BEYOND_THE_ENCODER = ("unreadable", "other_language")
"""What is not English looks all the same to an English encoder."""

_MARKS = str.maketrans("", "", string.punctuation + "“”‘’…")


def same_words(text: str) -> str:
    """What two texts share that differ in case, blanks and punctuation only.

    >>> same_words("He's out,  again.") == same_words("hes OUT again")
    True
    >>> same_words("?!")
    '?!'
    """
    plain = " ".join(text.lower().translate(_MARKS).casefold().split())
    return plain or text
