"""Keeps the vectors of training examples between trainings: only what is new is encoded."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from tightrope.understanding.encoder import WIDTH, Encoded, Span, shared_encoder
from tightrope.understanding.encoder_weights import weights_key

_STORED = np.dtype(np.float16)
"""Half the room of what is reckoned with; the int8 products before it are coarser than that."""


class VectorCache:
    """A table from a hash of text, spans and weights to vectors.

    A cache that cannot be read or written costs time, never a training: it is then left out.
    """

    @classmethod
    def open(cls, folder: str | None) -> VectorCache:
        """Opens the cache in a folder, or one that keeps nothing for None."""
        if folder is None:
            return cls(None)
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(Path(folder) / "vectors.sqlite", timeout=30)
            db.execute("create table if not exists vectors (key blob primary key, vectors blob)")
        except (OSError, sqlite3.Error):
            return cls(None)
        return cls(db)

    def __init__(self, db: sqlite3.Connection | None) -> None:
        self._db = db

    def encode(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Encoded]:
        """What the encoder answers for these texts; see `Encoder.encode`."""
        keys = [_key(text, own) for text, own in zip(texts, spans, strict=True)]
        known = [self._read(key, len(own)) for key, own in zip(keys, spans, strict=True)]
        new = [i for i, found in enumerate(known) if found is None]
        if new:
            fresh = shared_encoder().encode([texts[i] for i in new], [spans[i] for i in new])
            for i, encoded in zip(new, fresh, strict=True):
                known[i] = encoded
                self._write(keys[i], encoded)
        return [encoded for encoded in known if encoded is not None]

    def close(self) -> None:
        """Writes what is new and lets go of the file."""
        if self._db is not None:
            try:
                self._db.commit()
            except sqlite3.Error:
                self._db.rollback()
            self._db.close()

    def _read(self, key: bytes, spans: int) -> Encoded | None:
        if self._db is None:
            return None
        try:
            row = self._db.execute("select vectors from vectors where key = ?", [key]).fetchone()
        except sqlite3.Error:
            return None
        if row is None or len(row[0]) != _STORED.itemsize * WIDTH * (1 + spans):
            return None
        vectors = np.frombuffer(row[0], dtype=_STORED).reshape(-1, WIDTH).astype(np.float32)
        return Encoded(whole=vectors[0], spans=vectors[1:])

    def _write(self, key: bytes, encoded: Encoded) -> None:
        if self._db is None:
            return
        vectors = np.vstack([encoded.whole[None], encoded.spans]).astype(_STORED)
        try:
            self._db.execute(
                "insert or replace into vectors values (?, ?)", [key, vectors.tobytes()]
            )
        except sqlite3.Error:
            self._db.close()
            self._db = None


@lru_cache(maxsize=1)
def _weights() -> str:
    return weights_key()


def _key(text: str, spans: Sequence[Span]) -> bytes:
    content = repr((_weights(), text, list(spans)))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()
