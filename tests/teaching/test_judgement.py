"""What can be judged of a message, and the example that it makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.teaching.codebook import FIELDS
from tightrope.teaching.judgement import Judgement, JudgementError, of_example
from tightrope.understanding.labels import STORIES

TALK = frozenset({"thank", "greet"})
STORY = {"bid": "jealousy", "actor": "self", "moment": "tension"}


@pytest.mark.parametrize(
    ("given_", "intent", "metadata"),
    [
        (STORY, "jealousy", {"actor": "self", "moment": "tension"}),
        (
            STORY | {"also": "protest", "actor": "both"},
            "jealousy",
            {"also": "protest", "actor": "both", "moment": "tension"},
        ),
        ({"bid": "none", "moment": "calm"}, "no_bid", {"moment": "calm"}),
        ({"bid": "none", "moment": "calm", "domain": "ex"}, "no_bid", {"moment": "calm"}),
        (
            STORY | {"concern": "possible_abuse"},
            "disclose_possible_abuse",
            {"bid": "jealousy", "actor": "self", "moment": "tension"},
        ),
        (
            {"bid": "none", "moment": "tension", "concern": "partner_abuse"},
            "disclose_abuse",
            {"moment": "tension"},
        ),
        ({"talk": "thank"}, "thank", {}),
        (STORY | {"talk": None}, "jealousy", {"actor": "self", "moment": "tension"}),
    ],
)
def test_a_judgement_makes_an_example(given_, intent: str, metadata: dict[str, str]):
    judged = Judgement.read(given_, TALK)
    assert judged.intent == intent
    assert judged.metadata() == metadata


@pytest.mark.parametrize(
    ("given_", "complaint"),
    [
        ({}, "bid: is missing. It is one of reassurance_seeking"),
        ({"bid": "jealousy", "actor": "self"}, "moment: is missing"),
        ({"bid": "jealousy", "moment": "calm"}, "actor: is missing"),
        (STORY | {"bid": "envy"}, "bid: is 'envy'. It is one of reassurance_seeking"),
        (STORY | {"bid": ["jealousy"]}, "bid: is something else"),
        (STORY | {"mood": "bad"}, "'mood': is no label"),
        (STORY | {"also": "jealousy"}, "also: is the same as the first bid"),
        ({"bid": "none", "moment": "calm", "also": "protest"}, "also: a second bid needs"),
        ({"bid": "none", "moment": "calm", "actor": "self"}, "actor: is nobody's"),
        (STORY | {"actor": "none"}, "actor: whose it is"),
        ({"talk": "sing"}, "talk: is 'sing'. It is one of greet, thank"),
        ({"talk": "thank", "bid": "jealousy"}, "talk: a message is a story"),
        ({"talk": 4}, "talk: is '4'"),
        (STORY | {"concern": "i told him that zoe knows"}, "concern: is something else"),
    ],
)
def test_faults_are_named_without_a_message(given_, complaint: str):
    with pytest.raises(JudgementError, match="^" + complaint.replace("(", r"\(")):
        Judgement.read(given_, TALK)


JUDGEMENTS = st.fixed_dictionaries({field: st.sampled_from(of) for field, of in FIELDS.items()})


@given(JUDGEMENTS)
def test_what_is_kept_reads_the_same(labels: dict[str, str]):
    try:
        judged = Judgement.read(labels, TALK)
    except JudgementError:
        return
    assert Judgement.read(judged.as_mapping(), TALK) == judged
    assert judged.intent in STORIES


@given(JUDGEMENTS)
def test_an_example_stands_for_the_judgement_that_made_it(labels: dict[str, str]):
    try:
        judged = Judgement.read(labels | {"domain": "partner"}, TALK)
    except JudgementError:
        return
    assert of_example(judged.intent, judged.metadata()) == judged


def test_what_nobody_asked_for_is_none():
    assert of_example("erase", {"concern": "unasked"}) == Judgement(talk="erase")
    assert of_example("no_bid", {"moment": "calm", "concern": "unasked"}).concern == "none"
    assert of_example("disclose_abuse", {"moment": "calm", "bid": "unasked"}).bid == "none"
