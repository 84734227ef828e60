"""What a person writes is kept in the conversation and nowhere else: no log, no memory."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest

from tests.assistant import Assistant, Conversation, said
from tests.channels.chat_client import ChatClient, websocket_address
from tests.conftest import free_port
from tightrope.running.settings import LOOPBACK, Settings
from tightrope.running.supervise import running

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

ASKED = {
    "a path": f"GET /{MARK}",
    "a query": f"GET /?{MARK}=1",
    "a method": f"{MARK} /",
    "no HTTP": MARK,
    "a wrong token": f"GET /status?token={MARK}",
    "a channel that there is not": f"POST /webhooks/{MARK}/webhook {{}}",
    "JSON that breaks off": f'POST /webhooks/rest/webhook {{"message": "{MARK}',
    "a list for an object": f'POST /webhooks/rest/webhook ["{MARK}"]',
    "objects for texts": f'POST /webhooks/rest/webhook {{"sender": ["{MARK}"], "message": {{}}}}',
    "a socket's session that there is not": f"POST /socket.io/?EIO=4&sid={MARK} 40{MARK}",
    "a conversation": f"GET /conversations/{MARK}/tracker?token=TOKEN",
    "a conversation's message": f"POST /conversations/{MARK}/messages?token=TOKEN "
    f'{{"text": "{MARK}", "sender": "user"}}',
    "an action that there is not": f"POST /conversations/{MARK}/execute?token=TOKEN "
    f'{{"name": "{MARK}"}}',
    "an event that there is not": f"POST /conversations/{MARK}/tracker/events?token=TOKEN "
    f'{{"event": "{MARK}"}}',
    "an intent that there is not": f"POST /conversations/{MARK}/trigger_intent?token=TOKEN "
    f'{{"name": "{MARK}"}}',
    "reading what is no text": f'POST /model/parse?token=TOKEN {{"text": ["{MARK}"]}}',
    "reading JSON that breaks off": f'POST /model/parse?token=TOKEN {{"text": "{MARK}',
    "a story that cannot be": f'POST /model/predict?token=TOKEN [{{"event": "{MARK}"}}]',
}
"""Requests to the assistant: method, path and body. TOKEN stands for the token of the API."""

ASKED_OF_ACTIONS = {
    "a path": f"GET /{MARK}",
    "a query": f"GET /health?{MARK}=1",
    "JSON that breaks off": f'POST /webhook {{"next_action": "{MARK}',
    "a list for an object": f'POST /webhook ["{MARK}"]',
    "an action that there is not": f'POST /webhook {{"next_action": "{MARK}", "tracker": {{}}}}',
    "a conversation without events": 'POST /webhook {"next_action": "action_coach", '
    f'"version": "{MARK}", "tracker": {{"sender_id": "{MARK}"}}}}',
}

PACKETS = {
    "no packet": MARK,
    "an event that breaks off": f'42["user_uttered",{{"message":"{MARK}',
    "an event that there is not": f'42["{MARK}",{{"message":"{MARK}"}}]',
    "a namespace that there is not": f"40/{MARK},",
    "a binary event without its part": f'451-["{MARK}",{{"_placeholder":true,"num":0}}]',
}
"""What a client of the web chat's socket may send after it opened."""


@dataclass
class Told:
    """An assistant that was told everything, in every way, and what it answered."""

    assistant: Assistant
    level: str
    person: Conversation
    answers: dict[str, str] = field(default_factory=dict)
    over_the_socket: list[str | None] = field(default_factory=list)
    without_actions: str = ""
    without_memory: str = ""
    requests: dict[str, bytes] = field(default_factory=dict)

    def logs(self) -> dict[str, str]:
        """What the logs hold by now."""
        folder = self.assistant.settings.data / "log"
        return {path.name: path.read_text(errors="replace") for path in folder.iterdir()}


@pytest.fixture(scope="module", params=["WARNING", "DEBUG"])
def told(
    request: pytest.FixtureRequest, model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Told]:
    """An assistant that logs as much as the parameter says."""
    data = tmp_path_factory.mktemp("told")
    settings = Settings(data=data, port=free_port(), action_port=free_port())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOG_LEVEL", request.param)
        if request.param == "DEBUG":
            patch.setenv("LOG_LEVEL_LIBRARIES", request.param)
        with running(settings, model) as supervisor:
            assistant = Assistant(settings, supervisor)
            told = Told(assistant, request.param, assistant.talk())
            tell_everything(told)
            # The logs are written by the supervisor, a moment after they are told.
            time.sleep(1)
            yield told


def tell_everything(told: Told) -> None:
    """Sends the mark on every way in, while all is well and while something is broken."""
    assistant, person = told.assistant, told.person
    token = assistant.settings.environment()["TIGHTROPE_API_TOKEN"]
    for name, text in SAID.items():
        told.answers[name] = said(person.say(text))
        assistant.parse(text)
    told.over_the_socket = asyncio.run(tell_over_the_socket(assistant.settings.address.rstrip("/")))
    for name, text in ASKED.items():
        answer = ask(assistant.settings.port, text.replace("TOKEN", token))
        told.requests[f"{name}, of the assistant"] = answer
    for name, text in ASKED_OF_ACTIONS.items():
        told.requests[f"{name}, of the actions"] = ask(assistant.settings.action_port, text)
    settings = assistant.settings
    told.requests["a huge body, of the assistant"] = ask_hugely(settings.port, "model/parse")
    told.requests["a huge body, of the actions"] = ask_hugely(settings.action_port, "webhook")
    with assistant.without_actions():
        told.without_actions = said(person.say(SAID["a story"]))
    with without_memory(assistant):
        # Somebody new: after a concern, nothing is looked up.
        told.without_memory = said(assistant.talk().say(SAID["a story"]))


