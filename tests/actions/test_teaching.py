"""Learning from what somebody writes: asked once, off by default, never where danger is told."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant import Assistant, Conversation, buttons, said
from tests.conftest import free_port
from tests.safety.spoken import stages_of
from tightrope.memory import Memory
from tightrope.running.settings import Settings
from tightrope.running.supervise import running

YES, NO = '/teaching{"consent": "yes"}', '/teaching{"consent": "no"}'
BUTTONS = [YES, NO]
CALM = '/inform{"bid": "withdrawal", "actor": "partner", "moment": "calm"}'
TENSE = '/inform{"bid": "withdrawal", "actor": "partner", "moment": "tension"}'
STORY = "my girlfriend {word} keeps asking if I'm going to leave her, she's crying right now"


@pytest.fixture(scope="module")
def keeping(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant that keeps every message it may."""
    settings = Settings(
        data=tmp_path_factory.mktemp("keeping"), port=free_port(), action_port=free_port()
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIGHTROPE_INBOX_SHARE", "1")
        with running(settings, model) as supervisor:
            yield Assistant(settings, supervisor)


def items(assistant: Assistant, person: Conversation) -> list[tuple[str, str]]:
    """Text and reason of what waits of a person."""
    with Memory(assistant.settings.data) as memory:
        key = memory.links.person(person.sender)
    return assistant.rows(f"select text, why from inbox where person = '{key}' order by id")


def agreed(assistant: Assistant) -> Conversation:
    person = assistant.talk()
    assert "Thank you" in said(person.say(YES))
    return person


@pytest.mark.parametrize("asks", ["/teaching", "stop using my messages for training"])
def test_it_tells_what_it_is_and_offers_both(assistant: Assistant, asks: str):
    person = assistant.talk()
    answer = person.say(asks)
    assert buttons(answer) == BUTTONS
    assert "it's off" in said(answer)
    person.say(YES)
    assert "it's on" in said(person.say(asks))
    assert "Stopped" in said(person.say(NO))
    assert "it's off" in said(person.say(asks))
    assert "Nobody learns" in said(person.say(NO))


@pytest.mark.parametrize("consent", ["maybe", "", "YES", "1"])
def test_any_other_answer_is_no_yes(assistant: Assistant, consent: str):
    person = assistant.talk()
    assert buttons(person.say(f'/teaching{{"consent": "{consent}"}}')) == BUTTONS
    assert "it's off" in said(person.say("/teaching"))


def test_it_is_asked_once_in_calm_after_something_helped(assistant: Assistant):
    person = assistant.talk()
    assert not set(BUTTONS) & set(buttons(person.say(CALM)))
    assert buttons(person.say("/it_helped")) == BUTTONS
    person.say("/another_idea")
    assert not set(BUTTONS) & set(buttons(person.say("/it_helped")))


@pytest.mark.parametrize(("answer", "on"), [("yes", 1), ("yes please", 1), ("no", 0), ("nope", 0)])
def test_a_short_answer_in_words_is_enough_where_it_was_asked(
    assistant: Assistant, answer: str, on: bool
):
    person = assistant.talk()
    person.say(CALM)
    assert buttons(person.say("/it_helped")) == BUTTONS
    person.say(answer)
    assert ("it's on" in said(person.say("/teaching"))) == on


@pytest.mark.parametrize("later", ["yes", "/affirm"])
def test_a_yes_to_something_else_is_no_consent(assistant: Assistant, later: str):
    person = assistant.talk()
    person.say("/teaching")
    person.say("/help")
    person.say(later)
    assert "it's off" in said(person.say("teaching"))


def test_somebody_who_said_no_is_not_asked(assistant: Assistant):
    person = assistant.talk()
    person.say(NO)
    person.say(CALM)
    assert not set(BUTTONS) & set(buttons(person.say("/it_helped")))


def test_it_is_not_asked_while_things_are_heated(assistant: Assistant):
    person = assistant.talk()
    person.say(TENSE)
    assert not set(BUTTONS) & set(buttons(person.say("/it_helped")))
    person.say("/calm_now")
    assert buttons(person.say("/it_helped")) == BUTTONS


@pytest.mark.parametrize(
    "told",
    [
        ["I want to kill myself", "/correction"],
        ["My ex used to hold my head under the tap when dinner was late, years ago", "/i_am_safe"],
        ["I'm 16 and my boyfriend ignores me"],
    ],
)
def test_it_is_not_asked_after_a_concern_or_of_somebody_under_18(
    assistant: Assistant, told: list[str]
):
    person = assistant.talk()
    for message in [*told, CALM, "/it_helped"]:
        assert not set(BUTTONS) & set(buttons(person.say(message)))


def test_somebody_under_18_cannot_say_yes(assistant: Assistant):
    person = assistant.talk()
    person.say("I'm 16 and my boyfriend ignores me")
    assert "grown-ups" in said(person.say(YES))
    with Memory(assistant.settings.data) as memory:
        assert memory.consents.since(person.sender) is None


def test_in_danger_it_is_answered_and_the_concern_stays_open(assistant: Assistant):
    person = assistant.talk()
    person.say("I want to kill myself")
    assert "self_harm.still" in stages_of(person.say(NO))
    assert person.slots()["concern"] == "self_harm"


def test_without_a_yes_nothing_is_kept(keeping: Assistant):
    person = keeping.talk()
    person.say(STORY.format(word="hannah"))
    person.say("asdfgh qwertz")
    person.say("/correction")
    assert items(keeping, person) == []


def test_with_a_yes_a_message_is_kept_without_names(keeping: Assistant):
    person = agreed(keeping)
    person.say(STORY.format(word="hannah in aberdeen"))
    ((text, why),) = items(keeping, person)
    assert text == STORY.format(word="NAME1 in PLACE1")
    assert why in ("random", "unsure")
    ((predicted,),) = keeping.rows(f"select predicted from inbox where text = '{_sql(text)}'")
    assert '"reassurance_seeking"' in predicted
    assert "crying" not in predicted


@pytest.mark.parametrize(
    "unsure", ["purple", "we talked, I was annoyed, he was fine, then nothing"]
)
def test_what_it_was_unsure_of_is_kept_as_that(keeping: Assistant, unsure: str):
    person = agreed(keeping)
    read = keeping.parse(unsure)
    assert read["intent"]["name"] == "unclear" or read["exchange"]["confidence"]["bid"] < 0.9
    person.say(unsure)
    assert [why for _, why in items(keeping, person)] == ["unsure"]


def test_the_story_of_a_correction_is_kept_as_misread(assistant: Assistant):
    person = agreed(assistant)
    story = "my husband went silent at dinner and left the room, he won't talk to me right now"
    person.say(story)
    before = items(assistant, person)
    person.say("/correction")
    assert items(assistant, person) == (before or [(story, "misread")])


def test_what_was_told_before_the_yes_is_not_kept(keeping: Assistant):
    person = keeping.talk()
    person.say("my husband went silent on the ferry and won't talk to me right now")
    person.say(YES)
    person.say("/correction")
    assert items(keeping, person) == []


def test_buttons_are_not_kept(keeping: Assistant):
    person = agreed(keeping)
    person.say(CALM)
    person.say("/another_idea")
    assert items(keeping, person) == []


def test_a_no_deletes_what_waits_and_keeps_nothing_more(keeping: Assistant):
    person = agreed(keeping)
    person.say(STORY.format(word="so often"))
    assert len(items(keeping, person)) == 1
    person.say(NO)
    person.say(STORY.format(word="still"))
    assert items(keeping, person) == []


def test_a_copy_shows_the_consent_and_what_waits(keeping: Assistant):
    person = agreed(keeping)
    person.say(STORY.format(word="patricia softly"))
    (path,) = [m["attachment"] for m in person.say("/export") if "attachment" in m]
    copy = urllib.request.urlopen(keeping.settings.address.rstrip("/") + path).read().decode()
    assert "Waiting to be read, names taken out: 1." in copy
    assert STORY.format(word="NAME1 softly") in copy


def test_erasing_deletes_what_waits_and_the_consent(keeping: Assistant):
    person = agreed(keeping)
    person.say(STORY.format(word="quietly"))
    assert len(items(keeping, person)) == 1
    person.say('/erase{"sure": "yes"}')
    assert items(keeping, person) == []
    person.say(STORY.format(word="loudly"))
    assert items(keeping, person) == []


def test_nothing_of_a_conversation_with_a_concern_is_kept(keeping: Assistant):
    person = agreed(keeping)
    person.say(STORY.format(word="gently"))
    assert len(items(keeping, person)) == 1
    person.say("I want to kill myself")
    assert items(keeping, person) == []
    person.say("/correction")
    person.say(STORY.format(word="bravely"))
    assert items(keeping, person) == []


def test_nothing_of_somebody_under_18_is_kept(keeping: Assistant):
    person = agreed(keeping)
    person.say(STORY.format(word="slowly"))
    assert len(items(keeping, person)) == 1
    person.say("I'm 16 and my boyfriend ignores me")
    assert items(keeping, person) == []
    person.say(STORY.format(word="swiftly"))
    assert items(keeping, person) == []


def test_a_memory_that_cannot_keep_it_costs_no_answer(keeping: Assistant):
    person = agreed(keeping)
    with Memory(keeping.settings.data) as memory:
        memory._db.execute("alter table inbox rename to away")
    try:
        assert "Try this" in said(person.say(STORY.format(word="anyway")))
    finally:
        with Memory(keeping.settings.data) as memory:
            memory._db.execute("alter table away rename to inbox")


def _sql(text: str) -> str:
    return text.replace("'", "''")
