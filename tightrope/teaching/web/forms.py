"""What comes in the body of a request: one JSON object, whose parts are checked when asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tightrope.teaching.web.refusals import BAD, NOT_JSON, Refusal, RefusedError

MOST_BYTES = 64 * 1024
"""As large as a body may be: a message of 10,000 letters, in whatever alphabet, and its labels."""

MOST_NUMBERS = 5_000
_LARGEST_NUMBER = 2**53


class Form:
    """The parts of a body.

    >>> Form(b'{"note": "whose is it?"}').text("note")
    'whose is it?'

    Raises:
        RefusedError: It is no JSON object, or holds what is no text.
    """

    def __init__(self, body: bytes) -> None:
        self._parts: Mapping[str, Any] = _object(body) if body.strip() else {}

    def text(self, name: str) -> str:
        """A text; empty where it is missing.

        Raises:
            RefusedError: It is none.
        """
        return self._of_type(name, str) or ""

    def flag(self, name: str) -> bool:
        """Yes or no; no where it is missing.

        Raises:
            RefusedError: It is neither.
        """
        return bool(self._of_type(name, bool))

    def mapping(self, name: str) -> Mapping[str, object]:
        """Named parts.

        Raises:
            RefusedError: They are missing, or it is something else.
        """
        found: Mapping[str, object] | None = self._of_type(name, dict)
        if found is None:
            raise RefusedError(Refusal(BAD, f"The request has no {name}.", name))
        return found

    def numbers(self, name: str) -> list[int]:
        """Numbers of items, each once.

        Raises:
            RefusedError: They are missing, too many, or something else.
        """
        found = self._of_type(name, list)
        if found is None:
            raise RefusedError(Refusal(BAD, f"The request has no {name}.", name))
        if len(found) > MOST_NUMBERS or not all(type(one) is int for one in found):
            raise RefusedError(Refusal(BAD, f"{name} are numbers, {MOST_NUMBERS} at most.", name))
        return list(dict.fromkeys(one for one in found if abs(one) < _LARGEST_NUMBER))

    def _of_type(self, name: str, kind: type) -> Any:
        found = self._parts.get(name)
        if found is not None and type(found) is not kind:
            raise RefusedError(Refusal(BAD, f"{name} is of another kind than it can be.", name))
        return found


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body.decode("utf-8"))
        # Half of a pair of signs is JSON, but no text: nothing could keep it.
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise RefusedError(NOT_JSON) from None
    if not isinstance(found, dict):
        raise RefusedError(NOT_JSON)
    return found
