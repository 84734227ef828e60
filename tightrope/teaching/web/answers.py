"""How answers look: JSON that no cache keeps, and errors as sentences."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from sanic import Sanic
from sanic.exceptions import MethodNotSupported, NotFound, PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from tightrope.memory import MemoryFileError
from tightrope.teaching.apply_change import ApplyError
from tightrope.teaching.checked_labels import CheckedLabelsError
from tightrope.teaching.desk import DeskError, GoneError, RoleError
from tightrope.teaching.examples_files import ExamplesFileError
from tightrope.teaching.judgement import JudgementError
from tightrope.teaching.label_error_report import LabelErrorReportError
from tightrope.teaching.web.refusals import (
    BAD,
    GONE,
    LARGE,
    NO_MEMORY,
    NO_SUCH_PLACE,
    NOT_JSON,
    NOT_NOW,
    NOT_SO,
    ONLY_MAINTAINERS,
    WENT_WRONG,
    Refusal,
    RefusedError,
)

logger = logging.getLogger(__name__)

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_REFUSALS: Mapping[type[Exception], Callable[[Any], Refusal]] = {
    RefusedError: lambda error: error.refusal,
    GoneError: lambda error: Refusal(GONE, str(error)),
    RoleError: lambda error: ONLY_MAINTAINERS,
    DeskError: lambda error: Refusal(BAD, str(error)),
    JudgementError: lambda error: Refusal(BAD, str(error), error.field),
    ExamplesFileError: lambda error: Refusal(NOT_NOW, str(error)),
    ApplyError: lambda error: Refusal(NOT_NOW, str(error)),
    CheckedLabelsError: lambda error: Refusal(NOT_NOW, str(error)),
    LabelErrorReportError: lambda error: Refusal(NOT_NOW, str(error)),
    PayloadTooLarge: lambda error: LARGE,
    NotFound: lambda error: NO_SUCH_PLACE,
    MethodNotSupported: lambda error: NOT_SO,
    MemoryFileError: lambda error: NO_MEMORY,
    sqlite3.Error: lambda error: NO_MEMORY,
}
"""How each error is told; of a kind and one below it, the one below comes first."""


def json_answer(content: Mapping[str, Any], status: int = 200) -> HTTPResponse:
    """An answer as the page reads it."""
    return HTTPResponse(
        json.dumps(content), status, dict(_HEADERS), content_type="application/json"
    )


def refused(refusal: Refusal) -> HTTPResponse:
    """A refusal as the page reads it."""
    told = {"error": refusal.sentence}
    if refusal.field is not None:
        told["field"] = refusal.field
    return json_answer(told, refusal.status)


def tell_errors(app: Sanic) -> None:
    """Answers every error with a sentence, and logs those that nobody could have meant."""

    def tell(_: Request, error: Exception) -> HTTPResponse:
        refusal = _refusal(error)
        if refusal in (NO_MEMORY, WENT_WRONG):
            logger.error("A request failed", exc_info=error)
        return refused(refusal)

    app.error_handler.add(Exception, tell)


def _refusal(error: Exception) -> Refusal:
    for kind, told in _REFUSALS.items():
        if isinstance(error, kind):
            return told(error)
    # What is left of the server's own: a request that is no HTTP.
    return NOT_JSON if isinstance(error, SanicException) and error.status_code < 500 else WENT_WRONG
