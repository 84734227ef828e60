"""The one way out of a process into its log file, for logging, prints, warnings and errors."""

from __future__ import annotations

import io
import logging
import os
import sys
import threading
import traceback
import warnings
from types import TracebackType
from typing import TextIO

from tightrope.running.discretion import DiscreetFormatter, DiscreetRecord, place

logger = logging.getLogger(__name__)

#: The variable that says how much is logged; Rasa's name for it.
LOG_LEVEL = "LOG_LEVEL"


class LogLevelError(ValueError):
    """LOG_LEVEL names no level."""


class Output:
    """Takes over whatever the process prints or logs. Make one, before the server is imported.

    Until `open_ears` is called nobody can have told this process anything, so an error that keeps
    it from starting is printed in full. From then on only discreet records come through.
    """

    def __init__(self) -> None:
        """Take over.

        Raises:
            LogLevelError: The level in the environment is none.
        """
        # A lone surrogate must not make a line fail, and the failure be printed.
        self._file = os.fdopen(
            os.dup(2), "w", buffering=1, encoding="utf-8", errors="backslashreplace"
        )
        sys.stdout = sys.stderr = _Printed(self)
        sys.excepthook = self._on_error
        self.hears = False
        self.level = _level()
        self._log()
        self._catch_what_is_not_logged()

    def open_ears(self, *_: object) -> None:
        """From now on people talk to this process. A listener of Sanic's, called at its start."""
        self.hears = True
        # What was imported meanwhile may have set up logging of its own.
        logging.root.handlers = [self._handler]
        for name in logging.root.manager.loggerDict:
            logging.getLogger(name).handlers.clear()

    def write(self, text: str) -> None:
        """Writes into the log file."""
        self._file.write(text)

    def _log(self) -> None:
        self._handler = handler = logging.StreamHandler(self._file)
        handler.setFormatter(DiscreetFormatter())
        # What goes wrong in logging is printed with the record's arguments.
        logging.raiseExceptions = False
        logging.setLogRecordFactory(DiscreetRecord)
        # Rasa cuts some loggers off from the root; what they say goes to the last resort.
        logging.lastResort = handler
        logging.basicConfig(handlers=[handler], level=self.level, force=True)

    def _catch_what_is_not_logged(self) -> None:
        threading.excepthook = lambda failed: _log_error(failed.exc_value)
        sys.unraisablehook = lambda failed: _log_error(failed.exc_value)
        warnings.showwarning = _log_warning

    def _on_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if self.hears:
            _log_error(error)
        else:
            traceback.print_exception(kind, error, trace, file=self._file)


class _Printed(io.TextIOBase):
    """Stands in for standard output and error: says who printed, once something was heard."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not self._output.hears:
            self._output.write(text)
        elif text.strip():
            caller = sys._getframe(1)
            self._output.write(f"printed at {place(caller.f_code.co_filename, caller.f_lineno)}\n")
        return len(text)


def _level() -> int:
    name = os.environ.get(LOG_LEVEL, "WARNING")
    level = logging.getLevelName(name.upper())
    if not isinstance(level, int):
        raise LogLevelError(f"{LOG_LEVEL} is {name}. Set it to DEBUG, INFO, WARNING or ERROR.")
    return level


def _log_error(error: BaseException | None) -> None:
    logger.error("An error that nobody caught", exc_info=error)


def _log_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    logger.debug("%s at %s", category.__name__, place(filename, lineno))
