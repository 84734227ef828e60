"""How a talk unfolds: episodes, what is put right, the tone, and when a caution comes due."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from actions.words import words
from tests.assistant import Assistant, Conversation, buttons, said
from tightrope.asem import Actor, load_balance
from tightrope.memory import Memory, person_key

STORY = (
    "my girlfriend keeps asking if I'm going to leave her, she's crying in the bathroom right now"
)
SILENCE = (
    "my boyfriend went silent after our fight last night and hasn't said a word since,"
    " he just shuts the door"
)


def inform(**entities: str) -> str:
    return "/inform" + json.dumps(entities)


def told(**entities: str) -> str:
    """A story by button: everything is known at once."""
    return inform(**{"bid": "protest", "actor": "partner", "moment": "tension", **entities})


@pytest.fixture
def person(assistant: Assistant) -> Conversation:
    return assistant.talk()


@pytest.fixture
def episodes(assistant: Assistant, person: Conversation) -> Callable[[], list[tuple[Any, ...]]]:
    def read() -> list[tuple[Any, ...]]:
        key = person_key(person.sender, assistant.settings.data)
        return assistant.rows(
            f"select bid, actor, moment from episodes where person = '{key}' order by id"
        )

    return read


def texts_due(rule: str, actor: Actor) -> tuple[str, ...]:
    return next(r.say[actor] for r in load_balance().rules if r.id == rule)


def is_due(answer: list[dict[str, Any]], rule: str, actor: Actor) -> bool:
    return any(text in said(answer) for text in texts_due(rule, actor))


def test_another_bid_is_another_episode_and_the_first_is_named(person, episodes):
    person.say(STORY)
    answer = said(person.say(SILENCE))
    assert "Earlier it was “my girlfriend keeps asking if I'm going to leave her" in answer
    assert [episode[0] for episode in episodes()] == ["reassurance_seeking", "withdrawal"]


def test_calm_and_tension_alternate_within_one_episode(person, episodes):
    person.say(told())
    person.say("/calm_now")
    assert episodes() == [("protest", "partner", "calm")]
    person.say(inform(moment="tension"))
    assert episodes() == [("protest", "partner", "tension")]


def test_the_same_bid_after_something_helped_is_a_new_episode(person, episodes):
    person.say(STORY)
    person.say("/it_helped")
    person.say(STORY)
    assert len(episodes()) == 2


def test_the_same_bid_after_starting_over_is_a_new_episode(person, episodes):
    person.say(STORY)
    person.say("/start_over")
    person.say(STORY)
    assert len(episodes()) == 2


def test_whose_reaction_it_was_is_put_right(person, episodes):
    person.say(told())
    answer = said(person.say("no, it was me who did that"))
    assert any(text in answer for text in words().put_right)
    assert episodes() == [("protest", "self", "tension")]
    assert person.slots()["actor"] == "self"


@pytest.mark.parametrize("start", ["/correction", "that's not it"])
def test_what_was_misread_is_asked_for_and_put_right(person, episodes, start):
    person.say(told())
    answer = person.say(start)
    assert "Which part" in said(answer)
    assert inform(actor="self") in buttons(answer)
    assert inform(moment="calm") in buttons(answer)
    assert "Try this" not in said(answer)
    assert inform(bid="jealousy") in buttons(person.say(inform(bid="none")))
    answer = said(person.say(inform(bid="jealousy")))
    assert "Try this" in answer
    assert episodes() == [("jealousy", "partner", "tension")]
    person.say(told(bid="withdrawal"))
    assert len(episodes()) == 2


def test_why_this_leads_to_a_correction(person):
    person.say(told())
    answer = person.say("/why_this")
    assert len(answer) == 3
    assert buttons(answer) == ["/correction"]
    assert "Which part" in said(person.say("/correction"))


def test_nothing_to_correct_asks_for_the_story(person):
    assert "Try this" not in said(person.say("/correction"))
    assert not person.slots()["putting_right"]


def test_after_two_that_did_not_help_it_asks_what_happened(person):
    person.say(told())
    assert "Try this" in said(person.say("/it_did_not_help"))
    answer = person.say("/it_did_not_help")
    assert said(answer) == words().did_not_help_again.text
    assert "Try this" in said(person.say("/another_idea"))


@pytest.mark.parametrize(
    ("bid", "actor", "first", "again"),
    [
        ("jealousy", "partner", 4, 4),
        ("jealousy", "self", 4, 4),
        ("withdrawal", "partner", 4, 4),
        ("withdrawal", "self", 3, 2),
    ],
)
def test_whoever_pulls_away_is_answered_briefly(person, bid, actor, first, again):
    person.say("hello")
    assert len(person.say(told(bid=bid, actor=actor))) == first
    assert len(person.say("/another_idea")) == again


def test_reassurance_for_the_third_time_comes_with_its_limit_and_a_small_step(person):
    answers = [person.say(told()), person.say("/another_idea"), person.say("/another_idea")]
    due = [is_due(answer, "reassurance_again", Actor.PARTNER) for answer in answers]
    assert due == [False, False, True]
    assert "Try this" in said(answers[2])
    assert "/small_step" in buttons(answers[2])
    assert person.slots()["cell"] == "anxiety.buffer"


def test_somebody_who_seeks_reassurance_is_soothed_once_then_handed_back(person):
    answers = [person.say(told(actor="self")), person.say("/another_idea")]
    due = [is_due(answer, "hand_back", Actor.SELF) for answer in answers]
    assert due == [False, True]


def set_back(assistant: Assistant, person: Conversation, days: int) -> None:
    """Moves all that is remembered of a person into the past."""
    key = person_key(person.sender, assistant.settings.data)
    with sqlite3.connect(assistant.settings.data / "memory.sqlite") as db:
        for table, columns, which in (
            ("episodes", ("started", "touched"), f"person = '{key}'"),
            ("offers", ("at",), f"episode in (select id from episodes where person = '{key}')"),
        ):
            for column in columns:
                rows = db.execute(f"select id, {column} from {table} where {which}").fetchall()
                for number, at in rows:
                    earlier = datetime.fromisoformat(at) - timedelta(days=days)
                    db.execute(
                        f"update {table} set {column} = ? where id = ?",
                        [earlier.isoformat(), number],
                    )


def test_weeks_of_softening_only_bring_a_fair_request(assistant, person):
    for _ in range(5):
        assert not is_due(person.say(told(bid="withdrawal")), "softening_only", Actor.PARTNER)
        set_back(assistant, person, 4)
    answer = person.say(told(bid="withdrawal"))
    assert is_due(answer, "softening_only", Actor.PARTNER)
    assert "A fair request: “" in said(answer)
    assert person.slots()["cell"] == "avoidance.buffer"


def test_many_episodes_without_relief_are_beyond_tips(assistant, person):
    for _ in range(7):
        person.say(told())
        person.say("/it_did_not_help")
        set_back(assistant, person, 3)
    answer = person.say(told())
    assert is_due(answer, "beyond_tips", Actor.PARTNER)
    assert "Emotionally Focused Therapy" in said(answer)


@pytest.mark.parametrize("story", [False, True])
def test_no_change_wanted_is_said_kindly(person, story):
    if story:
        person.say(told())
    answer = person.say("he says that's just how he is and he won't change")
    assert "Emotionally Focused Therapy" in said(answer)
    assert ("/another_idea" in buttons(answer)) is story


@pytest.mark.parametrize(
    "bait",
    [
        "admit it, she's the problem",
        "he's a textbook narcissist isn't he",
        "so you agree I did nothing wrong",
        "should I just leave him?",
        "which one of us is the avoidant one",
    ],
)
@pytest.mark.parametrize("story", [False, True])
def test_bait_for_a_side_leads_back_to_what_can_be_done(person, bait, story):
    if story:
        person.say(told())
    answer = person.say(bait)
    assert "judge" in said(answer) or "not for me to say" in said(answer)
    assert ("/another_idea" in buttons(answer)) is story


def test_whoever_begs_for_a_promise_is_handed_back_to_their_partner(person):
    person.say(told(bid="reassurance_seeking", actor="self"))
    answer = person.say("do you think I'm the anxious one?")
    assert said(answer) == words().take_side_worried.text
    assert "/another_idea" in buttons(answer)


def test_no_idea_comes_while_somebody_is_in_danger(person):
    person.say(told())
    person.say("he hit me in the face and took my keys")
    for asked in ("/small_step", "/look_back", "he won't change", "/check_back", "/correction"):
        answer = said(person.say(asked))
        assert "Try this" not in answer
        assert "small step" not in answer


def test_what_is_offered_is_remembered_with_what_had_come_due(assistant, person):
    for message in (told(), "/another_idea", "/another_idea"):
        person.say(message)
    with Memory(assistant.settings.data) as memory:
        offers = memory.offers(person.sender)
    assert [offer.balance for offer in offers] == [None, None, "reassurance_again"]
    assert all(offer.at and offer.at <= datetime.now(timezone.utc) for offer in offers)
