"""all-MiniLM-L6-v2 on the CPU: text in, one vector for the whole and one for each span out.

The model (Wang et al. 2020, MiniLM; Reimers & Gurevych 2019, Sentence-BERT) was trained for
mean-pooled token vectors, so those are what is pooled here. Each text is passed through it once:
a span's vector is the mean over that span's tokens, read in the context of its neighbours.

A vector holds three of the six layers, one after the other: what a sentence means is in the last,
how it is said and who does it more in those before (docs/understanding.md).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from tightrope.understanding.encoder_files import TOKENIZER, encoder_file
from tightrope.understanding.encoder_weights import LAYERS, prepared_weights

Vectors = npt.NDArray[np.float32]
Span = tuple[int, int]

LAYER_WIDTH = 384
WIDTH = LAYER_WIDTH * len(LAYERS)
WINDOW_TOKENS = 254
"""Word pieces read at once; the model was trained on 256 with its two markers."""

_CLS, _SEP = 101, 102
_MARKER: Span = (0, 0)
_CORES = os.cpu_count() or 1
_MANY = 12
"""Windows from which loading the weights for a second way of running them pays.

Ordinary writing has fewer in one message, even one of 10,000 characters: no turn waits for that.
"""


@dataclass(frozen=True)
class Encoded:
    """Unit vectors of one text: `whole` has shape (WIDTH,), `spans` (number of spans, WIDTH)."""

    whole: Vectors
    spans: Vectors


def meaning(vectors: Vectors) -> Vectors:
    """The last layer's part of vectors, shape (…, WIDTH), at unit length: shape (…, 384)."""
    return np.asarray(vectors[..., -LAYER_WIDTH:] * np.sqrt(len(LAYERS)), dtype=np.float32)


class Encoder:
    """The tokenizer and the weights, loaded once; use `shared_encoder()`.

    Raises:
        EncoderFilesError: A file is missing, was changed or cannot be written.
    """

    def __init__(self) -> None:
        from tokenizers import Tokenizer

        self._model = prepared_weights()
        self._tokenizer = Tokenizer.from_file(str(encoder_file(TOKENIZER)))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._sessions: dict[int, Any] = {}
        self._session(_CORES)

    def _session(self, threads: int) -> Any:
        """The weights, ready to run one window on so many threads; loaded once for each number."""
        import onnxruntime

        if threads not in self._sessions:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            # Threads that spin while they wait would slow whatever runs beside them.
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            self._sessions[threads] = onnxruntime.InferenceSession(
                str(self._model), options, providers=["CPUExecutionProvider"]
            )
        return self._sessions[threads]

    def encode(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Encoded]:
        """Encodes texts in their order.

        Args:
            texts: The messages. A few hundred at a time keep memory small.
            spans: For each text the character spans (start, end) that want a vector of their own.
        """
        pieces = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        windows = [
            (row, slice(begin, begin + WINDOW_TOKENS))
            for row, piece in enumerate(pieces)
            for begin in range(0, max(len(piece.ids), 1), WINDOW_TOKENS)
        ]
        states = self._read_all([pieces[row].ids[part] for row, part in windows])
        vectors: list[list[Vectors]] = [[] for _ in texts]
        offsets: list[list[Span]] = [[] for _ in texts]
        for (row, part), state in zip(windows, states, strict=True):
            vectors[row].append(state)
            offsets[row] += [_MARKER, *pieces[row].offsets[part], _MARKER]
        return [
            _pool(np.concatenate(vectors[row]), offsets[row], spans[row])
            for row in range(len(texts))
        ]

    def _read_all(self, windows: list[list[int]]) -> list[Vectors]:
        if len(windows) < _MANY:
            return [_read(self._session(_CORES), ids) for ids in windows]
        # For training. One thread a window beats threads inside each product; nothing is padded.
        session = self._session(1)
        with ThreadPoolExecutor(_CORES) as threads:
            return list(threads.map(lambda ids: _read(session, ids), windows))


def _read(session: Any, ids: list[int]) -> Vectors:
    """Token vectors of one window, its two markers included: shape (tokens, layers, 384).

    One window at a time: int8 products are scaled by the largest value in the batch, so a text
    would else have another vector in other company.
    """
    row = np.array([[_CLS, *ids, _SEP]], dtype=np.int64)
    inputs = {
        "input_ids": row,
        "attention_mask": np.ones_like(row),
        "token_type_ids": np.zeros_like(row),
    }
    return np.stack([layer[0] for layer in session.run(None, inputs)], axis=1)


def _unit(states: Vectors) -> Vectors:
    """Layers at equal length, one after the other, so that together they have length one."""
    lengths = np.linalg.norm(states, axis=-1, keepdims=True) * np.sqrt(len(LAYERS))
    return np.asarray(states / np.where(lengths, lengths, 1), dtype=np.float32).reshape(-1)


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
