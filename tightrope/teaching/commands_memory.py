"""The memory as the commands of `tightrope teach` open it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tightrope.memory import Memory


@contextmanager
def open_memory() -> Iterator[Memory]:
    """The memory, for one command; what is wrong with it or with a teacher's name ends that."""
    # The memory brings pandas along, for which no other command should wait.
    from tightrope.memory import Memory, MemoryFileError, TeacherError
    from tightrope.running.settings import data_folder

    try:
        with Memory(data_folder()) as memory:
            yield memory
    except (MemoryFileError, TeacherError) as error:
        raise click.ClickException(str(error)) from error
    except sqlite3.Error as error:
        raise click.ClickException(
            f"The memory in {data_folder()} cannot be written: {error}. "
            "What was said before that is kept."
        ) from error
