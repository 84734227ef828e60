"""What is kept of a person, in a few lines."""

from __future__ import annotations


def stored_in_words(sender: str) -> list[str]:
    """What is kept of `sender`, a line for each kind; nothing where nothing is."""
    return []
