"""Graph component: messages that nobody could read get an intent of their own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from tightrope.asem import Actor, Bid, Confidence, Dimension, Exchange
from tightrope.understanding.exchange_reader import set_exchange
from tightrope.understanding.intent_classifier import set_intent

_LETTERS = re.compile(r"[^\W\d_]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ'’]+")
_IDENTIFIER = re.compile(r"\w+_\w+")
"""What is left of a mistyped command: no word of a conversation."""
_TAG = re.compile(r"<[^<>]{0,200}>")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class MessageGuard(GraphComponent):  # type: ignore[misc]
    """Overrides the intent of what cannot be read: `too_long`, `unreadable`, `other_language`.

    Stands before SafetyGate, which still reads what it can of such a message.

    Config: `longest`, in characters; `other_language_from`, the probability from which a text is
    taken for another language, and `fewest_words`, below which language is not guessed.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default config."""
        return {"longest": 4000, "other_language_from": 0.9, "fewest_words": 3}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageGuard:
        """Creates the component."""
        return cls({**cls.get_default_config(), **config})

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    def process(self, messages: list[Message]) -> list[Message]:
        """Overrides intent and exchange of messages that cannot be read."""
        for message in messages:
            fault = self.fault(message.get(TEXT) or "")
            if fault:
                set_intent(message, fault, 1.0)
                set_exchange(message, _NOTHING)
        return messages

    def fault(self, text: str) -> str | None:
        """Why a text cannot be read, or None if it can."""
        if len(text) > self._config["longest"]:
            return "too_long"
        visible = _TAG.sub(" ", text)
        letters = _LETTERS.findall(visible)
        if not letters or _IDENTIFIER.fullmatch(visible.strip()):
            return "unreadable"
        words = _LATIN_WORD.findall(visible)
        if sum(map(len, words)) < len(letters) / 2:
            return "other_language"
        return "other_language" if self._is_foreign(words) else None

    def _is_foreign(self, words: list[str]) -> bool:
        if len(words) < self._config["fewest_words"]:
            return False
        common = sum(word.lower() in _english_stop_words() for word in words)
        if common / len(words) > _ENGLISH_SHARE:
            return False
        language, probability = _identifier().classify(" ".join(words))
        return bool(language != "en" and probability >= self._config["other_language_from"])


_ENGLISH_SHARE = 0.2
"""Where this share of the words are common English ones, it is English, whatever is mixed in."""

_NOTHING = Exchange(
    bid=Bid.NONE,
    dimension=Dimension.NONE,
    actor=Actor.NONE,
    moment=None,
    confidence=Confidence(bid=1.0, actor=1.0, moment=0.0, concern=0.0),
)


@lru_cache(maxsize=1)
def _english_stop_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
