"""The assistant as `tightrope chat` starts it, with an empty data folder and a port of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.running import BenchmarkError, free_port, post, program, wait_for
from tightrope.running.settings import LOOPBACK, ROOT

_ACTION_PORT_ABOVE = 50

STORIES = (
    "my girlfriend keeps asking if I'm going to leave her, she's crying in the bathroom right now",
    "my boyfriend went silent after our fight last night and hasn't said a word since, he just"
    " shuts the door",
    "I can't stop checking who likes her photos, my stomach turns whenever that coworker comments,"
    " I started a row about him again tonight",
)
"""Own descriptions, told clearly enough to be answered by a strategy at once, as
tests/actions/test_conversation.py makes sure."""


@dataclass(frozen=True)
class Assistant:
    """A running assistant: its address, its API token, and how long it took to answer."""

    address: str
    token: str
    pid: int
    seconds: float

    def turn(self, sender: str, number: int) -> float:
        """Tells one of STORIES and returns the seconds until the whole answer was there.

        Raises:
            BenchmarkError: The answer was no strategy, so it is not what is to be measured.
        """
        message = {"sender": sender, "message": STORIES[number % len(STORIES)]}
        answer, took = post(f"{self.address}webhooks/rest/webhook", message)
        if not any("Try this" in said.get("text", "") for said in answer):
            raise BenchmarkError(
                f"Story {number % len(STORIES) + 1} of STORIES in benchmarks/assistant.py was not "
                "answered by a strategy. Tell it more clearly, or see what the training data say."
            )
        return took

    def parse(self, text: str) -> tuple[dict[str, Any], float]:
        """What /model/parse answers, and the seconds it took."""
        return post(f"{self.address}model/parse?token={self.token}", {"text": text})


@contextmanager
def assistant(environment: Mapping[str, str] | None = None) -> Iterator[Assistant]:
    """Starts it, waits until the page answers, and stops it after the block.

    Args:
        environment: What it gets beside our own environment.

    Raises:
        BenchmarkError: It did not start.
    """
    port = free_port(also_free=_ACTION_PORT_ABOVE)
    address = f"http://{LOOPBACK}:{port}/"
    with TemporaryDirectory(prefix="tightrope-bench-") as name:
        data = Path(name)
        log = data / "chat.log"
        command = [sys.executable, "-m", "tightrope", "chat", "--port", str(port)]
        with program(
            command, ROOT, log, {**(environment or {}), "TIGHTROPE_DATA": name}
        ) as process:
            took = wait_for(address, process, log)
            # The page may be there before the action server is.
            wait_for(f"http://{LOOPBACK}:{port + _ACTION_PORT_ABOVE}/health", process, log)
            yield Assistant(address, (data / "api_token").read_text(), process.pid, took)
