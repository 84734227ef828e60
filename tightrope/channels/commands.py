"""Which typed texts may act as commands.

Rasa reads ``/name{"entity": "value"}`` as the intent ``name``, whoever wrote it: that is how
buttons work, and how a typed ``/EXTERNAL_reminder`` or ``/restart`` would trigger what nobody meant
to offer.
"""

import json
import re
from collections.abc import Collection

#: ``/name`` with, at most, one JSON object. Anything looser makes Rasa quote the text in a warning.
COMMAND = re.compile(r"/(?P<name>\w+)\s*(?P<entities>\{.*\})?", re.DOTALL)
#: What a person may type, and the intent that it means. Telegram shows them in its menu.
TYPED = {
    "start": "greet",
    "help": "help",
    "why": "why_this",
    "progress": "look_back",
    "privacy": "ask_privacy",
    "export": "export",
    "erase": "erase",
    "link": "link",
    "feedback": "feedback",
    "teaching": "teaching",
    "leave": "leave",
}
#: ``/name`` as it is typed: in any case, perhaps addressed to the bot, with more after it or not.
TYPED_COMMAND = re.compile(r"/(?P<name>[a-z_]+)(@\w+)?(\s+(?P<rest>[\w -]{1,64}))?", re.IGNORECASE)
#: Commands that may have something after them: Telegram adds a word to the start that a link opens.
WITH_MORE = ("start", "link")
#: What stands before the first word of a text that looks like a command.
FRONT = re.compile(r"^[\s/]+")
#: What the values of a button are like: a label, not a text.
LABEL = re.compile(r"[\w .:+-]{1,64}")
#: Buttons carry one or two entities.
MAX_ENTITIES = 4


def _is_label(value: object) -> bool:
    return isinstance(value, str) and LABEL.fullmatch(value) is not None


def _are_labels(entities: str) -> bool:
    """True for a JSON object of labels, which is all our buttons ever send."""
    try:
        read = json.loads(entities)
    except (ValueError, RecursionError):
        return False
    if not isinstance(read, dict) or len(read) > MAX_ENTITIES:
        return False
    return all(_is_label(key) and _is_label(value) for key, value in read.items())


def is_command(text: str, allowed: Collection[str]) -> bool:
    """True if ``text`` is exactly one of the ``allowed`` intents, with or without entities."""
    match = COMMAND.fullmatch(text.strip())
    if match is None or match["name"] not in allowed:
        return False
    return match["entities"] is None or _are_labels(match["entities"])


def as_command(text: str) -> str | None:
    """What a typed command sends, as a button would: ``/why`` is ``/why_this``; else ``None``.

    >>> as_command("/Link abcd-efgh")
    '/link{"code": "abcd-efgh"}'
    >>> as_command("/why does she do that")
    """
    match = TYPED_COMMAND.fullmatch(text.strip())
    if match is None:
        return None
    name, rest = match["name"].lower(), match["rest"]
    if name not in TYPED or (rest and name not in WITH_MORE):
        return None
    entities = json.dumps({"code": rest.replace(" ", "")}) if rest and name == "link" else ""
    return f"/{TYPED[name]}{entities}"


def disarm(text: str, allowed: Collection[str]) -> str:
    """Return ``text`` so that Rasa takes it for words, unless it is a command among ``allowed``.

    The slashes (and blanks between them) at the front are what makes a command; only they go.
    """
    if not text.lstrip().startswith("/") or is_command(text, allowed):
        return text
    return FRONT.sub("", text, count=1)
