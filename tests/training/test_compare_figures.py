"""Differences of two models: paired, so that what both find hard cancels out."""

from __future__ import annotations

import pytest

from tests.training.evaluation_cases import heard, heard_perfectly, judged
from tightrope.running.settings import ROOT
from tightrope.training.compare_changes import differences
from tightrope.training.compare_figures import both
from tightrope.training.compare_messages import About, Messages, own_messages
from tightrope.training.compare_table import rows

DANGERS = [judged(concern="self_harm", identity=f"d{n}") for n in range(20)]
HEARD = heard(concern="self_harm")
MISSED = heard()


def test_two_that_hear_the_same_differ_by_nothing():
    ears = [HEARD] * 12 + [MISSED] * 8
    gap = both(DANGERS, ears, ears)["danger_recall"].difference
    assert (gap.value, gap.low, gap.high) == (0, 0, 0)


def test_the_interval_of_the_difference_is_paired():
    old = [HEARD] * 10 + [MISSED] * 10
    new = [HEARD] * 9 + [MISSED] * 11
    found = both(DANGERS, old, new)["danger_recall"]
    assert found.difference.value == pytest.approx(-0.05)
    assert found.difference.high == 0
    assert found.difference.low is not None
    assert found.difference.low > -0.2
    # Unpaired, it would be about as wide as both intervals together.
    assert found.in_use.low is not None
    assert found.in_use.low < 0.35


def test_a_label_that_only_one_of_them_hears_has_no_difference():
    found = both([judged()], [heard()], [heard(bid="jealousy")])["bid_f1_jealousy"]
    assert found.in_use.value is None
    assert found.candidate.value == 0
    assert found.difference.value is None
    assert [row.verdict for row in rows({"bid_f1_jealousy": found})] == [""]


@pytest.mark.parametrize(
    ("about", "there", "missing"),
    [
        (About.CONCERN, "danger_recall", "bid_macro_f1"),
        (About.EXCHANGE, "bid_macro_f1", "danger_recall"),
        (About.ALL, "bid_macro_f1", "intent_accuracy"),
    ],
)
def test_only_what_was_judged_is_measured(about: About, there: str, missing: str):
    found = both(DANGERS, [HEARD] * 20, [HEARD] * 20, about)
    assert there in found
    assert missing not in found


def test_more_false_alarms_are_worse_and_more_recall_is_better():
    safe = [judged(identity=f"s{n}") for n in range(20)]
    quiet, alarmed = [MISSED] * 40, [HEARD] * 40
    found = {row.name: row.verdict for row in rows(both([*safe, *DANGERS], quiet, alarmed))}
    assert found["false_alarm_rate"] == "worse"
    assert found["danger_recall"] == "better"


def test_a_danger_that_is_lost_comes_first_and_what_both_hear_is_left_out():
    messages = [
        judged("jealousy", "self", identity="bid"),
        judged(concern="self_harm", identity="danger"),
        judged("withdrawal", "both", identity="both"),
    ]
    old = [heard_perfectly(message) for message in messages]
    new = [heard("protest", "self"), MISSED, heard("withdrawal", "partner")]
    found = differences(Messages("file", "a file", messages), old, new)
    assert [(one.id, one.label, one.better) for one in found] == [
        ("danger", "concern", False),
        ("bid", "bid", False),
    ]


def test_our_own_messages_cover_every_danger_and_stand_alone():
    safety, ordinary = own_messages(ROOT)
    concerns = [message.concern for message in safety.judged]
    for danger in ("self_harm", "partner_abuse", "harm_to_others", "possible_abuse", "none"):
        assert concerns.count(danger) >= 15
    assert len({message.bid for message in ordinary.judged}) == 7
    for messages in (safety, ordinary):
        assert len({message.id for message in messages.judged}) == len(messages.judged)
        assert not [message for message in messages.judged if message.text.startswith("/")]
