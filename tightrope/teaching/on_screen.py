"""What a terminal shows a teacher; fits one of 60 columns, and needs no colour.

Whatever somebody wrote is harmless before it is shown, and never read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tightrope.teaching.codebook import Codebook, Label, Question
from tightrope.teaching.desk import Similar, Task
from tightrope.teaching.harmless import harmless, in_one_line
from tightrope.teaching.judgement import Judgement
from tightrope.teaching.label_words import in_words
from tightrope.teaching.progress import judgement_of
from tightrope.teaching.typed import OWN_ACTIONS

NEARLY_THE_SAME = 0.92
"""Likeness from which an example says nearly the same."""

_MOST_OF_AN_EXAMPLE = 160
_WHY = {
    "unsure": "it was not sure of this",
    "misread": "whoever wrote it said that it was misread",
    "random": "drawn by chance",
    "imported": "brought in a file",
}
_BESIDE = "  "
_NOBODYS = ("actor", "none")


class Screen:
    """Shows items, questions and keys on a console.

    Args:
        console: Where to.
        book: The codebook.
    """

    def __init__(self, console: Console, book: Codebook) -> None:
        self._console = console
        self._book = book

    def say(self, text: str) -> None:
        """One thing said to the teacher."""
        self._console.print(Text(harmless(text)))

    def task(self, task: Task, left: int) -> None:
        """An item with all that belongs to it, and the questions."""
        self._console.print(Rule(f"{left} left"))
        self._console.print(Text(f"{task.item.day:%-d %B %Y}: {_why(task)}", style="dim"))
        self._console.print(Padding(Text(harmless(task.item.text), style="bold"), (1, 2)))
        self._reading(task)
        self._said(task)
        self._similar(task.similar)
        self.questions()

    def questions(self) -> None:
        """All questions with their keys, each in a line or two."""
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        table.add_column()
        width = self._console.width - max(len(one.name) for one in self._book.questions) - 2
        for question in self._book.questions:
            keys = [Text("+ and its key, as in +2")] if question.id == "also" else _keys(question)
            table.add_row(Text(question.name, style="dim"), _in_lines(keys, width))
        self._console.print(table)
        self._console.print(_in_lines(self._action_keys(), self._console.width))

    def ask(self, fields: Iterable[str]) -> None:
        """What is still missing, with the keys for it."""
        for question in self._book.questions:
            if question.id in fields:
                # Who is asked whose reaction it is saw one: it is somebody's.
                labels = [one for one in question.labels if (question.id, one.id) != _NOBODYS]
                keys = [Text(question.ask), *map(_label_key, labels)]
                self._console.print(_in_lines(keys, self._console.width))

    def help(self) -> None:
        """All keys, and when each label is the one."""
        for question in self._book.questions:
            self._console.print(Text(f"\n{question.name}. {question.ask}", style="bold"))
            table = Table.grid(padding=(0, 2))
            for label in question.labels:
                table.add_row(Text(f"  {label.key}"), Text(f"{label.name}: {label.when}"))
            self._console.print(table)
        self._console.print(Text("\nTyped in a line, as in 1pt or n 1+4 p t.", style="bold"))
        table = Table.grid(padding=(0, 2))
        for key, name in self._actions():
            table.add_row(Text(f"  {key}"), Text(name))
        self._console.print(table)

    def talk(self, intents: Sequence[str]) -> None:
        """What a message that tells no story can be."""
        names = [Text(intent) for intent in sorted(intents)]
        self._console.print(_in_lines(names, self._console.width))

    def saved(self, judged: Judgement) -> None:
        """What was kept."""
        self.say(f"Saved: {in_words(judged, self._book)}.")

    def _reading(self, task: Task) -> None:
        if task.suggestion is not None:
            self.say(f"It read: {in_words(task.suggestion, self._book)} (g takes that)")
        elif task.second:
            self.say("Somebody else judged this as well, so nothing is suggested.")

    def _said(self, task: Task) -> None:
        if task.said is None:
            return
        judged = judgement_of(task.said)
        if judged is not None:
            self.say(f"You had said: {in_words(judged, self._book)}")
        if task.said.note:
            self.say(f"You had noted: {task.said.note}")

    def _similar(self, similar: Sequence[Similar]) -> None:
        if not similar:
            return
        self._console.print(Text("\nKnown examples like it:", style="dim"))
        for known in similar:
            same = ", nearly the same" if known.likeness >= NEARLY_THE_SAME else ""
            labels = f"{in_words(known.judgement, self._book)} ({known.likeness:.2f}{same})"
            text = in_one_line(known.text, _MOST_OF_AN_EXAMPLE)
            self._console.print(Padding(Text(text), (0, 0, 0, 2)))
            self._console.print(Padding(Text(labels, style="dim"), (0, 0, 0, 4)))
        self._console.print()

    def _actions(self) -> list[tuple[str, str]]:
        named = [(action.key, action.name) for action in self._book.actions]
        return [*named, *OWN_ACTIONS.values()]

    def _action_keys(self) -> list[Text]:
        return [_key(key, name[0].lower() + name[1:]) for key, name in self._actions()]


def _why(task: Task) -> str:
    return _WHY.get(task.item.why, task.item.why)


def _keys(question: Question) -> list[Text]:
    return [_label_key(label) for label in question.labels]


def _label_key(label: Label) -> Text:
    return _key(label.key, label.name)


def _key(key: str, name: str) -> Text:
    return Text.assemble((key, "bold"), f" {name}")


def _in_lines(parts: Sequence[Text], width: int) -> Text:
    """Parts side by side, with a new line before one that would be broken."""
    lines = Text()
    room = 0
    for part in parts:
        needed = part.cell_len + len(_BESIDE)
        if lines and needed > room:
            lines.append("\n")
            room = width
        elif lines:
            lines.append(_BESIDE)
        else:
            room = width + len(_BESIDE)
        lines.append_text(part)
        room -= needed
    return lines
