"""Graph component: messages that nobody could read get an intent of their own."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from tightrope.asem import Actor, Bid, Confidence, Dimension, Exchange
from tightrope.understanding.exchange_reader import set_exchange
from tightrope.understanding.intent_classifier import UNCLEAR, set_intent

_LETTERS = re.compile(r"[^\W\d_]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’]+")
_IDENTIFIER = re.compile(r"\w+_\w+")
"""What is left of a mistyped command: no word of a conversation."""
_CONTRACTION = re.compile(r"\w+(n['’]t|['’](s|m|re|ve|ll|d))")
_TAG = re.compile(r"<[^<>]{0,200}>")
_GUESSED_FAULTS = ("other_language", "unreadable")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class MessageGuard(GraphComponent):  # type: ignore[misc]
    """Overrides the intent of what cannot be read: `too_long`, `unreadable`, `other_language`.

    Stands before SafetyGate, which still reads what it can of such a message.

    Config: `longest`, in characters; `fewest_words`, the different words below which language is
    not guessed.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default config."""
        return {"longest": 4000, "fewest_words": 3}

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
            text = message.get(TEXT) or ""
            fault = self.fault(text)
            if fault:
                set_intent(message, fault, 1.0)
                set_exchange(message, _NOTHING)
            elif message.get(INTENT)["name"] in _GUESSED_FAULTS and _has_english(_words(text)):
                # Learned from examples, and so a guess that slang and bad spelling mislead.
                set_intent(message, UNCLEAR, 0.0)
        return messages

    def fault(self, text: str) -> str | None:
        """Why a text cannot be read, or None if it can."""
        if len(text) > self._config["longest"]:
            return "too_long"
        visible = _TAG.sub(" ", text)
        letters = _LETTERS.findall(visible)
        if not letters or _IDENTIFIER.fullmatch(visible.strip()):
            return "unreadable"
        words = _words(text)
        if sum(map(len, words)) < len(letters) / 2:
            return "other_language"
        return "other_language" if self._is_foreign(words) else None

    def _is_foreign(self, words: list[str]) -> bool:
        """Tells another language by its common words and by how improbable English is.

        Neither is enough: on short or misspelt English the identifier is often sure and wrong.
        """
        if len(set(words)) < self._config["fewest_words"]:
            return False
        probabilities = dict(_identifier().rank(" ".join(words)))
        language = max(probabilities, key=lambda name: float(probabilities[name]))
        common = _common_words(language)
        ours = sum(_is_english(word) and word not in common for word in words)
        theirs = sum(word in common and not _is_english(word) for word in words)
        if theirs > ours:
            return bool(probabilities["en"] < _UNLIKELY)
        enough = ours >= _ENGLISH_SHARE * len(words)
        return not enough and bool(probabilities["en"] < _MOST_UNLIKELY)


_UNLIKELY, _MOST_UNLIKELY = 1e-4, 1e-6
"""Probabilities of English below which it is not: where another language's common words prevail,
and where they do not. Of the named language itself little can be said where two are neighbours."""

_ENGLISH_SHARE = 0.2
"""Where this share of the words are common English ones, names and loan words may be the rest."""

_CHAT_WORDS = """
u ur r im ive ill hes shes its thats theyre dont doesnt didnt isnt wasnt hasnt havent wont cant
couldnt wouldnt shouldnt wanna gonna gotta pls plz thx lol omg wtf tbh idk ngl smh bf gf
"""
"""English as it is typed on phones, which lists of common words leave out."""

_NOTHING = Exchange(
    bid=Bid.NONE,
    dimension=Dimension.NONE,
    actor=Actor.NONE,
    moment=None,
    confidence=Confidence(bid=1.0, actor=1.0, moment=0.0, concern=0.0),
)


def _words(text: str) -> list[str]:
    return _LATIN_WORD.findall(_TAG.sub(" ", text).lower())


def _has_english(words: list[str]) -> bool:
    return bool(words) and sum(map(_is_english, words)) >= _ENGLISH_SHARE * len(words)


def _is_english(word: str) -> bool:
    return word in _english_words() or _CONTRACTION.fullmatch(word) is not None


@lru_cache(maxsize=1)
def _english_words() -> frozenset[str]:
    return _common_words("en") | frozenset(_CHAT_WORDS.split())


@cache
def _common_words(language: str) -> frozenset[str]:
    """Common words of a language by its ISO 639-1 code; none where spaCy has no list of them.

    The list is run as a file: importing it would import the whole language, French for 3 seconds.
    """
    languages = find_spec("spacy.lang")
    if languages is None or languages.origin is None:
        return frozenset()
    file = Path(languages.origin).parent / language / "stop_words.py"
    return frozenset(run_path(str(file))["STOP_WORDS"] if file.is_file() else ())


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
