"""The codebook as data: every label a teacher can give, its key and when it is the one."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pydantic import validator

from tightrope.asem import Bid, Concern, Moment
from tightrope.asem.datafile import DataFileError, Entry, FieldError, parse_entry, read_mapping

if TYPE_CHECKING:
    from importlib.abc import Traversable

FIELDS: dict[str, tuple[str, ...]] = {
    "domain": ("partner", "ex", "other"),
    "bid": tuple(bid.value for bid in Bid),
    "also": tuple(bid.value for bid in Bid),
    "actor": ("self", "partner", "both", "none"),
    "moment": tuple(moment.value for moment in Moment),
    "concern": tuple(concern.value for concern in Concern),
}
"""What is said of a message, and the values each can have; codebook.yml says what they mean."""

ACTIONS = ("save", "take", "talk", "later", "undo", "note", "help")


class CodebookError(DataFileError):
    """codebook.yml cannot be used."""


class Label(Entry):
    """One value of a field: its key, its name and when it is the one."""

    id: str
    key: str
    name: str
    when: str


class Question(Entry):
    """One thing that is asked of a message, with the labels to choose from."""

    id: str
    name: str
    ask: str
    labels: tuple[Label, ...]

    @validator("labels")
    @classmethod
    def _all_of_them(cls, labels: tuple[Label, ...], values: dict[str, str]) -> tuple[Label, ...]:
        wanted = FIELDS.get(values.get("id", ""), ())
        if sorted(label.id for label in labels) != sorted(wanted):
            raise FieldError(
                "the labels are not those the code knows", f"Name each once: {', '.join(wanted)}"
            )
        return labels


class KeyedAction(Entry):
    """Something a teacher can do besides labelling, and its key."""

    id: str
    key: str
    name: str


class Codebook(Entry):
    """All questions in their order, and all actions."""

    questions: tuple[Question, ...]
    actions: tuple[KeyedAction, ...]

    @validator("questions")
    @classmethod
    def _every_question(cls, given: tuple[Question, ...]) -> tuple[Question, ...]:
        if sorted(question.id for question in given) != sorted(FIELDS):
            raise FieldError(
                "a question is missing or unknown", f"Name each once: {', '.join(FIELDS)}"
            )
        return given

    @validator("actions")
    @classmethod
    def _every_action(
        cls, given: tuple[KeyedAction, ...], values: dict[str, tuple[Question, ...]]
    ) -> tuple[KeyedAction, ...]:
        if sorted(action.id for action in given) != sorted(ACTIONS):
            raise FieldError(
                "an action is missing or unknown", f"Name each once: {', '.join(ACTIONS)}"
            )
        labels = [
            label.key for question in values.get("questions", ()) for label in question.labels
        ]
        counts = Counter([*labels, *(action.key for action in given)])
        twice = [key for key, count in counts.items() if count > 1]
        if twice:
            raise FieldError(f"two share the key {twice[0]}", "Give one of them another")
        return given

    def keys(self) -> dict[str, tuple[str, str]]:
        """Field and label that each key stands for."""
        return {
            label.key: (question.id, label.id)
            for question in self.questions
            for label in question.labels
        }

    def name_of(self, field: str, label: str) -> str:
        """What a label is called on the page.

        Raises:
            KeyError: There is no such field or label.
        """
        names = {
            (question.id, each.id): each.name
            for question in self.questions
            for each in question.labels
        }
        return names[field, label]


def read_codebook(file: Traversable) -> Codebook:
    """Reads and checks a codebook file.

    Raises:
        CodebookError: Names file, entry and fault.
    """
    content = read_mapping(file, CodebookError)
    return parse_entry(Codebook, content, file.name, "file", CodebookError)


@lru_cache(maxsize=1)
def codebook() -> Codebook:
    """The codebook that is shipped, read once."""
    return read_codebook(files("tightrope.teaching") / "codebook.yml")
