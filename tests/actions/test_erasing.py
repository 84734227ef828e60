"""“Delete everything”: asked back once, and then no word is left, in the real assistant's files."""

from __future__ import annotations

import sqlite3
import urllib.error
import urllib.request

import pytest

from tests.assistant import Assistant, Conversation, buttons, said
from tests.safety.spoken import stages_of
from tightrope.memory import Memory, person_key

YES, NO = '/erase{"sure": "yes"}', '/erase{"sure": "no"}'
STORY = "my girlfriend keeps asking if I'm going to leave her, she's crying by the {word} right now"


def files_with(assistant: Assistant, *traces: str) -> list[str]:
    """The files of the data folder in which one of these stands."""
    return [
        path.name
        for path in assistant.settings.data.rglob("*")
        if path.is_file() and any(trace.encode() in path.read_bytes() for trace in traces)
    ]


def events_of(assistant: Assistant, person: Conversation) -> int:
    with sqlite3.connect(assistant.settings.data / "conversations.sqlite") as db:
        query = "select count(*) from events where sender_id = ?"
        return int(db.execute(query, [person.sender]).fetchone()[0])


def talked(assistant: Assistant, word: str) -> Conversation:
    """Somebody who used a word nobody else uses, was coached, and has a copy and a picture."""
    person = assistant.talk()
    person.say(STORY.format(word=word))
    person.say("/it_helped")
    person.say("/small_step")
    person.say("/export")
    assert files_with(assistant, word) != []
    return person


def test_it_asks_back_and_a_no_keeps_everything(assistant: Assistant):
    person = talked(assistant, "quagmire")
    answer = person.say("please delete everything you know about me")
    assert len(answer) == 1
    assert buttons(answer) == [YES, NO]
    assert said(person.say(NO)) == "All right, nothing was deleted."
    assert "quagmire" in said(person.say("/why_this"))
    assert files_with(assistant, "quagmire") != []


@pytest.mark.parametrize(
    "story",
    [
        "he deleted all my messages",
        "my husband erased his browser history again",
        "my wife wants me to delete all my exes from my phone",
        "she told me to forget everything she said",
        "I want to forget everything about him",
    ],
)
def test_a_story_about_deleting_is_not_taken_for_a_wish_to(assistant: Assistant, story: str):
    assert YES not in buttons(assistant.talk().say(story))


def test_after_a_yes_no_word_is_left_in_any_file(assistant: Assistant):
    person = talked(assistant, "quinquereme")
    other = talked(assistant, "bandersnatch")
    person.say("/erase")
    assert len(person.say(YES)) == 1
    key = person_key(person.sender, assistant.settings.data)
    assert files_with(assistant, "quinquereme", person.sender, key, key[:16]) == []
    assert events_of(assistant, person) == 0
    assert "bandersnatch" in said(other.say("/why_this"))


def test_without_having_been_asked_a_button_is_enough(assistant: Assistant):
    """A button of an earlier day, or a program."""
    person = talked(assistant, "gallimaufry")
    assert "Done" in said(person.say(YES))
    assert files_with(assistant, "gallimaufry") == []


def test_whoever_erased_is_somebody_new(assistant: Assistant):
    person = talked(assistant, "widdershins")
    person.say(YES)
    assert set(person.slots().values()) <= {None}
    answer = person.say("/another_idea")
    assert "Tell me first what happened" in said(answer)
    person.say(YES)
    assert "First: I'm a program" in said(person.say(STORY.format(word="kettle")))
    assert person.slots()["strategy"]


@pytest.mark.parametrize("yes", ["yes", "Yes please", "yes, delete everything", "ok"])
def test_a_yes_in_words_is_enough_where_it_was_asked(assistant: Assistant, yes: str):
    person = talked(assistant, "flibbertigibbet")
    person.say("/erase")
    assert "Done" in said(person.say(yes))
    assert files_with(assistant, "flibbertigibbet", person.sender) == []


@pytest.mark.parametrize("no", ["no", "no, keep it", '/erase{"sure": "no"}', "/deny"])
def test_a_no_in_words_keeps_everything(assistant: Assistant, no: str):
    person = talked(assistant, "flummoxed")
    person.say("/erase")
    assert "nothing was deleted" in said(person.say(no))
    assert events_of(assistant, person) > 0
    assert "Done" not in said(person.say("yes"))


@pytest.mark.parametrize("later", ["yes", "/affirm"])
def test_a_yes_to_something_else_erases_nothing(assistant: Assistant, later: str):
    person = talked(assistant, "skedaddle")
    person.say("/erase")
    person.say("/help")
    assert "Done" not in said(person.say(later))
    assert events_of(assistant, person) > 0


@pytest.mark.parametrize("sure", ["maybe", "YES", "1"])
def test_any_other_answer_is_asked_again(assistant: Assistant, sure: str):
    person = talked(assistant, "nincompoop")
    assert buttons(person.say(f'/erase{{"sure": "{sure}"}}')) == [YES, NO]
    assert events_of(assistant, person) > 0


def test_a_linked_channel_is_erased_too(assistant: Assistant):
    here, there, other = (talked(assistant, w) for w in ("hullabaloo", "brouhaha", "kerfuffle"))
    code = said(here.say("/link")).rsplit(" ", 1)[1]
    assert "Joined" in said(there.say(f"/link {code}"))
    here.say(YES)
    traces = ("hullabaloo", "brouhaha", here.sender, there.sender)
    assert files_with(assistant, *traces) == []
    assert [events_of(assistant, person) > 0 for person in (here, there, other)] == [0, 0, 1]
    there.say(STORY.format(word="teapot"))
    with Memory(assistant.settings.data) as memory:
        assert len(memory.offers(there.sender)) == 1
        assert memory.offers(here.sender) == []


def test_a_copy_and_a_picture_go_with_it(assistant: Assistant):
    person = talked(assistant, "collywobbles")
    (path,) = [m["attachment"] for m in person.say("/export") if "attachment" in m]
    address = assistant.settings.address.rstrip("/") + path
    assert b"collywobbles" in urllib.request.urlopen(address).read()
    person.say(YES)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address)


def test_in_danger_it_works_and_the_way_to_help_stays(assistant: Assistant):
    person = assistant.talk()
    person.say("I want to kill myself, I bought a sackbut to do it")
    assert person.slots()["concern"] == "self_harm"
    answer = person.say("/erase")
    assert buttons(answer) == [YES, NO, "/ask_help_lines"]
    assert stages_of(answer) == set()
    answer = person.say(YES)
    assert len(answer) == 1
    assert buttons(answer) == ["/ask_help_lines"]
    assert "safe" not in said(answer)
    assert files_with(assistant, "sackbut", person.sender) == []
    assert "ask_country" in stages_of(person.say("/ask_help_lines"))


def test_in_danger_a_no_leaves_the_concern_open(assistant: Assistant):
    person = assistant.talk()
    person.say("I want to kill myself")
    person.say("/erase")
    assert buttons(person.say("no")) == ["/ask_help_lines"]
    assert person.slots()["concern"] == "self_harm"


def test_where_it_cannot_be_erased_nobody_says_that_it_was(assistant: Assistant):
    person = talked(assistant, "tatterdemalion")
    with assistant.without_actions():
        assert "Done" not in said(person.say(YES))
    assert events_of(assistant, person) > 0
    assert "Done" in said(person.say(YES))
    assert files_with(assistant, "tatterdemalion") == []
