"""Serving the copies that people asked for, to whoever knows their name."""

import os
from datetime import datetime, timezone
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from tightrope.channels.pictures import DATA_FOLDER
from tightrope.memory import read_export


async def serve_file(_request: Request, name: str) -> HTTPResponse:
    """``GET /files/<name>``: the file, to be saved and not shown, or 404."""
    folder = Path(os.environ.get(DATA_FOLDER, "var"))
    text = read_export(folder, name, datetime.now(timezone.utc))
    if text is None:
        return HTTPResponse("There is no such file.", 404)
    headers = {
        "Content-Disposition": 'attachment; filename="tightrope.txt"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'",
        "Referrer-Policy": "no-referrer",
    }
    return HTTPResponse(text, 200, headers, content_type="text/plain; charset=utf-8")


def add_files(blueprint: Blueprint) -> None:
    """Give ``blueprint``, which must be mounted at the root, the route of files."""
    blueprint.add_route(serve_file, "/files/<name:str>", methods=["GET"], name="files")
