"""Leaving quickly, as the server does it: what is over, who is told, who is not let in."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import jwt
import pytest
import pytest_asyncio
from rasa.core.channels.channel import UserMessage
from rasa.shared.exceptions import RasaException

from tests.channels.chat_client import PATIENCE, ChatClient
from tests.channels.conftest import Join
from tests.channels.echo_app import EchoServer, serve
from tightrope.channels.leaving import MAX_BODY_BYTES
from tightrope.channels.web import WebInput


@pytest_asyncio.fixture
async def http(server: EchoServer) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(server.url) as session:
        yield session


async def post(
    http: aiohttp.ClientSession, body: object, **headers: str
) -> tuple[int, bytes, list[str]]:
    """What a browser's beacon does; returns all that could be learned from the answer."""
    answer = await http.post("/leave", data=body, headers=headers)
    return answer.status, await answer.read(), sorted(answer.headers)


NOTHING_LEARNED = (204, b"", ["Connection"])


def session_of(token: str | None) -> str:
    """The session a token stands for."""
    assert token is not None
    return str(jwt.decode(token, options={"verify_signature": False})["sub"])


def heard(server: EchoServer, token: str | None) -> list[str | None]:
    """What was said to the agent in the session of this token."""
    session = session_of(token)
    return [message.text for message in server.agent.heard if message.sender_id == session]


async def until_reset(server: EchoServer, token: str | None) -> None:
    """Wait for the turn that resets the conversation."""
    for _ in range(PATIENCE * 100):
        if "/leave" in heard(server, token):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the conversation was not reset")


async def until_left(client: ChatClient) -> None:
    """Wait until this socket is told that its session was left."""
    for _ in range(PATIENCE * 100):
        if ("left", None) in client.seen:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the socket was not told")


# By beacon


async def test_leaving_closes_the_session_and_resets_the_conversation(
    server: EchoServer, join: Join, http: aiohttp.ClientSession
) -> None:
    client = await join()
    token = client.token
    await client.say("echo secret")
    assert await post(http, token, Origin=server.url) == NOTHING_LEARNED
    await until_left(client)
    await until_reset(server, token)

    back = ChatClient()
    await back.connect(server.url)
    answer = await back.open(token, last=0)
    await back.say("echo anew", session_id=token)
    await back.close()
    assert (answer["resumed"], answer["left"]) == (False, True)
    assert back.texts() == ["echo anew"]
    assert heard(server, token) == ["echo secret", "/leave"]
    assert client.texts() == ["echo secret"]


async def test_all_sockets_of_the_session_are_told_and_no_other(
    server: EchoServer, join: Join, http: aiohttp.ClientSession
) -> None:
    one, stranger = await join(), await join()
    two = await join(one.token)
    await post(http, one.token)
    await until_left(one)
    await until_left(two)
    await stranger.say("echo undisturbed")
    assert "left" not in [kind for kind, _ in stranger.seen]
    assert stranger.texts() == ["echo undisturbed"]


async def test_a_socket_that_stays_talks_in_a_new_session(
    server: EchoServer, join: Join, http: aiohttp.ClientSession
) -> None:
    client = await join()
    await post(http, client.token)
    await until_left(client)
    await until_reset(server, client.token)
    assert await client.say("echo who am I", session_id=client.token) == {"ok": True}
    assert heard(server, client.token) == ["/leave"]


async def test_a_turn_under_way_keeps_nobody_waiting_and_is_not_heard_later(
    server: EchoServer, join: Join, http: aiohttp.ClientSession
) -> None:
    client = await join()
    await client.emit("user_uttered", {"message": "wait 0.5", "id": "m1"})
    await asyncio.sleep(0.1)
    await post(http, client.token)
    await asyncio.wait_for(until_left(client), 0.3)
    await asyncio.sleep(0.6)
    assert client.replies == []
    assert (await client.open(client.token, last=0))["resumed"] is False
    assert client.replies == []


