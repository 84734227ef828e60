"""A teacher sits at a terminal: one item after another, each answered by a line of keys.

What is saved is saved at once, so that whatever ends a sitting, nothing is lost but a line that was
not finished; and nothing is saved of an item before all of it is said.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from tightrope.memory import Memory, Teacher
from tightrope.teaching.codebook import Codebook
from tightrope.teaching.desk import MOST_IN_A_NOTE, Desk, DeskError, GoneError, Task
from tightrope.teaching.draft import Draft, silence_means_no_danger
from tightrope.teaching.harmless import harmless
from tightrope.teaching.judgement import TALK, JudgementError
from tightrope.teaching.on_screen import Screen
from tightrope.teaching.typed import QUIT, REWORD, Typed, TypedError, read_line

LINE_END = "¶"
"""Stands for the end of a line where the words of a message are changed, on one line."""

NOTHING_LEFT = "Nothing is left. Enter ends, z takes back the last. > "


class Ask(Protocol):
    """Asks for a line."""

    def __call__(self, prompt: str, words: str = "") -> str:
        """The line; `words` stand there already, to be changed.

        Raises:
            EOFError: There are no more.
            KeyboardInterrupt: The teacher wants to stop.
        """


class Sitting:
    """One teacher, from the first item to the last or until they stop.

    Args:
        memory: The memory.
        desk: Hands out the items.
        teacher: Who sits there.
        screen: Shows them.
        book: The codebook.
        ask: Asks for a line.
    """

    def __init__(
        self,
        memory: Memory,
        desk: Desk,
        teacher: Teacher,
        screen: Screen,
        book: Codebook,
        ask: Ask,
    ) -> None:
        self.judged = 0
        self._memory = memory
        self._desk = desk
        self._teacher = teacher
        self._screen = screen
        self._book = book
        self._ask = ask
        self._task: Task | None = None
        self._draft = Draft()
        self._does: dict[str, Callable[[Task, Typed], None]] = {
            "save": self._label,
            "take": self._take,
            "talk": self._talk,
            "later": self._later,
            "note": self._note,
            "help": self._help,
            REWORD: self._reword,
        }

    def run(self) -> None:
        """Goes on until nothing is left or the teacher stops.

        Raises:
            EOFError: There are no more lines.
            KeyboardInterrupt: The teacher wants to stop.
        """
        self._next()
        if self._task is None:
            return
        while True:
            typed = self._line(NOTHING_LEFT if self._task is None else "> ")
            if typed is None:
                continue
            if typed.action == QUIT or (self._task is None and typed == Typed("save")):
                return
            if self._task is not None or typed.action == "undo":
                self._do(typed)

    def _do(self, typed: Typed) -> None:
        try:
            if self._task is None or typed.action == "undo":
                self._undo()
            else:
                self._does[typed.action](self._task, typed)
        except JudgementError as error:
            self._screen.say(f"{self._name(error.field)}{str(error)[len(error.field) :]}.")
        except GoneError as error:
            self._screen.say(str(error))
            self._next()
        except DeskError as error:
            self._screen.say(str(error))

    def _line(self, prompt: str) -> Typed | None:
        """What is typed; None where it says nothing that can be done."""
        try:
            return read_line(self._ask(prompt), self._book)
        except TypedError as error:
            self._screen.say(str(error))
            return None

    def _next(self) -> None:
        self._show(self._desk.next(self._memory, self._teacher), Draft())

    def _show(self, task: Task | None, draft: Draft) -> None:
        self._task, self._draft = task, draft
        if task is not None:
            self._screen.task(task, self._desk.left(self._memory, self._teacher))

    def _label(self, task: Task, typed: Typed) -> None:
        if typed.labels:
            self._draft = self._draft.with_labels(typed.labels, self._desk.talk)
        self._save_or_ask(task)

    def _take(self, task: Task, typed: Typed) -> None:
        read = task.suggestion
        if read is None:
            self._screen.say("Nothing was read that could be taken. Type the labels.")
        elif read.talk is None:
            taken = Draft(read.as_mapping(), self._draft.note)
            self._draft = taken.with_labels(typed.labels, self._desk.talk)
            self._save_or_ask(task)
        elif typed.labels:
            self._screen.say("No story was read. Type the labels without g.")
        else:
            self._save(task, Draft({TALK: read.talk}, self._draft.note))

    def _talk(self, task: Task, typed: Typed) -> None:
        wanted = "_".join(typed.words.lower().split())
        found = sorted(intent for intent in self._desk.talk if intent.startswith(wanted))
        if wanted in self._desk.talk:
            found = [wanted]
        if len(found) == 1:
            self._save(task, Draft({TALK: found[0]}, self._draft.note))
            return
        self._screen.say("Which? Type k and one of these:" if found else "It is one of these:")
        self._screen.talk(found or sorted(self._desk.talk))

    def _save_or_ask(self, task: Task) -> None:
        missing = self._draft.missing(no_danger=silence_means_no_danger(task))
        if missing:
            self._screen.ask(missing)
        else:
            self._save(task, self._draft)

    def _save(self, task: Task, draft: Draft) -> None:
        judged = self._desk.judge(
            self._memory, self._teacher, task.item.id, draft.labels, draft.note
        )
        self.judged += 1
        self._screen.saved(judged)
        self._next()

    def _later(self, task: Task, typed: Typed) -> None:
        note = typed.words or self._draft.note
        self._desk.later(self._memory, self._teacher, task.item.id, note)
        self._screen.say("Put off.")
        self._next()

    def _undo(self) -> None:
        task = self._desk.undo(self._memory, self._teacher)
        if task is None or task.said is None:
            self._screen.say("There is nothing to take back.")
            return
        if task.said.labels is not None:
            self.judged = max(0, self.judged - 1)
        self._show(task, Draft(task.said.labels or {}, task.said.note))

    def _note(self, task: Task, typed: Typed) -> None:
        if not typed.words:
            self._screen.say("Type the note behind it, as in: a who is it about?")
        elif len(typed.words) > MOST_IN_A_NOTE:
            self._screen.say(f"A note has {MOST_IN_A_NOTE} letters at most.")
        else:
            self._draft = Draft(self._draft.labels, typed.words)
            self._screen.say("Noted. It is kept with the labels.")

    def _help(self, task: Task, _typed: Typed) -> None:
        self._screen.help()
        self._show(task, self._draft)

    def _reword(self, task: Task, _typed: Typed) -> None:
        text = harmless(task.item.text)
        if "\n" in text:
            self._screen.say(f"{LINE_END} stands for the end of a line.")
        shown = text.replace("\n", LINE_END)
        try:
            changed = self._ask("Words: ", shown)
        except KeyboardInterrupt:
            self._screen.say("")
            changed = shown
        if not changed.strip() or changed == shown:
            self._screen.say("The words stay as they are.")
            return
        if "\n" in text:
            changed = changed.replace(LINE_END, "\n")
        self._desk.reword(self._memory, task.item.id, changed)
        self._show(self._desk.item(self._memory, self._teacher, task.item.id), self._draft)

    def _name(self, field: str) -> str:
        return next((one.name for one in self._book.questions if one.id == field), "Not a story")