async def tell_over_the_socket(url: str) -> list[str | None]:
    """Says everything in the chat, then what no chat would send; returns the answers."""
    client = ChatClient()
    await client.connect(url, **{"X-Mark": MARK})
    await client.open(MARK)
    for text in SAID.values():
        await client.say(text)
    await client.close()
    for packet in PACKETS.values():
        async with aiohttp.ClientSession() as http:
            async with http.ws_connect(websocket_address(url)) as web:
                await web.receive_str(timeout=5)
                await web.send_str("40")
                await web.receive_str(timeout=5)
                await web.send_str(packet)
                await asyncio.sleep(0.1)
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await http.ws_connect(websocket_address(url), headers={"Origin": f"http://{MARK}"})
    return client.texts()


def ask(port: int, request: str) -> bytes:
    """Sends `METHOD PATH BODY` as HTTP; returns the first line that comes back."""
    head, _, body = request.partition(" {") if " {" in request else (request, "", "")
    method, _, rest = head.partition(" ")
    path, _, plain = rest.partition(" ")
    content = (f"{{{body}" if body else plain).encode()
    return send(
        port,
        f"{method} {path} HTTP/1.1\r\nHost: {LOOPBACK}:{port}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n".encode()
        + content,
    )


def ask_hugely(port: int, path: str) -> bytes:
    """Announces more than a server takes, and begins to send it."""
    head = f"POST /{path} HTTP/1.1\r\nHost: {MARK}\r\nContent-Length: 1000000000\r\n\r\n"
    return send(port, head.encode() + f"{MARK} ".encode() * 10_000)


def send(port: int, request: bytes) -> bytes:
    with socket.create_connection((LOOPBACK, port), timeout=10) as connection:
        connection.sendall(request)
        try:
            return connection.makefile("rb").readline()
        except ConnectionResetError:
            return b""


@contextmanager
def without_memory(assistant: Assistant) -> Iterator[None]:
    """Puts a folder where the memory's file is, so that the actions that need it fail."""
    files = [*assistant.settings.data.glob("memory.sqlite*")]
    for file in files:
        file.rename(file.with_name(f"kept-{file.name}"))
    in_the_way = assistant.settings.data / "memory.sqlite"
    in_the_way.mkdir()
    try:
        yield
    finally:
        in_the_way.rmdir()
        for file in files:
            file.with_name(f"kept-{file.name}").rename(file)


@pytest.mark.parametrize("name", SAID)
def test_every_message_is_answered(told: Told, name: str):
    assert told.answers[name]
    assert len(told.over_the_socket) >= len(SAID)


def test_a_message_is_answered_while_something_is_broken(told: Told):
    assert "went wrong on my side" in told.without_actions
    assert "went wrong on my side" in told.without_memory


def test_every_request_reached_a_server(told: Told):
    statuses = {name: line.split()[1:2] for name, line in told.requests.items()}
    assert [] not in statuses.values(), statuses
    assert statuses["a huge body, of the assistant"] == [b"413"]
    assert statuses["a conversation's message, of the assistant"] == [b"200"]


def test_no_log_holds_what_was_said(told: Told):
    logs = told.logs()
    assert {"assistant.log", "actions.log"} <= logs.keys()
    for name, log in logs.items():
        assert [line for line in log.splitlines() if MARK in line] == [], name


def test_what_was_said_is_in_the_conversation_only(told: Told):
    data = told.assistant.settings.data
    files = {path.relative_to(data).as_posix(): path for path in data.rglob("*") if path.is_file()}
    assert "memory.sqlite" in files
    having = {name for name, path in files.items() if MARK.encode() in path.read_bytes()}
    assert {name.split(".")[0] for name in having} == {"conversations"}


def test_who_said_it_is_not_in_the_memory_or_the_logs(told: Told):
    assert told.assistant.rows("select count(*) from offers")[0][0] > 0
    data = told.assistant.settings.data
    with sqlite3.connect(data / "conversations.sqlite") as db:
        everybody = {row[0] for row in db.execute("select distinct sender_id from events")}
    # One of a program, one of the page; some callers named themselves with the mark.
    assert told.person.sender in everybody
    assert len(everybody) > 2
    for path in [*data.glob("memory.sqlite*"), *(data / "log").iterdir()]:
        kept = path.read_bytes()
        assert not [sender for sender in everybody if sender.encode() in kept], path.name


def test_the_token_of_the_api_is_not_in_the_logs(told: Told):
    token = told.assistant.settings.environment()["TIGHTROPE_API_TOKEN"]
    for name, log in told.logs().items():
        assert token not in log, name


def test_an_error_is_told_with_its_kind_and_place(told: Told):
    log = told.logs()["actions.log"]
    assert "tightrope.memory.store.MemoryFileError" in log
    assert re.search(r"actions/recall\.py:\d+ memory", log)


def test_who_develops_sees_what_happened_and_others_are_spared_it(told: Told):
    logs = told.logs()
    lines = {
        "assistant.log": [
            r"processor\.message\.parse intent=reassurance_seeking",
            r"processor\.actions\.log action=action_coach",
            r"POST /webhooks/rest/webhook: 200 in \d+ ms",
        ],
        "actions.log": [r"POST /webhook: 200 in \d+ ms action_coach"],
    }
    for name, expected in lines.items():
        for line in expected:
            assert (re.search(line, logs[name]) is not None) is (told.level == "DEBUG"), line
