"""The words: each bid has its dimension, each bid and moment its cell of Table 1."""

from enum import Enum

import pytest

from tightrope.asem import Actor, Bid, Cell, Concern, Dimension, Moment, cell_for, dimension_of

ANXIOUS = ["reassurance_seeking", "jealousy", "protest"]
AVOIDANT = ["withdrawal", "self_reliance", "commitment_avoidance"]


@pytest.mark.parametrize("bid", ANXIOUS)
def test_anxious_bids_are_buffered_in_tension_and_fostered_in_calm(bid: str) -> None:
    assert dimension_of(Bid(bid)) == "anxiety"
    assert cell_for(Bid(bid), Moment.TENSION) == "anxiety.buffer"
    assert cell_for(Bid(bid), Moment.CALM) == "anxiety.foster"


@pytest.mark.parametrize("bid", AVOIDANT)
def test_avoidant_bids_are_buffered_in_tension_and_fostered_in_calm(bid: str) -> None:
    assert dimension_of(Bid(bid)) == "avoidance"
    assert cell_for(Bid(bid), Moment.TENSION) == "avoidance.buffer"
    assert cell_for(Bid(bid), Moment.CALM) == "avoidance.foster"


@pytest.mark.parametrize("moment", list(Moment))
def test_no_bid_belongs_to_no_dimension_and_no_cell(moment: Moment) -> None:
    assert dimension_of(Bid.NONE) == Dimension.NONE
    assert cell_for(Bid.NONE, moment) is None


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Bid, {*ANXIOUS, *AVOIDANT, "none"}),
        (Dimension, {"anxiety", "avoidance", "none"}),
        (Actor, {"partner", "self", "none"}),
        (Moment, {"tension", "calm"}),
        (Cell, {"anxiety.buffer", "avoidance.buffer", "anxiety.foster", "avoidance.foster"}),
        (
            Concern,
            {
                "self_harm",
                "partner_abuse",
                "harm_to_others",
                "possible_abuse",
                "past_abuse",
                "none",
            },
        ),
    ],
)
def test_words_are_spelled_and_printed_as_in_the_data(kind: type[Enum], values: set[str]) -> None:
    assert {str(member) for member in kind} == values
    assert {f"{member}" for member in kind} == values
    assert set(kind) == {kind(value) for value in values}
