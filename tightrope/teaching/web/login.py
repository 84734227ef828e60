"""Logging in with a token, and out again."""

from __future__ import annotations

import asyncio

from sanic.request import Request
from sanic.response import HTTPResponse

from tightrope.memory import Teacher
from tightrope.serving.addresses import address_of
from tightrope.serving.rates import Rates
from tightrope.teaching.web.answers import json_answer
from tightrope.teaching.web.calls import Room
from tightrope.teaching.web.forms import Form
from tightrope.teaching.web.refusals import TRIES, UNKNOWN_TOKEN, RefusedError
from tightrope.teaching.web.sessions import HOURS
from tightrope.teaching.web.wire import teacher_sent

TRIES_A_MINUTE = 10

_LONGEST_TOKEN = 200


class Login:
    """Opens and ends sessions, and knows whose a request is."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._tries = Rates(TRIES_A_MINUTE)
        # Cookies do not tell ports apart, and several installations may run on one machine.
        self._cookie = f"teach_{room.address.port}"

    def token(self, request: Request) -> str | None:
        """The token that the session of a request began with; None without a session."""
        return self._room.sessions.token(request.cookies.get(self._cookie))

    async def login(self, request: Request) -> HTTPResponse:
        """Begins a session.

        Raises:
            RefusedError: The token is unknown, or many were tried.
        """
        if not await self._tries.takes(self._address(request)):
            raise RefusedError(TRIES)
        token = Form(request.body).text("token").strip()
        teacher = await self._teacher(token) if 0 < len(token) <= _LONGEST_TOKEN else None
        if teacher is None:
            raise RefusedError(UNKNOWN_TOKEN)
        self._room.sessions.end(request.cookies.get(self._cookie))
        answer = json_answer(teacher_sent(teacher))
        self._set(answer, self._room.sessions.begin(token), HOURS * 3600)
        return answer

    async def logout(self, request: Request) -> HTTPResponse:
        """Ends the session, if there is one."""
        self._room.sessions.end(request.cookies.get(self._cookie))
        answer = json_answer({})
        self._set(answer, "", 0)
        return answer

    async def _teacher(self, token: str) -> Teacher | None:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._room.threads, self._room.teacher, token)

    def _set(self, answer: HTTPResponse, session: str, seconds: int) -> None:
        answer.cookies[self._cookie] = session
        cookie = answer.cookies[self._cookie]
        cookie["path"] = "/teach"
        cookie["max-age"] = seconds
        cookie["httponly"] = True
        cookie["samesite"] = "Strict"
        cookie["secure"] = self._room.address.secure

    def _address(self, request: Request) -> str:
        forwarded = request.headers.get("x-forwarded-for", "")
        return address_of(request.ip, forwarded, self._room.address.proxies)
