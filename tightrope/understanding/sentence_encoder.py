"""Graph component: splits each message into sentences and gives vectors to it and to them."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from tightrope.understanding.encoder import Encoded, Span, Vectors, shared_encoder
from tightrope.understanding.fingerprint import code_fingerprint
from tightrope.understanding.readable import readable
from tightrope.understanding.vector_cache import VectorCache

READING = "tightrope_reading"
"""Where on a message its Reading is kept. Never part of what /model/parse answers."""

_AT_ONCE = 128
logger = logging.getLogger(f"rasa.{__name__}")
"""Below Rasa's logger, whose level is the one that training sets."""


@dataclass(frozen=True)
class Reading:
    """One message as the later components see it.

    Attributes:
        text: The message as far as it is read.
        spans: Start and end of each sentence.
        whole: Unit vector of the message, shape (WIDTH,).
        sentences: Unit vectors of the sentences, shape (sentences, WIDTH).
    """

    text: str
    spans: tuple[Span, ...]
    whole: Vectors
    sentences: Vectors

    def sentence_texts(self) -> list[str]:
        """The sentences; the whole message where it has no marks to split it by."""
        return [self.text[start:end] for start, end in self.spans] or [self.text]

    def fingerprint(self) -> str:
        """What Rasa compares between trainings; without it, it would print every vector."""
        content = repr((self.text, self.spans)).encode("utf-8", "surrogatepass")
        return hashlib.sha256(content).hexdigest()


def sentence_spans(doc: Any) -> tuple[Span, ...]:
    """Start and end of each sentence of a spaCy Doc, white space trimmed, empty ones left out."""
    spans = []
    for sentence in doc.sents:
        raw = sentence.text
        start = sentence.start_char + len(raw) - len(raw.lstrip())
        end = sentence.start_char + len(raw.rstrip())
        if end > start:
            spans.append((start, end))
    return tuple(spans)


def _batches(messages: list[Message]) -> Iterator[list[Message]]:
    for first in range(0, len(messages), _AT_ONCE):
        yield messages[first : first + _AT_ONCE]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):  # type: ignore[misc]
    """Adds a Reading to every message; needs EnglishLanguage before it.

    Config: `cache`, a folder in which vectors of training examples are kept between trainings
    (relative to where training runs), or null for none.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default config: vectors of training examples are kept beside Rasa's own cache."""
        return {"cache": ".rasa/vectors"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Creates the component."""
        return cls({**cls.get_default_config(), **config})

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Changes with the code; that names the weights by their SHA-256."""
        return code_fingerprint()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds a Reading to every training example that has text."""
        examples = [e for e in training_data.training_examples if e.get(TEXT)]
        cache = VectorCache.open(self._config["cache"])
        for number, batch in enumerate(_batches(examples)):
            if number % 8 == 0:
                logger.info("Encoded %s of %s examples.", number * _AT_ONCE, len(examples))
            spans = [_spans(message) for message in batch]
            texts = [readable(message.get(TEXT)) for message in batch]
            for message, own, encoded in zip(batch, spans, cache.encode(texts, spans), strict=True):
                _attach(message, own, encoded)
        cache.close()
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds a Reading to every message that has text."""
        for message in messages:
            if message.get(TEXT):
                spans = _spans(message)
                text = readable(message.get(TEXT))
                _attach(message, spans, shared_encoder().encode([text], [spans])[0])
        return messages


def _spans(message: Message) -> tuple[Span, ...]:
    doc = message.get("text_spacy_doc")
    return sentence_spans(doc) if doc is not None else ()


def _attach(message: Message, spans: tuple[Span, ...], encoded: Encoded) -> None:
    message.set(
        READING,
        Reading(
            text=readable(message.get(TEXT)),
            spans=spans,
            whole=encoded.whole,
            sentences=np.asarray(encoded.spans, dtype=np.float32),
        ),
    )
