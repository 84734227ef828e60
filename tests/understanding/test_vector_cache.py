"""The cache of training vectors: faster, never wrong, and without the texts."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest

from tightrope.understanding import vector_cache
from tightrope.understanding.encoder import Encoded, Encoder, Span, shared_encoder
from tightrope.understanding.vector_cache import VectorCache

TEXTS = ["Zanzibar: she asked me again. And again.", "😭😭", ""]
SPANS: list[list[Span]] = [[(0, 29), (30, 40)], [(0, 2)], []]


def encode(folder: Path | None, texts: list[str] = TEXTS, spans: list[list[Span]] = SPANS):
    cache = VectorCache.open(str(folder) if folder else None)
    try:
        return cache.encode(texts, spans)
    finally:
        cache.close()


def same(one: list[Encoded], other: list[Encoded]) -> None:
    assert len(one) == len(other)
    for a, b in zip(one, other, strict=True):
        np.testing.assert_allclose(a.whole, b.whole, atol=1e-3)
        np.testing.assert_allclose(a.spans, b.spans, atol=1e-3)
        assert a.spans.shape == b.spans.shape


@pytest.fixture
def no_encoder(monkeypatch: pytest.MonkeyPatch):
    """Makes every use of the encoder fail from the moment it is called."""

    def refuse() -> NoReturn:
        raise AssertionError("the encoder was asked")

    return lambda: monkeypatch.setattr(vector_cache, "shared_encoder", refuse)


def test_what_was_encoded_once_is_not_encoded_again(tmp_path: Path, no_encoder):
    first = encode(tmp_path)
    same(first, shared_encoder().encode(TEXTS, SPANS))
    no_encoder()
    same(encode(tmp_path), first)


def test_only_what_is_new_is_encoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    encode(tmp_path)
    asked: list[str] = []

    class Watched(Encoder):
        def __init__(self) -> None:
            pass

        def encode(self, texts, spans):
            asked.extend(texts)
            return shared_encoder().encode(texts, spans)

    monkeypatch.setattr(vector_cache, "shared_encoder", Watched)
    mixed = encode(tmp_path, ["new", *TEXTS, "newer"], [[], *SPANS, [(0, 5)]])
    assert asked == ["new", "newer"]
    same(mixed[1:-1], shared_encoder().encode(TEXTS, SPANS))


def test_other_spans_or_other_weights_are_encoded_anew(tmp_path: Path, monkeypatch, no_encoder):
    encode(tmp_path)
    no_encoder()
    with pytest.raises(AssertionError, match="was asked"):
        encode(tmp_path, TEXTS[:1], [[(0, 5)]])
    monkeypatch.setattr(vector_cache, "_weights", lambda: "others")
    with pytest.raises(AssertionError, match="was asked"):
        encode(tmp_path, TEXTS[:1], SPANS[:1])


def test_without_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    same(encode(None), shared_encoder().encode(TEXTS, SPANS))
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_costs_time_and_nothing_else(tmp_path: Path):
    (tmp_path / "vectors.sqlite").write_bytes(b"this is no database, but a page of a diary" * 100)
    same(encode(tmp_path), shared_encoder().encode(TEXTS, SPANS))


@pytest.mark.parametrize("damage", ["substr(vectors, 1, 1001)", "substr(vectors, 1, 2304)", "x''"])
def test_a_damaged_row_is_encoded_anew(tmp_path: Path, damage: str):
    encode(tmp_path)
    with sqlite3.connect(tmp_path / "vectors.sqlite") as db:
        db.execute(f"update vectors set vectors = {damage}")
    same(encode(tmp_path), shared_encoder().encode(TEXTS, SPANS))


def test_a_folder_that_cannot_be_made_costs_time_and_nothing_else(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    same(encode(tmp_path / "file"), shared_encoder().encode(TEXTS, SPANS))


def test_no_text_is_kept_in_clear(tmp_path: Path):
    encode(tmp_path)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert kept
    assert b"Zanzibar" not in kept
    assert b"asked" not in kept
