"""Labels that are typed one after another: what is missing, and what goes with what."""

from dataclasses import dataclass

import pytest

from tightrope.teaching.desk import Task
from tightrope.teaching.draft import Draft, silence_means_no_danger
from tightrope.teaching.judgement import Judgement, JudgementError

TALK = frozenset({"thank"})
FULL = {"concern": "none", "bid": "jealousy", "also": "protest", "actor": "self", "moment": "calm"}


@pytest.mark.parametrize(
    ("labels", "no_danger", "missing"),
    [
        ({}, False, ["concern", "bid", "moment"]),
        ({}, True, ["bid", "moment"]),
        ({"bid": "jealousy"}, True, ["actor", "moment"]),
        ({"bid": "none"}, True, ["moment"]),
        ({"bid": "none", "moment": "calm"}, True, []),
        ({"bid": "none", "moment": "calm"}, False, ["concern"]),
        ({"concern": "self_harm", "bid": "none", "moment": "calm"}, False, []),
        ({"talk": "thank"}, False, []),
        (FULL, False, []),
    ],
)
def test_what_is_missing_is_what_cannot_be_known_without_a_word(labels, no_danger, missing):
    assert Draft(labels).missing(no_danger=no_danger) == missing


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ({}, {"bid": "jealousy"}, {"bid": "jealousy"}),
        (FULL, {"moment": "tension"}, FULL | {"moment": "tension"}),
        (FULL, {"bid": "withdrawal"}, FULL | {"bid": "withdrawal"}),
        (FULL, {"bid": "none"}, {"concern": "none", "bid": "none", "moment": "calm"}),
        (
            {"bid": "none", "actor": "none", "also": "none", "moment": "calm"},
            {"bid": "jealousy"},
            {"bid": "jealousy", "moment": "calm"},
        ),
        ({"talk": "thank"}, {"bid": "jealousy"}, {"bid": "jealousy"}),
    ],
)
def test_what_is_typed_takes_the_place_of_what_was_said_before(before, typed, after):
    draft = Draft(before, "note").with_labels(typed, TALK)
    assert draft == Draft(after, "note")


@pytest.mark.parametrize(
    ("before", "typed", "field"),
    [
        ({}, {"bid": "none", "actor": "self"}, "actor"),
        ({"bid": "none"}, {"actor": "self"}, "actor"),
        ({"actor": "self"}, {"bid": "jealousy", "also": "jealousy"}, "also"),
        ({}, {"bid": "jealousy", "actor": "none"}, "actor"),
        ({"bid": "none"}, {"also": "protest"}, "also"),
        (FULL, {"bid": "protest"}, "also"),
    ],
)
def test_what_does_not_go_together_is_refused_before_all_is_said(before, typed, field):
    with pytest.raises(JudgementError) as refused:
        Draft(before).with_labels(typed, TALK)
    assert refused.value.field == field


@dataclass(frozen=True)
class Known:
    judgement: Judgement
    text: str = ""
    likeness: float = 0.5


@pytest.mark.parametrize(
    ("read", "similar", "silence"),
    [
        (Judgement(), [], True),
        (Judgement(bid="jealousy", actor="self"), [Judgement(), Judgement(talk="thank")], True),
        (None, [], False),
        (Judgement(talk="thank"), [], False),
        (Judgement(concern="past_abuse"), [], False),
        (Judgement(), [Judgement(), Judgement(concern="self_harm")], False),
    ],
)
def test_danger_must_be_spoken_of_where_anything_speaks_for_it(read, similar, silence):
    task = Task(item=None, suggestion=read, similar=[*map(Known, similar)], second=False, said=None)
    assert silence_means_no_danger(task) is silence
