"""Where a running Tightrope keeps its things and listens: one place, read from the environment."""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = "127.0.0.1"


class PortTakenError(RuntimeError):
    """Something else listens on a port that is needed; says which and what to do."""


CHANNELS = {
    "TIGHTROPE_SLACK_TOKEN": "",
    "TIGHTROPE_SLACK_SIGNING_SECRET": "",
    "TIGHTROPE_SLACK_API": "https://slack.com/api/",
    "TIGHTROPE_TELEGRAM_TOKEN": "",
    "TIGHTROPE_TELEGRAM_ADDRESS": "",
    "TIGHTROPE_TELEGRAM_SECRET": "",
    "TIGHTROPE_TELEGRAM_API": "https://api.telegram.org",
}
"""What `credentials.yml` reads from the environment, and what holds where that says nothing.

A channel without its secret is off.
"""


def without_chat_apps() -> None:
    """Switches off, for this process and those it starts, every channel but the chat page."""
    for name in CHANNELS:
        os.environ.pop(name, None)


def data_folder() -> Path:
    """The folder for all that is kept, as the environment names it."""
    return Path(os.environ.get("TIGHTROPE_DATA", "var")).absolute()


@dataclass(frozen=True)
class Settings:
    """What the processes of one installation share.

    Attributes:
        data: Folder for all that is kept: memory, conversations, secrets, logs.
        port: Port of the chat page and the assistant.
        action_port: Port of the action server.
    """

    data: Path
    port: int
    action_port: int

    @classmethod
    def of_port(cls, port: int) -> Settings:
        """Settings for a chat page on this port; the action server takes the one fifty above."""
        return cls(
            data=data_folder(),
            port=port,
            action_port=port + 50,
        )

    @property
    def address(self) -> str:
        """Where the chat page is."""
        return f"http://{LOOPBACK}:{self.port}/"

    def check_ports(self) -> None:
        """Makes sure that both ports are free.

        Raises:
            PortTakenError: One is not.
        """
        for port in (self.port, self.action_port):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((LOOPBACK, port))
                except OSError as error:
                    raise PortTakenError(
                        f"Port {port} is in use, perhaps by another Tightrope. Stop it, or take "
                        f"another port: make chat PORT={self.port + 100}"
                    ) from error

    def environment(self) -> dict[str, str]:
        """The environment of the processes: ours, with what they need to find each other."""
        return {
            **os.environ,
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "PYTHONWARNINGS": "ignore",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            # Our products of matrices are small. A second thread makes none of them faster, but
            # then spins on for longer than a turn takes, on a core that the actions need.
            "OPENBLAS_NUM_THREADS": "1",
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
            "SANIC_HOST": LOOPBACK,
            "TIGHTROPE_DATA": str(self.data),
            "TIGHTROPE_PORT": str(self.port),
            "TIGHTROPE_ACTION_PORT": str(self.action_port),
            "TIGHTROPE_ACTION_URL": f"http://{LOOPBACK}:{self.action_port}/webhook",
            "TIGHTROPE_TRACKER_DB": str(self.data / "conversations.sqlite"),
            **{name: os.environ.get(name) or usual for name, usual in CHANNELS.items()},
            "TIGHTROPE_API_TOKEN": self.api_token(),
        }

    def api_token(self) -> str:
        """The token that Rasa's HTTP API asks for; made once and readable by its owner only."""
        if given := os.environ.get("TIGHTROPE_API_TOKEN"):
            return given
        path = self.data / "api_token"
        # An empty file, left by a crash or a full disk, would open the API to everybody.
        if not path.exists() or not path.read_text():
            self.data.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(32))
        return path.read_text()
