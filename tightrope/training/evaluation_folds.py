"""Cross-validation on our own examples: the pipeline of config.yml, fitted on all folds but one.

The components are the ones that answer people, fitted by their own `train` and asked by their own
`process`; only Rasa's graph around them is left out. What stands before the first component that
learns is the same for every fold, so it runs once.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tightrope.training.evaluation_hearing import Heard
from tightrope.training.evaluation_messages import Judged

_LABELS = ("intent", "metadata")
_SEED = 20190201


@dataclass(frozen=True)
class _Step:
    """One component of the pipeline with its configuration."""

    component: Any
    config: Mapping[str, Any]

    @property
    def learns(self) -> bool:
        return hasattr(self.component, "train")

    def create(self, folder: str) -> Any:
        from rasa.engine.graph import ExecutionContext, GraphSchema
        from rasa.engine.storage.local_model_storage import LocalModelStorage
        from rasa.engine.storage.resource import Resource

        config = {**self.component.get_default_config(), **self.config}
        resource = Resource(self.component.__name__)
        context = ExecutionContext(GraphSchema({}), model_id="cross-validation")
        return self.component.create(config, LocalModelStorage(Path(folder)), resource, context)


@dataclass(frozen=True)
class OwnExamples:
    """Our examples with what their labels say of them, and one way to split them.

    `messages` are Rasa's, featurized; `held_out` gives the positions of each fold.
    """

    messages: Sequence[Any]
    judged: Sequence[Judged]
    held_out: Sequence[Sequence[int]]


def read_examples(root: Path, folds: int) -> OwnExamples:
    """Reads data/nlu and runs what does not learn; takes as long as reading them in training.

    Args:
        root: The project's folder.
        folds: How many parts, each with the same share of every intent.
    """
    from rasa.shared.nlu.training_data.loading import load_data
    from sklearn.model_selection import StratifiedKFold

    from tightrope.understanding.labels import labels_of

    data = load_data(str(root / "data" / "nlu"))
    before, _ = _steps(root / "config.yml")
    with TemporaryDirectory() as folder, _inside(root):
        provided = None
        for step in before:
            component = step.create(folder)
            provided = component.provide() if hasattr(component, "provide") else provided
            data = _ask(component, "process_training_data", data, provided)
    messages = data.intent_examples
    labels = [labels_of(message) for message in messages]
    judged = [
        Judged(
            id=f"{own.intent} {number}",
            text=message.get("text"),
            bid=own.bid,
            also=own.also,
            actor=own.actor,
            moment=own.moment,
            concern=own.concern,
            intent=own.intent,
        )
        for number, (message, own) in enumerate(zip(messages, labels, strict=True))
    ]
    splitter = StratifiedKFold(folds, shuffle=True, random_state=_SEED)
    intents = [own.intent for own in labels]
    held_out = [[int(i) for i in part] for _, part in splitter.split(intents, intents)]
    return OwnExamples(messages, judged, held_out)


def cross_validate(root: Path, examples: OwnExamples, advance: Callable[[], None]) -> list[Heard]:
    """What the pipeline hears in each example when it was fitted without that example's fold.

    Args:
        root: The project's folder.
        examples: As `read_examples` gives them.
        advance: Called after each fold.
    """
    _, learning = _steps(root / "config.yml")
    heard: dict[int, Heard] = {}
    for part in examples.held_out:
        answers = _one_fold(learning, examples.messages, part)
        heard.update(zip(part, answers, strict=True))
        advance()
    return [heard[place] for place in range(len(examples.messages))]


def _one_fold(steps: Sequence[_Step], messages: Sequence[Any], part: Sequence[int]) -> list[Heard]:
    from rasa.shared.nlu.training_data.training_data import TrainingData

    away = set(part)
    data = TrainingData([_copy(m) for place, m in enumerate(messages) if place not in away])
    asked = [_copy(messages[place], without=_LABELS) for place in part]
    with TemporaryDirectory() as folder:
        for step in steps:
            component = step.create(folder)
            if step.learns:
                component.train(data)
            if hasattr(component, "process_training_data"):
                data = component.process_training_data(data)
            asked = component.process(asked)
    return [Heard.from_parse(message.as_dict(only_output_properties=True)) for message in asked]


def _copy(message: Any, without: Sequence[str] = ()) -> Any:
    from rasa.shared.nlu.training_data.message import Message

    data = {key: value for key, value in message.data.items() if key not in without}
    return Message(data=data, features=list(message.features))


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Works in a folder, as training does: the cache of vectors is named relative to it."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _steps(config: Path) -> tuple[list[_Step], list[_Step]]:
    """The pipeline, parted before the first component that learns."""
    from rasa.engine.recipes.default_components import DEFAULT_COMPONENTS
    from rasa.shared.utils.common import class_from_module_path
    from rasa.shared.utils.io import read_yaml_file

    stock = {component.__name__: component for component in DEFAULT_COMPONENTS}
    steps = []
    for entry in read_yaml_file(config)["pipeline"]:
        name = entry["name"]
        component = stock.get(name) or class_from_module_path(name)
        steps.append(_Step(component, {k: v for k, v in entry.items() if k != "name"}))
    first = next((place for place, step in enumerate(steps) if step.learns), len(steps))
    return steps[:first], steps[first:]


def _ask(component: Any, name: str, data: Any, provided: Any) -> Any:
    """Calls a method that may be missing, with the loaded language model if it wants one."""
    method = getattr(component, name, None)
    if method is None:
        return data
    wants_model = "model" in inspect.signature(method).parameters
    return method(data, model=provided) if wants_model else method(data)
