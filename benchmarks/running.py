"""Programs that are measured from outside: started in a group of their own, stopped for certain."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tightrope.running.settings import LOOPBACK

_LOOK_EVERY = 0.02
_STOP_WITHIN = 40


class BenchmarkError(RuntimeError):
    """Something could not be measured; says what failed and what it printed last."""


@contextmanager
def program(
    command: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Runs a program for as long as the block lasts.

    Args:
        command: Program and arguments.
        folder: Where it runs.
        log: The file that gets what it prints.
        environment: What it gets beside our own environment.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_STOP_WITHIN)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def run(command: Sequence[str], folder: Path, log: Path) -> float:
    """Runs a program to its end and returns the seconds it took.

    Raises:
        BenchmarkError: It failed.
    """
    began = time.perf_counter()
    with program(command, folder, log) as process:
        process.wait()
    if process.returncode:
        raise BenchmarkError(f"{' '.join(command[1:4])} failed. It printed last:\n{end_of(log)}")
    return time.perf_counter() - began


def wait_for(
    address: str, process: subprocess.Popen[bytes], log: Path, within: float = 180
) -> float:
    """Waits until an address answers and returns the seconds it took.

    Raises:
        BenchmarkError: The process ended, or did not answer in time.
    """
    began = time.perf_counter()
    while not _answers(address):
        if process.poll() is not None or time.perf_counter() - began > within:
            raise BenchmarkError(f"{address} does not answer. The log ends:\n{end_of(log)}")
        time.sleep(_LOOK_EVERY)
    return time.perf_counter() - began


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def end_of(log: Path, lines: int = 15) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def post(url: str, body: Mapping[str, Any]) -> tuple[Any, float]:
    """Posts JSON and returns the answer and the seconds until it was there.

    Raises:
        BenchmarkError: The server refused or did not answer.
    """
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            answer = response.read()
    except (urllib.error.URLError, OSError) as error:
        raise BenchmarkError(f"{url.partition('?')[0]} did not answer: {error}") from error
    took = time.perf_counter() - began
    return json.loads(answer), took


def free_port(also_free: int = 0) -> int:
    """A free port; with `also_free`, the one that many above is free too."""
    while True:
        with socket.socket() as probe, socket.socket() as other:
            probe.bind((LOOPBACK, 0))
            port = int(probe.getsockname()[1])
            with contextlib.suppress(OSError, OverflowError):
                other.bind((LOOPBACK, port + also_free if also_free else 0))
                return port
