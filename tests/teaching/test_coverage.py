"""What there are examples of, and what is missing beside its like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts import EXCLAMATION, PLACEHOLDER, QUOTE, broken_rules
from tightrope.running.settings import ROOT
from tightrope.teaching.coverage import BIDS, STORIES, Missing, coverage, length, missing
from tightrope.teaching.examples_files import Example, read_examples

SELF_CALM = {"actor": "self", "moment": "calm"}


def examples(intent: str, count: int, text: str = "a line", **labels: str) -> list[Example]:
    return [Example(intent, text, labels)] * count


def sentences(given_: list[Example]) -> list[str]:
    return [str(one) for one in missing(coverage(given_))]


def test_nothing_is_missing_where_there_is_nothing():
    found = coverage([])
    assert found.intents == {}
    assert set(found.bids.values()) == {0}
    assert len(found.bids) == 6 * 3 * 2
    assert missing(found) == []


@pytest.mark.parametrize(
    ("words", "size"),
    [(0, "line"), (20, "line"), (21, "few sentences"), (59, "few sentences"), (60, "story")],
)
def test_length_is_counted_in_words(words: int, size: str):
    assert length("word " * words) == size


def test_examples_are_counted_by_all_that_is_said_of_them():
    found = coverage(
        [
            *examples("jealousy", 2, **SELF_CALM),
            *examples("jealousy", 1, text="word " * 70, actor="both", moment="tension"),
            *examples("disclose_abuse", 3, moment="tension"),
            *examples("disclose_abuse", 4, bid="withdrawal", actor="self", moment="tension"),
            *examples("disclose_abuse", 5, bid="unasked", moment="tension"),
            *examples("no_bid", 6, moment="calm"),
            *examples("thank", 7),
        ]
    )
    assert found.intents == {"jealousy": 3, "disclose_abuse": 12, "no_bid": 6, "thank": 7}
    assert found.bids["jealousy", "self", "calm"] == 2
    assert found.bids["jealousy", "both", "tension"] == 1
    assert sum(found.bids.values()) == 3
    assert found.concerns["partner_abuse", "tension", "not shown"] == 3
    assert found.concerns["partner_abuse", "tension", "shown"] == 4
    assert sum(found.concerns.values()) == 7
    assert found.lengths["jealousy", "story"] == 1
    assert found.lengths["jealousy", "line"] == 2
    assert sum(found.lengths.values()) == 21


def of_each_bid(count: int, but: dict[str, int]) -> list[Example]:
    return [one for bid in BIDS for one in examples(bid, but.get(bid, count), **SELF_CALM)]


def test_what_is_thin_is_told_in_a_sentence():
    told = "Managing alone, the writer's, calm: 12 examples. Others like it have about 60."
    assert told in sentences(of_each_bid(60, {"self_reliance": 12}))


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "A: no examples. Others like it have about 60."),
        (1, "A: 1 example. Others like it have about 60."),
        (2, "A: 2 examples. Others like it have about 60."),
    ],
)
def test_counts_are_said_as_people_say_them(count: int, sentence: str):
    assert str(Missing("A", count, 61.5)) == sentence
    assert "about 18." in str(Missing("A", count, 17.6))


@pytest.mark.parametrize(
    ("others", "count", "is_missing"),
    [(60, 29, True), (60, 30, False), (60, 90, False), (10, 4, True), (9, 0, False)],
    ids=["below half", "half", "more", "few", "too few to compare"],
)
def test_missing_is_less_than_half_of_what_the_others_have(
    others: int, count: int, is_missing: bool
):
    found = sentences(of_each_bid(others, {"protest": count}))
    assert any(one.startswith("Protest, the writer's, calm:") for one in found) is is_missing


def test_what_needs_most_comes_first():
    found = sentences(of_each_bid(60, {"protest": 12, "jealousy": 3, "withdrawal": 25}))
    mine = [one.split(",")[0] for one in found if "the writer's, calm" in one]
    assert mine == ["Jealousy", "Protest", "Withdrawal"]


def test_what_is_rare_in_all_its_like_is_not_missing():
    told = examples("disclose_abuse", 40, moment="calm")
    assert not any("nothing else shown" in one for one in sentences(told))


def test_talk_is_compared_with_talk():
    talk = [*examples("thank", 50), *examples("greet", 60), *examples("leave", 8)]
    assert sentences(talk) == ["Talk of the kind leave: 8 examples. Others like it have about 60."]


LABELS = st.dictionaries(
    st.sampled_from(["actor", "moment", "bid", "also"]),
    st.sampled_from(["self", "partner", "both", "tension", "calm", "jealousy", "none", "nonsense"]),
)


@given(
    st.lists(
        st.builds(Example, st.sampled_from([*STORIES, "thank", ""]), st.text(), LABELS), max_size=40
    )
)
def test_labels_that_go_together_badly_are_counted_or_left_out(given_: list[Example]):
    found = coverage(given_)
    assert sum(found.intents.values()) == len(given_)
    assert len(missing(found)) <= 10


def test_of_the_real_examples_at_most_ten_are_named_in_plain_words():
    found = sentences(read_examples(ROOT))
    assert len(found) <= 10
    for sentence in found:
        assert not {EXCLAMATION, PLACEHOLDER, QUOTE} & set(broken_rules(sentence))
        assert "_" not in sentence.partition("Talk of the kind")[0]
