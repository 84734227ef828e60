"""Softmax regression: fitted by scikit-learn, kept as plain arrays, so a model loads at once."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Probabilities = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Linear:
    """A fitted classifier: `classes` in order, `weights` (features, classes), `bias` (classes,)."""

    classes: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def probabilities(self, features: npt.NDArray[np.float32]) -> Probabilities:
        """Class probabilities, shape (rows, classes), of a feature matrix."""
        scores = (features @ self.weights + self.bias).astype(np.float64)
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        return np.asarray(scores / scores.sum(axis=1, keepdims=True))

    def to_bytes(self) -> bytes:
        """Everything needed to get it back with `from_bytes`."""
        buffer = io.BytesIO()
        np.savez(buffer, classes=np.array(self.classes), weights=self.weights, bias=self.bias)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> Linear:
        """Reads what `to_bytes` wrote."""
        with np.load(io.BytesIO(content)) as arrays:
            return cls(
                classes=tuple(str(name) for name in arrays["classes"]),
                weights=arrays["weights"],
                bias=arrays["bias"],
            )


def fit(
    features: npt.NDArray[np.float32],
    labels: Sequence[str],
    penalty: float = 10.0,
    balance: float = 0.0,
) -> Linear:
    """Fits a softmax regression.

    Args:
        features: Matrix of shape (rows, features).
        labels: One class a row; at least two different ones.
        penalty: scikit-learn's C: larger trusts the examples more.
        balance: How far rare classes are weighed up: 0 not at all, 1 until all weigh the same.

    Raises:
        ValueError: Fewer than two classes are present.
    """
    from sklearn.linear_model import LogisticRegression

    counts = Counter(labels)
    weights = np.array([counts[label] ** -balance for label in labels])
    model = LogisticRegression(C=penalty, max_iter=1000)
    model.fit(features, list(labels), sample_weight=weights / weights.mean())
    slopes, bias = model.coef_.T, model.intercept_
    if len(model.classes_) == 2:
        slopes, bias = np.hstack([-slopes, slopes]) / 2, np.array([-bias[0], bias[0]]) / 2
    return Linear(
        classes=tuple(str(name) for name in model.classes_),
        weights=np.asarray(slopes, dtype=np.float32),
        bias=np.asarray(bias, dtype=np.float32),
    )
