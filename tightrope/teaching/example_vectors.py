"""What examples mean, as vectors; kept, so that none is encoded twice.

Training keeps vectors, too, but under the sentences of each example, and finding those takes Rasa,
spaCy and TensorFlow: eight seconds and half a gigabyte. So that is asked only for many at once, and
the answers are kept in a small file by themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from tightrope.understanding.encoder import LAYER_WIDTH, meaning, shared_encoder
from tightrope.understanding.encoder_weights import weights_key
from tightrope.understanding.readable import readable

Vectors = npt.NDArray[np.float32]
Advance = Callable[[int, int], None]

_FILE = Path(".rasa", "vectors", "known_examples.npz")
_TRAINING_CACHE = Path(".rasa", "vectors")
_AT_ONCE = 128
_MANY = 512
"""New examples from which asking training's cache takes less time than encoding them."""


def vectors_of(texts: Sequence[str]) -> Vectors:
    """Unit vectors of texts as the encoder reads them, shape (texts, LAYER_WIDTH)."""
    rows = [
        encoded.whole
        for batch in _batches([readable(text) for text in texts])
        for encoded in shared_encoder().encode(batch, [()] * len(batch))
    ]
    return meaning(np.stack(rows)) if rows else _no_vectors()


def example_vectors(root: Path, texts: Sequence[str], advance: Advance | None = None) -> Vectors:
    """The same for all examples; only those that are new are encoded.

    What is kept is no more than saved time: a file that cannot be read or written is left out.

    Args:
        root: The project's folder.
        texts: The examples.
        advance: Called with how many are encoded, and how many there are to encode.
    """
    keys = [_key(text) for text in texts]
    kept = _load(root / _FILE)
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
    if new:
        fresh = _encode(root, list(new.values()), advance or (lambda done, total: None))
        kept |= zip(new, fresh, strict=True)
    if new or len(kept) > len(set(keys)):
        kept = {key: kept[key] for key in keys}
        _save(root / _FILE, kept)
    rows = [kept[key] for key in keys]
    return np.stack(rows).astype(np.float32) if rows else _no_vectors()


def _encode(root: Path, texts: Sequence[str], advance: Advance) -> Iterator[Vectors]:
    """Vectors of new texts, one by one."""
    encode = _as_training(root) if len(texts) >= _MANY else vectors_of
    done = 0
    for batch in _batches(texts):
        yield from encode(batch)
        done += len(batch)
        advance(done, len(texts))


def _as_training(root: Path) -> Callable[[Sequence[str]], Vectors]:
    """Encodes as training does, so that what it kept is found."""
    from tightrope.understanding.language import EnglishLanguage
    from tightrope.understanding.sentence_encoder import sentence_spans
    from tightrope.understanding.vector_cache import VectorCache

    language = EnglishLanguage.load_model("en").model

    def encode(texts: Sequence[str]) -> Vectors:
        texts = [readable(text) for text in texts]
        cache = VectorCache.open(str(root / _TRAINING_CACHE))
        spans = [sentence_spans(doc) for doc in language.pipe(texts)]
        rows = [encoded.whole for encoded in cache.encode(texts, spans)]
        cache.close()
        return meaning(np.stack(rows))

    return encode


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(texts), _AT_ONCE):
        yield texts[first : first + _AT_ONCE]


def _key(text: str) -> bytes:
    return hashlib.sha256(f"{_weights()} {readable(text)}".encode()).digest()


@lru_cache(maxsize=1)
def _weights() -> str:
    return weights_key()


def _no_vectors() -> Vectors:
    return np.zeros((0, LAYER_WIDTH), dtype=np.float32)


def _load(file: Path) -> dict[bytes, Vectors]:
    """What was kept, by key; nothing where the file is missing, half-written or another's."""
    try:
        with np.load(file, allow_pickle=False) as kept:
            keys, vectors = kept["keys"], kept["vectors"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}
    if keys.shape != (len(vectors), 32) or vectors.shape != (len(keys), LAYER_WIDTH):
        return {}
    return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}


def _save(file: Path, kept: dict[bytes, Vectors]) -> None:
    """Keeps vectors at half the room; where that fails, they are encoded again next time."""
    keys = np.frombuffer(b"".join(kept), dtype=np.uint8).reshape(-1, 32)
    vectors = np.stack(list(kept.values())).astype(np.float16) if kept else _no_vectors()
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=file.parent) as scratch:
            # Renamed when whole, so that nobody ever reads half a file.
            draft = Path(scratch) / file.name
            np.savez(draft, keys=keys, vectors=vectors)
            draft.replace(file)
