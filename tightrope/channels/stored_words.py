"""What is kept of a person, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from babel.dates import format_date

from tightrope.channels.our_files import data_folder
from tightrope.channels.words import words
from tightrope.memory import Memory, Stored, stored


def stored_in_words(sender: str) -> list[str]:
    """What is kept of `sender`, a line for each kind; nothing where nothing is."""
    with Memory(data_folder()) as opened:
        return list(_lines(stored(opened, sender)))


def _lines(kept: Stored) -> Iterator[str]:
    texts = words().slack.kept
    for name in ("messages", "episodes", "suggestions", "steps"):
        if count := getattr(kept, name):
            yield getattr(texts, name).format(count=count)
    if kept.linked:
        yield texts.linked.format(count=kept.linked)
    if kept.promised:
        yield texts.promised.format(day=_day(kept.promised))
    if kept.since:
        yield texts.since.format(day=_day(kept.since))


def _day(when: datetime) -> str:
    return str(format_date(when, "d MMMM", locale="en"))
