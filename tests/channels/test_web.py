"""The web chat over a real socket: sessions, turns, and what a stranger may not do."""

import asyncio
import json
import logging
import time
from typing import Any

import aiohttp
import jwt
import pytest
from rasa.shared.exceptions import RasaException
from socketio import AsyncClient

from tests.channels.chat_client import ChatClient, websocket_address
from tests.channels.conftest import Join
from tests.channels.echo_app import EchoServer, serve
from tightrope.channels.rates import MESSAGES, Limits
from tightrope.channels.sessions import AUDIENCE
from tightrope.channels.web import WebInput
from tightrope.channels.words import words

SECRET_WORDS = "she never came home on Tuesday"


def sender_ids(server: EchoServer, text: str) -> list[str]:
    """Whose messages with this text reached the agent."""
    return [message.sender_id for message in server.agent.heard if message.text == text]


# Sessions


async def test_every_tab_gets_a_conversation_of_its_own(server: EchoServer, join: Join) -> None:
    one, two = await join(), await join()
    await one.say("echo from the first")
    await two.say("echo from the second")
    assert one.texts() == ["echo from the first"]
    assert two.texts() == ["echo from the second"]
    [first], [second] = (
        sender_ids(server, "echo from the first"),
        sender_ids(server, "echo from the second"),
    )
    assert first != second


async def test_a_reload_goes_on_with_the_same_conversation(server: EchoServer, join: Join) -> None:
    before = await join()
    await before.say("echo before the reload")
    await before.close()
    after = ChatClient()
    await after.connect(server.url)
    answer = await after.open(before.token)
    await after.say("echo after the reload")
    await after.close()
    assert answer["resumed"] is True
    assert sender_ids(server, "echo before the reload") == sender_ids(
        server, "echo after the reload"
    )


def days_left(token: object) -> int:
    """For how many days a token is good, and that it is marked if that is for long."""
    claims = jwt.decode(str(token), options={"verify_signature": False})
    days = round((claims["exp"] - time.time()) / 86400)
    assert claims.get("keep", False) is (days > 2)
    return days


async def test_a_session_is_kept_for_long_until_that_is_taken_back(join: Join) -> None:
    client = await join()
    assert days_left(client.token) == 2
    session = client.token
    for asked, days in (
        ({"keep": True}, 90),
        ({}, 90),
        ({"keep": "false"}, 90),
        ({"keep": False}, 2),
        ({}, 2),
        ({"keep": 1}, 2),
        ({"keep": None}, 2),
    ):
        answer = await client.open(client.token, **asked)
        assert answer["resumed"] is True
        assert days_left(answer["token"]) == days, asked
    again = await join(session)
    await again.say("echo the same talk")
    await client.wait_for(1)


async def test_what_is_kept_can_be_new_and_is_not_taken_over_by_another_session(join: Join) -> None:
    client = await join(None, keep=True)
    assert days_left(client.token) == 90
    other = await join("x" + str(client.token))
    assert days_left(other.token) == 2


async def test_how_long_is_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIGHTROPE_SESSION_SECRET", "s" * 40)
    with serve({"keep_days": 7}) as own:
        client = ChatClient()
        await client.connect(own.url)
        await client.open(None, keep=True)
        await client.close()
    assert days_left(client.token) == 7


async def test_the_token_is_confirmed_by_the_event_that_rasas_clients_know(join: Join) -> None:
    client = await join()
    assert ("session_confirm", client.token) in client.seen


def forged(**changes: Any) -> str:
    claims = {"sub": "web-x", "aud": AUDIENCE, "exp": time.time() + 60, **changes}
    return jwt.encode(claims, "another secret, as long as it should be", algorithm="HS256")


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "a.b.c",
        "",
        5,
        {"sub": "web-x"},
        ["x"],
        forged(),
        jwt.encode({"sub": "web-x", "aud": AUDIENCE, "exp": 9999999999}, "", algorithm="none"),
    ],
)
async def test_a_token_of_nobody_opens_a_new_session(join: Join, token: object) -> None:
    client = await join()
    before = client.token
    answer = await client.open(token)
    assert answer["resumed"] is False
    assert answer["token"] not in (before, token)
    assert await client.say("echo still works") == {"ok": True}


