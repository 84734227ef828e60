"""What of a log record may be seen: never a text that came from outside.

Other people's code logs what it handles: messages, slots, whole conversations, requests. So a
record of theirs shows its place and level, and its message only if that stands word for word in the
code that logs it. Arguments and the words of exceptions stay out; an exception shows its type and
the places it passed. Records of our own code show their message, which by our rule holds no text.

It is done where records are made, so that it counts for every handler, whoever adds one later.
"""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

OURS = ("tightrope", "actions", "rasa.tightrope")
"""Loggers whose messages are shown, with all below them."""


@dataclass(frozen=True)
class Event:
    """A message with details that were checked to be harmless (`events.py`)."""

    name: object
    details: str


class DiscreetRecord(logging.LogRecord):
    """A record that holds nothing it may not show."""

    def __init__(
        self,
        name: str | None,
        level: int,
        pathname: str,
        lineno: int,
        msg: object,
        args: Any,
        exc_info: Any,
        func: str | None = None,
        sinfo: str | None = None,
        **kwargs: Any,
    ) -> None:
        #: True where the message was written by us; what is copied into a record later is not.
        self.ours = _is_ours(name or "")
        if not self.ours:
            msg, args = _literal(msg, pathname, lineno), ()
        super().__init__(name or "", level, pathname, lineno, msg, args, None, func)
        self.vetted = msg
        error = exc_info[1] if exc_info else None
        #: Where an error that belongs to the record came from.
        self.error = error_places(error) if error else ""


class DiscreetFormatter(logging.Formatter):
    """One line for each record: when, how grave, whose, where, what; then an error's places."""

    def format(self, record: logging.LogRecord) -> str:
        """The line. A record that was made in another way shows its place only."""
        line = f"{self.formatTime(record)} {record.levelname:<8}{record.name}"
        if not isinstance(record, DiscreetRecord):
            return f"{line} at {place(record.pathname, record.lineno)}"
        if not record.ours:
            line += f" at {place(record.pathname, record.lineno)} {record.funcName}"
        told = ": ".join(filter(None, [line, _message(record)]))
        return "\n".join(filter(None, [told, record.error]))


def _message(record: DiscreetRecord) -> str:
    if not record.ours:
        return str(record.vetted)
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        # Arguments that do not fit: a fault in our code, which must not cost the line.
        return str(record.msg)


def place(file: str, line: int) -> str:
    """A line of code, by the path below the folder it is imported from."""
    path = Path(file)
    for folder in sorted(sys.path, key=len, reverse=True):
        if folder and path.is_relative_to(folder):
            return f"{path.relative_to(folder)}:{line}"
    return f"{path.name}:{line}"


def error_places(error: BaseException) -> str:
    """An error and those behind it: types and places, outermost last, without their words."""
    lines: list[str] = []
    for each in _chain(error):
        lines.append(f"  {_kind(each)}")
        trace = each.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            lines.append(f"    {place(code.co_filename, trace.tb_lineno)} {code.co_name}")
            trace = trace.tb_next
    return "\n".join(lines)


def _is_ours(name: str) -> bool:
    return any(name == own or name.startswith(f"{own}.") for own in OURS)


def _literal(message: object, file: str, line: int) -> str:
    """The message if it stands as it is in the code that logs it, else nothing."""
    event = message if isinstance(message, Event) else Event(message, "")
    code = _code_at(file, line)
    # The very object: an equal text may have come from outside.
    if not isinstance(event.name, str) or not any(each is event.name for each in code.co_consts):
        return ""
    return f"{event.name} {event.details}".rstrip()


def _code_at(file: str, line: int) -> CodeType:
    """What runs at this line right now, somewhere above us; else what runs here."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_lineno == line and frame.f_code.co_filename == file:
            return frame.f_code
        frame = frame.f_back
    return sys._getframe().f_code


def _kind(error: BaseException) -> str:
    kind = type(error)
    number = errno.errorcode.get(error.errno or 0) if isinstance(error, OSError) else None
    return " ".join(filter(None, [f"{kind.__module__}.{kind.__qualname__}", number]))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those it was raised from, the first cause first."""
    seen: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in seen:
        seen.append(each)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return reversed(seen)
