"""Telling the assistant that runs to go on with another model, without a restart.

A turn that is under way ends with the model it began with: Rasa swaps the whole agent at once, and
both read the same conversations (`PUT /model`, https://rasa.com/docs/rasa/pages/http-api).
"""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tightrope.running.settings import Settings

_NOTE = "assistant.json"
_WITHIN = 120.0


class NotLoadedError(RuntimeError):
    """The assistant that runs did not take the model; says what it answered."""


def note_running(settings: Settings, record: Path) -> None:
    """Notes in the data folder where the assistant listens and which record it follows."""
    content = json.dumps({"port": settings.port, "record": str(record.absolute())})
    (settings.data / _NOTE).write_text(content)


def forget_running(settings: Settings) -> None:
    """Takes that note away."""
    (settings.data / _NOTE).unlink(missing_ok=True)


@dataclass(frozen=True)
class Running:
    """The assistant that follows a record and keeps its things in a folder.

    Attributes:
        settings: Where it listens.
    """

    settings: Settings

    @classmethod
    def find(cls, data: Path, record: Path) -> Running | None:
        """The one that runs now, or None."""
        try:
            note = json.loads((data / _NOTE).read_text())
            port, follows = int(note["port"]), Path(note["record"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if follows != record.absolute() or not _is_listening(data / "supervisor.sock"):
            return None
        return cls(Settings(data=data, port=port, action_port=port + 50))

    def load(self, model: Path) -> None:
        """Has it load a model, and waits until it has.

        Raises:
            NotLoadedError: It did not, and goes on with the one it has.
        """
        request = urllib.request.Request(
            f"{self.settings.address}model?token={self.settings.api_token()}",
            json.dumps({"model_file": str(model.absolute())}).encode(),
            {"Content-Type": "application/json"},
            method="PUT",
        )
        try:
            with urllib.request.urlopen(request, timeout=_WITHIN):
                return
        except urllib.error.HTTPError as error:
            raise NotLoadedError(f"it answered {error.code}, {_reason(error)}") from error
        except OSError as error:
            reason = getattr(error, "reason", error)
            raise NotLoadedError(
                f"it does not answer ({reason}); perhaps it is just starting"
            ) from error


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["reason"])
    except (OSError, ValueError, KeyError, TypeError):
        return error.reason


def _is_listening(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
        return True
