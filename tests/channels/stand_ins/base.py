"""What the two stand-ins share: a server in a thread, the calls it got, failures on demand."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, NamedTuple

from aiohttp import web
from typing_extensions import Self

LOOPBACK = "127.0.0.1"

#: Ends a test that waits for what never comes, in seconds.
PATIENCE = 10.0

#: More than any file either API takes, so that the refusal is the API's own.
MOST_BYTES = 64 * 1024 * 1024


class SentFile(NamedTuple):
    """A file as it arrived."""

    name: str
    content: bytes
    content_type: str


class Answer(NamedTuple):
    """What is answered: JSON where `body` is a mapping, else text of the given type.

    `hangs_up` closes the connection instead.
    """

    body: Mapping[str, Any] | str
    status: int = 200
    headers: Mapping[str, str] = {}
    content_type: str = "text/plain"
    hangs_up: bool = False

    def response(self) -> web.Response:
        """The answer as HTTP."""
        if isinstance(self.body, str):
            return web.Response(
                text=self.body,
                status=self.status,
                headers=self.headers,
                content_type=self.content_type,
            )
        return web.json_response(self.body, status=self.status, headers=self.headers)


#: A gateway's page, as one gets it in place of an answer when something is wrong inside.
SERVER_ERROR = Answer(
    "<html><body><h1>500 Internal Server Error</h1></body></html>", 500, content_type="text/html"
)
HANG_UP = Answer("", hangs_up=True)


@dataclass
class Call:
    """One call: what was asked, with what, when (seconds since 1970), and what was answered.

    `answer` is None only while the asker is kept waiting.
    """

    method: str
    fields: dict[str, Any]
    headers: Mapping[str, str]
    path: str
    files: dict[str, SentFile] = field(default_factory=dict)
    body: bytes = b""
    time: float = field(default_factory=time.time)
    answer: Answer | None = None

    @property
    def ok(self) -> bool:
        """Whether the call got what it asked for."""
        answer = self.answer
        if answer is None or answer.status != 200 or answer.hangs_up:
            return False
        return not isinstance(answer.body, Mapping) or bool(answer.body.get("ok"))


class StandIn:
    """A server in a thread of its own, from entering the context until leaving it."""

    def __init__(self) -> None:
        self._calls: list[Call] = []
        self._failures: dict[str, deque[Answer]] = defaultdict(deque)
        self._arrived = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._started = threading.Event()
        self._port = 0
        self._ending = asyncio.Event()

    # What tests ask.

    @property
    def origin(self) -> str:
        """The address of the server, without a path."""
        return f"http://{LOOPBACK}:{self._port}"

    def calls(self, method: str | None = None) -> list[Call]:
        """The calls of `method` so far, or all, in the order they came."""
        with self._arrived:
            return [call for call in self._calls if method in (None, call.method)]

    def accepted(self, method: str) -> list[Call]:
        """The calls of `method` so far that were not refused."""
        return [call for call in self.calls(method) if call.ok]

    def wait_for(self, method: str, count: int = 1, timeout: float = PATIENCE) -> list[Call]:
        """Wait until `method` was called `count` times; returns those calls.

        It blocks its thread: within a loop, `await asyncio.to_thread(api.wait_for, ...)`.
        Raises AssertionError, naming what came instead, after `timeout` seconds.
        """
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self.calls(method)) >= count, timeout):
                came = ", ".join(call.method for call in self._calls) or "nothing"
                raise AssertionError(f"No {count} calls of {method} in {timeout} s; came: {came}.")
            return self.calls(method)

    def forget_calls(self) -> None:
        """Begin counting calls anew."""
        with self._arrived:
            self._calls.clear()

    def fail_next(self, method: str, kind: str, times: int = 1, retry_after: int = 1) -> None:
        """Let the next `times` calls of `method` fail, after those that were to fail before.

        `kind` is rate_limited (to be tried again after `retry_after` seconds), server_error,
        hang_up, or an error of the API by its own name. Raises ValueError for any other.
        """
        self._check_method(method)
        common = {"server_error": SERVER_ERROR, "hang_up": HANG_UP}
        answer = common.get(kind) or self._failure(kind, retry_after)
        with self._arrived:
            self._failures[method].extend([answer] * times)

    def stop(self) -> None:
        """Take the server down, as at the end of the context; nobody is kept waiting."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._ending.set)
            self._thread.join(PATIENCE)

    # What each API decides for itself.

    def _check_method(self, method: str) -> None:
        """Raise ValueError for a method that is not answered."""
        raise NotImplementedError

    def _failure(self, kind: str, retry_after: int) -> Answer:
        """The answer of a failure this API knows. Raises ValueError for one it does not."""
        raise NotImplementedError

    def _answer(self, call: Call) -> Answer | Awaitable[Answer]:
        """The answer to `call`; awaitable where the asker may be kept waiting."""
        raise NotImplementedError

    async def _read(self, request: web.Request) -> Call:
        """What `request` asks."""
        raise NotImplementedError

    def _release(self) -> None:
        """The stand-in ends: whoever is kept waiting is let go."""

    # The server.

    async def _handle(self, request: web.Request) -> web.Response:
        call = await self._read(request)
        with self._arrived:
            failures = self._failures[call.method]
            answer: Answer | Awaitable[Answer]
            answer = failures.popleft() if failures else self._answer(call)
            if isinstance(answer, Answer):
                call.answer = answer
            self._calls.append(call)
            self._arrived.notify_all()
        if not isinstance(answer, Answer):
            call.answer = answer = await answer
        if answer.hangs_up and request.transport:
            request.transport.abort()
        return answer.response()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_route("*", "/{path:.*}", self._handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, LOOPBACK, 0)
        self._loop.run_until_complete(site.start())
        self._port = runner.addresses[0][1]
        self._started.set()
        self._loop.run_until_complete(self._ending.wait())
        self._release()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._started.wait(PATIENCE):
            raise RuntimeError("The stand-in did not start; its thread says why.")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


async def read_call(request: web.Request, method: str, encoded: frozenset[str]) -> Call:
    """Read a call whose fields come in the address, a form, a form with files, or as JSON.

    `encoded` are the fields that hold JSON as text where they are not sent as JSON.
    """
    fields: dict[str, Any] = dict(request.query)
    files: dict[str, SentFile] = {}
    body = b""
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            name = part.name or ""
            if part.filename is None:
                fields[name] = await part.text()
            else:
                content = bytes(await part.read())
                kind = part.headers.get("Content-Type", "application/octet-stream")
                files[name] = SentFile(part.filename, content, kind)
    elif request.content_type == "application/json":
        body = await request.read()
        sent = _decoded(body.decode("utf-8", "replace"))
        fields.update(sent if isinstance(sent, dict) else {})
    elif request.content_type == "application/x-www-form-urlencoded":
        fields.update(await request.post())
    else:
        body = await request.read()
    for name in encoded & fields.keys():
        if isinstance(fields[name], str):
            fields[name] = _decoded(fields[name])
    return Call(method, fields, request.headers, request.path, files, body)


def _decoded(text: str) -> Any:
    """JSON as what it stands for; text that is no JSON stays as it is, to be refused."""
    try:
        return json.loads(text)
    except ValueError:
        return text
