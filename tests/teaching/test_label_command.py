"""`tightrope teach` as a person meets it: in a real terminal, through a pipe, or in trouble."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from select import select

import pytest

from tests.memory.pasts import NOW
from tests.teaching.project import small_project
from tests.teaching.test_harmless import HOSTILE
from tightrope.memory import ANNOTATOR, MAINTAINER, Memory

FIRST, SECOND = "she read all my messages", "he would not say a word\nall evening"
SEEKING = {"bid": "reassurance_seeking", "actor": "partner", "moment": "tension"}
PROMPT = "> "


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with Memory(tmp_path) as memory:
        memory.teachers.add("Ana", ANNOTATOR, NOW)
        for text in (FIRST, SECOND):
            memory.inbox.add("web", text, "unsure", {}, NOW)
    return tmp_path


def said(data: Path) -> dict[int, Mapping[str, str] | None]:
    """What was judged, by item; the last who judged it."""
    with Memory(data) as memory:
        return {n: own[-1].labels for n, own in memory.annotations.by_item().items()}


def text_of(data: Path, number: int) -> str:
    with Memory(data) as memory:
        item = memory.inbox.item(number)
    assert item is not None
    return item.text


def environment(data: Path, **more: str) -> dict[str, str]:
    usual = {"TIGHTROPE_DATA": str(data), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return {**kept, **usual, **more}


class Terminal:
    """A real pseudo-terminal of 60 columns with the command in it."""

    def __init__(self, project: Path, data: Path, *words: str, **more: str) -> None:
        self._controller, terminal = pty.openpty()
        # Rows and columns; Python 3.10 has no function of its own for it.
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 60, 0, 0))
        self.modes = termios.tcgetattr(terminal)
        self._terminal = terminal
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tightrope", "teach", *words],
            cwd=project,
            env=environment(data, **more),
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
            preexec_fn=_own_terminal,
        )
        self.shown = ""
        self._seen = 0

    def until(self, wanted: str, seconds: float = 60) -> None:
        """Waits until this is shown after what was waited for before; fails where it never is."""
        end = time.monotonic() + seconds
        while wanted not in self.shown[self._seen :]:
            assert time.monotonic() < end, f"{wanted!r} is not in {self.shown[self._seen :]!r}"
            assert self.process.poll() is None, self.shown
            self._read()
        self._seen = self.shown.index(wanted, self._seen) + len(wanted)

    def _read(self) -> bool:
        if not select([self._controller], [], [], 0.1)[0]:
            return False
        self.shown += os.read(self._controller, 65536).decode(errors="replace")
        return True

    def type(self, keys: str) -> None:
        self._settle()
        os.write(self._controller, keys.encode())

    def stop(self) -> None:
        self._settle()
        self.process.send_signal(signal.SIGTERM)

    @staticmethod
    def _settle() -> None:
        """A signal that comes while readline still draws is seen by Python with the next key."""
        time.sleep(0.3)

    def end(self, seconds: float = 20) -> int:
        """How it ended; with what was shown until then."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, self.shown
            self._read()
        while self._read():
            pass
        return self.process.returncode

    def as_before(self) -> bool:
        """Whether the terminal was left as it was found."""
        return termios.tcgetattr(self._terminal) == self.modes

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._controller)
        os.close(self._terminal)


