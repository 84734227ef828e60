"""One line of keys, as a teacher types it: `n 1+4 p t`, `g`, `k thank`, `a who is it about?`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tightrope.teaching.codebook import Codebook
from tightrope.teaching.harmless import in_one_line

REWORD, QUIT = "reword", "quit"

OWN_ACTIONS = {REWORD: ("x", "Change the words"), QUIT: ("q", "Stop")}
"""What can be done at a terminal besides the codebook's actions: the key, and what it is called."""

_WITH_WORDS = ("talk", "later", "note")
_WITH_KEYS = "take"


class TypedError(ValueError):
    """A line that says nothing that can be done; says why."""


@dataclass(frozen=True)
class Typed:
    """What a line says.

    Attributes:
        action: One of the codebook's actions or of OWN_ACTIONS; `save` where labels are given.
        labels: Labels by field.
        words: What stands behind the key of an action that takes words.
    """

    action: str
    labels: Mapping[str, str] = field(default_factory=dict)
    words: str = ""


def read_line(line: str, book: Codebook) -> Typed:
    """Reads a line of keys.

    Raises:
        TypedError: A key is unknown, two say different things, or an action does not stand alone.
    """
    line = line.strip()
    action = _actions(book).get(line[:1].lower())
    if action is None:
        return Typed("save", _labels(line, book))
    behind = line[1:]
    if action == _WITH_KEYS:
        return Typed(action, _labels(behind, book))
    if action in _WITH_WORDS and (not behind or behind[0].isspace()):
        return Typed(action, words=behind.strip())
    if behind:
        raise TypedError(f"{line[0]} goes on a line of its own{_before_words(action)}.")
    return Typed(action)


def _before_words(action: str) -> str:
    return ", or with a blank and words behind it" if action in _WITH_WORDS else ""


def _actions(book: Codebook) -> dict[str, str]:
    """Actions by their key; saving has none, for that is Enter."""
    named = {action.key: action.id for action in book.actions if action.id != "save"}
    return named | {key: action for action, (key, _) in OWN_ACTIONS.items()}


def _labels(line: str, book: Codebook) -> dict[str, str]:
    keys = book.keys()
    found: dict[str, str] = {}
    for key in _split(line):
        if key not in keys:
            raise TypedError(_unknown(key, book))
        name, label = keys[key]
        if found.setdefault(name, label) != label:
            question = next(one.name for one in book.questions if one.id == name)
            plus = " A second thing that is shown has a + before it, as in 1+4."
            raise TypedError(f"{question}: only one.{plus if name == 'bid' else ''}")
    return found


def _split(line: str) -> list[str]:
    """The keys of a line: single signs, or a + and the next one; blanks and commas do not count."""
    signs = [sign for sign in line.lower() if not sign.isspace() and sign != ","]
    keys, rest = [], iter(signs)
    for sign in rest:
        keys.append(sign + next(rest, "") if sign == "+" else sign)
    return keys


def _unknown(key: str, book: Codebook) -> str:
    if key in _actions(book):
        return f"{key} goes first on a line of its own."
    return f"{in_one_line(key, 2)} is no key. ? shows all keys."
