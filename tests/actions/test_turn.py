"""What is known once a message is taken in: the slots before it, and what was read in it."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.turn import (
    ASK_BELOW,
    Heard,
    answers_nothing,
    heard_before,
    heard_now,
    said_moment,
    said_whose,
    tells_of_tension,
    unsure_between,
)
from tightrope.asem import (
    Actor,
    Bid,
    Choice,
    Concern,
    Confidence,
    Exchange,
    Moment,
    State,
    cell_for,
    choose,
    dimension_of,
)

SELF, PARTNER = Actor.SELF, Actor.PARTNER
TENSION, CALM = Moment.TENSION, Moment.CALM
JEALOUSY, WITHDRAWAL = Bid.JEALOUSY, Bid.WITHDRAWAL
SURE, UNSURE = 0.9, 0.4


def read(
    bid: Bid = Bid.NONE,
    actor: Actor | None = Actor.NONE,
    moment: Moment | None = None,
    *,
    bid_sure: float = SURE,
    actor_sure: float = SURE,
    moment_sure: float = SURE,
    concern: Concern = Concern.NONE,
) -> dict[str, Any]:
    """What the understanding puts on a message."""
    sure = Confidence(bid=bid_sure, actor=actor_sure, moment=moment_sure, concern=SURE)
    return Exchange(
        bid=bid,
        dimension=dimension_of(bid),
        actor=actor,
        moment=moment,
        concern=concern,
        confidence=sure,
    ).to_dict()


def tracker(slots: dict[str, Any], exchange: Any = None, intent: str = "inform") -> Tracker:
    message: dict[str, Any] = {"text": "…", "intent": {"name": intent}, "entities": []}
    if exchange is not None:
        message["exchange"] = exchange
    return Tracker("person", slots, message, [], False, None, {}, "action_listen")


def slots(heard: Heard) -> dict[str, Any]:
    return {event["name"]: event["value"] for event in heard.slots()}


KNOWN = Heard(JEALOUSY, SELF, TENSION)

TURNS = {
    "a first story, surely read": (
        Heard(),
        read(JEALOUSY, PARTNER, CALM),
        Heard(JEALOUSY, PARTNER, CALM),
    ),
    "a first story whose actor is unsure": (
        Heard(),
        read(JEALOUSY, PARTNER, CALM, actor_sure=UNSURE),
        Heard(JEALOUSY, None, CALM),
    ),
    "a first story whose moment is unsure": (
        Heard(),
        read(JEALOUSY, PARTNER, CALM, moment_sure=UNSURE),
        Heard(JEALOUSY, PARTNER, None),
    ),
    "a first story of which only the bid is sure": (
        Heard(),
        read(JEALOUSY, PARTNER, CALM, actor_sure=UNSURE, moment_sure=UNSURE),
        Heard(JEALOUSY),
    ),
    "more of the same story, surely the other way round": (
        KNOWN,
        read(JEALOUSY, PARTNER, CALM),
        Heard(JEALOUSY, PARTNER, CALM),
    ),
    "more of the same story, unsure": (
        KNOWN,
        read(JEALOUSY, PARTNER, CALM, actor_sure=UNSURE, moment_sure=UNSURE),
        KNOWN,
    ),
    "another story, surely read": (
        KNOWN,
        read(WITHDRAWAL, PARTNER, CALM),
        Heard(WITHDRAWAL, PARTNER, CALM),
    ),
    "another story, unsure: nothing is carried over": (
        KNOWN,
        read(WITHDRAWAL, PARTNER, CALM, actor_sure=UNSURE, moment_sure=UNSURE),
        Heard(WITHDRAWAL),
    ),
    "a message that tells no bid": (KNOWN, read(moment=CALM), KNOWN),
    "a message that tells no bid, to begin with": (Heard(), read(), Heard()),
    "a button": (KNOWN, None, KNOWN),
    "a message nobody read": (KNOWN, "nothing", KNOWN),
    "a story while a concern is open": (
        Heard(concern=Concern.PARTNER_ABUSE),
        read(JEALOUSY, SELF, TENSION),
        Heard(JEALOUSY, SELF, TENSION, Concern.PARTNER_ABUSE),
    ),
    "an actor read for certain as nobody's": (
        Heard(),
        read(JEALOUSY, None, TENSION),
        Heard(JEALOUSY, None, TENSION),
    ),
}


@pytest.mark.parametrize(("before", "exchange", "after"), TURNS.values(), ids=TURNS)
def test_a_message_changes_what_is_known(before: Heard, exchange: Any, after: Heard):
    assert heard_now(tracker(slots(before), exchange)) == after


RANKINGS = {
    "no message read": (None, ["jealousy", "protest"], ()),
    "no ranking": (0.1, [], ()),
    "surely read": (ASK_BELOW["bid"], ["jealousy", "protest", "none"], ()),
    "unsure": (0.3, ["jealousy", "protest", "withdrawal"], (JEALOUSY, Bid.PROTEST)),
    "none is no answer": (0.3, ["none", "jealousy", "withdrawal"], (JEALOUSY, WITHDRAWAL)),
}


@pytest.mark.parametrize(("sure", "ranking", "asked"), RANKINGS.values(), ids=RANKINGS)
def test_the_two_likeliest_bids_are_asked_about_when_unsure(sure, ranking, asked):
    exchange = None if sure is None else read(JEALOUSY, SELF, CALM, bid_sure=sure)
    told = tracker({}, exchange, intent="jealousy")
    told.latest_message["bid_ranking"] = [{"name": n, "confidence": 0.2} for n in ranking]
    assert unsure_between(told) == asked


@pytest.mark.parametrize(
    ("moment", "sure", "hard"),
    [(TENSION, SURE, True), (TENSION, UNSURE, False), (CALM, SURE, False), (None, SURE, False)],
)
def test_tension_is_told_where_it_was_read_surely(moment, sure, hard: bool):
    told = tracker({}, read(moment=moment, moment_sure=sure), intent="no_bid")
    assert tells_of_tension(told) is hard


def test_a_button_tells_of_no_tension():
    assert not tells_of_tension(tracker({}, None, intent="inform"))


ANSWERS = {
    "nothing was told": (Heard(), "inform_self", "i feel like i'm nobody to him", True),
    "an outcome of nothing": (Heard(), "it_helped", "she said she needs to think", True),
    "a few words": (Heard(), "inform_self", "that was me, mostly", False),
    "a button": (Heard(), "inform_self", '/inform{"actor": "self"} and some more', False),
    "something was told": (KNOWN, "inform_self", "i was the one who did it", False),
    "a greeting": (Heard(), "greet", "hello there my good old friend", False),
}


@pytest.mark.parametrize(("known", "intent", "text", "unasked"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_to_nothing_is_asked_about_like_a_story(known, intent, text, unasked: bool):
    told = tracker(slots(known), read(bid_sure=1.0), intent=intent)
    told.latest_message |= {
        "text": text,
        "bid_ranking": [
            {"name": name, "confidence": 0.2} for name in ("none", JEALOUSY, WITHDRAWAL)
        ],
    }
    assert answers_nothing(told) is unasked
    assert tells_of_tension(told) is unasked
    assert unsure_between(told) == ((JEALOUSY, WITHDRAWAL) if unasked else ())


@pytest.mark.parametrize("intent", ["inform_partner", "inform_tension", "inform"])
def test_an_answer_to_a_question_is_not_asked_about(intent: str):
    told = tracker(slots(KNOWN), read(bid_sure=0.3), intent=intent)
    told.latest_message["bid_ranking"] = [{"name": "jealousy", "confidence": 0.2}]
    assert unsure_between(told) == ()


@pytest.mark.parametrize(
    ("sure", "known"), [(0.59, None), (0.6, PARTNER), (1.0, PARTNER), (0.0, None)]
)
def test_an_actor_is_asked_about_below_six_tenths(sure: float, known: Actor | None):
    heard = heard_now(tracker({}, read(JEALOUSY, PARTNER, CALM, actor_sure=sure)))
    assert heard.actor is known


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"bid": None, "actor": None, "moment": None, "concern": None},
        {"bid": "nonsense", "actor": "wife", "moment": "yesterday", "concern": "x"},
        {"bid": 7, "actor": ["self"], "moment": {}, "concern": True},
        {"bid": "JEALOUSY", "actor": "Self", "moment": " calm"},
    ],
)
def test_slots_that_no_button_could_have_set_count_as_not_known(values: dict[str, Any]):
    assert heard_before(tracker(values)) == Heard()


@pytest.mark.parametrize("bid", Bid)
@pytest.mark.parametrize("actor", [None, SELF, PARTNER])
@pytest.mark.parametrize("moment", [None, TENSION, CALM])
@pytest.mark.parametrize("concern", [Concern.NONE, Concern.SELF_HARM])
def test_what_is_known_survives_a_turn_in_the_slots(bid, actor, moment, concern):
    heard = Heard(bid, actor, moment, concern)
    kept = slots(heard)
    assert heard_before(tracker(kept)) == heard
    assert kept["dimension"] == (None if bid is Bid.NONE else dimension_of(bid).value)
    assert kept["cell"] is None
    assert kept["strategy"] is None


def test_slots_name_the_cell_and_strategy_of_a_choice():
    heard = Heard(WITHDRAWAL, PARTNER, TENSION)
    choice = choose(heard.as_exchange(), State())
    assert isinstance(choice, Choice)
    kept = {event["name"]: event["value"] for event in heard.slots(choice)}
    assert kept["cell"] == cell_for(WITHDRAWAL, TENSION)
    assert kept["strategy"] == choice.strategy


WHOSE = {
    "no, it was me": SELF,
    "it was me who kept asking": SELF,
    "the silent one was me, by the way": SELF,
    "not he, ME": SELF,
    "I\u2019m the one hiding the letters": SELF,
    "it was her who went quiet": PARTNER,
    "that was him!": PARTNER,
    "it wasn't me": PARTNER,
    "I lost my temper, it was her birthday": None,
    "it was him leaving his keys": PARTNER,
    "it was his mother again": None,
    "it was him again and his bike": None,
    "he was the one person I trusted": None,
    "": None,
}


@pytest.mark.parametrize(("text", "whose"), WHOSE.items(), ids=WHOSE)
def test_whose_it_was_is_taken_from_plain_words_only_where_they_say_so(text: str, whose: Any):
    told = tracker({})
    told.latest_message["text"] = text
    assert said_whose(told) is whose


MOMENTS = {
    "it's calm now, she's asleep": CALM,
    "we're fine tonight. I keep thinking of March": CALM,
    "it's not calm any more": TENSION,
    "we're not at all calm": TENSION,
    "he's all quiet and won't look at me": None,
    "she shut the door": None,
}


@pytest.mark.parametrize(("text", "moment"), MOMENTS.items(), ids=MOMENTS)
def test_heated_or_calm_is_taken_from_plain_words(text: str, moment: Any):
    told = tracker({})
    told.latest_message["text"] = text
    assert said_moment(told) is moment
