"""Serving files that were made for somebody, to whoever knows their name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from tightrope.channels.our_files import data_folder

Read = Callable[[Path, str, datetime], "bytes | None"]

#: For this browser only, not to be kept, and nothing in it to be run.
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
    "Referrer-Policy": "no-referrer",
}


def add_kept_files(
    blueprint: Blueprint,
    room: str,
    read: Read,
    content_type: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Give ``blueprint``, which must be mounted at the root, ``GET /<room>/<name>``.

    ``read`` answers the file of a name for the data folder and the time, or ``None``, which is 404.
    """

    async def serve(_request: Request, name: str) -> HTTPResponse:
        content = read(data_folder(), name, datetime.now(timezone.utc))
        if content is None:
            return HTTPResponse("There is no such file.", 404)
        return HTTPResponse(content, 200, {**HEADERS, **(headers or {})}, content_type=content_type)

    blueprint.add_route(serve, f"/{room}/<name:str>", methods=["GET"], name=room)
