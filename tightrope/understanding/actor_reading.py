"""Whose bid it is, told from three sides: the whole message, its sentences, and its verbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tightrope.asem import Actor, Bid
from tightrope.understanding import linear
from tightrope.understanding.encoder import Vectors
from tightrope.understanding.labels import Labels
from tightrope.understanding.linear import Linear, Probabilities
from tightrope.understanding.sentence_encoder import Reading
from tightrope.understanding.who import who_features

ACTOR = "actor"
"""The model that reads verbs; its classes are the actors, in the order of all that is returned."""

_WHOSE = "whose"
_SIDES = (Actor.SELF, Actor.PARTNER)


def fit_actor(
    examples: Sequence[tuple[Reading, Labels]], penalty: float, verbs_penalty: float
) -> dict[str, Linear]:
    """Fits both models on the examples that show a bid of one of the two, or none.

    Args:
        examples: Readings with their labels.
        penalty: Of the model of bid and actor together (see `linear.fit`).
        verbs_penalty: Of the model over words and verbs.
    """
    whose = [(reading, name) for reading, labels in examples if (name := _whose(labels))]
    sided = [(reading, str(labels.actor)) for reading, labels in examples if labels.actor in _SIDES]
    return {
        _WHOSE: linear.fit(
            np.stack([reading.whole for reading, _ in whose]), [name for _, name in whose], penalty
        ),
        ACTOR: linear.fit(
            _verbs([reading for reading, _ in sided]), [actor for _, actor in sided], verbs_penalty
        ),
    }


def actor_probabilities(models: Mapping[str, Linear], reading: Reading) -> Probabilities:
    """Probability of each actor, in the order of the classes of `models[ACTOR]`."""
    (whole,) = _sides(models, reading.whole[None])
    (verbs,) = models[ACTOR].probabilities(_verbs([reading]))
    views = [whole / whole.sum(), verbs]
    if len(reading.sentences):
        # A sentence that shows no bid has little to say of either side, and so counts little.
        sentences = _sides(models, reading.sentences).sum(axis=0)
        views.append(sentences / sentences.sum())
    return np.asarray(np.mean(views, axis=0))


def _whose(labels: Labels) -> str | None:
    """One class for a bid and whose it is: each bid has its own ways in either person."""
    if not labels.bid_asked:
        return None
    if labels.bid == Bid.NONE:
        return Bid.NONE.value
    return f"{labels.bid} {labels.actor}" if labels.actor in _SIDES else None


def _sides(models: Mapping[str, Linear], vectors: Vectors) -> Probabilities:
    """How likely each text shows a bid of each actor, shape (texts, actors)."""
    model = models[_WHOSE]
    each = model.probabilities(vectors)
    sides = [
        each[:, [name.endswith(actor) for name in model.classes]].sum(axis=1)
        for actor in models[ACTOR].classes
    ]
    return np.stack(sides, axis=1)


def _verbs(readings: Sequence[Reading]) -> Vectors:
    vectors = np.stack([reading.whole for reading in readings])
    return who_features([reading.text for reading in readings], vectors)
