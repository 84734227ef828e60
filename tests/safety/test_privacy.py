"""What a person writes is kept in the conversation and nowhere else: no log, no memory."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from tests.assistant import Assistant, Conversation, said

MARK = f"quokka{uuid4().hex[:8]}"
"""A word that nobody else writes."""

SAID = {
    "a story": f"my girlfriend {MARK} keeps asking if I'm going to leave her, she's crying",
    "a story without a bid": f"{MARK} and I repainted the kitchen, his mother stays two weeks",
    "a concern": f"{MARK} grabbed me by the throat last night and I'm scared to go home",
    "talk": f"thanks, {MARK}",
    "nothing that can be read": f"asdfgh {MARK} qwertz",
    "another language": f"mi novia {MARK} está llorando en el baño y no sé qué hacer",
    "too much": f"she asked {MARK} again. " * 400,
    "controls": f"\x00\x1b[31m{MARK}\x07",
    "markup": f"<script>alert('{MARK}')</script>",
    "an unknown command": f"/{MARK}",
    "an unknown command with words": f"/tell {MARK} that I left",
    "a broken command": f'/inform{{"actor": "{MARK}',
    "a command with a wrong value": json.dumps({"actor": MARK}).join(["/inform", ""]),
    "a command with another entity": f'/inform{{"{MARK}": "self"}}',
    "a command with a list": f'/inform{{"bid": ["{MARK}"]}}',
    "a command of Rasa's": f"/restart {MARK}",
    "half a pair": f"{MARK} \ud83d",
}


@pytest.fixture(scope="module")
def person(assistant: Assistant) -> Conversation:
    return assistant.talk()


@pytest.mark.parametrize("text", SAID.values(), ids=SAID)
def test_every_message_is_answered(person: Conversation, text: str):
    assert said(person.say(text))


def test_a_message_is_answered_while_the_action_server_is_down(person: Conversation):
    with person.assistant.without_actions():
        assert "went wrong on my side" in said(person.say(SAID["a story"]))
        assert "went wrong on my side" in said(person.say(SAID["a command with a wrong value"]))


def test_the_api_reads_without_keeping(assistant: Assistant):
    assistant.parse(SAID["a story"])
    assistant.parse(SAID["an unknown command"])


def test_what_was_said_is_in_the_conversation_only(person: Conversation):
    person.say(SAID["a story"])
    data = person.assistant.settings.data
    files = {path.relative_to(data).as_posix(): path for path in data.rglob("*") if path.is_file()}
    assert {"log/assistant.log", "log/actions.log", "memory.sqlite"} <= files.keys()
    having = {name for name, path in files.items() if MARK.encode() in path.read_bytes()}
    assert {name.split(".")[0] for name in having} == {"conversations"}


def test_who_said_it_is_not_in_the_memory_or_the_logs(person: Conversation):
    assert person.assistant.rows("select count(*) from offers")[0][0] > 0
    data = person.assistant.settings.data
    for path in [*data.glob("memory.sqlite*"), *(data / "log").iterdir()]:
        assert person.sender.encode() not in path.read_bytes(), path.name


def test_the_token_of_the_api_is_not_in_the_logs(assistant: Assistant):
    token = assistant.settings.environment()["TIGHTROPE_API_TOKEN"].encode()
    for path in (assistant.settings.data / "log").iterdir():
        assert token not in path.read_bytes(), path.name
