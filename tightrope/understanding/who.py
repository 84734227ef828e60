"""Features that tell who did it: the order of the small words, which the encoder blurs.

A sentence and its mirror image (“she ignores me”, “I ignore her”) lie close together in MiniLM's
space. Runs of up to three words, and the shares of first and third person, keep them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer

from tightrope.understanding.encoder import Vectors

_BUCKETS = 2048
_WORD = re.compile(r"[a-z']+")
_I = frozenset(["i", "i'm", "i've", "i'd", "i'll", "im", "ive"])
_ME = frozenset(["me", "myself"])
_THEY = frozenset(
    [
        "he",
        "she",
        "they",
        "he's",
        "she's",
        "they're",
        "hes",
        "shes",
        "he'd",
        "she'd",
        "he'll",
        "she'll",
    ]
)
_THEM = frozenset(["him", "her", "them"])
_PARTNER = frozenset(
    [
        "bf",
        "gf",
        "boyfriend",
        "girlfriend",
        "husband",
        "wife",
        "hubby",
        "fiance",
        "fiancé",
        "fiancée",
        "partner",
        "spouse",
        "so",
    ]
)


@lru_cache(maxsize=1)
def _runs() -> Any:
    """Counts of runs of one to three words. Hashing keeps no vocabulary to save."""
    return HashingVectorizer(
        n_features=_BUCKETS,
        ngram_range=(1, 3),
        token_pattern=r"(?u)\b\w[\w'’]*\b",
        dtype=np.float32,
    )


def who_features(texts: Sequence[str], vectors: Vectors) -> Vectors:
    """One row a text: its vector, its runs of words, and the shares of persons.

    Args:
        texts: The messages.
        vectors: Their vectors, shape (texts, 384).
    """
    persons = np.array([_persons(text) for text in texts], dtype=np.float32)
    return np.hstack([vectors, _runs().transform(texts).toarray(), persons])


def _persons(text: str) -> list[float]:
    words = _WORD.findall(text.lower().replace("’", "'"))
    many = max(len(words), 1)
    counts = [sum(w in group for w in words) for group in (_I, _ME, _THEY, _THEM, _PARTNER)]
    i, me, they, them, partner = counts
    first = words[0] if words else ""
    return [
        # Five times the share brings these to the size of the other features.
        *(5 * count / many for count in counts),
        (i + 1) / (i + they + partner + 2),
        (me + 1) / (me + them + 2),
        float(first in _THEY or first == "my"),
        float(first in _I),
    ]
