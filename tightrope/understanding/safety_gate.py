"""Graph component: hears a concern and puts it before everything else a message says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from typing import Any, Optional

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from tightrope.asem import DANGERS, Concern, Evidence, Exchange
from tightrope.safety.persons import load_persons
from tightrope.safety.phrases import concerns_said, load_phrases
from tightrope.understanding import linear
from tightrope.understanding.encoder import Vectors, meaning, shared_encoder
from tightrope.understanding.exchange_reader import EXCHANGE, set_exchange
from tightrope.understanding.intent_classifier import set_intent
from tightrope.understanding.labels import INTENT_OF_CONCERN, labels_of
from tightrope.understanding.persisted import FittedComponent
from tightrope.understanding.person_reader import INFORM_COUNTRY
from tightrope.understanding.said_before import Before, said_before, suspicion
from tightrope.understanding.sentence_encoder import READING, Reading
from tightrope.understanding.who import who_features

_NO_VECTORS = np.zeros((0, 0), dtype=np.float32)
_VIOLENCE = (Concern.PARTNER_ABUSE, Concern.HARM_TO_OTHERS)

_UNREAD = ("other_language", "unreadable")
"""Intents of messages that the encoder cannot read."""

CONCERN_SCORES = "concern_scores"
AT_RISK = "at_risk"
"""On a message with thoughts of suicide: whose they are, `self` or `partner`, where it says so."""

_ENDED = re.compile(r"[.!?…][\"'”’)\s]*$")
"""How a message ends that is a sentence of its own, and not the first half of one."""


def _vectors(readings: Iterable[Reading]) -> Vectors:
    return meaning(np.stack([reading.whole for reading in readings]))


def _who(readings: Iterable[Reading]) -> Vectors:
    readings = list(readings)
    return who_features([reading.text for reading in readings], _vectors(readings))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SafetyGate(FittedComponent):
    """Reads the concern of a message, whatever its intent; stands last in the pipeline.

    A softmax regression scores the whole message and each sentence; a concern's score is that of
    the whole and of the strongest sentence. What is heard takes the message's intent.

    A phrase that must never be missed (`tightrope/safety/phrases.yml`) makes its concern as sure
    as `phrase_score`: the model is better with a story, phrases with plain words. Each danger has a
    threshold of its own. Where none passes but they come near together, for a message torn between
    two of them is no less dangerous, or something less clear is there, `possible_abuse` is heard,
    which is answered with a question rather than passed over.

    Config: `penalty` (see `linear.fit`); `whole`, the share of the whole message against its
    strongest sentence; `self_harm_from`, `partner_abuse_from` and
    `harm_to_others_from`, the score from which each danger is heard; `concern_from`, that of all of
    them and possible abuse together from which one asks, `clearest_from`, the score that one of
    them must have for it; `past_abuse_from`; `phrase_score`;
    `together_from`, the score of a message, or of one before it, from which they are read together,
    for a threat may be told in pieces.
    Each score is on the message as `concern_scores`.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default config: thresholds chosen for recall (docs/understanding.md)."""
        return {
            "penalty": 0.3,
            "whole": 0.4,
            "self_harm_from": 0.25,
            "partner_abuse_from": 0.25,
            "harm_to_others_from": 0.2,
            "concern_from": 0.3,
            "clearest_from": 0.15,
            "past_abuse_from": 0.5,
            "phrase_score": 0.7,
            "together_from": 0.2,
        }

    def prepare(self) -> None:
        """Reads the phrases: a fault in them is told at start, not to somebody in danger."""
        load_phrases()
        load_persons()

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the model on every example that was looked through for concerns, found or not."""
        labelled = [
            (example.get(READING), labels_of(example))
            for example in training_data.intent_examples
            if example.get(READING) is not None
        ]
        pairs = [(reading, labels.concern) for reading, labels in labelled if labels.concern_asked]
        violent = [(reading, concern) for reading, concern in pairs if concern in _VIOLENCE]
        return self.store(
            {
                "concern": self._fit(_vectors(r for r, _ in pairs), [c for _, c in pairs]),
                "violence": self._fit(_who(r for r, _ in violent), [c for _, c in violent]),
            }
        )

    def _fit(self, features: Vectors, labels: list[str]) -> linear.Linear:
        return linear.fit(features, labels, self.config["penalty"])

    def process(
        self,
        messages: list[Message],
        # Rasa's graph checks this type by an old library that does not know `X | None`.
        tracker: Optional[DialogueStateTracker] = None,  # noqa: UP045
    ) -> list[Message]:
        """Adds the concern to the exchange of every message, and lets it take the intent."""
        for message in messages:
            reading: Reading | None = message.get(READING)
            if reading is None or message.get(INTENT)["name"] == INFORM_COUNTRY:
                continue
            said = concerns_said(reading.sentence_texts(), load_phrases())
            scores = self.scores(reading, said)
            concern, sure = self._hear(scores)
            if concern is Concern.POSSIBLE_ABUSE and message.get(INTENT)["name"] in _UNREAD:
                # Where the words mean nothing to the encoder, only what is clear counts.
                concern = Concern.NONE
            if concern is Concern.NONE:
                concern, sure = self._hear_with(said_before(tracker), reading, scores, sure)
            if concern in _VIOLENCE:
                concern = self._whose_violence(reading, said)
            self._put(message, reading, concern, sure)
            rounded = {name.value: round(score, 4) for name, score in scores.items()}
            message.set(CONCERN_SCORES, rounded, add_to_output=True)
        return messages

    def _put(self, message: Message, reading: Reading, concern: Concern, sure: float) -> None:
        """Puts what was heard on a message."""
        exchange = Exchange.from_dict(message.get(EXCHANGE))
        confidence = replace(exchange.confidence, concern=sure)
        heard = replace(exchange, concern=concern, confidence=confidence)
        if concern is Concern.NONE:
            set_exchange(message, heard)
            return
        found = self._evidence(reading, concern)
        set_exchange(message, replace(heard, evidence=(*exchange.evidence, found)))
        set_intent(message, INTENT_OF_CONCERN[concern.value], sure)
        if concern is not Concern.SELF_HARM:
            return
        persons = load_persons()
        whose = persons.at_risk([found.text]) or persons.at_risk(reading.sentence_texts())
        if whose is not None:
            message.set(AT_RISK, whose.value, add_to_output=True)

    def _evidence(self, reading: Reading, concern: Concern) -> Evidence:
        """The sentence that speaks most for a concern: one with a phrase, else by the model."""
        spans = reading.spans or ((0, len(reading.text)),)
        model = self.models["concern"]
        vectors = reading.sentences if len(reading.sentences) else reading.whole[None]
        column = model.probabilities(meaning(vectors))[:, model.classes.index(concern.value)]
        for row, sentence in enumerate(reading.sentence_texts()):
            if concern in concerns_said([sentence], load_phrases()):
                column[row] = max(column[row], self.config["phrase_score"])
        best = int(column.argmax())
        start, end = spans[best]
        return Evidence(
            text=reading.text[start:end],
            start=start,
            end=end,
            label=concern.value,
            confidence=float(column[best]),
        )

    def _hear_with(
        self,
        before: Sequence[Before],
        reading: Reading,
        scores: dict[Concern, float],
        sure: float,
    ) -> tuple[Concern, float]:
        """What a message says together with those before it; `sure` is how surely it says nothing.

        Reading them together costs as much again as reading the message, and is spared where
        neither it nor they come near a concern.
        """
        now = suspicion({name.value: score for name, score in scores.items()})
        half_said = bool(before) and _ENDED.search(before[-1].text) is None
        said = frozenset[Concern]()
        if half_said:
            joined = [f"{before[-1].text} {reading.text}"]
            said = concerns_said(joined, load_phrases()) - concerns_said(
                [before[-1].text], load_phrases()
            )
        near = max([now, *(message.suspicion for message in before)])
        if not before or (near < self.config["together_from"] and not said):
            return Concern.NONE, sure
        text = " ".join([*(message.text for message in before), reading.text])
        (encoded,) = shared_encoder().encode([text], [()])
        together = replace(reading, text=text, spans=(), whole=encoded.whole, sentences=_NO_VECTORS)
        heard, how_sure = self._hear(self.scores(together, said))
        return (heard, how_sure) if heard is not Concern.PAST_ABUSE else (Concern.NONE, sure)

    def _whose_violence(self, reading: Reading, said: Set[Concern]) -> Concern:
        """Who hurts whom: the encoder hardly tells “he hit me” from “I hit him”, the parse does."""
        named = said & set(_VIOLENCE)
        if len(named) == 1:
            return next(iter(named))
        model = self.models["violence"]
        (row,) = model.probabilities(_who([reading]))
        return Concern(model.classes[int(row.argmax())])

    def scores(self, reading: Reading, said: Set[Concern]) -> dict[Concern, float]:
        """The score of each concern, from 0 to 1; `said` are those of which a phrase was found."""
        model = self.models["concern"]
        (whole,) = model.probabilities(meaning(reading.whole[None]))
        each = whole[None]
        if len(reading.sentences):
            each = model.probabilities(meaning(reading.sentences))
        share = self.config["whole"]
        both = share * whole + (1 - share) * each.max(axis=0)
        scores = {
            Concern(name): min(1.0, float(score))
            for name, score in zip(model.classes, both, strict=True)
            if name != Concern.NONE
        }
        for concern in said:
            scores[concern] = max(scores.get(concern, 0.0), self.config["phrase_score"])
        return scores

    def _hear(self, scores: dict[Concern, float]) -> tuple[Concern, float]:
        """The concern that passes its threshold, or none, with how sure that is."""
        dangers = {concern: scores.get(concern, 0.0) for concern in DANGERS}
        danger = min(1.0, sum(dangers.values()))
        unclear = scores.get(Concern.POSSIBLE_ABUSE, 0.0)
        possible = min(1.0, danger + unclear)
        past = scores.get(Concern.PAST_ABUSE, 0.0)
        passing = [c for c in DANGERS if dangers[c] >= self.config[f"{c.value}_from"]]
        if passing:
            return max(passing, key=lambda concern: dangers[concern]), danger
        # A little of everything is what short talk sounds like; of something there must be more.
        clearest = max(unclear, *dangers.values())
        if possible >= self.config["concern_from"] and clearest >= self.config["clearest_from"]:
            return Concern.POSSIBLE_ABUSE, possible
        if past >= self.config["past_abuse_from"]:
            return Concern.PAST_ABUSE, past
        return Concern.NONE, 1 - max(possible, past)
