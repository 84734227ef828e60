"""The real server of the teachers' page on a real port, and browsers as far as HTTP goes."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sanic import Sanic

from tests.conftest import free_port
from tightrope.running.settings import LOOPBACK
from tightrope.teaching.web.address import Address
from tightrope.teaching.web.app import make_app
from tightrope.teaching.web.calls import Room

JSON = {"Content-Type": "application/json"}


@dataclass
class Answer:
    """What came back; `content` is what the JSON says, where it is some."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def content(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> str:
        return str(self.content["error"])


@dataclass
class Teaching:
    """A browser with its cookie."""

    port: int
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, content: object = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Asks below /teach/api/, as the page does."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        own = {**(JSON if method != "GET" else {}), **self.headers, **(headers or {})}
        if self.cookie:
            own["Cookie"] = self.cookie
        return self.send(method, f"/teach/api/{path}", body if content is not None else None, own)

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Sends what no page would send, too."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            came = connection.getresponse()
            return Answer(came.status, came.headers, came.read())
        finally:
            connection.close()

    def login(self, token: str) -> Answer:
        """Logs in, and keeps the cookie."""
        answer = self.ask("POST", "login", {"token": token})
        if answer.status == 200:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        return answer


@contextmanager
def serve(room: Room) -> Iterator[int]:
    """Runs the server in a thread until the block ends; gives its port."""
    Sanic.test_mode = True
    loop, started = asyncio.new_event_loop(), threading.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(
            make_app(room).create_server(LOOPBACK, room.address.port, return_asyncio_server=True)
        )
        loop.run_until_complete(server.startup())
        started.set()
        loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
            loop.run_until_complete(asyncio.wait([task]))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield room.address.port
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        room.threads.shutdown()


def here() -> Address:
    """An address on this machine, at a port that is free."""
    return Address(free_port())
