"""What a person gets for what they say, from the real assistant and its action server."""

from __future__ import annotations

import json
import re

import pytest

from tests.assistant import Assistant, buttons, said
from tightrope.asem import Actor, Bid, Moment, cell_for, load_table1
from tightrope.memory import Memory

BIDS = [bid for bid in Bid if bid is not Bid.NONE]
COACH_BUTTONS = ["/another_idea", "/why_this", "/it_helped", "/it_did_not_help"]

TOLD = [
    (
        "my girlfriend keeps asking if I'm going to leave her, she's crying in the bathroom"
        " right now",
        ("anxiety", "partner", "tension"),
    ),
    (
        "my boyfriend went silent after our fight last night and hasn't said a word since,"
        " he just shuts the door",
        ("avoidance", "partner", "tension"),
    ),
    (
        "I can't stop checking who likes her photos, my stomach turns whenever that coworker"
        " comments, I started a row about him again tonight",
        ("anxiety", "self", "tension"),
    ),
]
"""Own descriptions in plain words, with dimension, actor and moment."""


@pytest.mark.parametrize(("text", "heard"), TOLD)
def test_a_description_gets_one_answer_from_the_right_cell(assistant: Assistant, text, heard):
    dimension, actor, moment = heard
    person = assistant.talk()
    answer = person.say(text)
    slots = person.slots()
    assert (slots["dimension"], slots["actor"], slots["moment"]) == (dimension, actor, moment)
    assert slots["cell"] == f"{dimension}.buffer"
    assert slots["strategy"].startswith(slots["cell"])
    assert "not a therapist" in answer[0]["text"]
    assert len(answer) == 1 + 4
    assert len(person.say("/another_idea")) == 4
    assert buttons(answer) == [*COACH_BUTTONS, "/calm_now"]


@pytest.mark.parametrize("moment", Moment)
@pytest.mark.parametrize("actor", [Actor.PARTNER, Actor.SELF])
@pytest.mark.parametrize("bid", BIDS)
def test_every_cell_is_reached_by_buttons(assistant: Assistant, bid, actor, moment):
    person = assistant.talk()
    assert '/inform{"actor": "self"}' in buttons(person.say(inform(bid=bid)))
    assert '/inform{"moment": "calm"}' in buttons(person.say(inform(actor=actor)))
    answer = person.say(inform(moment=moment))
    slots = person.slots()
    assert slots["cell"] == cell_for(bid, moment)
    strategy = next(s for s in load_table1().strategies if s.id == slots["strategy"])
    assert strategy.do[actor].text in said(answer)
    assert any(line.text in said(answer) for line in strategy.say[actor])
    assert any(c.text in said(answer) for c in load_table1().cautions if c.id in strategy.caution)


def test_calm_moves_from_buffering_to_fostering_for_the_same_bid_and_back(assistant: Assistant):
    person = assistant.talk()
    person.say(inform(bid="withdrawal", actor="partner", moment="tension"))
    assert person.slots()["cell"] == "avoidance.buffer"
    person.say("/calm_now")
    slots = person.slots()
    assert (slots["cell"], slots["bid"]) == ("avoidance.foster", "withdrawal")
    person.say(inform(moment="tension"))
    assert person.slots()["cell"] == "avoidance.buffer"


def test_another_idea_brings_every_strategy_of_the_cell_before_any_again(assistant: Assistant):
    person = assistant.talk()
    person.say(inform(bid="protest", actor="partner", moment="tension"))
    offered = [person.slots()["strategy"]]
    in_cell = load_table1().in_cell(cell_for(Bid.PROTEST, Moment.TENSION))
    for _ in in_cell[1:]:
        person.say("/another_idea")
        offered.append(person.slots()["strategy"])
    assert sorted(offered) == sorted(s.id for s in in_cell)


def test_why_this_names_what_was_heard_the_cell_and_the_studies(assistant: Assistant):
    person = assistant.talk()
    text = TOLD[0][0]
    person.say(text)
    answer = said(person.say("/why_this"))
    assert "crying in the bathroom" in answer
    assert "doi.org/10.1016/j.copsyc.2018.04.016" in answer


def test_what_helped_is_remembered(assistant: Assistant):
    person = assistant.talk()
    person.say(inform(bid="jealousy", actor="self", moment="tension"))
    first = person.slots()["strategy"]
    person.say("/it_did_not_help")
    second = person.slots()["strategy"]
    assert second != first
    person.say("/it_helped")
    outcomes = assistant.rows("select strategy, outcome from offers order by id desc limit 2")
    assert outcomes == [(second, "helped"), (first, "did_not_help")]


@pytest.mark.parametrize(
    "payload", ["/another_idea", "/it_helped", "/it_did_not_help", "/calm_now", "/why_this"]
)
def test_a_button_without_a_story_asks_for_one(assistant: Assistant, payload):
    person = assistant.talk()
    assert person.say(payload)
    slots = person.slots()
    assert slots["cell"] is None
    assert slots["strategy"] is None


