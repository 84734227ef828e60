"""From which address a browser speaks, also behind proxies of our own."""

from __future__ import annotations


def address_of(peer: str, forwarded: str, proxies: int) -> str:
    """The address of whoever asks.

    Args:
        peer: The address that the connection comes from.
        forwarded: The header X-Forwarded-For, or nothing.
        proxies: How many proxies of ours it passed. Each adds the address it was called from to
            X-Forwarded-For; what stands before those was made up by the client, perhaps.
    """
    parts = [part.strip() for part in forwarded.split(",")]
    if 0 < proxies <= len(parts) and parts[-proxies]:
        return parts[-proxies]
    return peer
