"""How Telegram reads marked-up text, and what it refuses: "can't parse entities".

https://core.telegram.org/bots/api#formatting-options
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

Entity = dict[str, Any]

#: The tags, and the entities they make: https://core.telegram.org/bots/api#html-style
_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_TAG = re.compile(r"<(/?)([a-zA-Z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

#: https://core.telegram.org/bots/api#markdownv2-style, longest first.
_MARKS = {
    "||": "spoiler",
    "__": "underline",
    "```": "pre",
    "_": "italic",
    "*": "bold",
    "~": "strikethrough",
    "`": "code",
    "![": "custom_emoji",
    "[": "text_link",
}
_LONGEST_FIRST = sorted(_MARKS, key=len, reverse=True)
_RESERVED = "_*[]()~`>#+-=|{}.!"
_LINKS = ("text_link", "custom_emoji")
_VERBATIM = ("code", "pre")


class CannotParseError(ValueError):
    """The markup is wrong; the message is what Telegram says of it."""


class Read(NamedTuple):
    """Text as it is seen, and the parts of it that are marked."""

    text: str
    entities: list[Entity]


class _Open(NamedTuple):
    """A mark that waits for its end."""

    mark: str
    kind: str
    begins: int  # in the text as it is seen
    at: int  # in the text as it was sent
    more: Entity


def read(text: str, parse_mode: str | None) -> Read:
    """Read `text` as Telegram does with `parse_mode`. Raises CannotParseError where it refuses."""
    if not parse_mode:
        return Read(text, [])
    readers: dict[str, Callable[[str], Read]] = {"html": _html, "markdownv2": _markdown}
    if parse_mode.lower() not in readers:
        raise CannotParseError(f"unsupported parse_mode {parse_mode}")
    return readers[parse_mode.lower()](text)


def length(text: str) -> int:
    """The length of `text` in UTF-16 units, in which entities are told.

    https://core.telegram.org/bots/api#messageentity
    """
    return len(text.encode("utf-16-le")) // 2


class _Reading:
    """Text that is being read: what is seen of it so far, and which marks are open."""

    def __init__(self, sent: str) -> None:
        self.sent = sent
        self.seen = ""
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def byte(self, at: int) -> int:
        """Where that is in bytes, as the errors tell it."""
        return len(self.sent[:at].encode())

    def begin(self, mark: str, kind: str, at: int, more: Entity | None = None) -> None:
        """Note that a mark opens."""
        self.open.append(_Open(mark, kind, length(self.seen), at, more or {}))

    def end(self, more: Entity | None = None) -> None:
        """Close the mark that opened last; a mark around nothing makes no entity."""
        last = self.open.pop()
        size = length(self.seen) - last.begins
        if size:
            entity = {"type": last.kind, "offset": last.begins, "length": size}
            self.entities.append({**entity, **last.more, **(more or {})})

    def read(self) -> Read:
        """What was read."""
        ordered = sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))
        return Read(self.seen, ordered)


def _html(sent: str) -> Read:
    reading = _Reading(sent)
    at = 0
    while at < len(sent):
        if sent[at] == "<":
            at = _tag(reading, at)
        elif reference := _REFERENCE.match(sent, at):
            reading.seen += _character(reference)
            at = reference.end()
        else:
            reading.seen += sent[at]
            at += 1
    if reading.open:
        raise CannotParseError(
            f'Can\'t find end tag corresponding to start tag "{reading.open[-1].mark}"'
        )
    return reading.read()


def _tag(reading: _Reading, at: int) -> int:
    """Read the tag at `at`; returns where it ends."""
    found = _TAG.match(reading.sent, at)
    where = f"at byte offset {reading.byte(at)}"
    if not found:
        raise CannotParseError(f"Unclosed start tag {where}")
    slash, name, attributes = found[1], found[2].lower(), found[3]
    if slash:
        _end_tag(reading, name, where)
    else:
        _start_tag(reading, name, attributes, at, where)
    return found.end()


def _end_tag(reading: _Reading, name: str, where: str) -> None:
    if not reading.open:
        raise CannotParseError(f"Unexpected end tag {where}")
    expected = reading.open[-1].mark
    if name != expected:
        raise CannotParseError(
            f'Unmatched end tag {where}, expected "</{expected}>", found "</{name}>"'
        )
    reading.end()


def _start_tag(reading: _Reading, name: str, attributes: str, at: int, where: str) -> None:
    if name not in _TAGS:
        raise CannotParseError(f'Unsupported start tag "{name}" {where}')
    given = {
        found[1].lower(): found[2] or found[3] or found[4] or ""
        for found in _ATTRIBUTE.finditer(attributes)
    }
    if name == "span" and given.get("class") != "tg-spoiler":
        raise CannotParseError(f'Tag "span" must have class "tg-spoiler" {where}')
    kind, more = _TAGS[name], {}
    if name == "a":
        more = {"url": _REFERENCE.sub(_character, given.get("href", ""))}
    elif name == "tg-emoji":
        more = {"custom_emoji_id": given.get("emoji-id", "")}
    elif name == "blockquote" and "expandable" in given:
        kind = "expandable_blockquote"
    reading.begin(name, kind, at, more)


def _character(reference: re.Match[str]) -> str:
    """The character a reference such as &lt; stands for; one that is none stays as it is."""
    hexadecimal, decimal, name = reference.groups()
    if name:
        return _NAMED[name]
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(number) if 0 < number < 0x10FFFF else reference[0]


def _markdown(sent: str) -> Read:
    reading = _Reading(sent)
    at = 0
    while at < len(sent):
        at = _mark(reading, at)
    while reading.open and reading.open[-1].kind == "blockquote":
        reading.end()
    if reading.open:
        last = reading.open[-1]
        name = "".join(part.capitalize() for part in last.kind.split("_"))
        raise CannotParseError(
            f"Can't find end of {name} entity at byte offset {reading.byte(last.at)}"
        )
    return reading.read()


def _mark(reading: _Reading, at: int) -> int:
    """Read the mark or the character at `at`; returns where it ends."""
    sent, inside = reading.sent, reading.open[-1] if reading.open else None
    if sent[at] == "\\" and at + 1 < len(sent) and sent[at + 1].isascii():
        reading.seen += sent[at + 1]
        return at + 2
    if inside and inside.kind in _VERBATIM and not sent.startswith("`", at):
        reading.seen += sent[at]
        return at + 1
    if inside and inside.kind in _LINKS and sent[at] == "]":
        return _address(reading, at)
    if inside and _ends(inside, sent, at):
        reading.end()
        return at + len(inside.mark)
    if sent[at] == ">" and (not reading.seen or reading.seen.endswith("\n")):
        _quote(reading, at)
        return at + 1
    for mark in _LONGEST_FIRST:
        if sent.startswith(mark, at):
            reading.begin(mark, _MARKS[mark], at)
            return at + len(mark)
    if sent[at] in _RESERVED:
        raise CannotParseError(
            f"Character '{sent[at]}' is reserved and must be escaped with the preceding '\\'"
        )
    if sent[at] == "\n" and inside and inside.kind == "blockquote" and sent[at + 1 : at + 2] != ">":
        reading.end()
    reading.seen += sent[at]
    return at + 1


def _ends(last: _Open, sent: str, at: int) -> bool:
    """Whether the mark at `at` ends the last; two underlines never end one."""
    if last.kind in (*_LINKS, "blockquote") or not sent.startswith(last.mark, at):
        return False
    return last.kind != "italic" or not sent.startswith("__", at)


def _quote(reading: _Reading, at: int) -> None:
    """A line that begins with > goes on with a quotation, or begins one."""
    if not any(one.kind == "blockquote" for one in reading.open):
        reading.begin(">", "blockquote", at)


def _address(reading: _Reading, at: int) -> int:
    """Read the address behind a link's text, if there is one; returns where it ends."""
    if not reading.sent.startswith("(", at + 1):
        reading.end()
        return at + 1
    found = re.compile(r"\(((?:\\[\x01-\x7e]|[^)\\])*)\)").match(reading.sent, at + 1)
    if not found:
        offset = reading.byte(at + 2)
        raise CannotParseError(f"Can't find end of a URL at byte offset {offset}")
    reading.end({"url": re.sub(r"\\([\x01-\x7e])", r"\1", found[1])})
    return found.end()
