"""“How has it been here?”: three buttons, one line of thanks, a row that is nobody's."""

from __future__ import annotations

import pytest

from tests.assistant import Assistant, buttons, said
from tests.safety.spoken import stages_of
from tightrope.memory import Memory

RATINGS = ["good", "mixed", "bad"]
ROWS = "select rating from feedback order by id"


def rows(assistant: Assistant) -> list[str]:
    with Memory(assistant.settings.data):
        return [rating for (rating,) in assistant.rows(ROWS)]


@pytest.mark.parametrize("asks", ["/feedback", "I'd like to give some feedback", "can I rate you"])
def test_it_asks_with_three_buttons(assistant: Assistant, asks: str):
    answer = assistant.talk().say(asks)
    assert buttons(answer) == [f'/feedback{{"rating": "{rating}"}}' for rating in RATINGS]


@pytest.mark.parametrize("rating", RATINGS)
def test_an_answer_is_noted_and_thanked_for_in_one_line(assistant: Assistant, rating: str):
    before = rows(assistant)
    answer = assistant.talk().say(f'/feedback{{"rating": "{rating}"}}')
    assert len(answer) == 1
    assert "Thank you" in said(answer)
    assert rows(assistant) == [*before, rating]


@pytest.mark.parametrize("rating", ["great", "", "GOOD"])
def test_any_other_answer_is_asked_about_and_not_noted(assistant: Assistant, rating: str):
    before = rows(assistant)
    assert assistant.talk().say(f'/feedback{{"rating": "{rating}"}}')
    assert rows(assistant) == before


def test_in_danger_it_is_taken_and_the_concern_stays_open(assistant: Assistant):
    person = assistant.talk()
    person.say("I want to kill myself")
    answer = person.say('/feedback{"rating": "bad"}')
    assert "self_harm.still" in stages_of(answer)
    assert person.slots()["concern"] == "self_harm"
