"""The file the encoder runs: made once, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from tightrope.understanding import encoder_weights as module
from tightrope.understanding.encoder_files import WEIGHTS, EncoderFilesError, encoder_file
from tightrope.understanding.encoder_weights import LAYERS, prepared_weights

IDS = [101, 2016, 2921, 4851, 2065, 1045, 3866, 2014, 1012, 102]
"""“She kept asking if I loved her.” in the model's word pieces."""


def states(file: Path) -> list[np.ndarray]:
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    row = np.array([IDS], dtype=np.int64)
    inputs = {"input_ids": row, "attention_mask": np.ones_like(row)}
    return session.run(None, {**inputs, "token_type_ids": np.zeros_like(row)})


def cosine(one: np.ndarray, other: np.ndarray) -> float:
    one, other = one[0].mean(axis=0), other[0].mean(axis=0)
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def test_it_answers_with_the_layers_and_the_last_is_what_the_model_says(tmp_path: Path):
    found = states(prepared_weights(tmp_path))
    assert [layer.shape for layer in found] == [(1, len(IDS), 384)] * len(LAYERS)
    (plain,) = states(encoder_file(WEIGHTS))
    assert cosine(found[-1], plain) > 0.98
    assert cosine(found[0], plain) < 0.9


def test_it_is_made_once_and_nothing_else_is_left(tmp_path: Path):
    first = prepared_weights(tmp_path)
    assert list(tmp_path.iterdir()) == [first]
    made = first.stat().st_mtime_ns
    assert prepared_weights(tmp_path) == first
    assert first.stat().st_mtime_ns == made


def test_a_training_that_broke_off_leaves_no_half_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(source: Path, scratch: Path) -> Path:
        (scratch / "int8.onnx").write_bytes(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "_prepare", broken)
        with pytest.raises(KeyboardInterrupt):
            prepared_weights(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert prepared_weights(tmp_path).stat().st_size > 1_000_000


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EncoderFilesError, match=r"file: .*try again"):
        prepared_weights(tmp_path / "file")
