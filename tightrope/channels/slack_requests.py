"""Reading what Slack sends: events, pressed buttons, slash commands. Nothing in it is trusted.

https://docs.slack.dev/apis/events-api and https://docs.slack.dev/interactivity
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

#: A link, a person or a channel in a text: `<https://…|label>`, `<@U1>`, `<#C1|name>`.
REFERENCE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
TIME = re.compile(r"\d+\.\d+")
#: Messages that hold somebody's words; other subtypes tell of the channel.
SPOKEN = (None, "file_share", "me_message", "thread_broadcast")
SOMEBODY = "someone"


class MalformedError(Exception):
    """A request that has none of Slack's shapes. Its text is not quoted."""


@dataclass(frozen=True)
class Person:
    """Who it is, in which workspace."""

    team: str
    user: str


@dataclass(frozen=True)
class Challenge:
    """Slack asks whether we are here; `text` is to be said back."""

    text: str


@dataclass(frozen=True)
class Message:
    """Somebody wrote to us directly; `text` is None for a picture, a voice or the like."""

    id: str
    person: Person
    channel: str
    thread: str | None
    text: str | None


@dataclass(frozen=True)
class Mention:
    """Somebody called us where others read along; `thread` is where that was."""

    id: str
    person: Person
    channel: str
    thread: str
    text: str


@dataclass(frozen=True)
class HomeOpened:
    """Somebody looks at our page."""

    id: str
    person: Person


@dataclass(frozen=True)
class Press:
    """A button was pressed, below a `message` that everybody here sees, or `at_home`."""

    id: str
    person: Person
    value: str
    title: str
    at_home: bool = False
    channel: str | None = None
    message: str | None = None
    thread: str | None = None
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Command:
    """A slash command, with what was typed after it; `private` in direct messages."""

    id: str
    person: Person
    text: str
    private: bool


Request = Challenge | Message | Mention | HomeOpened | Press | Command
#: Requests that have an id.
Told = Message | Mention | HomeOpened | Press | Command


def read_request(body: bytes, content_type: str) -> Request | None:
    """What a request tells; None for what does not concern us.

    Raises:
        MalformedError: It has none of Slack's shapes.
    """
    try:
        text = body.decode("utf-8")
        if "json" in content_type:
            return _event(_object(json.loads(text)))
        fields = {name: values[0] for name, values in parse_qs(text).items()}
        if "payload" in fields:
            return _press(_object(json.loads(fields["payload"])))
    except (ValueError, RecursionError):
        raise MalformedError from None
    if "command" in fields:
        return _command(fields)
    if "ssl_check" in fields:
        return None
    raise MalformedError


def _event(body: Mapping[str, Any]) -> Request | None:
    if body.get("type") == "url_verification":
        return Challenge(str(body.get("challenge", "")))
    event, identity = _object(body.get("event")), body.get("event_id")
    if body.get("type") != "event_callback" or not isinstance(identity, str):
        return None
    said = _edited(event) if event.get("subtype") == "message_changed" else event
    person = _person(body.get("team_id"), said.get("user"))
    if person is None or said.get("bot_id"):
        return None
    if event.get("type") == "app_home_opened":
        return HomeOpened(identity, person) if event.get("tab") == "home" else None
    text = plain(said.get("text"), _bot_users(body))
    thread = _text(said.get("thread_ts"))
    channel, ts = _text(event.get("channel")), _text(event.get("ts"))
    if channel is None or ts is None:
        return None
    if event.get("type") == "app_mention":
        return Mention(identity, person, channel, thread or ts, text)
    if event.get("type") != "message" or event.get("channel_type") != "im":
        return None
    if said.get("subtype") not in SPOKEN:
        return None
    return Message(identity, person, channel, thread, text or None)


def _edited(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message as it is now, if its words changed: Slack also tells of links it unfolded."""
    now, before = _object(event.get("message")), _object(event.get("previous_message"))
    return now if now.get("text") != before.get("text") else {}


def _press(body: Mapping[str, Any]) -> Press | None:
    actions = body.get("actions")
    if body.get("type") != "block_actions" or not isinstance(actions, list) or not actions:
        return None
    action, user = _object(actions[0]), _object(body.get("user"))
    team = _object(body.get("team")).get("id") or user.get("team_id")
    person = _person(team, user.get("id"))
    value, identity = action.get("value"), _text(action.get("action_ts"))
    if person is None or not isinstance(value, str) or not identity:
        return None
    message, channel = _object(body.get("message")), _text(_object(body.get("channel")).get("id"))
    blocks = message.get("blocks")
    # Where others read along we answer in direct messages, which have no such thread.
    is_direct = channel is not None and channel.startswith("D")
    return Press(
        id=f"{person.user}-{identity}-{action.get('action_id')}",
        person=person,
        value=value,
        title=str(_object(action.get("text")).get("text") or value),
        at_home=_object(body.get("container")).get("type") == "view",
        channel=channel,
        message=_number(message.get("ts")),
        thread=_text(message.get("thread_ts")) if is_direct else None,
        text=_text(message.get("text")) or "",
        blocks=[block for block in blocks if isinstance(block, dict)]
        if isinstance(blocks, list)
        else [],
    )


def _command(fields: Mapping[str, str]) -> Command | None:
    person = _person(fields.get("team_id"), fields.get("user_id"))
    identity = fields.get("trigger_id")
    if person is None or not identity:
        return None
    private = fields.get("channel_name") == "directmessage"
    return Command(identity, person, plain(fields.get("text"), ()), private)


def plain(text: object, bots: tuple[str, ...]) -> str:
    """A text as somebody typed it: without Slack's escapes, links as their labels, us left out."""
    if not isinstance(text, str):
        return ""

    def shown(reference: re.Match[str]) -> str:
        kind, target, label = reference.groups()
        if kind == "@":
            return "" if target in bots else label or SOMEBODY
        return label or target

    return html.unescape(REFERENCE.sub(shown, text)).strip()


def _bot_users(body: Mapping[str, Any]) -> tuple[str, ...]:
    authorizations = body.get("authorizations")
    listed = authorizations if isinstance(authorizations, list) else []
    return tuple(str(_object(each).get("user_id")) for each in listed)


def _person(team: object, user: object) -> Person | None:
    if not (isinstance(team, str) and isinstance(user, str) and team and user):
        return None
    return Person(team, user)


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: object) -> str | None:
    """The time that tells a message from others, which is a number written as text."""
    return value if isinstance(value, str) and TIME.fullmatch(value) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
