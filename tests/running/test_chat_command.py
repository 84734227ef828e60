"""`tightrope chat` as a person runs it: a real process, its children, and the ways it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.assistant import Assistant, said
from tests.conftest import free_port
from tightrope.running.settings import ROOT, PortTakenError, Settings

STORY = '/inform{"bid": "jealousy", "actor": "partner", "moment": "tension"}'


def free_settings(data: Path) -> Settings:
    """Settings on two ports that are free, in the distance the command keeps between them."""
    while True:
        own = Settings(data=data, port=(port := free_port()), action_port=port + 50)
        try:
            own.check_ports()
        except (PortTakenError, OverflowError):
            continue
        return own


def start(own: Settings) -> subprocess.Popen[str]:
    return subprocess.Popen(
        # The candidate: what is in use in this checkout is nobody's business here.
        [sys.executable, "-m", "tightrope", "chat", "--candidate", "--port", str(own.port)],
        cwd=ROOT,
        env={**os.environ, "TIGHTROPE_DATA": str(own.data), "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def chat(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The command, once it says that it is ready."""
    own = free_settings(tmp_path_factory.mktemp("chat"))
    process = start(own)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Ready after "), line
        assert line.endswith(f"Open {own.address} in a browser. Ctrl-C stops it.\n")
        yield Assistant(own, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pids(chat: Assistant) -> dict[str, int]:
    names = ("assistant", "actions")
    return {name: int(chat.control("pid", name)) for name in names} | {
        "supervisor": int((chat.settings.data / "supervisor.pid").read_text())
    }


def answers(chat: Assistant) -> bool:
    try:
        return "Try this" in said(chat.talk().say(STORY))
    except OSError:
        return False


def test_the_page_is_where_it_says(chat: Assistant):
    with urllib.request.urlopen(chat.settings.address, timeout=10) as page:
        assert page.status == 200
        assert "text/html" in page.headers["Content-Type"]
        assert b"<title>Tightrope" in page.read()
    assert answers(chat)


def test_what_it_keeps_is_its_owners_alone(chat: Assistant):
    assert chat.settings.data.stat().st_mode & 0o077 == 0


def test_a_second_one_on_the_same_port_says_so_in_one_line(chat: Assistant):
    second = start(chat.settings)
    output, _ = second.communicate(timeout=20)
    assert second.returncode == 1
    assert output.count("\n") == 1
    assert output.startswith(f"Error: Port {chat.settings.port} is in use")


@pytest.mark.parametrize("name", ["actions", "assistant"])
def test_a_process_that_is_killed_comes_back(chat: Assistant, name: str):
    before = pids(chat)
    os.kill(before[name], signal.SIGKILL)
    wait_for(lambda: not is_alive(before[name]), 5)
    wait_for(lambda: answers(chat), 30)
    after = pids(chat)
    assert after.pop(name) != before.pop(name)
    assert after == before


def test_ctrl_c_stops_everything_in_time(chat: Assistant):
    running = pids(chat)
    began = time.monotonic()
    chat.supervisor.send_signal(signal.SIGINT)
    assert chat.supervisor.wait(timeout=20) == 0
    assert time.monotonic() - began < 20
    assert not [name for name, pid in running.items() if is_alive(pid)]
    chat.settings.check_ports()


def test_it_can_be_stopped_while_it_starts(model: Path, tmp_path: Path):
    process = start(own := free_settings(tmp_path))
    file = own.data / "supervisor.pid"
    try:
        wait_for(lambda: file.exists() and bool(file.read_text()), 20)
        supervisor = int(file.read_text())
    finally:
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert output == "Stopped.\n"
    assert not is_alive(supervisor)
    own.check_ports()


@pytest.mark.parametrize("port", ["0", "80", "65500", "-1", "five"])
def test_a_port_that_cannot_be_is_refused_in_words(port: str):
    command = [sys.executable, "-m", "tightrope", "chat", "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=20)
    assert done.returncode == 2
    assert "Invalid value for '--port'" in done.stderr
    assert "Traceback" not in done.stderr