def _own_terminal() -> None:
    """Makes standard input the terminal of the new session, so that Ctrl-C reaches it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def terminal(project: Path, data: Path) -> Iterator[Terminal]:
    opened = Terminal(project, data)
    yield opened
    opened.close()


def test_items_are_judged_in_a_terminal_one_line_each(terminal: Terminal, data: Path):
    terminal.until(PROMPT)
    assert "2 left" in terminal.shown
    terminal.type("1p\r")
    terminal.until("Is the tension on?")
    terminal.until(PROMPT)
    terminal.type("nt\r")
    terminal.until("1 left")
    terminal.until(PROMPT)
    terminal.type("k tha\r")
    terminal.until("Nothing is left.")
    terminal.until(PROMPT)
    terminal.type("\r")
    assert terminal.end() == 0
    assert "You judged 2. None are left for you." in terminal.shown
    judged = said(data)
    assert judged[1 if judged[2] == {"talk": "thank"} else 2].items() >= SEEKING.items()
    assert {"talk": "thank"} in judged.values()


@pytest.mark.parametrize("key", ["\x03", "\x04", "q\r"])
def test_it_can_be_left_at_any_time_and_what_was_saved_stays(
    terminal: Terminal, data: Path, key: str
):
    terminal.until(PROMPT)
    terminal.type("n1pt\r")
    terminal.until("1 left")
    terminal.until(PROMPT)
    terminal.type(key)
    assert terminal.end() == 0
    assert "You judged 1. 1 is left for you." in terminal.shown
    assert "Traceback" not in terminal.shown
    assert terminal.as_before()
    assert len(said(data)) == 1


def test_ctrl_c_in_the_middle_of_a_line_saves_nothing_of_it(terminal: Terminal, data: Path):
    terminal.until(PROMPT)
    terminal.type("n1pt\x03")
    assert terminal.end() == 0
    assert said(data) == {}


def test_being_told_to_stop_is_as_good_as_ctrl_c(terminal: Terminal, data: Path):
    terminal.until(PROMPT)
    terminal.stop()
    assert terminal.end() == 0
    assert "You judged none." in terminal.shown
    assert terminal.as_before()


def test_being_killed_loses_nothing_that_was_saved(terminal: Terminal, data: Path):
    terminal.until(PROMPT)
    terminal.type("n1pt\r")
    terminal.until("1 left")
    terminal.until(PROMPT)
    terminal.type("n2p")
    terminal.process.kill()
    terminal.process.wait()
    assert [labels["bid"] for labels in said(data).values()] == ["reassurance_seeking"]


def test_the_words_stand_there_to_be_changed(terminal: Terminal, data: Path):
    terminal.until(PROMPT)
    if "he would" in terminal.shown:
        terminal.type("l\r")
        terminal.until(PROMPT)
    terminal.type("x\r")
    terminal.until(FIRST)
    terminal.type("\x01NAME1 and \r")  # Ctrl-A goes to the beginning
    terminal.until(PROMPT)
    terminal.type("q\r")
    assert terminal.end() == 0
    assert text_of(data, 1) == f"NAME1 and {FIRST}"


def test_ctrl_c_while_words_are_changed_leaves_them_and_goes_on(terminal: Terminal, data: Path):
    terminal.until(PROMPT)
    terminal.type("x\r")
    terminal.until("Words: ")
    terminal.type("zzz\x03")
    terminal.until("The words stay as they are.")
    terminal.type("q\r")
    assert terminal.end() == 0
    assert (text_of(data, 1), text_of(data, 2)) == (FIRST, SECOND)


def test_no_message_can_talk_to_the_terminal_and_all_fits(project: Path, data: Path):
    with Memory(data) as memory:
        for number in (1, 2):
            memory.inbox.reword(number, f"before {number} {HOSTILE} after " + "long " * 300)
    opened = Terminal(project, data, NO_COLOR="1")
    try:
        opened.until(PROMPT)
        opened.type("x\r")
        opened.until("Words: ")
        opened.type("\x03")
        opened.until("The words stay")
        opened.type("q\r")
        assert opened.end() == 0
    finally:
        opened.close()
    assert not any(
        sign in opened.shown for sign in ("\x1b]", "\x1b[2J", "\x9b", "\u202e", "http\x1b")
    )
    colours = set(re.findall(r"\x1b\[([\d;]*)m", opened.shown))
    assert colours <= {"0", "", "1", "2", "22", "1;2"}
    plain = re.sub(r"\x1b\[[?\d;]*[A-Za-z]", "", opened.shown.partition("Words: ")[0])
    assert max(map(len, re.split(r"[\r\n]+", plain))) <= 60


def pipe(project: Path, data: Path, typed: str, *words: str, **more: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tightrope", "teach", *words],
        cwd=project,
        env=environment(data, **more),
        input=typed.encode(errors="surrogateescape"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
    )
    return done.returncode, done.stdout.decode(errors="replace")


def test_keys_can_come_through_a_pipe_and_end_where_that_ends(project: Path, data: Path):
    code, shown = pipe(project, data, "n1pt\n1")
    assert code == 0
    assert "> n1pt\nSaved: seeking reassurance" in shown
    assert "You judged 1. 1 is left for you.\n1 is ready to become an example." in shown
    assert "\x1b" not in shown
    assert len(said(data)) == 1


def test_without_a_terminal_and_without_keys_it_says_what_to_do(project: Path, data: Path):
    code, shown = pipe(project, data, "")
    assert code == 1
    assert "Error: Nothing was typed, and this is no terminal." in shown


def test_without_any_input_at_all_as_well(project: Path, data: Path):
    command = f"{sys.executable} -m tightrope teach <&-"
    done = subprocess.run(
        ["bash", "-c", command], cwd=project, env=environment(data), capture_output=True, text=True
    )
    assert (done.returncode, "this is no terminal" in done.stderr) == (1, True)


def test_bytes_that_are_no_text_and_signs_that_cannot_be_shown_do_no_harm(
    project: Path, data: Path
):
    with Memory(data) as memory:
        memory.inbox.reword(1, "she’s quiet 🙂 字")
    code, shown = pipe(project, data, "\udcff\udcfe\nn1pt\nq\n", PYTHONIOENCODING="ascii")
    assert code == 0
    assert "is no key" in shown
    assert len(said(data)) == 1


def test_where_several_teach_it_asks_who_and_takes_the_name(project: Path, data: Path):
    with Memory(data) as memory:
        memory.teachers.add("Maja B", MAINTAINER, NOW)
    code, shown = pipe(project, data, "n1pt\n")
    assert (code, "Ana and Maja B teach. Say who you are: --as NAME" in shown) == (1, True)
    code, _ = pipe(project, data, "n1pt\n", "--as", "Maja B")
    assert code == 0
    with Memory(data) as memory:
        ((annotation,),) = memory.annotations.by_item().values()
    assert annotation.teacher == 2


def test_it_needs_neither_keys_nor_examples_where_nothing_waits(project: Path, data: Path):
    with Memory(data) as memory:
        memory.erase("web")
    assert pipe(project, data, "") == (0, "Nothing waits.\n")


@pytest.mark.parametrize(
    ("more", "words", "complaint"),
    [
        ({"TIGHTROPE_SECOND_LOOKS": "many"}, (), "TIGHTROPE_SECOND_LOOKS is 'many'"),
        ({}, ("--as", "Cy"), "There is no teacher 'Cy'"),
        ({}, ("--as", "Ana", "teachers"), "--as goes behind the command"),
    ],
)
def test_what_keeps_it_from_beginning_is_said(project, data, more, words, complaint):
    code, shown = pipe(project, data, "n1pt\n", *words, **more)
    assert code in (1, 2)
    assert complaint in shown
    assert "Traceback" not in shown


def test_an_examples_file_that_is_broken_is_named(tmp_path_factory, data: Path):
    broken = small_project(tmp_path_factory.mktemp("broken"))
    (broken / "data" / "nlu" / "thank.yml").write_text("nlu: [half")
    code, shown = pipe(broken, data, "n1pt\n")
    assert code == 1
    assert "thank.yml" in shown
    assert "Traceback" not in shown


def test_a_file_that_is_no_memory_is_named(project: Path, data: Path):
    (data / "memory.sqlite").write_bytes(b"not a database at all, but long enough to be read")
    code, shown = pipe(project, data, "n1pt\n")
    assert (code, "memory.sqlite cannot be used" in shown) == (1, True)
