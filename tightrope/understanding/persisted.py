"""What the classifying components share: fitted models kept in Rasa's model storage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from typing_extensions import Self

from tightrope.understanding.fingerprint import code_fingerprint
from tightrope.understanding.linear import Linear


class FittedComponent(GraphComponent):  # type: ignore[misc]
    """A graph component that holds named Linear models, `self.models`, empty until trained."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Creates an untrained component."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource, {})

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """Loads what `store` kept."""
        with model_storage.read_from(resource) as folder:
            models = {
                path.stem: Linear.from_bytes(path.read_bytes()) for path in folder.glob("*.npz")
            }
        return cls({**cls.get_default_config(), **config}, model_storage, resource, models)

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        models: Mapping[str, Linear],
    ) -> None:
        self.config = config
        self.prepare()
        self.models = dict(models)
        self._model_storage = model_storage
        self._resource = resource

    def prepare(self) -> None:
        """Loads what the component needs beside its models, so that no message waits for it."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Changes with the code that fits and reads the models."""
        return code_fingerprint()

    def store(self, models: Mapping[str, Linear]) -> Resource:
        """Keeps fitted models, and uses them from now on."""
        self.models = dict(models)
        with self._model_storage.write_to(self._resource) as folder:
            for name, model in models.items():
                (folder / f"{name}.npz").write_bytes(model.to_bytes())
        return self._resource
