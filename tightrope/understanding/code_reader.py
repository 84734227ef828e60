"""Graph component: a code for linking two channels, as it was typed."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from tightrope.link_code import code_in
from tightrope.understanding.intent_classifier import set_intent

LINK = "link"

_LONGEST = 60
"""Characters within which somebody sends a code; a story may mention one."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CodeReader(GraphComponent):  # type: ignore[misc]
    """Reads a code in a short message, such as “link ac2d efgh”; stands before SafetyGate.

    Examples cannot teach that: a code has no meaning that another has, too.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default config: nothing to set."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CodeReader:
        """Creates the component."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Gives a message with a code the intent to link, and the code as an entity."""
        for message in messages:
            text = message.get(TEXT) or ""
            code = code_in(text) if len(text) <= _LONGEST else None
            if code is not None:
                set_intent(message, LINK, 1.0)
                entity = {"entity": "code", "value": code, "start": 0, "end": len(text)}
                message.set(ENTITIES, [entity], add_to_output=True)
        return messages
