"""Starting the teachers' page, and what is told at the terminal meanwhile."""

from __future__ import annotations

import os
import threading
import time
import webbrowser
from datetime import datetime, timezone
from pathlib import Path

from rich.console import Console

from tightrope.memory import MAINTAINER, Memory, MemoryFileError
from tightrope.running.output import LogLevelError, Output
from tightrope.running.settings import ROOT, PortTakenError, data_folder
from tightrope.teaching.examples_files import ExamplesFileError
from tightrope.teaching.first_teacher import first_teacher
from tightrope.teaching.progress import SecondLooksError, second_looks
from tightrope.teaching.web.address import Address, AddressError
from tightrope.teaching.web.calls import Room
from tightrope.teaching.web.library import Library
from tightrope.teaching.web.serve import listen, serve

FAILURES = (
    AddressError,
    ExamplesFileError,
    LogLevelError,
    MemoryFileError,
    PortTakenError,
    SecondLooksError,
)
"""What can keep it from starting; each says what to do."""

PAGE = Path("widget", "dist-teach")
"""Where the page is built, below the project's folder."""

_STEPS = 5
"""In how many steps it is told how far reading the examples is."""


def start(console: Console, port: int, opens: bool, began: float) -> None:
    """Serves the page until Ctrl-C.

    Args:
        console: Where it is told; made before this process's output is taken over.
        port: The page's port on this machine.
        opens: Whether to open it in the default browser.
        began: When the command began, by the monotonic clock.

    Raises:
        FAILURES: It cannot start.
    """
    room = Room(data_folder(), Address.of_port(port), Library(ROOT, second_looks()), ROOT / PAGE)
    listening = listen(port)
    with Memory(room.data):
        # A memory that cannot be used is told now, and not to whoever opens the page.
        pass
    # Whatever a library logs or prints from here on shows its place, and no message.
    output = Output()

    def ready() -> None:
        console.print(
            f"Ready after {time.monotonic() - began:.1f} seconds. "
            f"Open [bold]{room.address.page}[/bold] in a browser. Ctrl-C stops it."
        )
        _tell_how_to_log_in(console, room)
        output.open_ears()
        threading.Thread(target=_read, args=(console, room.library), daemon=True).start()
        if opens:
            webbrowser.open(room.address.page)

    serve(room, listening, ready)


def _tell_how_to_log_in(console: Console, room: Room) -> None:
    with Memory(room.data) as memory:
        first = first_teacher(memory, room.library.root, datetime.now(timezone.utc))
        maintained = any(one.active and one.role == MAINTAINER for one in memory.teachers.all())
    if first is not None:
        console.print(
            f"Nobody taught here yet, so {first.name} is a maintainer now. "
            "This link logs in; it is shown only this once:\n",
            markup=False,
        )
        # Behind "#", a browser keeps it to itself: no log on the way ever has it.
        console.print(f"    {room.address.page}#token={first.token}\n", markup=False)
    elif maintained:
        console.print("Log in with your token. For a new one: tightrope teach invite NAME")
    else:
        console.print(
            "Nobody is a maintainer any more. To make somebody one: "
            "tightrope teach invite NAME --role maintainer"
        )


def _read(console: Console, library: Library) -> None:
    """Reads the examples beside the running server; runs in a thread."""
    from tightrope.understanding.encoder_files import EncoderFilesError

    # TensorFlow, which finding sentences brings along, would write about the processor.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    told: set[int] = set()

    def advance(done: int, total: int) -> None:
        step = _STEPS * done // total
        if step not in told:
            told.add(step)
            console.print(f"Reading {total:,} new examples … {100 * done // total} %")

    console.print("Reading the examples …")
    try:
        count = library.load(advance)
    except (ExamplesFileError, EncoderFilesError) as error:
        console.print(f"Those like a message cannot be shown beside it: {error}", markup=False)
    else:
        console.print(f"{count:,} examples are read. Those like a message are shown beside it.")
