"""Waiting for what a server does in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 10.0


def wait_until(holds: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until `holds` is true of the world; an AssertionError after some seconds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"it did not come to hold within {seconds} s"
        time.sleep(0.01)