@pytest.mark.parametrize(
    "text",
    [
        "my husband's mother is staying with us for two weeks and we repainted the kitchen",
        "we got the mortgage approved today and ordered curry",
    ],
)
def test_a_story_without_a_bid_gets_a_question_and_no_strategy(assistant: Assistant, text):
    person = assistant.talk()
    answer = person.say(text)
    assert person.slots()["strategy"] is None
    assert "Try this" not in said(answer)
    assert "?" in said(answer)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("hello there", "what happened"),
        ("are you a real person or a bot?", "program"),
        ("thanks so much", "welcome|glad"),
        ("ok bye for now", "care|come back"),
        ("what can you do?", "happened"),
        ("what's the weather in Leeds tomorrow", "partner"),
        ("is she a narcissist? should I leave her?", "happened|each of you|everybody safe"),
        ("you useless stupid bot", "happened|understood"),
        ("do you store what I tell you?", "kept"),
    ],
)
def test_the_talk_around_it(assistant: Assistant, text, hint):
    person = assistant.talk()
    answer = said(person.say(text)).lower()
    assert any(word in answer for word in hint.split("|")), answer
    assert person.slots()["strategy"] is None


BAD = {
    "empty": "",
    "white space": "   \n ",
    "emoji": "😭😭😭",
    "control characters": "\x00\x07\x1b[31m",
    "10,000 characters": "she asked me again and again whether I love her. " * 205,
    "Spanish": "mi novia está llorando en el baño y no sé qué hacer con ella",
    "Chinese": "我女朋友一直问我会不会离开她，她在浴室里哭",
    "script": "<script>alert('x')</script>",
    "keyboard": "asdfgh jklö qwertz uiop",
    "unknown command": "/no_such_intent",
    "broken command": '/inform{"actor": ',
    "wrong value": '/inform{"bid": "nonsense"}',
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_bad_input_gets_a_kind_answer_and_changes_nothing(assistant: Assistant, text):
    person = assistant.talk()
    person.say(inform(bid="jealousy", actor="partner", moment="tension"))
    before = person.slots()
    answer = person.say(text)
    assert answer, "no answer"
    assert len(said(answer)) < 600
    assert "Try this" not in said(answer)
    after = person.slots()
    assert {k: after[k] for k in ("actor", "moment")} == {k: before[k] for k in ("actor", "moment")}


CONCERNS = [
    ("I don't want to be alive anymore, I keep thinking about ending it", "self_harm"),
    ("he said he'll kill himself if I leave", "self_harm"),
    ("he grabbed me by the throat last night and I'm scared to go home", "partner_abuse"),
    ("she hits me when she drinks and took my phone and my bank card", "partner_abuse"),
]


@pytest.mark.parametrize(("text", "concern"), CONCERNS)
def test_a_concern_comes_before_advice(assistant: Assistant, text, concern):
    person = assistant.talk()
    person.say(inform(bid="protest", actor="partner", moment="tension"))
    answer = said(person.say(text))
    slots = person.slots()
    assert slots["concern"] == concern
    assert slots["cell"] is None
    assert slots["strategy"] is None
    assert "safe" in answer
    assert "Try this" not in answer
    assert "Try this" not in said(person.say("/another_idea"))
    assert "Try this" not in said(person.say(TOLD[0][0]))
    person.say("/i_am_safe")
    assert person.slots()["concern"] is None


def test_two_people_do_not_share_a_conversation(assistant: Assistant):
    one, other = assistant.talk(), assistant.talk()
    one.say(inform(bid="jealousy", actor="self", moment="calm"))
    other.say("hello")
    assert other.slots()["bid"] is None


def inform(**entities: str) -> str:
    """What a button sends."""
    return "/inform" + json.dumps({key: str(value) for key, value in entities.items()})


@pytest.mark.parametrize("words", ["/leave", " /LEAVE ", "quick, close this, he's coming in"])
def test_whoever_leaves_is_let_go_and_not_written_to(assistant: Assistant, words: str):
    person = assistant.talk()
    person.say("he hit me again last night")
    answer = said(person.say(words))
    assert "Closed" in answer
    assert not re.search(r"hit|safe|partner|help", answer)
    assert {value for value in person.slots().values() if value} == set()
    with Memory(assistant.settings.data) as memory:
        assert memory.is_set_aside(person.sender)
        assert not memory.is_set_aside("somebody else")
    assert "Try this" in said(person.say(TOLD[0][0]))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("I feel like I'm nobody to him", "I'm sorry it's like this."),
        ("she said she needs to think about us", "I'm sorry it's like this."),
        ("my mother died on friday and he booked the boiler man for that day", "sorry|a lot"),
    ],
)
def test_whoever_tells_something_sad_is_not_met_with_a_form(assistant: Assistant, text, word):
    answer = said(assistant.talk().say(text))
    assert re.search(word, answer)
    assert "I'd rather ask" not in answer


def test_a_calm_story_that_shows_nothing_gets_no_pity(assistant: Assistant):
    answer = said(
        assistant.talk().say("We've booked the ferry and her parents come in June, all good")
    )
    assert "sorry" not in answer
