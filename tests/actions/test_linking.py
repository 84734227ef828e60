"""“I write to you in two places”: a code here, the same code there, and both are one person."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import pytest

from tests.assistant import Assistant, Conversation, said
from tests.safety.spoken import stages_of
from tightrope.memory import CheckBack, Memory

STORY = "my girlfriend keeps asking if I'm going to leave her, she's crying right now"


def code_of(person: Conversation) -> str:
    (found,) = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", said(person.say("/link")))
    return str(found)


def test_two_channels_become_one_person(assistant: Assistant):
    here, there = assistant.talk(), assistant.talk()
    here.say(STORY)
    code = code_of(here)
    assert "Joined" in said(there.say(f'/link{{"code": "{code.replace("-", "")}"}}'))
    with Memory(assistant.settings.data) as memory:
        assert len(memory.offers(there.sender)) == 1
    assert there.slots()["strategy"] is None, "the talks stay apart"


FORMS = {"as shown": str, "small": str.lower, "blank": lambda code: code.replace("-", " ")}
TYPED = ("/link {}", "link {}", "{}", "my code is {}", "LINK: {}", "/link  {} ")


@pytest.mark.parametrize(
    ("typed", "form"),
    # Two bare words of four letters are words.
    [(typed, form) for typed in TYPED for form in FORMS if (typed, form) != ("{}", "blank")],
)
def test_a_code_is_taken_however_it_is_typed(assistant: Assistant, typed: str, form: str):
    code = code_of(assistant.talk())
    assert "Joined" in said(assistant.talk().say(typed.format(FORMS[form](code))))


def test_a_code_is_asked_for_in_words(assistant: Assistant):
    answer = assistant.talk().say("I also use you on Telegram, can you join the two")
    assert re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}$", said(answer))
    assert len(answer) == 1


@pytest.mark.parametrize("code", ["ABCD-EFGH", "x", "ABCDEFGHABCDEFGH"])
def test_a_wrong_code_is_answered_kindly(assistant: Assistant, code: str):
    answer = assistant.talk().say(f'/link{{"code": "{code}"}}')
    assert len(answer) == 1
    assert "doesn't work" in said(answer)


def test_a_used_code_and_ones_own_are_told_apart(assistant: Assistant):
    here, there, third = (assistant.talk() for _ in range(3))
    code = code_of(here)
    assert "your own" in said(here.say(f"link {code}"))
    assert "Joined" in said(there.say(f"link {code}"))
    assert "doesn't work" in said(third.say(f"link {code}"))
    assert "your own" in said(there.say(f"link {code_of(here)}"))


def test_after_five_wrong_codes_one_has_to_wait(assistant: Assistant):
    person, other = assistant.talk(), assistant.talk()
    for _ in range(5):
        assert "doesn't work" in said(person.say("link AAAA-2222"))
    assert "an hour" in said(person.say(f"link {code_of(other)}"))


def test_a_promise_to_ask_is_kept_where_it_was_made(assistant: Assistant):
    """A reminder of the other channel, whose own promise gave way, asks nothing there."""
    here, there = assistant.talk(), assistant.talk()
    here.say(STORY)
    with Memory(assistant.settings.data) as memory:
        later = datetime.now(timezone.utc) + timedelta(days=1)
        memory.check_backs.promise(CheckBack(there.sender, "web", later, None))
    there.say(f"link {code_of(here)}")
    asked = assistant.post(
        f"conversations/{here.sender}/trigger_intent", {"name": "EXTERNAL_check_back"}
    )
    assert asked["messages"] == []
    with Memory(assistant.settings.data) as memory:
        promise = memory.check_backs.of(here.sender)
        assert promise is not None
        assert promise.sender == there.sender
        memory.check_backs.forget(here.sender)


def test_danger_told_in_one_place_ends_a_promise_made_in_the_other(assistant: Assistant):
    here, there = assistant.talk(), assistant.talk()
    there.say(f"link {code_of(here)}")
    with Memory(assistant.settings.data) as memory:
        later = datetime.now(timezone.utc) + timedelta(days=1)
        memory.check_backs.promise(CheckBack(here.sender, "web", later, None))
    there.say("he hit me last night and I'm scared he will do it again")
    with Memory(assistant.settings.data) as memory:
        assert memory.check_backs.of(here.sender) is None


def test_in_danger_it_works_and_the_concern_stays_open(assistant: Assistant):
    person = assistant.talk()
    person.say("I want to kill myself")
    assert "self_harm.still" in stages_of(person.say("/link"))
    assert person.slots()["concern"] == "self_harm"
