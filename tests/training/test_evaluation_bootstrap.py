"""Statistics against values worked out by hand or by others, and what an interval promises."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from tightrope.training.evaluation_bootstrap import (
    Resamples,
    calibration_error,
    f1,
    macro_f1,
    median,
    reliability,
    share,
)

CLASSES = ("a", "b", "c")
LABELS = st.lists(st.tuples(*[st.sampled_from(CLASSES)] * 2), min_size=1, max_size=40)


def value(statistic, messages: int) -> float | None:
    return Resamples(messages, resamples=10).figure(statistic, messages).value


def flags(text: str) -> np.ndarray:
    return np.array([character == "x" for character in text])


def test_a_share_is_counted_among_those_it_is_about():
    assert value(share(flags("xx-x-"), flags("xxxx-")), 5) == 0.75


def test_a_share_of_none_is_no_figure():
    figure = Resamples(3).figure(share(flags("xxx"), flags("---")), 0)
    assert (figure.value, figure.low, figure.high) == (None, None, None)


def test_f1_by_hand():
    # Heard right twice, missed once, heard once where it was not: 2·2 / (3 + 3).
    truth, guess = list("aaabbc"), list("aabacb")
    assert value(f1(truth, guess, "a"), 6) == pytest.approx(4 / 6)


@given(LABELS)
def test_macro_f1_is_that_of_scikit_learn(pairs: list[tuple[str, str]]):
    truth, guess = ([pair[side] for pair in pairs] for side in (0, 1))
    expected = f1_score(truth, guess, average="macro")
    assert value(macro_f1(truth, guess, CLASSES), len(pairs)) == pytest.approx(expected)


def test_calibration_error_by_hand():
    # Bin 0.8–0.9: two messages, mean 0.85, half right. Bin 0.2–0.3: one, 0.2, wrong.
    confidence, right = np.array([0.8, 0.9 - 1e-9, 0.2]), flags("x--")
    expected = 2 / 3 * abs(0.85 - 0.5) + 1 / 3 * 0.2
    assert value(calibration_error(confidence, right), 3) == pytest.approx(expected)


def test_certainty_that_is_always_right_has_no_calibration_error():
    assert value(calibration_error(np.ones(4), flags("xxxx")), 4) == 0


def test_the_bins_of_the_picture_are_those_of_the_figure():
    generator = np.random.default_rng(1)
    confidence = generator.random(200)
    right = generator.random(200) < confidence
    rows = reliability(confidence, right)
    summed = sum(count * abs(sure - share_right) for sure, share_right, count in rows) / 200
    assert sum(count for *_, count in rows) == 200
    assert value(calibration_error(confidence, right), 200) == pytest.approx(summed)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30))
def test_the_median_is_the_median(values: list[float]):
    found = value(median(np.array(values)), len(values))
    assert found == pytest.approx(statistics.median(values))


def test_the_median_of_a_resample_is_that_of_what_was_drawn():
    weights = np.array([[0, 3, 1, 0], [2, 0, 0, 2], [1, 1, 1, 1]], dtype=float)
    found = median(np.array([10.0, 20.0, 30.0, 40.0]))(weights)
    assert found.tolist() == [20.0, 25.0, 25.0]


def test_an_interval_is_as_wide_as_chance_makes_it():
    # A share of 0.3 among 400 has a standard error of √(0.3·0.7/400) = 0.0229.
    hits = np.arange(400) < 120
    figure = Resamples(400).figure(share(hits, np.ones(400, dtype=bool)), 400)
    assert figure.low == pytest.approx(0.3 - 1.96 * 0.0229, abs=0.01)
    assert figure.high == pytest.approx(0.3 + 1.96 * 0.0229, abs=0.01)


def test_the_same_messages_always_give_the_same_interval():
    hits = flags("x-xx--x-xx")
    first, second = (Resamples(10).figure(share(hits, flags("x" * 10)), 10) for _ in range(2))
    assert first == second


@given(LABELS, st.data())
def test_an_interval_holds_its_value(pairs: list[tuple[str, str]], data: st.DataObject):
    truth, guess = ([pair[side] for pair in pairs] for side in (0, 1))
    right = np.array([t == g for t, g in pairs])
    sizes = {"min_size": len(pairs), "max_size": len(pairs)}
    sure = np.array(data.draw(st.lists(st.floats(0, 1), **sizes)))
    draws = Resamples(len(pairs), resamples=50)
    for statistic in (
        macro_f1(truth, guess, CLASSES),
        share(right, np.ones_like(right)),
        calibration_error(sure, right),
        median(sure),
    ):
        figure = draws.figure(statistic, len(pairs))
        assert 0 <= figure.low <= figure.value <= figure.high <= 1
