"""The requests that Slack and Telegram send us, built from `slack.yml` and `telegram.yml`.

Each is the shape a page of the documentation describes (its `source`), with values of our own::

    slack("message_im", user="U1", text="hello")   # a dict, with a new event id and time
    telegram("callback_query", data="/why_this")

What is not given has a default: fixed ones stand in the files, new ids and times are made here.
"""

from __future__ import annotations

import itertools
import json
import re
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Template
from typing import Any, NamedTuple
from urllib.parse import urlencode

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent
LONGEST_TEXT = 4096

Payload = dict[str, Any]
Values = Mapping[str, Any]

_PLACEHOLDER = re.compile(r"\$([a-z_]+)")
_numbers = itertools.count(1)


def _slack_ts() -> str:
    """A message's id: seconds since 1970 and six digits, in a channel never twice the same."""
    return f"{int(time.time())}.{next(_numbers):06d}"


#: Made anew for each request, unless given. The values given or made so far are at hand.
_SLACK: dict[str, Callable[[Values], Any]] = {
    "event_id": lambda _: f"Ev{next(_numbers):09d}",
    "event_time": lambda _: int(time.time()),
    "ts": lambda _: _slack_ts(),
    "client_msg_id": lambda _: str(uuid.uuid4()),
    "trigger_id": lambda _: f"{next(_numbers)}.{next(_numbers)}.trigger",
    "response_url": lambda _: f"https://hooks.example/actions/{next(_numbers)}",
}
_TELEGRAM: dict[str, Callable[[Values], Any]] = {
    "update_id": lambda _: 620_000_000 + next(_numbers),
    "message_id": lambda _: 10_000 + next(_numbers),
    "date": lambda _: int(time.time()),
    "query_id": lambda _: str(4_000_000_000_000_000_000 + next(_numbers)),
    "long_text": lambda _: ("It was a long evening. " * LONGEST_TEXT)[:LONGEST_TEXT],
    "command_text": lambda given: f"{given['command']} {given['arguments']}".strip(),
    "command_length": lambda given: len(given["command"]),
    "addressed": lambda given: f"{given['command']}@{given['bot_username']}",
    "addressed_text": lambda given: f"{given['addressed']} {given['arguments']}".strip(),
    "addressed_length": lambda given: len(given["addressed"]),
}


class Request(NamedTuple):
    """A request as it is sent: to be signed, then posted."""

    body: bytes
    content_type: str


def slack(name: str, **values: Any) -> Payload:
    """What Slack tells in the request called `name`; a form's fields for a command.

    Raises ValueError for a name or a value that the templates do not know.
    """
    return _built("slack", name, _SLACK, values)


def telegram(name: str, **values: Any) -> Payload:
    """The update called `name`. Raises ValueError as `slack` does."""
    return _built("telegram", name, _TELEGRAM, values)


def slack_request(name: str, **values: Any) -> Request:
    """The request called `name` as Slack sends it: JSON, a form, or JSON in a form."""
    payload = slack(name, **values)
    sent_as = _templates("slack")["requests"][name]["sent_as"]
    if sent_as == "json":
        return Request(json.dumps(payload).encode(), "application/json")
    fields = {"payload": json.dumps(payload)} if sent_as == "payload" else payload
    return Request(urlencode(fields).encode(), "application/x-www-form-urlencoded")


def names(platform: str) -> list[str]:
    """The names of all requests of `platform`: slack or telegram."""
    return list(_templates(platform)["requests"])


def source(platform: str, name: str) -> str:
    """The address of the page whose shape the request called `name` follows."""
    return str(_templates(platform)["requests"][name]["source"])


def _built(
    platform: str, name: str, made: Mapping[str, Callable[[Values], Any]], values: Values
) -> Payload:
    templates = _templates(platform)
    if name not in templates["requests"]:
        raise ValueError(f"{platform}.yml has no '{name}'; it has {', '.join(names(platform))}.")
    body = templates["requests"][name]["body"]
    takes = set(_placeholders(body)) | _behind(body)
    if unknown := sorted(values.keys() - takes):
        raise ValueError(
            f"'{name}' takes no {', '.join(unknown)}; it takes {', '.join(sorted(takes))}."
        )
    known = {**templates["defaults"], **values}
    for key, make in made.items():
        known.setdefault(key, make(known))
    filled: Payload = _filled(body, known)
    return filled


def _behind(body: Any) -> set[str]:
    """The values that others are made of: a command's text, of its name and what follows."""
    used = set(_placeholders(body))
    behind = {"command", "arguments"} if used & {"command_text", "addressed_text"} else set()
    return behind | ({"bot_username"} if "addressed_text" in used else set())


@cache
def _templates(platform: str) -> dict[str, Any]:
    content: dict[str, Any] = YAML(typ="safe").load(FOLDER / f"{platform}.yml")
    return content


def _placeholders(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield from _PLACEHOLDER.findall(part)
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _placeholders(value)
    elif isinstance(part, list):
        for value in part:
            yield from _placeholders(value)


def _filled(part: Any, values: Values) -> Any:
    """A copy of `part`; a placeholder that stands alone keeps the type of its value."""
    if isinstance(part, Mapping):
        return {key: _filled(value, values) for key, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, values) for value in part]
    if not isinstance(part, str):
        return part
    alone = _PLACEHOLDER.fullmatch(part)
    return values[alone[1]] if alone else Template(part).substitute(values)
