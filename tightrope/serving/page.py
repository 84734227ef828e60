"""The files of a page, held in memory, with the headers that keep the page to itself.

Sanic 21.12 does not compress, and its ``static`` misbehaves at the root of a server; so the build
writes ``.gz`` twins, and each file has a handler of its own.
"""

import hashlib
import re
from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
INDEX = "index.html"
#: A host as browsers send it. Anything else does not get into a header of ours.
HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d+)?")


@dataclass(frozen=True)
class PageFile:
    """One file: its bytes, the same compressed if there is a twin, its type and its ETag."""

    body: bytes
    packed: bytes | None
    content_type: str
    etag: str


def load_files(folder: Path) -> dict[str, PageFile]:
    """The files in ``folder`` that can be served, by URL path; empty if the page was not built."""
    if not (folder / INDEX).is_file():
        return {}
    files = dict(_read(folder))
    return {"": files[INDEX], **files}


def _read(folder: Path) -> Iterator[tuple[str, PageFile]]:
    for path in sorted(folder.rglob("*")):
        content_type = CONTENT_TYPES.get(path.suffix)
        if content_type is None or not path.is_file():
            continue
        body = path.read_bytes()
        twin = path.with_name(path.name + ".gz")
        packed = twin.read_bytes() if twin.is_file() else None
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        yield path.relative_to(folder).as_posix(), PageFile(body, packed, content_type, etag)


def security_headers(host: str, frame_ancestors: Collection[str]) -> dict[str, str]:
    """What the browser may do with our page: its own script, its own socket, and nothing else.

    ``host`` is the request's Host header: older browsers do not count sockets to it as ``'self'``.
    Leave it empty for a page that opens none.
    """
    sockets = f" ws://{host} wss://{host}" if HOST.fullmatch(host) else ""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "connect-src": f"'self'{sockets}",
        "img-src": "'self' data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(frame_ancestors) or "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def _accepts_gzip(request: Request) -> bool:
    """True if gzip is offered, and not as ``gzip;q=0``, which forbids it."""
    offered = request.headers.get("accept-encoding", "").replace(" ", "").split(",")
    return any(re.fullmatch(r"gzip(;q=(1.*|0?\.0*[1-9]\d*))?", coding) for coding in offered)


def _is_known(request: Request, file: PageFile) -> bool:
    """True if the browser already has this version."""
    known = request.headers.get("if-none-match", "")
    return file.etag in [tag.strip().removeprefix("W/") for tag in known.split(",")]


class Page:
    """Answers requests for the page and its files."""

    def __init__(
        self,
        files: dict[str, PageFile],
        missing: str,
        frame_ancestors: Collection[str],
        allowed_origins: Collection[str],
        *,
        sockets: bool = True,
    ) -> None:
        """Serve ``files``; where there are none, ``missing`` says in their place what to do."""
        self._files = files
        self._missing = missing
        self._frame_ancestors = frame_ancestors
        self._allowed_origins = allowed_origins
        self._sockets = sockets

    def add_to(self, blueprint: Blueprint) -> None:
        """Give each file a route on ``blueprint``, below where that is mounted."""
        for number, path in enumerate(self._files or [""]):
            blueprint.add_route(
                self._handler(path), f"/{path}", methods=["GET", "HEAD"], name=f"page_{number}"
            )

    def _handler(self, path: str) -> Callable[[Request], Awaitable[HTTPResponse]]:
        async def serve(request: Request) -> HTTPResponse:
            return self._answer(request, self._files.get(path))

        return serve

    def _answer(self, request: Request, file: PageFile | None) -> HTTPResponse:
        host = request.headers.get("host", "") if self._sockets else ""
        headers = security_headers(host, self._frame_ancestors)
        if file is None:
            plain = "text/plain; charset=utf-8"
            return HTTPResponse(self._missing, 503, headers, content_type=plain)
        headers |= {"ETag": file.etag, "Cache-Control": "no-cache"}
        headers["Vary"] = "Accept-Encoding, Origin"
        origin = request.headers.get("origin")
        if origin in self._allowed_origins:
            headers["Access-Control-Allow-Origin"] = origin
        if _is_known(request, file):
            return HTTPResponse(None, 304, headers)
        body = file.body
        if file.packed is not None and _accepts_gzip(request):
            body = file.packed
            headers["Content-Encoding"] = "gzip"
        return HTTPResponse(body, 200, headers, content_type=file.content_type)
