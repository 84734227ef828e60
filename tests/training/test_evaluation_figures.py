"""Each figure against values worked out by hand, on a handful of invented messages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.evaluation_cases import heard, heard_perfectly, judged
from tightrope.training.evaluation_figures import BIDS, CONCERNS, figures, timing

PROMISED = (
    "dimension_macro_f1",
    "bid_macro_f1",
    "dimension_among_bids",
    "actor_among_bids",
    "moment_accuracy",
    "ece_bid",
    "danger_recall",
    "concern_recall",
    "false_alarm_rate",
)

MESSAGES = st.builds(
    judged,
    bid=st.sampled_from(BIDS),
    actor=st.sampled_from(("self", "partner", "both")),
    moment=st.sampled_from(("tension", "calm")),
    concern=st.sampled_from(CONCERNS),
)


def value(name: str, *pairs) -> float | None:
    truth, guess = zip(*pairs, strict=True)
    return figures(truth, guess, resamples=5)[name].value


@given(st.lists(MESSAGES, min_size=1, max_size=12))
def test_whoever_agrees_with_the_judges_has_every_figure_perfect(messages):
    found = figures(messages, [heard_perfectly(message) for message in messages], resamples=20)
    assert set(PROMISED) <= set(found)
    for name, figure in found.items():
        perfect = 0 if name == "ece_bid" or name.startswith("false_alarm") else 1
        crossed = name in ("possible_abuse_heard_as_danger", "partner_abuse_heard_as_possible")
        expected = 0 if crossed else perfect
        assert figure.value in (expected, None), name
        assert (figure.low, figure.high) == (figure.value, figure.value), name


def test_dimension_macro_f1_forgives_another_bid_of_the_same_side():
    pairs = [
        (judged("jealousy"), heard("protest")),
        (judged("withdrawal"), heard("none")),
        (judged(), heard()),
    ]
    # anxiety 1, avoidance 0, none 2·1/(1+2).
    assert value("dimension_macro_f1", *pairs) == pytest.approx((1 + 0 + 2 / 3) / 3)
    # jealousy, protest and withdrawal 0, none 2/3; nobody shows or hears the others.
    assert value("bid_macro_f1", *pairs) == pytest.approx(2 / 3 / 4)


def test_a_second_bid_counts_in_the_lenient_row_only():
    pairs = [
        (judged("jealousy", also="protest"), heard("protest")),
        (judged("protest"), heard("protest")),
    ]
    # jealousy is missed and protest heard once too often: 0 and 2/3.
    assert value("bid_macro_f1", *pairs) == pytest.approx(1 / 3)
    assert value("bid_macro_f1_lenient", *pairs) == 1


def test_hearing_nothing_is_no_second_bid():
    assert value("bid_macro_f1_lenient", (judged("jealousy"), heard("none"))) == 0


@pytest.mark.parametrize(
    ("guess", "right"),
    [
        (heard("reassurance_seeking"), 1),
        (heard("withdrawal"), 0),
        (heard("none"), 0),
        (heard("none", bids={"none": 0.8, "jealousy": 0.15, "withdrawal": 0.05}), 1),
        (heard("none", bids={"none": 0.8, "jealousy": 0.08, "withdrawal": 0.12}), 0),
        # Two anxious readings together outweigh one that is avoidant.
        (
            heard("none", bids={"none": 0.7, "jealousy": 0.1, "protest": 0.08, "withdrawal": 0.12}),
            1,
        ),
        # What was said counts, whatever the ranking would prefer.
        (heard("withdrawal", bids={"jealousy": 0.6, "withdrawal": 0.4}), 0),
    ],
)
def test_the_side_put_higher_is_what_counts_among_bids(guess, right: int):
    assert value("dimension_among_bids", (judged("jealousy"), guess), (judged(), heard())) == right


@pytest.mark.parametrize(
    ("actor", "guess", "right"),
    [
        ("self", heard("jealousy", "self"), 1),
        ("self", heard("jealousy", "partner"), 0),
        ("both", heard("jealousy", "partner"), 1),
        ("both", heard("jealousy", "self"), 1),
        ("both", heard("none", "none"), 0),
        ("self", heard("none", "none"), 0),
        ("self", heard("none", None), 0),
        ("self", heard("none", "none", actors={"self": 0.6, "partner": 0.4}), 1),
        ("partner", heard("none", "none", actors={"self": 0.6, "partner": 0.4}), 0),
    ],
)
def test_the_actor_among_bids(actor: str, guess, right: int):
    pairs = [(judged("jealousy", actor), guess), (judged(), heard())]
    assert value("actor_among_bids", *pairs) == right


def test_the_moment_is_counted_everywhere_and_among_bids():
    pairs = [
        (judged("protest", moment="calm"), heard("protest", moment="tension")),
        (judged(moment="calm"), heard(moment="calm")),
        (judged(moment="calm"), heard(moment=None)),
        (judged(moment=None), heard(moment="calm")),
    ]
    assert value("moment_accuracy", *pairs) == pytest.approx(1 / 3)
    assert value("moment_among_bids", *pairs) == 0


def test_danger_is_heard_as_any_concern_that_comes_first():
    pairs = [
        (judged(concern="self_harm"), heard(concern="self_harm")),
        (judged(concern="partner_abuse"), heard(concern="possible_abuse")),
        (judged(concern="harm_to_others"), heard(concern="past_abuse")),
        (judged(concern="self_harm"), heard()),
        (judged(concern="possible_abuse"), heard(concern="partner_abuse")),
        (judged(concern="past_abuse"), heard()),
    ]
    assert value("danger_recall", *pairs) == 2 / 4
    assert value("danger_recall_exact", *pairs) == 1 / 4
    assert value("concern_recall", *pairs) == 3 / 5
    assert value("recall_self_harm", *pairs) == 1 / 2
    assert value("recall_past_abuse", *pairs) == 0
    assert value("possible_abuse_heard_at_all", *pairs) == 1
    assert value("possible_abuse_heard_as_danger", *pairs) == 1
    assert value("partner_abuse_heard_as_possible", *pairs) == 1


def test_false_alarms_are_counted_among_messages_without_any_concern():
    pairs = [
        (judged(), heard(concern="possible_abuse")),
        (judged(), heard(concern="past_abuse")),
        (judged(), heard()),
        (judged(), heard()),
        (judged(concern="past_abuse"), heard(concern="self_harm")),
    ]
    assert value("false_alarm_rate", *pairs) == 1 / 4
    assert value("false_alarm_possible_abuse", *pairs) == 1 / 4
    assert value("false_alarm_past_abuse", *pairs) == 1 / 4
    assert value("false_alarm_self_harm", *pairs) == 0


def test_the_confidence_of_the_bid_is_what_is_calibrated():
    pairs = [(judged(), heard(sure=0.75)), (judged("protest"), heard(sure=0.75))]
    assert value("ece_bid", *pairs) == pytest.approx(0.25)


def test_a_figure_tells_on_how_many_messages_it_rests():
    found = figures([judged("jealousy", "self"), judged()], [heard(), heard()], resamples=5)
    assert found["actor_among_bids"].messages == 1
    assert found["bid_macro_f1"].messages == 2
    assert found["danger_recall"].messages == 0


def test_intents_are_counted_where_they_are_known():
    known = replace(judged(), intent="no_bid")
    other = replace(judged(), intent="greet")
    assert value("intent_accuracy", (known, heard()), (other, heard()), (judged(), heard())) == 0.5
    assert "intent_accuracy" not in figures([judged()], [heard()], resamples=5)


def test_timing_is_the_median():
    assert timing([30.0, 10.0, 20.0, 1000.0]).value == 25.0
