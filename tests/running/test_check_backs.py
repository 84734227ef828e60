"""Asking later how it went, from end to end: a real socket, real processes, restarts between."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.assistant import Assistant
from tests.channels.chat_client import ChatClient
from tests.conftest import free_port
from tightrope.memory import Memory
from tightrope.running.settings import Settings
from tightrope.running.supervise import running

STORY = "my boyfriend went silent after our fight and hasn't said a word since, he shuts the door"
SECONDS = 4
"""How long the tests' assistant waits before it asks."""

ASKED = "You wanted me to look in. How are things now?"


@pytest.fixture(scope="module")
def soon(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant that asks after SECONDS instead of a day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIGHTROPE_CHECK_BACK_HOURS", str(SECONDS / 3600))
        settings = Settings(
            data=tmp_path_factory.mktemp("soon"), port=free_port(), action_port=free_port()
        )
        with running(settings, model) as supervisor:
            yield Assistant(settings, supervisor)


@pytest_asyncio.fixture
async def person(soon: Assistant) -> AsyncIterator[ChatClient]:
    client = ChatClient()
    await client.connect(soon.settings.address.rstrip("/"))
    await client.open()
    yield client
    await client.close()


async def until_said(person: ChatClient, text: str, seconds: float = SECONDS + 6) -> bool:
    """Whether this is said within some seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if text in person.texts():
            return True
        await asyncio.sleep(0.1)
    return False


def promises(soon: Assistant) -> int:
    with Memory(soon.settings.data) as memory:
        return len(memory.check_backs.all())


def payloads(reply: dict[str, list[dict[str, str]]]) -> list[str]:
    return [button["payload"] for button in reply.get("quick_replies", [])]


@pytest.mark.asyncio
async def test_it_is_offered_once_and_asked_in_the_same_chat(soon: Assistant, person: ChatClient):
    await person.say(STORY)
    await person.say("/it_helped")
    assert "/check_back" in payloads(person.replies[-1])
    await person.say("/another_idea")
    await person.say("/it_helped")
    assert "/check_back" not in payloads(person.replies[-1])
    await person.say("/check_back")
    assert promises(soon) == 1
    assert await until_said(person, ASKED)
    assert promises(soon) == 0
    await person.say("/calm_now")
    assert any("Try this" in str(text) for text in person.texts()[-4:])
    tracker = soon.get(f"conversations/{sender_of(soon)}/tracker")
    assert tracker["slots"]["cell"] == "avoidance.foster"
    assert tracker["slots"]["bid"] == "withdrawal"


@pytest.mark.asyncio
async def test_no_is_no(soon: Assistant, person: ChatClient):
    await person.say(STORY)
    await person.say("/it_helped")
    await person.say("/no_check_back")
    assert payloads(person.replies[-1]) == ["/calm_now"]
    await person.say("I hate how he laughs with his coworker, I check who likes his photos")
    await person.say("/it_helped")
    assert "/check_back" not in payloads(person.replies[-1])
    assert promises(soon) == 0
    assert not await until_said(person, ASKED, SECONDS + 2)


@pytest.mark.asyncio
async def test_a_promise_can_be_taken_back(soon: Assistant, person: ChatClient):
    await person.say(STORY)
    await person.say("ask me tomorrow how it went")
    assert promises(soon) == 1
    await person.say("please don't message me tomorrow")
    assert promises(soon) == 0
    assert not await until_said(person, ASKED, SECONDS + 2)


@pytest.mark.asyncio
@pytest.mark.parametrize("then", ["/leave", "he hit me in the face and took my keys"])
async def test_nobody_is_written_to_who_left_or_is_in_danger(
    soon: Assistant, person: ChatClient, then: str
):
    await person.say(STORY)
    await person.say("/check_back")
    assert promises(soon) == 1
    await person.say(then)
    assert not await until_said(person, ASKED, SECONDS + 2)
    assert promises(soon) == 0


@pytest.mark.asyncio
async def test_it_survives_a_restart_and_the_end_of_the_session(
    soon: Assistant, person: ChatClient
):
    await person.say(STORY)
    await person.say("/check_back")
    sender = sender_of(soon)
    await person.close()
    soon.control("stop", "assistant")
    with sqlite3.connect(soon.settings.data / "conversations.sqlite") as db:
        # As if a night had passed: Rasa's session is over by then.
        db.execute(
            "update events set timestamp = timestamp - 86400,"
            " data = json_set(data, '$.timestamp', timestamp - 86400) where sender_id = ?",
            [sender],
        )
    assert promises(soon) == 1
    soon.control("start", "assistant")
    again = ChatClient()
    await connect_when_up(again, soon)
    await again.open(person.token)
    assert await until_said(again, ASKED, 15)
    assert promises(soon) == 0
    await again.say("/it_helped")
    assert again.texts()[-1] != ASKED
    await again.close()


async def connect_when_up(client: ChatClient, soon: Assistant) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            await client.connect(soon.settings.address.rstrip("/"))
            return
        except OSError:
            assert time.monotonic() < deadline, "the assistant does not come back"
            await asyncio.sleep(0.2)


def sender_of(soon: Assistant) -> str:
    """The sender id of whoever spoke last."""
    with sqlite3.connect(soon.settings.data / "conversations.sqlite") as db:
        ((sender,),) = db.execute("select sender_id from events order by id desc limit 1")
    return str(sender)
