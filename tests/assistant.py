"""Talking to the running assistant over HTTP, as a program on the same machine would."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from tightrope.running.settings import LOOPBACK, Settings


@dataclass
class Assistant:
    """A running assistant."""

    settings: Settings
    supervisor: subprocess.Popen[bytes]

    def talk(self) -> Conversation:
        """A conversation with somebody new."""
        return Conversation(self)

    def parse(self, text: str) -> dict[str, Any]:
        """What /model/parse answers."""
        return self.post("model/parse", {"text": text})

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """Posts JSON with the API token and returns the JSON that comes back."""
        token = self.settings.environment()["TIGHTROPE_API_TOKEN"]
        return _json(f"{self.settings.address}{path}?token={token}", body)

    def get(self, path: str) -> Any:
        """Gets JSON with the API token."""
        token = self.settings.environment()["TIGHTROPE_API_TOKEN"]
        return _json(f"{self.settings.address}{path}?token={token}", None)

    def control(self, *command: str) -> str:
        """What supervisorctl answers, such as to `stop actions` or `pid assistant`."""
        socket = f"unix://{self.settings.data / 'supervisor.sock'}"
        program = Path(sys.executable).with_name("supervisorctl")
        # Elsewhere than at home, where it would read the project's own configuration.
        return subprocess.run(
            [program, "-s", socket, *command],
            check=True,
            cwd=self.settings.data,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    @contextmanager
    def without_actions(self) -> Iterator[None]:
        """Stops the action server for as long as the block lasts."""
        self.control("stop", "actions")
        try:
            yield
        finally:
            self.control("start", "actions")
            self.wait_for_actions()

    def wait_for_actions(self) -> None:
        """Waits until the action server answers."""
        address = f"http://{LOOPBACK}:{self.settings.action_port}/health"
        deadline = time.monotonic() + 30
        while True:
            try:
                _json(address, None)
                return
            except OSError:
                assert time.monotonic() < deadline, "the action server does not come back"
                time.sleep(0.1)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query on the memory answers."""
        with sqlite3.connect(self.settings.data / "memory.sqlite") as db:
            return db.execute(query).fetchall()


@dataclass
class Conversation:
    """One person talking over the REST channel."""

    assistant: Assistant
    sender: str = field(default_factory=lambda: f"test-{uuid4()}")

    def say(self, text: str) -> list[dict[str, Any]]:
        """Sends a message and returns the messages that come back."""
        answer: list[dict[str, Any]] = self.assistant.post(
            "webhooks/rest/webhook", {"sender": self.sender, "message": text}
        )
        return answer

    def slots(self) -> dict[str, Any]:
        """The conversation's slots after the latest turn."""
        tracker = self.assistant.get(f"conversations/{self.sender}/tracker")
        return dict(tracker["slots"])


def said(messages: list[dict[str, Any]]) -> str:
    """All texts of an answer as one."""
    return "\n".join(message.get("text") or "" for message in messages)


def buttons(messages: list[dict[str, Any]]) -> list[str]:
    """The payloads of all buttons of an answer."""
    return [b["payload"] for message in messages for b in message.get("buttons", [])]


def _json(url: str, body: dict[str, Any] | None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)