async def test_nobody_reads_or_writes_a_session_by_naming_it(
    server: EchoServer, join: Join
) -> None:
    owner, stranger = await join(), await join()
    await owner.say("echo mine")
    [owners_id] = sender_ids(server, "echo mine")

    assert (await stranger.open(owners_id))["resumed"] is False
    await stranger.say("echo intruding", session_id=owners_id)
    await owner.say("echo again")

    assert sender_ids(server, "echo intruding") != [owners_id]
    assert "echo intruding" not in owner.texts()
    assert "echo again" not in stranger.texts()


async def test_a_token_changed_in_one_letter_is_nobodys(join: Join) -> None:
    owner, stranger = await join(), await join()
    assert owner.token is not None
    head, claims, signature = owner.token.split(".")
    other = "A" if claims[10] != "A" else "B"
    changed = f"{head}.{claims[:10]}{other}{claims[11:]}.{signature}"
    assert (await stranger.open(changed))["resumed"] is False


async def test_an_expired_token_opens_a_new_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIGHTROPE_SESSION_SECRET", "s" * 40)
    expired = jwt.encode(
        {"sub": "web-x", "aud": AUDIENCE, "exp": time.time() - 1}, "s" * 40, algorithm="HS256"
    )
    good = jwt.encode(
        {"sub": "web-x", "aud": AUDIENCE, "exp": time.time() + 60}, "s" * 40, algorithm="HS256"
    )
    with serve() as own:
        client = ChatClient()
        await client.connect(own.url)
        assert (await client.open(good))["resumed"] is True
        assert (await client.open(expired))["resumed"] is False
        await client.close()


async def test_starting_over_leaves_the_old_conversation(server: EchoServer, join: Join) -> None:
    client, other_tab = await join(), await join()
    await other_tab.open(client.token)
    await client.say("echo old")
    await client.open(None)
    await client.say("echo new")
    await other_tab.say("echo in the old one")
    assert sender_ids(server, "echo old") != sender_ids(server, "echo new")
    assert client.texts() == ["echo old", "echo new"]


async def test_rasas_own_clients_can_talk(server: EchoServer) -> None:
    """They take the confirmed session as a string and name it in every message; this one polls."""
    sio, replies = AsyncClient(reconnection=False), []
    confirmed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    answered = asyncio.Event()
    sio.on("session_confirm", confirmed.set_result)

    def take(reply: dict[str, Any]) -> None:
        replies.append(reply["text"])
        answered.set()

    sio.on("bot_uttered", take)
    await sio.connect(server.url, transports=["polling"])
    await sio.emit("session_request", {})
    session = await asyncio.wait_for(confirmed, 5)
    await sio.emit("user_uttered", {"message": "echo old client", "session_id": session})
    await asyncio.wait_for(answered.wait(), 5)
    await sio.eio.disconnect(abort=True)
    assert replies == ["echo old client"]


async def test_a_message_before_any_session_is_answered(server: EchoServer) -> None:
    client = ChatClient()
    await client.connect(server.url)
    assert await client.say("echo hasty") == {"ok": True}
    await client.close()
    assert client.texts() == ["echo hasty"]


# Turns


async def test_the_acknowledgement_comes_after_the_last_reply(join: Join) -> None:
    client = await join()
    await client.say("three")
    kinds = [kind for kind, _ in client.seen]
    assert kinds[-4:] == ["bot_uttered", "bot_uttered", "bot_uttered", "ack"]
    assert client.texts() == ["one", "two", "three"]


async def test_buttons_pictures_and_whole_texts_arrive(join: Join) -> None:
    client = await join()
    await client.say("/greet")
    await client.say("my words")
    await client.say("picture")
    greeting, answer, picture = client.replies
    assert [button["title"] for button in greeting["quick_replies"]] == [
        "Yes, right now",
        "No, it is calm",
    ]
    assert "\n\n" in answer["text"]
    assert picture["attachment"]["type"] == "image"
    assert picture["attachment"]["payload"]["alt"] == "A warm field"


