"""Requests that no page of ours would send."""

from __future__ import annotations

import socket

import pytest

from tests.teaching.web.served import JSON, Teaching, serve
from tightrope.running.settings import LOOPBACK
from tightrope.teaching.web.address import SETTING, Address, AddressError
from tightrope.teaching.web.calls import Room


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{}", 200),
        ("localhost:{}", 200),
        ("LOCALHOST", 200),
        ("[::1]:8080", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost.evil.example:{}", 403),
        ("evil.example:{}", 403),
        ("127.0.0.1:{}@evil.example", 403),
        ("teach.example.org", 403),
        ("", 403),
    ],
)
def test_only_our_own_names_reach_us(ana: Teaching, host: str, status: int):
    answer = ana.ask("GET", "me", headers={"Host": host.format(ana.port)})
    assert answer.status == status
    page = ana.send("GET", "/teach/", headers={"Host": host.format(ana.port)})
    assert page.status == status


def test_the_address_that_was_set_is_ours_too(room: Room, tokens: dict[str, str]):
    room.address = Address(room.address.port, "https://teach.example.org")
    with serve(room) as port:
        teaching = Teaching(port, headers={"Host": "teach.example.org"})
        assert teaching.login(tokens["Ana"]).status == 200
        for origin, status in {
            "https://teach.example.org": 200,
            "http://teach.example.org": 403,
            "https://teach.example.org:8443": 403,
            "https://evil.example": 403,
        }.items():
            assert teaching.ask("GET", "me", headers={"Origin": origin}).status == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:{}", 200),
        ("https://127.0.0.1:{}", 403),
        ("http://localhost:{}", 403),
        ("http://127.0.0.1:1", 403),
        ("http://evil.example", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_only_our_own_page_may_ask(ana: Teaching, origin: str, status: int):
    labels = {"labels": {"bid": "none", "moment": "calm"}}
    headers = {"Origin": origin.format(ana.port)}
    assert ana.ask("POST", "items/1/judgement", labels, headers).status == status


@pytest.mark.parametrize(
    ("site", "status"),
    [("same-origin", 200), ("none", 200), ("same-site", 403), ("cross-site", 403)],
)
def test_what_the_browser_says_of_the_asking_page_counts(ana: Teaching, site: str, status: int):
    assert ana.ask("GET", "me", headers={"Sec-Fetch-Site": site}).status == status


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"],
)
def test_what_a_form_could_send_is_refused(ana: Teaching, kind: str):
    answer = ana.ask("POST", "undo", b"{}", {"Content-Type": kind})
    assert answer.status == 400
    assert ana.ask("POST", "undo", b"{}", {"Content-Type": "Application/JSON; charset=utf-8"})


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"x"',
        b"null",
        b"\xff\xfe{}",
        b'{"note": "\\ud83d"}',
        b'{"\\ud83d": 1}',
        b"[" * 60_000,
        b'{"a":' * 12_000,
        b"\0",
    ],
)
def test_what_is_no_object_is_refused(ana: Teaching, body: bytes):
    answer = ana.send("POST", "/teach/api/items/1/later", body, {**JSON, "Cookie": ana.cookie})
    assert answer.status == 400
    assert "cannot be read" in answer.error


def test_what_is_too_large_is_refused(ana: Teaching):
    answer = ana.ask("PUT", "items/1/text", {"text": "x" * 66_000})
    assert answer.status == 413
    assert "shorter" in answer.error


def test_the_longest_message_is_not_too_large(ana: Teaching):
    text = "\u3042" * 10_000
    assert ana.ask("PUT", "items/1/text", {"text": text}).content["task"]["text"] == text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/teach/api", 404),
        ("GET", "/teach/api/", 404),
        ("GET", "/teach/api/nothing", 404),
        ("GET", "/teach/api/items/one", 404),
        ("GET", "/teach/api/items/1/", 404),
        ("GET", "/teach/api/items/-1", 410),
        ("GET", "/teach/api/items/9999999999999999999999", 410),
        ("GET", "/teach/%61pi/me", 404),
        ("GET", "/teach/../../etc/passwd", 404),
        ("GET", "/teach/%2e%2e/%2e%2e/etc/passwd", 404),
        ("GET", "/teach/..%2fmemory.sqlite", 404),
        ("GET", "//teach/api/me", 404),
        ("POST", "/teach/api/me", 405),
        ("GET", "/teach/api/login", 405),
        ("OPTIONS", "/teach/api/me", 405),
        ("TRACE", "/teach/api/me", 405),
        ("PUT", "/teach/", 405),
    ],
)
def test_other_places_are_told_in_a_sentence(ana: Teaching, method: str, path: str, status: int):
    answer = ana.send(method, path, headers={**JSON, "Cookie": ana.cookie})
    assert answer.status == status
    assert answer.error


@pytest.mark.parametrize(
    "request_",
    [
        b"nonsense\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n",
        b"POST /teach/api/undo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n",
        b"POST /teach/api/undo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
    ],
)
def test_what_is_no_http_does_not_stop_it(ana: Teaching, request_: bytes):
    with socket.create_connection((LOOPBACK, ana.port), timeout=10) as connection:
        connection.sendall(request_)
        connection.shutdown(socket.SHUT_WR)
        try:
            status = connection.makefile("rb").readline().split()[1:2]
        except ConnectionResetError:
            status = []
    assert status in ([], [b"400"], [b"403"], [b"413"], [b"500"])
    assert ana.ask("GET", "me").status == 200


def test_an_answer_is_kept_nowhere_and_shown_nowhere_else(ana: Teaching, nobody: Teaching):
    for answer in (ana.ask("GET", "next"), nobody.ask("GET", "next"), nobody.ask("GET", "x")):
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("value", "page"),
    [
        ("", "http://127.0.0.1:5105/teach"),
        (" ", "http://127.0.0.1:5105/teach"),
        ("https://teach.example.org", "https://teach.example.org/teach"),
        ("https://Teach.Example.org:443/", "https://teach.example.org/teach"),
        ("https://teach.example.org/teach", "https://teach.example.org/teach"),
        ("https://teach.example.org:8443", "https://teach.example.org:8443/teach"),
        ("http://localhost:8080", "http://localhost:8080/teach"),
    ],
)
def test_an_address_can_be_set(monkeypatch: pytest.MonkeyPatch, value: str, page: str):
    monkeypatch.setenv(SETTING, value)
    assert Address.of_port(5105).page == page


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("teach.example.org", "scheme and host"),
        ("https://", "scheme and host"),
        ("ftp://teach.example.org", "scheme and host"),
        ("https://teach.example.org/other", "scheme and host"),
        ("https://teach.example.org?x=1", "scheme and host"),
        ("https://a@teach.example.org", "scheme and host"),
        ("https://teach.example.org:99999999", "scheme and host"),
        ("https://[::1", "scheme and host"),
        ("https://té.example", "scheme and host"),
        ("http://teach.example.org", "others on the way"),
    ],
)
def test_an_address_that_cannot_be_is_told(
    monkeypatch: pytest.MonkeyPatch, value: str, complaint: str
):
    monkeypatch.setenv(SETTING, value)
    with pytest.raises(AddressError, match=complaint):
        Address.of_port(5105)
