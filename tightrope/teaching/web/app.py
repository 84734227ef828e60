"""The server of the teachers' page: its files below /teach/, what they ask below /teach/api/."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from tightrope.serving.page import Page, load_files
from tightrope.teaching.desk import GoneError
from tightrope.teaching.web import doubts, figures, items, overview, writing
from tightrope.teaching.web.answers import json_answer, tell_errors
from tightrope.teaching.web.calls import Handler, Room
from tightrope.teaching.web.forms import MOST_BYTES
from tightrope.teaching.web.guards import guard
from tightrope.teaching.web.login import Login
from tightrope.teaching.web.refusals import NOT_LOGGED_IN, RefusedError

MISSING = "The teachers' page is not built yet. Stop this, then run: make teach\n"

_LARGEST_NUMBER = 2**53
_LONGEST = 600
"""Seconds that an answer may take."""

Answering = Callable[..., Awaitable[HTTPResponse]]


@dataclass(frozen=True)
class Route:
    """A method and a path under /teach/api/, what answers it, and whether only for maintainers."""

    method: str
    path: str
    handler: Handler
    maintainers: bool = False


ROUTES = (
    Route("GET", "me", overview.me),
    Route("GET", "codebook", overview.questions),
    Route("GET", "next", items.next_item),
    Route("GET", "items/<item:int>", items.one_item),
    Route("POST", "items/<item:int>/judgement", items.judge),
    Route("POST", "items/<item:int>/later", items.put_off),
    Route("PUT", "items/<item:int>/text", items.reword),
    Route("DELETE", "items/<item:int>", items.remove, maintainers=True),
    Route("POST", "undo", items.undo),
    Route("GET", "different", overview.different, maintainers=True),
    Route("GET", "agreement", figures.agreement),
    Route("GET", "coverage", figures.coverage),
    Route("GET", "label-errors", doubts.listed),
    Route("POST", "label-errors/keep", doubts.keep, maintainers=True),
    Route("POST", "label-errors/relabel", doubts.change, maintainers=True),
    Route("GET", "ready", writing.look, maintainers=True),
    Route("POST", "write", writing.write, maintainers=True),
)


def make_app(room: Room) -> Sanic:
    """The server; nothing is opened before a request comes."""
    app = Sanic("tightrope_teach", configure_logging=False)
    app.config.MOTD = False
    app.config.ACCESS_LOG = False
    app.config.REQUEST_MAX_SIZE = MOST_BYTES
    # Comparing many messages with all examples takes its time where the vectors are not kept yet.
    app.config.RESPONSE_TIMEOUT = _LONGEST
    guard(app, room.address)
    tell_errors(app)
    login = Login(room)
    _add(app, "POST", "login", login.login)
    _add(app, "POST", "logout", login.logout)
    for route in ROUTES:
        _add(app, route.method, route.path, _answering(room, login, route))
    _add_page(app, room)
    return app


def _add(app: Sanic, method: str, path: str, answering: Answering) -> None:
    name = f"{method} {path}".replace("/", "_")
    app.add_route(answering, f"/teach/api/{path}", [method], strict_slashes=True, name=name)


def _answering(room: Room, login: Login, route: Route) -> Answering:
    async def answer(request: Request, item: int = 0) -> HTTPResponse:
        token = login.token(request)
        if token is None:
            raise RefusedError(NOT_LOGGED_IN)
        if not 0 <= item < _LARGEST_NUMBER:
            raise GoneError
        asked = (route.handler, token, request.body, item, route.maintainers)
        loop = asyncio.get_running_loop()
        return json_answer(await loop.run_in_executor(room.threads, room.answer, *asked))

    return answer


def _add_page(app: Sanic, room: Room) -> None:
    files = load_files(room.page)
    page = Blueprint("page", url_prefix="/teach", strict_slashes=True)
    Page(files, MISSING, (), (), sockets=False).add_to(page)
    app.blueprint(page)

    async def lead_there(_: Request) -> HTTPResponse:
        return redirect("/teach/")

    for path in ("/", "/teach"):
        app.add_route(lead_there, path, name=f"from_{path[1:]}", strict_slashes=True)
