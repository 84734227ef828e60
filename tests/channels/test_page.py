"""The chat page over HTTP: what is served, how, and what the browser is told about it."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from rasa.core.run import configure_app
from sanic import Sanic

from tests.channels.echo_app import EchoServer, serve
from tightrope.channels.web import WebInput
from tightrope.channels.words import words
from tightrope.serving.page import load_files, security_headers

PLAIN = {"Accept-Encoding": "identity"}


@pytest_asyncio.fixture
async def http(server: EchoServer) -> AsyncIterator[aiohttp.ClientSession]:
    """A browser as far as HTTP goes; it hands over bodies as they came."""
    async with aiohttp.ClientSession(server.url, auto_decompress=False) as session:
        yield session


@pytest.mark.parametrize(
    ("path", "content_type", "body"),
    [
        ("/", "text/html; charset=utf-8", b"<!doctype html><title>Page</title>"),
        ("/index.html", "text/html; charset=utf-8", b"<!doctype html><title>Page</title>"),
        ("/assets/chat.js", "text/javascript; charset=utf-8", b"let chat;"),
        ("/icon.svg", "image/svg+xml", b"<svg/>"),
    ],
)
async def test_files_are_served_with_their_type(
    http: aiohttp.ClientSession, path: str, content_type: str, body: bytes
) -> None:
    answer = await http.get(path, headers=PLAIN)
    assert (answer.status, answer.headers["Content-Type"]) == (200, content_type)
    assert await answer.read() == body
    head = await http.head(path, headers=PLAIN)
    assert (head.status, await head.read()) == (200, b"")


@pytest.mark.parametrize(
    "path", ["/notes.md", "/index.html.gz", "/assets", "/../words.yml", "/%2e%2e/page.py"]
)
async def test_nothing_else_is_served(http: aiohttp.ClientSession, path: str) -> None:
    assert (await http.get(path)).status == 404


async def test_nothing_can_be_posted(http: aiohttp.ClientSession) -> None:
    assert (await http.post("/", data="x")).status == 405


@pytest.mark.parametrize(
    ("offered", "packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("deflate, gzip;q=1.0, *;q=0.5", True),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip;q=0.0", False),
        ("br", False),
    ],
)
async def test_the_compressed_twin_goes_to_those_who_take_it(
    http: aiohttp.ClientSession, offered: str, packed: bool
) -> None:
    answer = await http.get("/", headers={"Accept-Encoding": offered})
    assert answer.headers.get("Content-Encoding") == ("gzip" if packed else None)
    assert (await answer.read() == b"packed page") is packed
    assert "Accept-Encoding" in answer.headers["Vary"]


async def test_a_file_without_a_twin_is_served_as_it_is(http: aiohttp.ClientSession) -> None:
    answer = await http.get("/icon.svg", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert await answer.read() == b"<svg/>"


async def test_a_known_version_is_not_sent_again(http: aiohttp.ClientSession) -> None:
    tag = (await http.get("/")).headers["ETag"]
    for known in (tag, f"W/{tag}", f'"old", {tag}'):
        answer = await http.get("/", headers={"If-None-Match": known})
        assert (answer.status, await answer.read()) == (304, b"")
    assert (await http.get("/", headers={"If-None-Match": '"old"'})).status == 200


async def test_the_browser_is_told_to_keep_the_page_to_itself(
    server: EchoServer, http: aiohttp.ClientSession
) -> None:
    headers = (await http.get("/")).headers
    policy = dict(
        directive.split(" ", 1) for directive in headers["Content-Security-Policy"].split("; ")
    )
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "connect-src": f"'self' ws://{server.host} wss://{server.host}",
        "img-src": "'self' data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "https://friend.example",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["", "a b", "a;script-src *", "a,b", "a'b", "a/b", "é.example"])
def test_a_strange_host_does_not_get_into_the_policy(host: str) -> None:
    policy = security_headers(host, [])["Content-Security-Policy"]
    assert "connect-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("host", ["example.org", "localhost:5005", "127.0.0.1:80", "[::1]:5005"])
def test_an_ordinary_host_does(host: str) -> None:
    assert f"ws://{host} wss://{host};" in security_headers(host, [])["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("origin", "allowed"), [("https://friend.example", True), ("https://evil.example", False)]
)
async def test_allowed_sites_may_embed_the_script(
    http: aiohttp.ClientSession, origin: str, allowed: bool
) -> None:
    answer = await http.get("/assets/chat.js", headers={"Origin": origin})
    assert answer.headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)


async def test_a_page_that_is_not_built_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIGHTROPE_SESSION_SECRET", "s" * 40)
    with serve({"page_folder": str(tmp_path)}) as bare:
        async with aiohttp.ClientSession(bare.url) as http:
            answer = await http.get("/")
            assert answer.status == 503
            assert await answer.text() == words().page_missing
            assert "make chat" in words().page_missing
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("enable_api", [False, True])
def test_the_page_takes_the_place_of_rasas_greeting(
    enable_api: bool, page_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIGHTROPE_SESSION_SECRET", "s" * 40)
    monkeypatch.setattr(Sanic, "test_mode", True)
    channel = WebInput.from_credentials({"page_folder": str(page_folder)})
    app = configure_app([channel], enable_api=enable_api)
    app.router.finalize()
    route, _, _ = app.router.get("/", "GET", None)
    assert ".web." in route.name


def test_files_are_read_once(page_folder: Path) -> None:
    files = load_files(page_folder)
    assert set(files) == {"", "index.html", "assets/chat.js", "icon.svg"}
    assert files[""] is files["index.html"]
    assert load_files(page_folder / "nowhere") == {}
