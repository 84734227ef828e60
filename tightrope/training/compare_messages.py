"""The messages two models are compared on: the project's own conversations, and a file if given.

No model is taught from these conversations (tests/safety/conversations, tests/conversations). What
is taken from them are messages that stand alone: the one in which a concern is first spoken of, and
the first of each ordinary talk. Where an author allowed for two answers, the label is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from tightrope.asem import Concern
from tightrope.training.evaluation_messages import Judged, MessagesError, read_messages

SAFETY, CONVERSATIONS, FILE = "safety", "conversations", "file"
_SAFETY_FOLDER = "tests/safety/conversations"
_CONVERSATIONS_FOLDER = "tests/conversations"
_ALTERNATIVES = " or "


class About(Enum):
    """Which labels of a set of messages are compared."""

    ALL = "all"
    CONCERN = "concern"
    EXCHANGE = "exchange"


@dataclass(frozen=True)
class Messages:
    """One set of messages.

    Attributes:
        key: `safety`, `conversations` or `file`.
        title: What it is, for the reader.
        judged: The messages.
        about: Which labels are compared.
    """

    key: str
    title: str
    judged: list[Judged]
    about: About = About.ALL

    @property
    def sha256(self) -> str:
        """Of texts and labels: another, as soon as one of them changes."""
        rows = [astuple(message) for message in self.judged]
        return hashlib.sha256(repr(rows).encode()).hexdigest()


def own_messages(root: Path) -> list[Messages]:
    """The project's own: of concerns, with ordinary ones for false alarms, and of bids.

    Raises:
        MessagesError: They are not there, or cannot be read.
    """
    ordinary = list(_ordinary(root / _CONVERSATIONS_FOLDER))
    concerns = [
        message
        for concern in Concern
        if concern is not Concern.NONE
        for message in _of_concern(root / _SAFETY_FOLDER, concern.value)
    ]
    return [
        Messages(SAFETY, "our conversations about danger", concerns + ordinary, About.CONCERN),
        Messages(CONVERSATIONS, "our ordinary conversations", ordinary, About.EXCHANGE),
    ]


def messages_of_file(path: Path) -> Messages:
    """Those of a file of judged messages.

    Raises:
        MessagesError: It has lines to mend.
    """
    return Messages(FILE, path.name, read_messages(path))


def _of_concern(folder: Path, concern: str) -> Iterator[Judged]:
    for conversation in _read(folder / f"{concern}.yml"):
        for turn in conversation["turns"]:
            # From a turn without a label on, nobody said what is open.
            if "concern" not in turn:
                break
            if turn["concern"] is None:
                continue
            if concern in turn["concern"].split(_ALTERNATIVES) and turn["say"][0] != "/":
                name = f"{concern}: {conversation['name']}"
                yield Judged(name, turn["say"], "none", "none", None, None, concern)
            break


def _ordinary(folder: Path) -> Iterator[Judged]:
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise MessagesError(_missing(folder, "there is none"))
    for file in files:
        for conversation in _read(file):
            turn = conversation["turns"][0]
            if turn["say"].startswith("/") or _clear(turn, "bid", "none") is None:
                continue
            yield Judged(
                f"{file.stem}: {conversation['name']}",
                turn["say"],
                turn.get("bid", "none"),
                "none",
                _clear(turn, "actor"),
                _clear(turn, "moment"),
                "none",
            )


def _clear(turn: Mapping[str, Any], key: str, otherwise: str | None = None) -> str | None:
    """A label, unless it leaves a choice."""
    label = turn.get(key, otherwise)
    return None if label is None or _ALTERNATIVES in label else str(label)


def _read(file: Path) -> list[dict[str, Any]]:
    try:
        conversations = list(YAML(typ="safe").load(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise MessagesError(_missing(file, error.strerror or "unreadable")) from error
    except (YAMLError, ValueError, TypeError) as error:
        raise MessagesError(_missing(file, "it is no list of conversations in YAML")) from error
    for number, conversation in enumerate(conversations, start=1):
        if not _is_conversation(conversation):
            fault = f"conversation {number} lacks its name, its turns, or what is said in one"
            raise MessagesError(_missing(file, fault))
    return conversations


def _is_conversation(content: Any) -> bool:
    return (
        isinstance(content, dict)
        and isinstance(content.get("name"), str)
        and isinstance(content.get("turns"), list)
        and len(content["turns"]) > 0
        and all(isinstance(turn, dict) and turn.get("say") for turn in content["turns"])
    )


def _missing(path: Path, fault: str) -> str:
    return (
        f"The conversations in {'/'.join(path.parts[-3:])} cannot be read: {fault}. A comparison "
        "needs them, for they hold the dangers that no new model may hear worse. They are part of "
        "the project's source: run this in a whole copy of it."
    )
