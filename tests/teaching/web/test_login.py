"""Who gets in, for how long, and what each role may do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.memory.pasts import NOW
from tests.teaching.web.conftest import logged_in
from tests.teaching.web.served import Teaching, serve
from tightrope.memory import ANNOTATOR, MAINTAINER, Memory
from tightrope.teaching.web.address import Address
from tightrope.teaching.web.app import ROUTES
from tightrope.teaching.web.calls import Room
from tightrope.teaching.web.sessions import HOURS, SESSIONS, Sessions

LOGGED_IN = [(route.method, route.path.replace("<item:int>", "1")) for route in ROUTES]
MAINTAINERS = [
    (route.method, route.path.replace("<item:int>", "1")) for route in ROUTES if route.maintainers
]


def test_whoever_has_a_token_gets_in(nobody: Teaching, tokens: dict[str, str]):
    answer = nobody.login(f" {tokens['Maja']}\n")
    assert answer.content == {"name": "Maja", "role": "maintainer"}
    told = nobody.ask("GET", "me").content
    assert (told["name"], told["role"], told["left"]) == ("Maja", "maintainer", 3)
    assert told["counts"] == {"open": 3, "second": 0, "different": 0, "ready": 0}


def test_the_cookie_is_for_this_page_alone(nobody: Teaching, tokens: dict[str, str]):
    answer = nobody.login(tokens["Ana"])
    name, *rest = answer.headers["Set-Cookie"].split("; ")
    assert name.startswith(f"teach_{nobody.port}=")
    assert sorted(rest) == ["HttpOnly", "Max-Age=43200", "Path=/teach", "SameSite=Strict"]
    assert tokens["Ana"] not in str(answer.headers)


def test_behind_https_the_cookie_goes_over_https_only(room: Room, tokens: dict[str, str]):
    room.address = Address(room.address.port, "https://teach.example.org")
    with serve(room) as port:
        answer = Teaching(port, headers={"Host": "teach.example.org"}).login(tokens["Ana"])
    assert "Secure" in answer.headers["Set-Cookie"].split("; ")


@pytest.mark.parametrize("token", ["", " ", "x", "x" * 201, "é", "\0", "' or 1=1 --"])
def test_other_tokens_do_not(nobody: Teaching, tokens: dict[str, str], token: str):
    answer = nobody.login(token)
    assert answer.status == 401
    assert "Set-Cookie" not in answer.headers
    assert "token is not known" in answer.error


@pytest.mark.parametrize("token", [None, 5, ["x"], {"x": 1}, True])
def test_what_is_no_token_does_not_either(nobody: Teaching, token: object):
    assert nobody.ask("POST", "login", {"token": token}).status in (400, 401)


def test_many_tries_have_to_wait(nobody: Teaching, tokens: dict[str, str]):
    tried = [nobody.login("x").status for _ in range(11)]
    assert tried == [401] * 10 + [429]
    refused = nobody.login(tokens["Ana"])
    assert refused.status == 429
    assert "Wait a little" in refused.error


def test_behind_a_proxy_tries_are_counted_by_who_asks(room: Room, tokens: dict[str, str]):
    room.address = Address(room.address.port, "https://teach.example.org")
    with serve(room) as port:

        def tried(forwarded: str) -> int:
            headers = {"Host": "teach.example.org", "X-Forwarded-For": forwarded}
            return Teaching(port, headers=headers).login("x").status

        assert [tried(f"192.0.2.{n}, 198.51.100.7") for n in range(11)] == [401] * 10 + [429]
        assert tried("198.51.100.8") == 401


@pytest.mark.parametrize(("method", "path"), LOGGED_IN)
def test_without_a_login_there_is_nothing_to_see(nobody: Teaching, method: str, path: str):
    answer = nobody.ask(method, path)
    assert answer.status == 401
    assert set(answer.content) == {"error"}


@pytest.mark.parametrize("cookie", ["teach_{}=", "teach_{}=x", "teach_{}=" + "x" * 4000, "x"])
def test_a_made_up_session_is_none(nobody: Teaching, cookie: str):
    nobody.cookie = cookie.format(nobody.port)
    assert nobody.ask("GET", "me").status == 401


@pytest.mark.parametrize(("method", "path"), MAINTAINERS)
def test_an_annotator_may_not_do_what_maintainers_do(ana: Teaching, method: str, path: str):
    answer = ana.ask(method, path)
    assert (answer.status, answer.error) == (403, "Only a maintainer can do this.")


def test_an_annotator_may_not_settle(ana: Teaching):
    labels = {"bid": "none", "moment": "calm"}
    answer = ana.ask("POST", "items/1/judgement", {"labels": labels, "decides": True})
    assert answer.status == 403


def test_logging_out_ends_the_session_on_the_server_too(ana: Teaching):
    answer = ana.ask("POST", "logout")
    assert (answer.status, answer.content) == (200, {})
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert ana.ask("GET", "me").status == 401


def test_one_session_ends_and_others_go_on(port: int, ana: Teaching, tokens: dict[str, str]):
    other = logged_in(port, tokens["Ana"])
    other.ask("POST", "logout")
    assert ana.ask("GET", "me").status == 200


@pytest.mark.parametrize("how", ["revoked", "another role", "another token"])
def test_a_session_ends_with_its_token(ana: Teaching, data: Path, how: str):
    with Memory(data) as memory:
        if how == "revoked":
            memory.teachers.revoke("Ana")
        else:
            memory.teachers.add("Ana", MAINTAINER if "role" in how else ANNOTATOR, NOW)
    labels = {"bid": "none", "moment": "calm"}
    assert ana.ask("POST", "items/1/judgement", {"labels": labels}).status == 401
    with Memory(data) as memory:
        assert memory.annotations.of(1) == []


def test_a_restart_logs_everybody_out(room: Room, data: Path, tokens: dict[str, str]):
    with serve(room) as port:
        ana = logged_in(port, tokens["Ana"])
    with serve(Room(data, room.address, room.library, room.page)):
        assert ana.ask("GET", "me").status == 401


def test_a_session_lasts_a_working_day():
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    session = sessions.begin("token")
    now[0] = HOURS * 3600 - 1
    assert sessions.token(session) == "token"
    now[0] += 2
    assert sessions.token(session) is None


def test_so_many_logins_that_the_oldest_end():
    sessions = Sessions()
    first, *_ = [sessions.begin("token") for _ in range(SESSIONS + 1)]
    assert sessions.token(first) is None
    assert sessions.token(None) is None
