"""Rasa importer that reads data/nlu once and fast; training waited half a minute for that.

Rasa reads every file with a parser in Python, checks it against a schema, reads it again, and
does all of it twice in one training. Our own files are plain lists of examples, so one pass of
the parser in C and a look at the shape is enough. A file of any other shape, or with a fault in
it, is left to Rasa, whose messages say what is wrong.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data import loading
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

_VERSION = "3.1"
"""Rasa 3.6's own format; about any other, Rasa has something to say."""


class ExamplesImporter(RasaFileImporter):  # type: ignore[misc]
    """RasaFileImporter, but for the reading of examples; named in config.yml."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        self._read: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """All examples. Rasa asks for them twice; its own importers copy what they change."""
        if self._read is None:
            self._read = TrainingData().merge(
                *(_read(str(file), language) for file in self._nlu_files)
            )
        return self._read


def _read(file: str, language: str | None) -> TrainingData:
    if loading.guess_format(file) != loading.RASA_YAML:
        return loading.load_data(file, language)
    return _PlainReader().read(file, language=language, fformat=loading.RASA_YAML)


class _PlainReader(RasaYAMLReader):  # type: ignore[misc]
    def reads(self, string: str, **kwargs: Any) -> TrainingData:
        blocks = _plain_blocks(string)
        if blocks is None:
            return super().reads(string, **kwargs)
        self._parse_nlu(blocks)
        return TrainingData(self.training_examples)


def _plain_blocks(content: str) -> list[dict[str, Any]] | None:
    """The blocks of a file that holds nothing but intents with lists of examples, else None."""
    try:
        data = YAML(typ="safe").load(content)
    except YAMLError:
        return None
    if not isinstance(data, dict) or data.keys() != {"version", "nlu"}:
        return None
    blocks = data["nlu"]
    plain = isinstance(blocks, list) and all(_is_plain(block) for block in blocks)
    return blocks if plain and data["version"] == _VERSION else None


def _is_plain(block: Any) -> bool:
    return (
        isinstance(block, dict)
        and block.keys() == {"intent", "examples"}
        and isinstance(block["intent"], str)
        and _are_examples(block["examples"])
    )


def _are_examples(examples: Any) -> bool:
    if isinstance(examples, str):
        return True
    return isinstance(examples, list) and all(_is_example(example) for example in examples)


def _is_example(example: Any) -> bool:
    return (
        isinstance(example, dict)
        and example.keys() <= {"text", "metadata"}
        and isinstance(example.get("text"), str)
        and isinstance(example.get("metadata", {}), dict)
    )
