"""Nobody is asked later in a place where they no longer listen."""

from __future__ import annotations

from tightrope.channels.our_files import data_folder
from tightrope.memory import Memory


def forget_promise(sender: str) -> None:
    """Lets go of the promise to ask `sender` later, who has blocked us or is gone."""
    with Memory(data_folder()) as opened:
        opened.check_backs.forget(sender)
