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


def disarm(text: str, allowed: Collection[str]) -> str:
    """Return ``text`` so that Rasa takes it for words, unless it is a command among ``allowed``.

    The slashes (and blanks between them) at the front are what makes a command; only they go.
    """
    if not text.lstrip().startswith("/") or is_command(text, allowed):
        return text
    return FRONT.sub("", text, count=1)
