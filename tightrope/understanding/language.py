"""spaCy in the pipeline: tokens and sentences, in the case the person typed."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP

from tightrope.understanding.readable import readable

_ALSO_ENDS = ("…", *("." * n for n in range(2, 9)), *("\n" * n for n in range(1, 9)))
"""What ends a sentence in a message beside spaCy's own marks; a run of them is one token."""


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MODEL_LOADER,
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    ],
    is_trainable=False,
    model_from="EnglishLanguage",
)
class EnglishLanguage(SpacyNLP):  # type: ignore[misc]
    """Rasa's SpacyNLP with case kept and sentences split where they are marked.

    Rasa's component lowercases, which hides where sentences begin, and runs a whole model on every
    message. The model's own splitter reads no better than the marks do, and took a sixth of a
    training (docs/understanding.md).
    Adds a spaCy `Doc` to every message as `text_spacy_doc`.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default config: case kept."""
        return {"case_sensitive": True}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EnglishLanguage:
        """Creates the component with its defaults filled in."""
        return cls(cls.load_model("en"), {**cls.get_default_config(), **config})

    @staticmethod
    def load_model(spacy_model_name: str) -> SpacyModel:
        """spaCy's tokenizer for a language, with a splitter that goes by marks and lines."""
        import spacy
        from spacy.pipeline import Sentencizer

        language = spacy.blank(spacy_model_name)
        marks = [*Sentencizer.default_punct_chars, *_ALSO_ENDS]
        language.add_pipe("sentencizer", config={"punct_chars": marks})
        return SpacyModel(model=language, model_name=spacy_model_name)

    def _preprocess_text(self, text: str | None) -> str:
        return readable(text)