async def test_a_file_is_sent_with_a_name_to_save_it_under(join: Join) -> None:
    client = await join()
    await client.say("file /files/abc")
    payload = {"src": "/files/abc", "name": "tightrope.txt"}
    assert client.replies[0]["attachment"] == {"type": "file", "payload": payload}


async def test_a_turn_that_fails_is_apologised_for_and_can_be_tried_again(
    server: EchoServer, join: Join
) -> None:
    client = await join()
    message = {"message": "fail please", "id": "same"}
    assert await client.call("user_uttered", message) == {"ok": False, "error": "failed"}
    assert await client.call("user_uttered", message) == {"ok": False, "error": "failed"}
    assert client.texts() == [words().apology] * 2
    assert server.heard().count("fail please") == 2
    assert await client.say("echo goes on") == {"ok": True}


async def test_nobody_is_left_without_a_word(join: Join) -> None:
    client = await join()
    assert await client.say("silence") == {"ok": False, "error": "failed"}
    assert client.texts() == [words().apology]


async def test_a_message_sent_twice_is_answered_once(server: EchoServer, join: Join) -> None:
    client = await join()
    message = {"message": "echo only once", "id": "m1"}
    await client.call("user_uttered", message)
    await client.call("user_uttered", message)
    assert server.heard().count("echo only once") == 1
    first, second = client.replies
    assert first == second
    assert first["re"] == "m1"


async def test_a_message_repeated_while_it_is_answered_waits_for_the_same_answer(
    server: EchoServer, join: Join
) -> None:
    client = await join()
    message = {"message": "wait 0.3", "id": "m1"}
    acks = await asyncio.gather(
        client.call("user_uttered", message), client.call("user_uttered", message)
    )
    assert acks == [{"ok": True}, {"ok": True}]
    assert server.heard().count("wait 0.3") == 1


async def test_the_same_message_id_in_another_session_is_another_message(
    server: EchoServer, join: Join
) -> None:
    one, two = await join(), await join()
    await one.say("echo shared id", id="m1")
    await two.say("echo shared id", id="m1")
    assert server.heard().count("echo shared id") == 2
    assert two.texts() == ["echo shared id"]


async def test_a_reply_made_while_away_arrives_on_return(server: EchoServer, join: Join) -> None:
    gone = await join()
    await gone.say("echo seen", id="m0")
    last = gone.replies[-1]["seq"]
    await gone.emit("user_uttered", {"message": "wait 0.4", "id": "m1"})
    await asyncio.sleep(0.1)
    await gone.close()
    await asyncio.sleep(0.6)

    back = await join(gone.token, last=last)
    await back.wait_for(1)
    assert [(reply["text"], reply["re"]) for reply in back.replies] == [("Here I am.", "m1")]
    assert back.replies[0]["seq"] > last


async def test_a_reply_to_a_dropped_socket_reaches_the_next_one(join: Join) -> None:
    gone = await join()
    await gone.emit("user_uttered", {"message": "wait 0.5", "id": "m1"})
    await asyncio.sleep(0.1)
    await gone.close()
    back = await join(gone.token, last=0)
    await back.wait_for(1)
    assert back.texts() == ["Here I am."]


async def test_messages_outside_a_turn_reach_the_session(server: EchoServer, join: Join) -> None:
    client = await join()
    await client.say("echo hello")
    [session] = sender_ids(server, "echo hello")[-1:]
    output = server.channel.get_output_channel()
    assert output is not None
    await asyncio.wrap_future(
        asyncio.run_coroutine_threadsafe(
            output.send_text_message(session, "a reminder"), server.loop
        )
    )
    await client.wait_for(2)
    assert client.texts()[-1] == "a reminder"


# Strangers


def polling_address(server: EchoServer) -> str:
    """Where a browser goes that cannot open a websocket."""
    return f"{server.url}/socket.io/?EIO=4&transport=polling"


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "http://127.0.0.1.evil.example",
        "http://[",
        "file://",
    ],
)
async def test_another_sites_page_cannot_open_a_socket(server: EchoServer, origin: str) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await ChatClient().connect(server.url, Origin=origin)
    assert refused.value.status == 400
    async with aiohttp.ClientSession() as http:
        answer = await http.get(polling_address(server), headers={"Origin": origin})
        assert answer.status == 400
        assert "Access-Control-Allow-Origin" not in answer.headers


