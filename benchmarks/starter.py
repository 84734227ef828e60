"""Rasa's own starter bot (`rasa init`) with one custom action: what our turns are set beside."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks.running import BenchmarkError, free_port, post, program, run, wait_for
from tightrope.running.settings import LOOPBACK

MESSAGE = "are you a bot?"
"""One of the starter bot's own examples; its rule is the one that gets the custom action."""

_SAID = "From the custom action."
_ACTION = f'''"""The smallest custom action there is."""
from rasa_sdk import Action


class ActionHello(Action):
    def name(self):
        return "action_hello"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="{_SAID}")
        return []
'''
_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "LOG_LEVEL": "WARNING",
    "SANIC_HOST": LOOPBACK,
}


@dataclass(frozen=True)
class StarterBot:
    """The running starter bot, and the seconds its making and trainings took."""

    address: str
    made_in: float

    def turn(self, sender: str) -> float:
        """Says MESSAGE and returns the seconds until the answer was there.

        Raises:
            BenchmarkError: The custom action did not answer.
        """
        answer, took = post(
            f"{self.address}webhooks/rest/webhook", {"sender": sender, "message": MESSAGE}
        )
        if [said.get("text") for said in answer] != [_SAID]:
            raise BenchmarkError("The starter bot did not answer with its custom action.")
        return took


@contextmanager
def starter_bot(console: Console) -> Iterator[StarterBot]:
    """Makes and trains the bot in a temporary folder and runs it with its action server.

    Raises:
        BenchmarkError: It could not be made, trained or started.
    """
    with TemporaryDirectory(prefix="tightrope-bench-") as name:
        bot, log = Path(name) / "bot", Path(name) / "rasa.log"
        bot.mkdir()
        with console.status("Making and training Rasa's starter bot (some minutes) …"):
            took = _rasa(["init", "--no-prompt", "--init-dir", str(bot)], bot, log)
            add_action(bot)
            took += _rasa(["train"], bot, log)
        port, action_port = free_port(), free_port()
        _write_endpoints(bot, action_port)
        with _both(console, bot, port, action_port):
            yield StarterBot(f"http://{LOOPBACK}:{port}/", took)


def _rasa(arguments: list[str], folder: Path, log: Path) -> float:
    return run([sys.executable, "-m", "rasa", *arguments], folder, log)


def add_action(bot: Path) -> None:
    """Lets the starter bot answer its `bot_challenge` by a custom action.

    Raises:
        BenchmarkError: The starter bot of this Rasa looks different.
    """
    (bot / "actions" / "actions.py").write_text(_ACTION)
    _replace(bot / "data" / "rules.yml", "utter_iamabot", "action_hello")
    _replace(bot / "domain.yml", "\nresponses:", "\nactions:\n  - action_hello\n\nresponses:")


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    if text.count(old) != 1:
        raise BenchmarkError(f"The starter bot's {file.name} has changed: where is {old.strip()}?")
    file.write_text(text.replace(old, new))


def _write_endpoints(bot: Path, action_port: int) -> None:
    (bot / "endpoints.yml").write_text(
        f"action_endpoint:\n  url: http://{LOOPBACK}:{action_port}/webhook\n"
        f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {bot / 'tracker.sqlite'}\n"
    )
    (bot / "credentials.yml").write_text("rest:\n")


@contextmanager
def _both(console: Console, bot: Path, port: int, action_port: int) -> Iterator[None]:
    log, action_log = bot / "run.log", bot / "actions.log"
    server = [sys.executable, "-m", "rasa", "run", "-i", LOOPBACK, "--port", str(port)]
    actions = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(action_port)]
    with (
        program(actions, bot, action_log, _ENVIRONMENT) as action_process,
        program(server, bot, log, _ENVIRONMENT) as process,
    ):
        with console.status("Starting Rasa's starter bot …"):
            wait_for(f"http://{LOOPBACK}:{action_port}/health", action_process, action_log)
            wait_for(f"http://{LOOPBACK}:{port}/", process, log)
        yield
