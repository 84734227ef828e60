"""From which address a browser speaks, also behind proxies of our own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def address_of(environ: Mapping[str, Any], proxies: int) -> str:
    """The address of whoever opened a socket.

    Args:
        environ: What engine.io knows of the request.
        proxies: How many proxies of ours it passed. Each adds the address it was called from to
            X-Forwarded-For; what stands before those was made up by the client, perhaps.
    """
    header = str(environ.get("HTTP_X_FORWARDED_FOR", ""))
    forwarded = [part.strip() for part in header.split(",")]
    if 0 < proxies <= len(forwarded) and forwarded[-proxies]:
        return forwarded[-proxies]
    return str(environ["sanic.request"].ip)
