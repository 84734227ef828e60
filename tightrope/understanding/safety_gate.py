"""Graph component: hears a concern and puts it before everything else a message says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from tightrope.asem import Concern, Exchange
from tightrope.understanding import linear
from tightrope.understanding.exchange_reader import EXCHANGE, set_exchange
from tightrope.understanding.intent_classifier import set_intent
from tightrope.understanding.labels import INTENT_OF_CONCERN, labels_of
from tightrope.understanding.linear import Probabilities
from tightrope.understanding.persisted import FittedComponent
from tightrope.understanding.sentence_encoder import READING, Reading

_GRAVEST_FIRST = (
    Concern.SELF_HARM,
    Concern.PARTNER_ABUSE,
    Concern.HARM_TO_OTHERS,
    Concern.POSSIBLE_ABUSE,
    Concern.PAST_ABUSE,
)
"""The codebook's order: the gravest present danger wins."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SafetyGate(FittedComponent):
    """Reads the concern of a message, whatever its intent; stands last in the pipeline.

    A softmax regression scores the whole message and each sentence. A concern is heard where
    either passes its threshold, and then its intent replaces the message's.

    Config: `penalty` (see `linear.fit`) and `thresholds`, a probability for each concern, lower
    for what is worse to miss.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default config."""
        return {
            "penalty": 1.0,
            "thresholds": {
                "self_harm": 0.4,
                "partner_abuse": 0.4,
                "harm_to_others": 0.5,
                "possible_abuse": 0.5,
                "past_abuse": 0.5,
            },
        }

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the model on every example, those without a concern included."""
        examples = [e for e in training_data.intent_examples if e.get(READING) is not None]
        vectors = np.stack([example.get(READING).whole for example in examples])
        concerns = [labels_of(example).concern for example in examples]
        return self.store({"concern": linear.fit(vectors, concerns, self.config["penalty"])})

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the concern to the exchange of every message, and lets it take the intent."""
        for message in messages:
            reading: Reading | None = message.get(READING)
            if reading is None:
                continue
            concern, sure = self.hear(reading)
            exchange = Exchange.from_dict(message.get(EXCHANGE))
            confidence = replace(exchange.confidence, concern=sure)
            set_exchange(message, replace(exchange, concern=concern, confidence=confidence))
            if concern is not Concern.NONE:
                set_intent(message, INTENT_OF_CONCERN[concern.value], sure)
        return messages

    def hear(self, reading: Reading) -> tuple[Concern, float]:
        """The gravest concern that passes its threshold, or none, with its probability."""
        scores = self._scores(reading).max(axis=0)
        classes = self.models["concern"].classes
        for concern in _GRAVEST_FIRST:
            if concern.value in classes:
                score = float(scores[classes.index(concern.value)])
                if score >= self.config["thresholds"][concern.value]:
                    return concern, score
        highest = max(
            (float(scores[classes.index(c.value)]) for c in _GRAVEST_FIRST if c.value in classes),
            default=0.0,
        )
        return Concern.NONE, 1 - highest

    def _scores(self, reading: Reading) -> Probabilities:
        """Probabilities of the whole, then of each sentence."""
        vectors = np.vstack([reading.whole[None], reading.sentences])
        return self.models["concern"].probabilities(vectors)
