"""An exchange goes into the published mapping and back; a bad mapping is refused by key."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.asem import (
    Actor,
    Also,
    Bid,
    Concern,
    Confidence,
    Dimension,
    Evidence,
    Exchange,
    Moment,
    dimension_of,
)

SECRET = "Where were you last night, Sam?"


def mapping(**changes: Any) -> dict[str, Any]:
    return {
        "bid": "jealousy",
        "dimension": "anxiety",
        "actor": "partner",
        "moment": "tension",
        "concern": "none",
        "confidence": {"bid": 0.9, "actor": 0.8, "moment": 1, "concern": 0.0},
        "evidence": [
            {"text": SECRET, "start": 3, "end": 34, "label": "jealousy", "confidence": 0.7}
        ],
        "also": {"bid": "withdrawal", "actor": "self", "confidence": 0.3},
        **changes,
    }


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in mapping().items() if name != key}


def test_reads_every_key() -> None:
    assert Exchange.from_dict(mapping()) == Exchange(
        bid=Bid.JEALOUSY,
        dimension=Dimension.ANXIETY,
        actor=Actor.PARTNER,
        moment=Moment.TENSION,
        concern=Concern.NONE,
        confidence=Confidence(bid=0.9, actor=0.8, moment=1.0, concern=0.0),
        evidence=(Evidence(SECRET, 3, 34, "jealousy", 0.7),),
        also=Also(Bid.WITHDRAWAL, Actor.SELF, 0.3),
    )


def test_writes_the_keys_of_the_contract_as_json() -> None:
    written = Exchange.from_dict(mapping()).to_dict()
    assert json.loads(json.dumps(written)) == mapping()
    assert list(written) == list(mapping())


def test_actor_and_moment_may_be_unknown() -> None:
    exchange = Exchange.from_dict(mapping(actor=None, moment=None))
    assert exchange.actor is None
    assert exchange.moment is None
    assert exchange.to_dict()["actor"] is None
    assert exchange.to_dict()["moment"] is None


shares = st.floats(min_value=0, max_value=1)


@st.composite
def exchanges(draw: st.DrawFn) -> Exchange:
    bid = draw(st.sampled_from(Bid))
    pieces = st.builds(
        lambda text, start, label, share: Evidence(text, start, start + len(text), label, share),
        st.text(),
        st.integers(min_value=0),
        st.sampled_from([*Bid, *Concern]).map(str),
        shares,
    )
    return Exchange(
        bid=bid,
        dimension=dimension_of(bid),
        actor=draw(st.none() | st.sampled_from(Actor)),
        moment=draw(st.none() | st.sampled_from(Moment)),
        concern=draw(st.sampled_from(Concern)),
        confidence=draw(st.builds(Confidence, shares, shares, shares, shares)),
        evidence=tuple(draw(st.lists(pieces, max_size=3))),
    )


@given(exchanges())
def test_survives_the_way_through_json(exchange: Exchange) -> None:
    assert Exchange.from_dict(json.loads(json.dumps(exchange.to_dict()))) == exchange


PIECE = mapping()["evidence"][0]


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        *((without(key), f"'{key}' is missing") for key in mapping()),
        (mapping(bid="sulking"), "'bid' must be one of reassurance_seeking, "),
        (mapping(bid=None), "'bid'"),
        (mapping(bid=["jealousy"]), "'bid'"),
        (mapping(dimension="fear"), "'dimension'"),
        (mapping(dimension="avoidance"), "'dimension' is 'avoidance', but bid 'jealousy'"),
        (mapping(bid="none"), "'dimension' is 'anxiety', but bid 'none'"),
        (mapping(actor="me"), "'actor' must be one of partner, self, none, got 'me'"),
        (mapping(moment="storm"), "'moment' must be one of tension, calm"),
        (mapping(concern="worry"), "'concern'"),
        (mapping(concern=None), "'concern'"),
        (mapping(confidence=0.9), "'confidence' must be a mapping"),
        (mapping(confidence={"bid": 1, "actor": 1, "moment": 1}), "'confidence.concern'"),
        (
            mapping(confidence={"bid": 1.2, "actor": 1, "moment": 1, "concern": 1}),
            "'confidence.bid' must be a number from 0 to 1, got 1.2",
        ),
        (
            mapping(confidence={"bid": 1, "actor": float("nan"), "moment": 1, "concern": 1}),
            "'confidence.actor'",
        ),
        (
            mapping(confidence={"bid": 1, "actor": 1, "moment": True, "concern": 1}),
            "'confidence.moment'",
        ),
        (mapping(evidence="the sentence"), "'evidence' must be a list"),
        (mapping(evidence=[SECRET]), "'evidence[0]' must be a mapping"),
        (mapping(evidence=[PIECE, {**PIECE, "start": -1}]), "'evidence[1].start'"),
        (mapping(evidence=[{**PIECE, "end": 2}]), "'evidence[0].end' must be a whole number, 3"),
        (mapping(evidence=[{**PIECE, "text": 7}]), "'evidence[0].text' must be text"),
        (mapping(evidence=[{**PIECE, "label": None}]), "'evidence[0].label'"),
        (mapping(evidence=[{**PIECE, "confidence": "high"}]), "'evidence[0].confidence'"),
        (mapping(mood="low"), "should not have, 'mood'"),
    ],
)
def test_names_the_key_at_fault(bad: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match="exchange") as refused:
        Exchange.from_dict(bad)
    assert named in str(refused.value)


@pytest.mark.parametrize(
    "bad",
    [
        mapping(bid=SECRET),
        mapping(actor=SECRET),
        mapping(evidence=SECRET),
        mapping(evidence=[{**PIECE, "end": SECRET}]),
        {**mapping(), SECRET: 1},
    ],
)
def test_never_repeats_what_the_person_wrote(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="exchange") as refused:
        Exchange.from_dict(bad)
    assert "Sam" not in str(refused.value)


def test_what_is_no_mapping_is_refused() -> None:
    with pytest.raises(ValueError, match="must be a mapping"):
        Exchange.from_dict("jealousy")  # type: ignore[arg-type]
