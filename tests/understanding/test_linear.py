"""The classifier: what it promises whatever it was fitted on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tightrope.understanding.linear import Linear, fit

RANDOM = np.random.default_rng(7)


def examples(*classes: str, each: int = 20) -> tuple[np.ndarray, list[str]]:
    """Well separated examples: each class lies around an axis of its own."""
    labels = [name for name in classes for _ in range(each)]
    rows = RANDOM.normal(0, 0.1, (len(labels), 8)).astype(np.float32)
    for row, name in zip(rows, labels, strict=True):
        row[classes.index(name)] += 1
    return rows, labels


@pytest.mark.parametrize("classes", [("no", "yes"), ("a", "b", "c"), tuple("abcdefgh")])
def test_it_learns_what_it_is_shown(classes: tuple[str, ...]):
    features, labels = examples(*classes)
    model = fit(features, labels)
    probabilities = model.probabilities(features)
    assert model.classes == classes
    assert probabilities.shape == (len(labels), len(classes))
    assert [model.classes[i] for i in probabilities.argmax(axis=1)] == labels


@pytest.mark.parametrize("classes", [("no", "yes"), ("a", "b", "c")])
def test_it_says_what_scikit_learn_says(classes: tuple[str, ...]):
    from sklearn.linear_model import LogisticRegression

    features, labels = examples(*classes)
    theirs = LogisticRegression(C=3.0, max_iter=1000).fit(features, labels)
    ours = fit(features, labels, penalty=3.0)
    np.testing.assert_allclose(
        ours.probabilities(features), theirs.predict_proba(features), atol=1e-4
    )


@pytest.mark.parametrize("classes", [("no", "yes"), ("ä", "b_c", "😭")])
def test_it_comes_back_from_bytes_as_it_was(classes: tuple[str, ...]):
    features, labels = examples(*classes)
    model = fit(features, labels)
    again = Linear.from_bytes(model.to_bytes())
    assert again.classes == model.classes
    np.testing.assert_array_equal(again.probabilities(features), model.probabilities(features))


@given(
    features=arrays.arrays(
        np.float32, (3, 8), elements=st.floats(-1e4, 1e4, width=32, allow_subnormal=False)
    )
)
def test_probabilities_are_shares_of_one(features: np.ndarray):
    probabilities = MODEL.probabilities(features)
    assert (probabilities >= 0).all()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-9)


MODEL = fit(*examples("a", "b", "c"))


def test_balance_gives_a_rare_class_its_due():
    features, labels = examples("common", "rare", each=200)
    features, labels = features[:206], labels[:206]
    between = np.full((1, 8), 0.0, dtype=np.float32)
    plain, balanced = fit(features, labels), fit(features, labels, balance=1.0)
    rare = plain.classes.index("rare")
    assert plain.probabilities(between)[0][rare] < 0.3
    assert balanced.probabilities(between)[0][rare] > plain.probabilities(between)[0][rare] + 0.15


def test_a_single_class_is_refused():
    features, labels = examples("only")
    with pytest.raises(ValueError, match="class"):
        fit(features, labels)
