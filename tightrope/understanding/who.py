"""Features that tell who did it: small words in their order, and whose the verbs are.

A sentence and its mirror image (“she ignores me”, “I ignore her”) lie close together in MiniLM's
space. Three things keep them apart: runs of up to three words, in which the partner is *they*
whatever they are called, so that “my wife keeps asking” and “he keeps asking” are one; the verbs
that the writer and the partner are the subjects of, by spaCy's parse; and how often each of them
is subject or object at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer

from tightrope.understanding.encoder import Vectors
from tightrope.understanding.spacy_model import ENGLISH, model_folder

_RUN_BUCKETS, _VERB_BUCKETS = 4096, 2048
_STEM = 5
"""Letters of a verb that are kept: “asks”, “asked” and “asking” are one."""

_PERSONS = ("writer", "other")
_ROLES = ("subject", "main subject", "acts on other", "object")
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "pobj", "dative")
_GOES_WITH_VERB = ("acomp", "attr", "prt", "xcomp", "ccomp", "advmod")
_WRITER = frozenset({"i", "me", "im", "myself", "ive"})
_PARTNER_NOUNS = frozenset(
    {"bf", "gf", "so", "boyfriend", "girlfriend", "husband", "wife", "hubby", "spouse", "partner"}
    | {"fiance", "fiancé", "fiancée", "man", "guy", "girl", "woman", "missus", "bloke", "lad", "ex"}
)
_OTHER_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "hes", "shes"})
_OWNERS = ("MY", "THEIR")
_NEUTRAL = {
    **dict.fromkeys(("i", "im", "ive"), "I"),
    **dict.fromkeys(("me", "myself"), "ME"),
    **dict.fromkeys(("my", "mine"), "MY"),
    **dict.fromkeys(("he", "she", "hes", "shes"), "THEY"),
    **dict.fromkeys(("him", "himself", "herself"), "THEM"),
    "his": "THEIR",
}


@lru_cache(maxsize=2)
def _hashed(buckets: int) -> Any:
    """Counts of given features. Hashing keeps no vocabulary to save."""
    return HashingVectorizer(n_features=buckets, analyzer=list, dtype=np.float32)


@lru_cache(maxsize=1)
def load_parser() -> Any:
    """spaCy's English model as far as the parse needs it; loaded once."""
    import spacy

    unused = ["tagger", "attribute_ruler", "lemmatizer", "ner"]
    return spacy.load(model_folder(ENGLISH), exclude=unused)


def who_features(texts: Sequence[str], vectors: Vectors) -> Vectors:
    """One row a text: its vector, its runs of words, its verbs by person, and the persons' roles.

    Args:
        texts: The messages.
        vectors: Their vectors, shape (texts, any width), put before the rest.
    """
    docs = list(load_parser().pipe(texts))
    runs = _hashed(_RUN_BUCKETS).transform(_runs(_neutral_words(doc)) for doc in docs)
    verbs = _hashed(_VERB_BUCKETS).transform(_verbs(doc) for doc in docs)
    roles = np.array([_roles(doc) for doc in docs], dtype=np.float32)
    return np.hstack([vectors, runs.toarray(), verbs.toarray(), roles])


def _neutral_words(doc: Any) -> list[str]:
    """The words of a text, with every name for the partner made one."""
    words: list[str] = []
    for token in doc:
        if token.is_punct or token.is_space:
            continue
        word = token.lower_.strip("'’")
        is_object = token.dep_ in _OBJECTS
        if word in _PARTNER_NOUNS:
            if words and words[-1] in _OWNERS:
                words.pop()
            words.append("THEM" if is_object else "THEY")
        elif word == "her":
            words.append("THEM" if is_object else "THEIR")
        else:
            words.append(_NEUTRAL.get(word, word))
    return words


def _runs(words: list[str]) -> list[str]:
    return [
        " ".join(words[start : start + length])
        for length in (1, 2, 3)
        for start in range(len(words) - length + 1)
    ]


def _verbs(doc: Any) -> list[str]:
    return [feature for token in doc for feature in _verbs_of(token)]


def _verbs_of(subject: Any) -> Iterator[str]:
    """What a subject does: its verb, denied or not, and what goes with the verb."""
    person = _person(subject) if subject.dep_ in _SUBJECTS else None
    if person is None:
        return
    verb = subject.head
    done = f"{person} {verb.lower_[:_STEM]}"
    denied = any(child.dep_ == "neg" for child in verb.children)
    yield done
    yield f"{done} {subject.dep_} {denied}"
    for child in verb.children:
        if child.dep_ in _GOES_WITH_VERB:
            yield f"{done} {child.lower_[:_STEM]}"
        if child.dep_ == "xcomp":
            yield f"{person} {child.lower_[:_STEM]}"
    for other in verb.conjuncts:
        yield f"{person} {other.lower_[:_STEM]}"


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
    called = word in _OTHER_PRONOUNS or word in _PARTNER_NOUNS
    return "other" if called or _is_name(token) else None


def _is_name(token: Any) -> bool:
    """A name by its capital letter; the model's tagger would cost half as much as the parse."""
    return token.is_title and token.is_alpha and not token.is_sent_start
