"""Reading what a browser sends: nothing in it is trusted."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from tightrope.channels.commands import as_command, disarm

#: Longer texts are not passed on. The widget stops at 4,000; other clients may send more.
MAX_CHARACTERS = 20_000
#: What a socket takes at all: such a text even where each character is escaped. More closes it.
MAX_BYTES = 25 * MAX_CHARACTERS
MAX_ID_CHARACTERS = 64
#: C0 and C1 control characters except tab and newline, which no store or log should have to bear.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Refused(Exception):  # noqa: N818  (not an error of ours)
    """A message that is not passed on; ``reason`` goes to the client, the text goes nowhere."""

    def __init__(self, reason: Literal["malformed", "too_long", "too_fast"]) -> None:
        """Refuse for ``reason``."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Incoming:
    """One message: its text, and the id and session token if the client sent them."""

    text: str
    message_id: str | None
    token: str | None


def fields(data: tuple[Any, ...]) -> dict[str, Any]:
    """The first argument of a Socket.IO event if it is an object, else an empty one."""
    return data[0] if data and isinstance(data[0], dict) else {}


def clean(text: str) -> str:
    """``text`` without control characters and halves of surrogate pairs, with plain newlines."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return CONTROLS.sub("", whole.replace("\r\n", "\n").replace("\r", "\n"))


def read_message(data: tuple[Any, ...], allowed_intents: Collection[str]) -> Incoming:
    """Read a ``user_uttered`` event.

    Raises:
        Refused: if there is no text in it, or too much.
    """
    message = fields(data)
    text = message.get("message")
    if not isinstance(text, str):
        raise Refused("malformed")
    if len(text) > MAX_CHARACTERS:
        raise Refused("too_long")
    text = disarm(as_command(clean(text)) or clean(text), allowed_intents)
    if not text.strip():
        raise Refused("malformed")
    return Incoming(text, _id(message.get("id")), _text(message.get("session_id")))


def _id(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= MAX_ID_CHARACTERS else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
