"""Reading the files that our own addresses stand for, for platforms that want them sent along."""

from __future__ import annotations

import os
from datetime import datetime, timezone
from pathlib import Path

from tightrope.memory import read_export, read_picture

#: Environment variable that names the data folder, as for the action server, which makes the files.
DATA_FOLDER = "TIGHTROPE_DATA"
#: What a file is called that somebody takes along: its address says nothing.
FILE_NAME = "tightrope.txt"


def data_folder() -> Path:
    """The data folder of this installation."""
    return Path(os.environ.get(DATA_FOLDER) or "var")


def read_our_picture(src: str) -> bytes | None:
    """The picture behind `/pictures/…`; None if it is none of ours, or gone."""
    if not src.startswith("/pictures/"):
        return None
    name = src.removeprefix("/pictures/")
    return read_picture(data_folder(), name, datetime.now(timezone.utc))


def read_our_file(address: str) -> tuple[str, bytes] | None:
    """Name and content of the file behind `/files/…`; None if it is none of ours, or gone."""
    if not address.startswith("/files/"):
        return None
    name = address.removeprefix("/files/")
    content = read_export(data_folder(), name, datetime.now(timezone.utc))
    return None if content is None else (FILE_NAME, content)
