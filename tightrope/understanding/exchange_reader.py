"""Graph component: what one message tells of an exchange, and the sentence that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from tightrope.asem import Actor, Bid, Confidence, Evidence, Exchange, Moment, dimension_of
from tightrope.understanding import linear
from tightrope.understanding.intent_classifier import UNCLEAR, set_intent
from tightrope.understanding.labels import STORIES, Labels, labels_of
from tightrope.understanding.linear import Linear, Probabilities
from tightrope.understanding.persisted import FittedComponent
from tightrope.understanding.sentence_encoder import READING, Reading

EXCHANGE = "exchange"
_MOST_EVIDENCE = 2
NO_BID = "no_bid"


def set_exchange(message: Message, exchange: Exchange) -> None:
    """Puts an exchange on a message, where /model/parse and the actions find it."""
    message.set(EXCHANGE, exchange.to_dict(), add_to_output=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ExchangeReader(FittedComponent):
    """Reads bid, actor and moment, each with a confidence; needs IntentClassifier before it.

    Three softmax regressions over the message; the first also scores each sentence, and the
    sentences that speak most for the bid are the evidence. A story's intent is brought into line
    with its bid; talk is left alone.

    Config: `penalty` (see `linear.fit`); `talk_from`, the confidence from which a talk intent
    means that no exchange is told at all.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default config."""
        return {"penalty": 3.0, "talk_from": 0.5}

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the three models on the examples that carry their label."""
        pairs = list(_labelled(training_data))
        bids = self._fit([(reading, labels.bid) for reading, labels in pairs])
        actors = self._fit(
            [(r, lab.actor) for r, lab in pairs if lab.actor in (Actor.SELF, Actor.PARTNER)]
        )
        moments = self._fit([(r, lab.moment) for r, lab in pairs if lab.moment is not None])
        return self.store({"bid": bids, "actor": actors, "moment": moments})

    def _fit(self, pairs: list[tuple[Reading, str]] | list[tuple[Reading, Any]]) -> Linear:
        vectors = np.stack([reading.whole for reading, _ in pairs])
        return linear.fit(vectors, [str(label) for _, label in pairs], self.config["penalty"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds `exchange` to every message."""
        for message in messages:
            reading: Reading | None = message.get(READING)
            if reading is None or self._is_talk(message):
                set_exchange(message, _nothing(1.0))
                continue
            exchange = self.read(reading)
            set_exchange(message, exchange)
            _align_intent(message, exchange)
        return messages

    def _is_talk(self, message: Message) -> bool:
        intent = message.get(INTENT)
        return (
            intent["name"] not in (*STORIES, UNCLEAR)
            and intent["confidence"] >= self.config["talk_from"]
        )

    def read(self, reading: Reading) -> Exchange:
        """What one message tells."""
        vector = reading.whole[None]
        bid, sure = _best(self.models["bid"], self.models["bid"].probabilities(vector)[0])
        moment, moment_sure = _best(
            self.models["moment"], self.models["moment"].probabilities(vector)[0]
        )
        if bid == Bid.NONE:
            return _nothing(sure, Moment(moment), moment_sure)
        actor, actor_sure = _best(
            self.models["actor"], self.models["actor"].probabilities(vector)[0]
        )
        return Exchange(
            bid=Bid(bid),
            dimension=dimension_of(Bid(bid)),
            actor=Actor(actor),
            moment=Moment(moment),
            confidence=Confidence(bid=sure, actor=actor_sure, moment=moment_sure, concern=0.0),
            evidence=self._evidence(reading, bid),
        )

    def _evidence(self, reading: Reading, bid: str) -> tuple[Evidence, ...]:
        """The sentences that speak most for a bid, best first."""
        if not reading.spans:
            return ()
        model = self.models["bid"]
        texts = [reading.text[start:end] for start, end in reading.spans]
        scores = model.probabilities(reading.sentences)
        column = scores[:, model.classes.index(bid)]
        best = [int(row) for row in np.argsort(-column)[:_MOST_EVIDENCE]]
        return tuple(
            Evidence(
                text=texts[row],
                start=reading.spans[row][0],
                end=reading.spans[row][1],
                label=bid,
                confidence=float(column[row]),
            )
            for place, row in enumerate(best)
            if place == 0 or column[row] >= 0.5
        )


def _labelled(training_data: TrainingData) -> Iterator[tuple[Reading, Labels]]:
    for example in training_data.intent_examples:
        if example.get(READING) is not None:
            yield example.get(READING), labels_of(example)


def _best(model: Linear, row: Probabilities) -> tuple[str, float]:
    place = int(row.argmax())
    return model.classes[place], float(row[place])


def _nothing(sure: float, moment: Moment | None = None, moment_sure: float = 0.0) -> Exchange:
    """The exchange of a message that shows nothing insecure."""
    return Exchange(
        bid=Bid.NONE,
        dimension=dimension_of(Bid.NONE),
        actor=Actor.NONE,
        moment=moment,
        confidence=Confidence(bid=sure, actor=1.0, moment=moment_sure, concern=0.0),
    )


def _align_intent(message: Message, exchange: Exchange) -> None:
    """Gives a story the intent of its bid, for the reader has read it more closely."""
    if exchange.bid is not Bid.NONE:
        set_intent(message, exchange.bid.value, exchange.confidence.bid)
    elif message.get(INTENT)["name"] in STORIES:
        set_intent(message, NO_BID, exchange.confidence.bid)
