"""Letting go of the files whose time is over, also where nobody asks for another one."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from tightrope.memory import EXPORTS, PICTURES

if TYPE_CHECKING:
    from sanic import Sanic

EVERY = timedelta(minutes=1)
"""How often they are looked through."""


async def let_old_files_go(_app: Sanic, _loop: object) -> None:
    """Has the files looked through from now on; a listener for Sanic's `after_server_start`."""
    from rasa.core import jobs

    (await jobs.scheduler()).add_job(
        let_go_now,
        "interval",
        seconds=EVERY.total_seconds(),
        next_run_time=datetime.now(timezone.utc),
        id="old_files",
        replace_existing=True,
        coalesce=True,
        misfire_grace_time=None,
    )


async def let_go_now() -> None:
    """Deletes the files whose time is over."""
    for files in (EXPORTS, PICTURES):
        files.let_go(Path(os.environ["TIGHTROPE_DATA"]), datetime.now(timezone.utc))
