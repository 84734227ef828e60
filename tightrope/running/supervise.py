"""Starting the assistant and its action server under supervisord, and waiting until they answer."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tightrope.running.load_model import forget_running, note_running
from tightrope.running.settings import LOOPBACK, ROOT, Settings

RECORD_SUFFIX = ".json"
"""What tells the record of the model in use from a model."""

_READY_WITHIN = 120.0
_LOOK_EVERY = 0.1


class StartError(RuntimeError):
    """The assistant did not come up; says where its log is and how it ends."""


@contextmanager
def running(settings: Settings, model: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Runs both processes for as long as the block lasts, then stops them.

    Args:
        settings: Where to listen and to keep things.
        model: The trained model; or the record of the model in use, which the assistant then
            follows: when it restarts, and when `tightrope promote` tells it.

    Raises:
        PortTakenError: A port is in use.
        StartError: The page did not answer in time.
    """
    settings.check_ports()
    (settings.data / "log").mkdir(parents=True, exist_ok=True)
    settings.data.chmod(0o700)
    if model.suffix == RECORD_SUFFIX:
        note_running(settings, model)
    else:
        forget_running(settings)
    supervisor = subprocess.Popen(
        [str(Path(sys.executable).with_name("supervisord")), "-c", str(ROOT / "supervisord.conf")],
        cwd=ROOT,
        env={
            **settings.environment(),
            "TIGHTROPE_PYTHON": sys.executable,
            "TIGHTROPE_MODEL": str(model),
        },
        stdin=subprocess.DEVNULL,
        # A group of its own: Ctrl-C reaches us alone, and we tell it to stop both in order.
        start_new_session=True,
    )
    try:
        _wait_until_ready(settings, supervisor)
        yield supervisor
    finally:
        _stop(supervisor)
        forget_running(settings)


def _stop(supervisor: subprocess.Popen[bytes]) -> None:
    if supervisor.poll() is None:
        supervisor.send_signal(signal.SIGINT)
        try:
            supervisor.wait(timeout=20)
        except subprocess.TimeoutExpired:
            supervisor.kill()
            supervisor.wait()


def _wait_until_ready(settings: Settings, supervisor: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    addresses = [settings.address, f"http://{LOOPBACK}:{settings.action_port}/health"]
    while not all(_answers(address) for address in addresses):
        if supervisor.poll() is not None or time.monotonic() > deadline:
            raise StartError(
                "The assistant did not start. What it printed is in "
                f"{settings.data / 'log'}; the end of assistant.log:\n{_end_of_log(settings)}"
            )
        time.sleep(_LOOK_EVERY)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _end_of_log(settings: Settings) -> str:
    try:
        return "\n".join(
            (settings.data / "log" / "assistant.log").read_text(errors="replace").splitlines()[-12:]
        )
    except OSError:
        return "(there is none)"
