"""Graph component: which intent a message has, talk and stories alike."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from tightrope.understanding import linear
from tightrope.understanding.encoder import meaning
from tightrope.understanding.persisted import FittedComponent
from tightrope.understanding.sentence_encoder import READING, Reading

UNCLEAR = "unclear"
_RANKING = 10


def set_intent(message: Message, name: str | None, confidence: float) -> None:
    """Makes an intent the message's own, leaving the ranking as the classifier gave it."""
    message.set(INTENT, {"name": name, "confidence": float(confidence)}, add_to_output=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(FittedComponent):
    """Softmax regression over what the message means; needs SentenceEncoder before it.

    Config: `penalty` and `balance` (see `linear.fit`) and `unclear_below`, the confidence
    under which the intent is `unclear`, which is answered with a question.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default config."""
        return {"penalty": 10.0, "balance": 0.5, "unclear_below": 0.25}

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the model on every example that has an intent."""
        examples = [e for e in training_data.intent_examples if e.get(READING) is not None]
        vectors = meaning(np.stack([example.get(READING).whole for example in examples]))
        names = [example.get(INTENT) for example in examples]
        model = linear.fit(vectors, names, self.config["penalty"], self.config["balance"])
        return self.store({"intent": model})

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and intent ranking of every message."""
        for message in messages:
            reading: Reading | None = message.get(READING)
            if reading is None:
                set_intent(message, None, 0.0)
            else:
                self._classify(message, reading)
        return messages

    def _classify(self, message: Message, reading: Reading) -> None:
        model = self.models["intent"]
        (row,) = model.probabilities(meaning(reading.whole[None]))
        best = sorted(zip(row, model.classes, strict=True), reverse=True)[:_RANKING]
        ranking = [{"name": name, "confidence": float(value)} for value, name in best]
        message.set("intent_ranking", ranking, add_to_output=True)
        sure, top = best[0]
        unclear = sure < self.config["unclear_below"]
        set_intent(message, UNCLEAR if unclear else top, 1 - sure if unclear else sure)