async def test_the_own_page_and_allowed_sites_can_open_a_socket(server: EchoServer) -> None:
    for origin in (server.url, f"https://{server.host}", "https://friend.example"):
        client = ChatClient()
        await client.connect(server.url, Origin=origin)
        assert await client.say("echo in") == {"ok": True}
        await client.close()
        async with aiohttp.ClientSession() as http:
            answer = await http.get(polling_address(server), headers={"Origin": origin})
            assert answer.status == 200


@pytest.mark.parametrize(
    "data",
    [
        None,
        "text",
        5,
        [],
        {},
        {"message": None},
        {"message": 5},
        {"message": ["x"]},
        {"message": {"text": SECRET_WORDS}},
        {"message": ""},
        {"message": " \n\t "},
        {"message": "///"},
        {"text": SECRET_WORDS},
        {"message": "", "metadata": SECRET_WORDS},
    ],
)
async def test_a_malformed_message_is_refused_and_the_chat_goes_on(
    join: Join, data: object, caplog: pytest.LogCaptureFixture
) -> None:
    client = await join()
    assert await client.call("user_uttered", data) == {"ok": False, "error": "malformed"}
    assert await client.say("echo fine") == {"ok": True}
    assert SECRET_WORDS not in caplog.text


@pytest.mark.parametrize(
    "more",
    [
        {"metadata": "{not json"},
        {"metadata": ["x"]},
        {"id": 5},
        {"id": "x" * 1000},
        {"id": {"a": 1}},
        {"session_id": 5},
        {"session_id": {"x": []}},
    ],
)
async def test_odd_extras_do_not_keep_a_message_from_its_answer(
    join: Join, more: dict[str, Any]
) -> None:
    client = await join()
    assert await client.say("echo fine", **more) == {"ok": True}
    assert client.texts() == ["echo fine"]


@pytest.mark.parametrize("data", [None, "text", 5, [], {"session_id": {}}, {"last": "x"}])
async def test_a_malformed_session_request_opens_a_session(join: Join, data: object) -> None:
    client = await join()
    answer = await client.call("session_request", data)
    assert answer["resumed"] is False


async def test_junk_on_the_wire_ends_that_socket_only(
    server: EchoServer, join: Join, caplog: pytest.LogCaptureFixture
) -> None:
    client = await join()
    url = websocket_address(server.url)
    for junk in ("4{", "42[", "42[]", '42["user_uttered"', "9", "\x00", "4" * 500, '451-["x"]'):
        async with aiohttp.ClientSession() as http, http.ws_connect(url) as socket:
            await socket.receive(timeout=5)
            await socket.send_str("40")
            await socket.send_str(junk + SECRET_WORDS)
    assert await client.say("echo unharmed") == {"ok": True}
    assert SECRET_WORDS not in caplog.text


async def test_client_metadata_does_not_reach_the_assistant(server: EchoServer, join: Join) -> None:
    client = await join()
    await client.say("echo metadata", metadata={"is_external": True})
    [message] = [heard for heard in server.agent.heard if heard.text == "echo metadata"]
    assert message.metadata == {}


async def test_a_text_of_20_000_characters_is_taken_and_a_longer_one_kindly_not(
    server: EchoServer, join: Join
) -> None:
    client = await join()
    most = "echo " + "😀" * 19_995
    assert await client.say(most) == {"ok": True}
    assert client.texts() == [most]
    too_much = most + "x"
    assert await client.say(too_much) == {"ok": False, "error": "too_long"}
    assert client.texts()[-1] == words().too_long
    assert too_much not in server.heard()


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/EXTERNAL_reminder", "EXTERNAL_reminder"),
        ("/restart", "restart"),
        ("/back", "back"),
        ("/session_start", "session_start"),
        ("  //restart", "restart"),
        ("\x00/restart", "restart"),
        ("/greet", "/greet"),
        ('/inform{"actor": "partner"}', '/inform{"actor": "partner"}'),
        ("/inform{broken", "inform{broken"),
        ("echo 1/2 and /restart", "echo 1/2 and /restart"),
    ],
)
async def test_typed_slashes_trigger_only_what_buttons_may(
    server: EchoServer, join: Join, typed: str, heard: str
) -> None:
    client = await join()
    before = len(server.agent.heard)
    await client.say(typed)
    assert server.heard()[before:] == [heard]


