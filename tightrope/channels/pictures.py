"""Serving the pictures that were drawn for somebody, to whoever knows their name."""

import os
from datetime import datetime, timezone
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from tightrope.memory import read_picture

#: Environment variable that names the data folder, as for the action server, which draws them.
DATA_FOLDER = "TIGHTROPE_DATA"


async def serve_picture(_request: Request, name: str) -> HTTPResponse:
    """``GET /pictures/<name>``: the picture, for this browser only, or 404."""
    folder = Path(os.environ.get(DATA_FOLDER, "var"))
    png = read_picture(folder, name, datetime.now(timezone.utc))
    if png is None:
        return HTTPResponse("There is no such picture.", 404)
    headers = {
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'",
        "Referrer-Policy": "no-referrer",
    }
    return HTTPResponse(png, 200, headers, content_type="image/png")


def add_pictures(blueprint: Blueprint) -> None:
    """Give ``blueprint``, which must be mounted at the root, the route of pictures."""
    blueprint.add_route(serve_picture, "/pictures/<name:str>", methods=["GET"], name="pictures")