async def test_where_the_reset_fails_the_rest_still_happens(
    server: EchoServer,
    join: Join,
    http: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(message: UserMessage) -> None:
        raise ConnectionError(f"no action server for {message.sender_id}")

    client = await join()
    await client.say("echo secret")
    with monkeypatch.context() as broken:
        broken.setattr(server.agent, "handle_message", fail)
        assert await post(http, client.token) == NOTHING_LEARNED
        await until_left(client)
        await asyncio.sleep(0.1)
    answer = await client.open(client.token, last=0)
    assert (answer["resumed"], answer["left"]) == (False, True)
    assert client.texts() == ["echo secret"]
    assert "ConnectionError" in caplog.text
    assert session_of(client.token) not in caplog.text


@pytest.mark.parametrize(
    "body",
    [None, b"", b"x", b"a.b.c", b"\xff\x00", "ü", pytest.param(b"x" * MAX_BODY_BYTES, id="long")],
)
async def test_a_token_of_nobody_does_nothing_and_looks_the_same(
    server: EchoServer, http: aiohttp.ClientSession, body: object
) -> None:
    before = len(server.agent.heard)
    assert await post(http, body) == NOTHING_LEARNED
    assert len(server.agent.heard) == before


async def test_leaving_twice_looks_the_same_and_resets_once(
    server: EchoServer, join: Join, http: aiohttp.ClientSession
) -> None:
    client = await join()
    assert await post(http, client.token) == NOTHING_LEARNED
    assert await post(http, client.token) == NOTHING_LEARNED
    await until_reset(server, client.token)
    await asyncio.sleep(0.1)
    assert heard(server, client.token) == ["/leave"]


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_long_body_is_not_read(http: aiohttp.ClientSession, chunked: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b"x" * MAX_BODY_BYTES

    body: Any = pieces() if chunked else b"x" * (MAX_BODY_BYTES + 1)
    assert (await post(http, body))[0] == 413


async def test_the_token_counts_in_the_body_only(
    server: EchoServer, join: Join, http: aiohttp.ClientSession
) -> None:
    client = await join()
    await http.post("/leave", params={"token": client.token, "session_id": client.token})
    assert (await http.get("/leave")).status == 405
    assert (await client.open(client.token))["resumed"] is True


# Whose page may


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://friend.example"}, 204),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 204),
        ({"Origin": "null"}, 204),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": ""}, 403),
    ],
)
async def test_only_pages_that_may_chat_may_tell(
    join: Join, http: aiohttp.ClientSession, headers: dict[str, str], status: int
) -> None:
    client = await join()
    assert (await post(http, client.token, **headers))[0] == status
    assert (await client.open(client.token))["resumed"] is (status == 403)


# In words


@pytest.mark.parametrize("typed", ["/leave", " /LEAVE\n"])
@pytest.mark.parametrize("more", [{}, {"id": "m1"}])
async def test_saying_it_is_answered_and_then_does_the_same(
    server: EchoServer, join: Join, typed: str, more: dict[str, str]
) -> None:
    client = await join()
    other = await join(client.token)
    await client.say("echo secret")
    assert await client.say(typed, **more) == {"ok": True}
    await until_left(other)
    assert client.texts() == ["echo secret", "/leave"]
    assert "left" not in [kind for kind, _ in client.seen]

    await client.say("echo anew")
    assert heard(server, client.token) == ["echo secret", "/leave"]
    answer = await other.open(client.token, last=0)
    assert (answer["resumed"], answer["left"]) == (False, True)
    assert "echo anew" not in other.texts()


async def test_saying_it_where_the_turn_fails_leaves_as_well(
    server: EchoServer, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(message: UserMessage) -> None:
        raise ConnectionError

    client = await join()
    with monkeypatch.context() as broken:
        broken.setattr(server.agent, "handle_message", fail)
        assert await client.say("/leave") == {"ok": False, "error": "failed"}
    assert len(client.replies) == 1
    assert (await client.open(client.token))["left"] is True


# Afterwards


async def test_a_restart_lets_nobody_back_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    monkeypatch.delenv("TIGHTROPE_SESSION_SECRET", raising=False)
    left, stayed = ChatClient(), ChatClient()
    with serve() as first:
        for client in (left, stayed):
            await client.connect(first.url)
            await client.open()
        await left.say("/leave")
        for client in (left, stayed):
            await client.close()
    with serve() as second:
        again = ChatClient()
        await again.connect(second.url)
        assert (await again.open(left.token))["left"] is True
        assert (await again.open(stayed.token))["resumed"] is True
        await again.close()


async def test_nothing_of_it_is_logged(
    join: Join, http: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = await join()
    await post(http, client.token)
    await until_left(client)
    assert client.token is not None
    ours = [record for record in caplog.records if record.name.startswith("tightrope")]
    assert ours == []
    assert client.token not in " ".join(
        record.getMessage() for record in caplog.records if record.name.startswith("sanic")
    )


# Where to


async def test_where_to_go_is_told_with_the_session(join: Join) -> None:
    client = await join()
    answer = await client.open()
    assert answer["leave_to"] == "https://www.wikipedia.org/"
    assert answer["left"] is False


@pytest.mark.parametrize("site", ["https://weather.example/today?in=here", "http://localhost:8080"])
async def test_another_site_can_be_set(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIGHTROPE_SESSION_SECRET", "s" * 40)
    with serve({"leave_to": site}) as own:
        client = ChatClient()
        await client.connect(own.url)
        assert (await client.open())["leave_to"] == site
        await client.close()


@pytest.mark.parametrize(
    "site",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://x.example",
        "//x.example",
        "https://",
        "x",
        "",
    ],
)
def test_anything_but_a_site_is_refused_by_name(site: str) -> None:
    with pytest.raises(RasaException, match="leave_to"):
        WebInput.from_credentials({"leave_to": site})
