"""A log line for each request: its route, how it ended, how long it took; no address, no text."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from sanic import HTTPResponse, Request, Sanic

logger = logging.getLogger(__name__)


def log_requests(app: Sanic, about: Callable[[Request], str] = lambda _: "") -> None:
    """Logs the requests to `app` at INFO, in place of Sanic's access log, which shows queries.

    Args:
        app: The server, before it starts.
        about: What more to say of a request; nothing that somebody may have typed.
    """
    app.config.ACCESS_LOG = False

    async def begin(request: Request) -> None:
        request.ctx.began = time.monotonic()

    async def end(request: Request, response: HTTPResponse) -> None:
        if not logger.isEnabledFor(logging.INFO):
            return
        took = (time.monotonic() - getattr(request.ctx, "began", time.monotonic())) * 1000
        logger.info("%s: %s in %.0f ms %s", _route(request), response.status, took, about(request))

    app.register_middleware(begin, "request")
    app.register_middleware(end, "response")


def _route(request: Request) -> str:
    """The route as the code names it. Without one, even the method is the caller's own word."""
    return f"{request.method} /{request.route.path}" if request.route else "no such route"
