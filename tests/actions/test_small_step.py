"""Small steps toward a goal of one's own: chosen, grown, made smaller, remembered."""

from __future__ import annotations

import pytest

from tests.actions.test_unfolding import told
from tests.assistant import Assistant, Conversation, buttons, said
from tightrope.asem import Actor, load_goals
from tightrope.memory import Memory

GOALS = [f'/small_step{{"goal": "{goal.id}"}}' for goal in load_goals().goals]
FRIENDS = '/small_step{"goal": "friends"}'


@pytest.fixture(params=[Actor.PARTNER, Actor.SELF])
def actor(request: pytest.FixtureRequest) -> Actor:
    return Actor(request.param)


@pytest.fixture
def person(assistant: Assistant, actor: Actor) -> Conversation:
    person = assistant.talk()
    person.say(told(actor=actor.value, moment="calm"))
    return person


def step(size: int, actor: Actor) -> str:
    goal = load_goals().get("friends")
    assert goal is not None
    return goal.step(size, actor)


def test_without_a_story_it_is_asked_for_whom(assistant: Assistant):
    person = assistant.talk()
    assert '/small_step{"actor": "self"}' in buttons(person.say("/small_step"))
    assert buttons(person.say('/small_step{"actor": "self"}')) == GOALS


def test_the_goal_is_chosen_and_the_first_step_is_the_smallest(person, actor):
    assert buttons(person.say("/small_step")) == GOALS
    answer = person.say(FRIENDS)
    assert step(0, actor) in said(answer)
    assert {"/it_helped", "/it_did_not_help"} <= set(buttons(answer))


def test_the_next_step_comes_only_after_the_last_one_is_told_of(person, actor):
    person.say(FRIENDS)
    answer = said(person.say("/small_step"))
    assert step(0, actor) in answer
    assert "How did it go?" in answer
    person.say("/it_helped")
    assert step(1, actor) in said(person.say("/small_step"))


def test_after_one_that_did_not_go_well_it_is_smaller(person, actor):
    for _ in range(2):
        person.say(FRIENDS)
        person.say("/it_helped")
    assert step(2, actor) in said(person.say(FRIENDS))
    person.say("/it_did_not_help")
    assert step(1, actor) in said(person.say("/small_step"))


def test_the_last_step_is_the_end_and_another_goal_is_offered(person):
    for _ in range(7):
        person.say(FRIENDS)
        person.say("/it_helped")
    answer = person.say("/small_step")
    assert "last step" in said(answer)
    assert buttons(answer) == [payload for payload in GOALS if payload != FRIENDS]


def test_each_goal_has_a_history_of_its_own(person, actor, assistant):
    person.say(FRIENDS)
    person.say("/it_helped")
    person.say('/small_step{"goal": "moving"}')
    person.say("/it_did_not_help")
    with Memory(assistant.settings.data) as memory:
        steps = memory.goals.steps(person.sender)
    assert [(s.goal, s.actor, s.size, s.outcome) for s in steps] == [
        ("friends", actor.value, 0, "helped"),
        ("moving", actor.value, 0, "did_not_help"),
    ]
    assert step(1, actor) in said(person.say(FRIENDS))


def test_a_step_in_the_heat_of_the_moment_is_for_a_calm_hour(assistant):
    person = assistant.talk()
    person.say(told(actor="self"))
    assert "calm hour" in said(person.say(FRIENDS))


def test_an_outcome_after_a_new_idea_is_one_of_the_idea_again(person, assistant):
    person.say(FRIENDS)
    person.say("/another_idea")
    person.say("/it_helped")
    with Memory(assistant.settings.data) as memory:
        assert [s.outcome for s in memory.goals.steps(person.sender)] == [None]
        assert memory.offers(person.sender)[-1].outcome == "helped"


@pytest.mark.parametrize("value", ["none", "nonsense", "FRIENDS"])
def test_an_unknown_goal_asks_which(person, value):
    assert buttons(person.say(f'/small_step{{"goal": "{value}"}}')) == GOALS
