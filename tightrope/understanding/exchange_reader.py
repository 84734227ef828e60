"""Graph component: what one message tells of an exchange, and the sentence that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from tightrope.asem import (
    Actor,
    Also,
    Bid,
    Confidence,
    Dimension,
    Evidence,
    Exchange,
    Moment,
    dimension_of,
)
from tightrope.understanding import linear
from tightrope.understanding.actor_reading import ACTOR, actor_probabilities, fit_actor
from tightrope.understanding.intent_classifier import UNCLEAR, set_intent
from tightrope.understanding.labels import STORIES, Labels, labels_of
from tightrope.understanding.linear import Linear, Probabilities
from tightrope.understanding.persisted import FittedComponent
from tightrope.understanding.sentence_encoder import READING, Reading
from tightrope.understanding.who import load_parser

EXCHANGE = "exchange"
BID_RANKING = "bid_ranking"
ACTOR_RANKING = "actor_ranking"
NO_BID = "no_bid"

_STORY_FROM = 8
"""Words from which a message that fits no intent is answered as a story."""

_MOST_EVIDENCE = 2
_LIKE_A_BID = "i_am_not_safe"
"""Talk that fear of being left is easily taken for, and so never a reason not to look for a bid."""


def set_exchange(message: Message, exchange: Exchange) -> None:
    """Puts an exchange on a message, where /model/parse and the actions find it."""
    message.set(EXCHANGE, exchange.to_dict(), add_to_output=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ExchangeReader(FittedComponent):
    """Reads bid, actor and moment, each with a confidence; needs IntentClassifier before it.

    Softmax regressions over the message and over each of its sentences. A bid is heard in the
    message and in the sentence that speaks most for it, for in a long story one clause may be all
    there is. Anxious bids are weighed together, and so are avoidant ones, before one is
    named: a message torn between two of a kind still shows that kind. Whose it is, is told by the
    whole and the sentences, together with which bid it is, and by whose the verbs are (the
    comparisons are in docs/understanding.md). A story's intent is brought into line with its bid;
    talk is left alone. Beside `exchange`, `bid_ranking` and `actor_ranking` list every reading
    with its confidence.

    Config: `penalty`, `bid_penalty` and `verbs_penalty` (see `linear.fit`); `whole`, the share of
    the whole message against its strongest sentence; `none_weight`, how many times more often than
    in the examples nothing insecure is shown in real messages; `sharpness`, the power that undoes
    how a mean of two readings flattens what both say; `also_from`, the confidence from which a
    second bid is told; `talk_from`, that from which a talk intent means that nothing is told.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default config."""
        return {
            "penalty": 1.0,
            "bid_penalty": 2.0,
            "verbs_penalty": 3.0,
            "whole": 0.4,
            "none_weight": 2.5,
            "sharpness": 1.5,
            "also_from": 0.2,
            "talk_from": 0.5,
        }

    def prepare(self) -> None:
        """Loads the parser."""
        load_parser()

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the models on the examples that carry their label."""
        pairs = list(_labelled(training_data))
        moments = [(r, labels.moment) for r, labels in pairs if labels.moment is not None]
        penalty = self.config["penalty"]
        return self.store(
            {
                "bid": _fit(
                    [(r, labels.bid) for r, labels in pairs if _tells(labels)],
                    self.config["bid_penalty"],
                ),
                "moment": _fit(moments, penalty),
                **fit_actor(pairs, penalty, self.config["verbs_penalty"]),
            }
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds `exchange` and both rankings to every message."""
        for message in messages:
            reading: Reading | None = message.get(READING)
            if reading is None:
                set_exchange(message, _nothing(1.0))
                continue
            bids = self.bid_probabilities(reading)
            actors = actor_probabilities(self.models, reading)
            message.set(BID_RANKING, _ranking(self.models["bid"], bids), add_to_output=True)
            message.set(ACTOR_RANKING, _ranking(self.models[ACTOR], actors), add_to_output=True)
            if self._is_talk(message):
                set_exchange(message, _nothing(1.0))
                continue
            exchange = self._exchange(reading, bids, actors)
            set_exchange(message, exchange)
            _align_intent(message, exchange)
        return messages

    def bid_probabilities(self, reading: Reading) -> Probabilities:
        """Probability of each class of the bid model, from the message and its sentences."""
        model = self.models["bid"]
        (whole,) = model.probabilities(reading.whole[None])
        if len(reading.sentences):
            none = model.classes.index(Bid.NONE.value)
            each = model.probabilities(reading.sentences)
            strongest = each.max(axis=0)
            strongest[none] = each[:, none].min()
            strongest /= strongest.sum()
            whole = self.config["whole"] * whole + (1 - self.config["whole"]) * strongest
            whole[none] *= self.config["none_weight"]
            whole **= self.config["sharpness"]
            whole /= whole.sum()
        return np.asarray(whole)

    def _is_talk(self, message: Message) -> bool:
        intent = message.get(INTENT)
        return (
            intent["name"] not in (*STORIES, UNCLEAR, _LIKE_A_BID)
            and intent["confidence"] >= self.config["talk_from"]
        )

    def _exchange(self, reading: Reading, bids: Probabilities, actors: Probabilities) -> Exchange:
        bid, sure = _strongest_bid(self.models["bid"], bids)
        (moments,) = self.models["moment"].probabilities(reading.whole[None])
        moment, moment_sure = _best(self.models["moment"], moments)
        if bid == Bid.NONE:
            return _nothing(sure, Moment(moment), moment_sure)
        actor, actor_sure = _best(self.models[ACTOR], actors)
        evidence = self._evidence(reading, bid)
        return Exchange(
            bid=Bid(bid),
            dimension=dimension_of(Bid(bid)),
            actor=Actor(actor),
            moment=Moment(moment),
            confidence=Confidence(bid=sure, actor=actor_sure, moment=moment_sure, concern=0.0),
            evidence=evidence,
            also=self._also(reading, bid, bids),
        )

    def _also(self, reading: Reading, bid: str, bids: Probabilities) -> Also | None:
        """The second bid, if it is likely enough; its actor is read from its own sentence."""
        model = self.models["bid"]
        others = [
            (float(value), name)
            for value, name in zip(bids, model.classes, strict=True)
            if name not in (bid, Bid.NONE.value) and value >= self.config["also_from"]
        ]
        if not others:
            return None
        confidence, name = max(others)
        if len(reading.sentences):
            scores = model.probabilities(reading.sentences)[:, model.classes.index(name)]
            reading = _sentence(reading, int(scores.argmax()))
        actor, _ = _best(self.models[ACTOR], actor_probabilities(self.models, reading))
        return Also(bid=Bid(name), actor=Actor(actor), confidence=confidence)

    def _evidence(self, reading: Reading, bid: str) -> tuple[Evidence, ...]:
        """The sentences that speak most for a bid, best first."""
        if not reading.spans:
            return ()
        model = self.models["bid"]
        column = model.probabilities(reading.sentences)[:, model.classes.index(bid)]
        best = [int(row) for row in np.argsort(-column)[:_MOST_EVIDENCE]]
        return tuple(
            Evidence(
                text=reading.text[slice(*reading.spans[row])],
                start=reading.spans[row][0],
                end=reading.spans[row][1],
                label=bid,
                confidence=float(column[row]),
            )
            for place, row in enumerate(best)
            if place == 0 or column[row] >= 0.5
        )


def _fit(pairs: Sequence[tuple[Reading, str]], penalty: float) -> Linear:
    vectors = np.stack([reading.whole for reading, _ in pairs])
    return linear.fit(vectors, [label for _, label in pairs], penalty)


def _labelled(training_data: TrainingData) -> Iterator[tuple[Reading, Labels]]:
    for example in training_data.intent_examples:
        if example.get(READING) is not None:
            yield example.get(READING), labels_of(example)


def _tells(labels: Labels) -> bool:
    """Whether an example teaches which bid is shown: a story, and somebody looked for one."""
    return labels.bid_asked and labels.intent in (*STORIES, _LIKE_A_BID)


def _sentence(reading: Reading, row: int) -> Reading:
    """One sentence of a reading, as a reading of its own."""
    text = reading.text[slice(*reading.spans[row])]
    vectors = reading.sentences[row : row + 1]
    return Reading(text=text, spans=((0, len(text)),), whole=vectors[0], sentences=vectors)


def _strongest_bid(model: Linear, row: Probabilities) -> tuple[str, float]:
    """The likeliest bid of the likeliest dimension, none being a dimension of its own."""
    dimensions = [dimension_of(Bid(name)) for name in model.classes]
    sums: dict[Dimension, float] = dict.fromkeys(dimensions, 0.0)
    for dimension, value in zip(dimensions, row, strict=True):
        sums[dimension] += float(value)
    likeliest = max(sums, key=lambda dimension: sums[dimension])
    return _best(model, np.where([d is likeliest for d in dimensions], row, 0.0))


def _best(model: Linear, row: Probabilities) -> tuple[str, float]:
    place = int(row.argmax())
    return model.classes[place], float(row[place])


def _ranking(model: Linear, row: Probabilities) -> list[dict[str, Any]]:
    """Every class with its probability, most likely first."""
    pairs = sorted(zip(row, model.classes, strict=True), reverse=True)
    return [{"name": name, "confidence": float(value)} for value, name in pairs]


def _nothing(sure: float, moment: Moment | None = None, moment_sure: float = 0.0) -> Exchange:
    """The exchange of a message that shows nothing insecure."""
    return Exchange(
        bid=Bid.NONE,
        dimension=dimension_of(Bid.NONE),
        actor=Actor.NONE,
        moment=moment,
        confidence=Confidence(bid=sure, actor=1.0, moment=moment_sure, concern=0.0),
    )


def _tells_something(message: Message) -> bool:
    """Whether a message that fits no intent is long enough to be a story all the same."""
    unclear = message.get(INTENT)["name"] == UNCLEAR
    return unclear and len(str(message.get(TEXT)).split()) >= _STORY_FROM


def _align_intent(message: Message, exchange: Exchange) -> None:
    """Gives a story the intent of its bid, for the reader has read it more closely."""
    if exchange.bid is not Bid.NONE:
        set_intent(message, exchange.bid.value, exchange.confidence.bid)
    elif message.get(INTENT)["name"] in STORIES or _tells_something(message):
        set_intent(message, NO_BID, exchange.confidence.bid)