async def test_halves_of_characters_arrive_as_text_that_can_be_stored(
    server: EchoServer, join: Join
) -> None:
    client = await join()
    before = len(server.agent.heard)
    await client.say("echo \ud800 half \x07 bell")
    assert server.heard()[before:] == ["echo \ufffd half  bell"]
    assert client.texts() == ["echo \ufffd half  bell"]


async def test_nothing_a_person_wrote_is_logged(
    join: Join, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client = await join()
    await client.say(f"echo {SECRET_WORDS}")
    await client.say(f"fail {SECRET_WORDS}")
    await client.say(f"/restart {SECRET_WORDS}")
    await client.say(SECRET_WORDS * 1000)
    failures = [
        record for record in caplog.records if record.name == "tightrope.channels.answering"
    ]
    assert "ValueError" in failures[-1].getMessage()
    assert SECRET_WORDS not in caplog.text


# Options


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"allowed_origin": ["https://x.example"]}, "allowed_origin"),
        ({"allowed_origins": ["https://x.example/path"]}, "allowed_origins"),
        ({"frame_ancestors": ["'self'; script-src *"]}, "frame_ancestors"),
        ({"session_hours": "soon"}, "session_hours"),
        ({"keep_days": "for ever"}, "keep_days"),
        ({"socketio_path": "socket.io"}, "socketio_path"),
    ],
)
def test_a_wrong_option_is_named(options: dict[str, Any], named: str) -> None:
    with pytest.raises(RasaException, match=named) as raised:
        WebInput.from_credentials(options)
    assert "credentials.yml" in str(raised.value)


async def test_options_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIGHTROPE_SESSION_SECRET", "s" * 40)
    with serve({"allowed_intents": ["wave"], "socketio_path": "/chat/socket"}) as own:
        client = ChatClient()
        await client.connect(own.url, "/chat/socket")
        await client.say("/wave")
        await client.say("/greet")
        await client.close()
        assert own.heard() == ["/wave", "greet"]


def test_no_option_is_needed() -> None:
    assert WebInput.from_credentials(None).options == WebInput().options
    assert json.loads(WebInput().options.json())["session_hours"] == 48


# How much is taken


async def test_too_much_at_once_is_refused_kindly_and_told_once(
    server: EchoServer, join: Join
) -> None:
    client = await join()
    acks = [await client.say(f"echo flood {number}") for number in range(MESSAGES + 3)]
    assert acks[:MESSAGES] == [{"ok": True}] * MESSAGES
    assert acks[MESSAGES:] == [{"ok": False, "error": "too_fast"}] * 3
    assert client.texts().count(words().too_fast) == 1
    assert server.heard()[-1] == f"echo flood {MESSAGES - 1}"


async def test_one_who_floods_keeps_nobody_else_waiting(join: Join) -> None:
    flooding, other = await join(), await join()
    for number in range(MESSAGES + 1):
        await flooding.say(f"echo flood {number}")
    assert await other.say("echo hello") == {"ok": True}


async def test_who_must_go_at_once_can_go_whatever_came_before(join: Join) -> None:
    client = await join()
    for number in range(MESSAGES + 1):
        await client.say(f"echo flood {number}")
    assert await client.say("/leave") == {"ok": True}


async def test_many_sessions_from_one_address_are_limited_together(
    server: EchoServer, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = server.channel
    assert isinstance(channel, WebInput)
    monkeypatch.setattr(channel, "_limits", Limits(of_address=5))
    clients = [await join() for _ in range(7)]
    acks = [await client.say("echo hello") for client in clients]
    assert [ack["ok"] for ack in acks] == [True] * 5 + [False] * 2


async def test_a_socket_that_sends_a_megabyte_is_closed_and_others_go_on(join: Join) -> None:
    client, other = await join(), await join()
    await client.emit("user_uttered", {"message": "x" * 1_000_000})
    assert await other.say("echo hello") == {"ok": True}
    with pytest.raises(Exception):  # noqa: B017, PT011  (however the closing shows)
        await client.say("echo hello")
