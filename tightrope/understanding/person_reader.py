"""Graph component: an age below 18, and a country that was asked for."""

from __future__ import annotations

from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from tightrope.safety.country_names import country_code
from tightrope.safety.persons import load_persons
from tightrope.understanding.intent_classifier import set_intent
from tightrope.understanding.sentence_encoder import READING, Reading

UNDER_18 = "under_18"
INFORM_COUNTRY = "inform_country"
_ASKING = frozenset({"action_help_lines", "action_ask_country", "action_under_18"})
"""Actions that may ask for the country."""

_LONGEST_ANSWER = 60
"""Characters within which somebody answers which country they are in."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class PersonReader(GraphComponent):  # type: ignore[misc]
    """Reads what a message says of the person who writes; stands before SafetyGate.

    An age below 18 sets `under_18` on the message, which stays there when a concern takes the
    intent. The name of a country counts only where the assistant asked for it: in other places it
    may be a friend's name, or where the partner lives.
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
    ) -> PersonReader:
        """Creates the component."""
        return cls()

    def __init__(self) -> None:
        # A fault in the files is told at start, and no first message waits for them.
        load_persons()
        country_code("")

    def process(
        self,
        messages: list[Message],
        # Rasa's graph checks this type by an old library that does not know `X | None`.
        tracker: Optional[DialogueStateTracker] = None,  # noqa: UP045
    ) -> list[Message]:
        """Adds age and country to the messages that tell them."""
        for message in messages:
            reading: Reading | None = message.get(READING)
            if reading is None:
                continue
            if load_persons().is_under_18(reading.sentence_texts()):
                message.set(UNDER_18, True, add_to_output=True)
                set_intent(message, UNDER_18, 1.0)
            elif code := _country(message.get(TEXT), tracker):
                set_intent(message, INFORM_COUNTRY, 1.0)
                entity = {"entity": "country", "value": code, "start": 0, "end": len(reading.text)}
                message.set(ENTITIES, [entity], add_to_output=True)
        return messages


def _country(text: str, tracker: DialogueStateTracker | None) -> str | None:
    if tracker is None or len(text) > _LONGEST_ANSWER:
        return None
    was_asked = tracker.get_slot("concern") or _last_action(tracker) in _ASKING
    return country_code(text) if was_asked else None


def _last_action(tracker: DialogueStateTracker) -> str | None:
    """The action that spoke last; after it the assistant only listened."""
    for event in reversed(tracker.events):
        if isinstance(event, ActionExecuted) and event.action_name != ACTION_LISTEN_NAME:
            return str(event.action_name)
    return None
