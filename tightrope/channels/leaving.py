"""Leaving quickly: what asks for it, and where a browser tells of it while its page goes away."""

from collections.abc import Callable

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

#: The intent whose action resets the conversation.
INTENT = "leave"
COMMAND = f"/{INTENT}"
#: Our tokens have some 200 bytes.
MAX_BODY_BYTES = 2048


def asks_to_leave(text: object) -> bool:
    """True for ``/leave``, in whatever case and with blanks around: nobody types well in fear."""
    return isinstance(text, str) and text.strip().lower() == COMMAND


class Farewell:
    """Answers ``POST /leave``, whose body is a session token.

    Made for ``navigator.sendBeacon``. The token is not in the address, which servers and proxies
    log, and the answer is the same whether it is good or not.
    """

    def __init__(
        self, may_open: Callable[[str, dict[str, str]], bool], leave: Callable[[str], None]
    ) -> None:
        """Ask ``may_open`` about an Origin, as the socket does, and hand the token to ``leave``."""
        self._may_open = may_open
        self._leave = leave

    def add_to(self, blueprint: Blueprint) -> None:
        """Give the address to ``blueprint``, which must be mounted at the root."""

        async def told(request: Request) -> HTTPResponse:
            return await self._answer(request)

        blueprint.add_route(told, COMMAND, methods=["POST"], name="leave", stream=True)

    async def _answer(self, request: Request) -> HTTPResponse:
        # The body is read here, not by Sanic beforehand: only so can it be limited. Longer ones
        # are answered with 413.
        request.stream.request_max_size = MAX_BODY_BYTES
        if not self._is_welcome(request):
            return HTTPResponse(None, 403)
        await request.receive_body()
        self._leave(request.body.decode("ascii", "replace").strip())
        return HTTPResponse(None, 204)

    def _is_welcome(self, request: Request) -> bool:
        """True for the pages that may open the socket, and for programs, which send no Origin.

        Our page asks to be left out of referrers, and then a browser may conceal the Origin of a
        beacon as ``null`` (https://fetch.spec.whatwg.org/#origin-header). On a secure
        connection it still tells whether the page is our own; elsewhere the token decides.
        """
        origin = request.headers.get("origin")
        if origin == "null":
            site: str = request.headers.get("sec-fetch-site", "same-origin")
            return site == "same-origin"
        host = {"HTTP_HOST": request.headers.get("host", "")}
        return origin is None or self._may_open(origin, host)
