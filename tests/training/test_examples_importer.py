"""Examples are read as Rasa reads them, only sooner; what is wrong is told as Rasa tells it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter

from tightrope.running.settings import ROOT
from tightrope.training.examples_importer import ExamplesImporter

_HEAD = 'version: "3.1"\nnlu:\n- intent: jealousy\n'
_READABLE = {
    "labelled": _HEAD + "  examples:\n  - text: 'who''s she?'\n    metadata: {actor: self}\n",
    "lines": _HEAD + "  examples: |\n    - who is she\n    - yes\n",
    "one line lacks its dash": _HEAD + "  examples: |\n    - who is she\n    and who is he\n",
    "an entity": _HEAD + "  examples: |\n    - my [wife](person) is out again\n",
    "a synonym beside": _HEAD
    + "  examples: |\n    - a\n- synonym: wife\n  examples: |\n    - missus\n",
    "accents and emoji": _HEAD + "  examples:\n  - text: 'her fiancé 😭'\n",
    "no examples": _HEAD + "  examples: []\n",
    "text missing": _HEAD + "  examples:\n  - metadata: {actor: self}\n",
    "empty": 'version: "3.1"\nnlu:\n',
}
_BROKEN = {
    "not a text": _HEAD + "  examples: 12\n",
    "text is a number": _HEAD + "  examples:\n  - text: 12\n",
    "a key twice": _HEAD + "  examples:\n  - text: one\n    text: two\n",
    "broken off": _HEAD + "  examples:\n  - text: 'who is\n",
    "unknown key": _HEAD + "  exampels: |\n    - who is she\n",
}


def _file(folder: Path, content: str) -> Path:
    path = folder / "jealousy.yml"
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("content", _READABLE.values(), ids=_READABLE)
def test_a_file_is_read_as_rasa_reads_it(content: str, tmp_path: Path) -> None:
    path = str(_file(tmp_path, content))
    ours = ExamplesImporter(training_data_paths=path).get_nlu_data()
    rasas = RasaFileImporter(training_data_paths=path).get_nlu_data()
    assert ours.nlu_as_yaml() == rasas.nlu_as_yaml()
    assert ours.fingerprint() == rasas.fingerprint()


@pytest.mark.parametrize("content", _BROKEN.values(), ids=_BROKEN)
def test_a_faulty_file_is_named(content: str, tmp_path: Path) -> None:
    path = _file(tmp_path, content)
    with pytest.raises(RasaException) as ours:
        ExamplesImporter(training_data_paths=str(path)).get_nlu_data()
    with pytest.raises(RasaException) as rasas:
        RasaFileImporter(training_data_paths=str(path)).get_nlu_data()
    assert str(path) in str(ours.value)
    assert str(ours.value) == str(rasas.value)


def test_the_projects_own_examples_are_read_as_rasa_reads_them() -> None:
    files = [str(ROOT / "data" / "nlu" / name) for name in ("self_reliance.yml", "greet.yml")]
    ours = ExamplesImporter(training_data_paths=files).get_nlu_data()
    rasas = RasaFileImporter(training_data_paths=files).get_nlu_data()
    assert ours.fingerprint() == rasas.fingerprint()


def test_training_reads_each_file_once(tmp_path: Path) -> None:
    path = _file(tmp_path, _READABLE["labelled"])
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(path)]
    )
    first = importer.get_nlu_data().fingerprint()
    path.unlink()
    assert importer.get_nlu_data("en").fingerprint() == first
