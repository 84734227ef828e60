"""A sitting at the terminal: what is typed, what is shown, and what is kept."""

import io
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from tests.memory.pasts import NOW
from tests.teaching.test_harmless import HOSTILE
from tightrope.memory import ANNOTATOR, InboxItem, Memory, Teacher
from tightrope.teaching.codebook import codebook
from tightrope.teaching.desk import Desk
from tightrope.teaching.judgement import Judgement
from tightrope.teaching.on_screen import Screen
from tightrope.teaching.sitting import Sitting

TALK = frozenset({"thank", "it_helped", "it_did_not_help"})
SURE = {"bid": 0.9, "actor": 0.9, "moment": 0.9, "concern": 0.9}
READ = {
    "intent": "jealousy",
    "exchange": {
        "bid": "jealousy",
        "dimension": "anxiety",
        "actor": "partner",
        "moment": "calm",
        "concern": "none",
        "confidence": SURE,
        "also": None,
    },
}
DANGER = {"intent": "jealousy", "exchange": READ["exchange"] | {"concern": "partner_abuse"}}
FIRST, SECOND = "she read my messages", "he would not say a word\nall evening"
KEPT = {"domain": "partner", "also": "none", "concern": "none"}
JEALOUSY = KEPT | {"bid": "jealousy", "actor": "partner", "moment": "calm"}
SEEKING = KEPT | {"bid": "reassurance_seeking", "actor": "partner", "moment": "tension"}


@dataclass(frozen=True)
class Known:
    text: str
    judgement: Judgement
    likeness: float


class EndedError(Exception):
    """The script is over."""


@dataclass
class Terminal:
    """A teacher who types what a script says, before a screen that remembers."""

    memory: Memory
    screen: io.StringIO
    similar: Sequence[Known] = ()
    offered: str = ""

    def sit(self, *script: object, width: int = 80) -> str:
        lines: Iterator[object] = iter(script)

        def ask(prompt: str, words: str = "") -> str:
            self.screen.write(prompt)
            self.offered = words
            line = next(lines, EOFError())
            if callable(line):
                line = line()
            if isinstance(line, BaseException):
                raise line
            assert isinstance(line, str)
            self.screen.write(f"{line}\n")
            return line

        console = Console(file=self.screen, width=width, highlight=False)
        sitting = Sitting(
            self.memory,
            Desk(lambda texts: [self.similar for _ in texts], in_order, TALK, share=1),
            teacher(self.memory),
            Screen(console, codebook()),
            codebook(),
            ask,
        )
        try:
            sitting.run()
        except (EOFError, KeyboardInterrupt):
            self.screen.write(f"\nended after {sitting.judged}")
        return self.screen.getvalue()

    def kept(self, item: int) -> list[dict[str, str] | None]:
        return [one.labels for one in self.memory.annotations.of(item)]

    def notes(self, item: int) -> list[str]:
        return [one.note for one in self.memory.annotations.of(item)]


def in_order(items: Sequence[InboxItem], similar: object) -> Sequence[InboxItem]:
    return items


def teacher(memory: Memory) -> Teacher:
    found = memory.teachers.named("Ana")
    assert found is not None
    return found


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with Memory(tmp_path) as memory:
        memory.teachers.add("Ana", ANNOTATOR, NOW)
        memory.inbox.add("web", FIRST, "unsure", READ, NOW)
        memory.inbox.add("web", SECOND, "misread", {}, NOW)
        yield Terminal(memory, io.StringIO())


@pytest.mark.parametrize(
    ("script", "labels"),
    [
        (["1pt"], SEEKING),
        (["n 1 p t"], SEEKING),
        (["n 1+4 p t e"], SEEKING | {"also": "withdrawal", "domain": "ex"}),
        (["1", "p", "t"], SEEKING),
        (["t", "", "p", "1"], SEEKING),
        (["hs4t", ""], SEEKING | {"concern": "self_harm", "bid": "withdrawal", "actor": "self"}),
        (["0t"], KEPT | {"bid": "none", "actor": "none", "moment": "tension"}),
        (["g"], JEALOUSY),
        (["g t"], JEALOUSY | {"moment": "tension"}),
        (["1", "g"], JEALOUSY),
        (["g0"], KEPT | {"bid": "none", "actor": "none", "moment": "calm"}),
        (["k thank"], {"talk": "thank"}),
        (["k tha"], {"talk": "thank"}),
        (["k It helped"], {"talk": "it_helped"}),
        (["1", "k thank"], {"talk": "thank"}),
        (["k", "k it", "k nothing", "g"], JEALOUSY),
        (["12pt", "1y", "0s", "lt", "1pt"], SEEKING),
        (["?", "1pt"], SEEKING),
        (["l", "n0c", "1pt"], SEEKING),
    ],
)
def test_what_is_typed_is_kept_when_all_is_said(terminal: Terminal, script, labels):
    terminal.sit(*script)
    assert terminal.kept(1) == [labels]


@pytest.mark.parametrize(
    "script", [[], ["1"], ["1p"], ["0s"], ["12pt"], ["k it"], ["a note"], ["q"], ["?"], ["", ""]]
)
def test_nothing_is_kept_half(terminal: Terminal, script: list[str]):
    terminal.sit(*script)
    assert terminal.memory.annotations.by_item() == {}


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        (["1"], "Whose reaction is it?  s the writer's  p the partner's  b both\n"),
        (["1"], "Is the tension on?  t tension  c calm"),
        (["0s"], "Whose reaction: is nobody's where no bid is shown."),
        (["1+1p"], "Something else, too: is the same as the first bid."),
        (["z"], "There is nothing to take back."),
        (["a"], "as in: a who is it about?"),
        (["a " + "x" * 501], "A note has 500 letters at most."),
        (["l " + "x" * 501], "A note has 500 letters at most."),
        (["k"], "Which? Type k and one of these:\nit_did_not_help  it_helped  thank"),
        (["k 1pt"], "It is one of these:\nit_did_not_help  it_helped  thank"),
        (["k it"], "Which? Type k and one of these:\nit_did_not_help  it_helped\n"),
        (["1pt"], "Saved: seeking reassurance, the partner's, tension."),
        (
            ["v4+3pt"],
            "Saved: violence or control, withdrawal, and protest, the partner's, tension.",
        ),
        (["g f"], "Saved: jealousy, the partner's, calm, about: somebody or something else."),
        (["g", "g"], "Nothing was read that could be taken."),
        (["l"], "Put off."),
        (["?"], "jealousy: threatened by somebody else"),
    ],
)
def test_each_line_is_answered(terminal: Terminal, script: list[str], shown: str):
    assert shown in terminal.sit(*script)


def test_an_item_is_shown_with_what_was_read_and_what_is_like_it(terminal: Terminal):
    terminal.similar = [
        Known(
            "she checks my phone [bold]a lot[/bold]", Judgement(bid="jealousy", actor="self"), 0.95
        )
    ]
    shown = terminal.sit()
    assert "1 May 2026: it was not sure of this" in shown
    assert f"  {FIRST}" in shown
    assert "It read: jealousy, the partner's, calm (g takes that)" in shown
    assert "she checks my phone [bold]a lot[/bold]" in shown
    assert "jealousy, the writer's, tension (0.95, nearly the same)" in shown
    assert "2 left" in shown


def test_danger_that_was_read_must_be_confirmed_denied_or_taken(terminal: Terminal):
    terminal.memory.inbox.add("web", "third", "unsure", DANGER, NOW)
    shown = terminal.sit("1pt", "k thank", "z", "n0c", "1pt", "n")
    assert "Is somebody in danger?" in shown.partition("third")[2]
    assert terminal.kept(3) == [SEEKING]


def test_danger_that_was_read_is_taken_with_the_rest(terminal: Terminal):
    terminal.memory.inbox.add("web", "third", "unsure", DANGER, NOW)
    terminal.sit("1pt", "n0c", "g")
    assert terminal.kept(3) == [JEALOUSY | {"concern": "partner_abuse"}]


def test_a_second_look_shows_no_reading_and_says_why(terminal: Terminal):
    terminal.memory.teachers.add("Bo", ANNOTATOR, NOW)
    terminal.memory.annotations.put(2, 2, JEALOUSY, NOW)
    shown = terminal.sit("g", "1pt", "n")
    assert "Somebody else judged this as well, so nothing is suggested." in shown
    assert terminal.kept(2) == [JEALOUSY, SEEKING]


def test_what_was_saved_last_is_taken_back_and_changed_by_one_key(terminal: Terminal):
    shown = terminal.sit("a hm", "1pt", "z", "c")
    assert "You had said: seeking reassurance, the partner's, tension" in shown
    assert "You had noted: hm" in shown
    assert terminal.kept(1) == [SEEKING | {"moment": "calm"}]
    assert terminal.notes(1) == ["hm"]


def test_what_was_taken_back_is_saved_again_by_enter(terminal: Terminal):
    terminal.sit("k thank", "z", "")
    assert terminal.kept(1) == [{"talk": "thank"}]


def test_the_last_of_all_can_be_taken_back_as_well(terminal: Terminal):
    shown = terminal.sit("1pt", "n1pt", "1", "z", "c", "")
    assert shown.count("Nothing is left. Enter ends, z takes back the last.") == 3
    assert terminal.kept(2) == [SEEKING | {"moment": "calm"}]


@pytest.mark.parametrize("ending", ["", "q", EOFError(), KeyboardInterrupt()])
def test_it_ends_where_nothing_is_left(terminal: Terminal, ending: object):
    terminal.sit("1pt", "n1pt", ending, EndedError())
    assert terminal.kept(1) == terminal.kept(2) == [SEEKING]


def test_it_ends_at_once_where_nothing_was_there(terminal: Terminal):
    for number in (1, 2):
        terminal.memory.annotations.put(number, 1, SEEKING, NOW)
    assert terminal.sit(EndedError()) == ""


@pytest.mark.parametrize("ending", [EOFError(), KeyboardInterrupt()])
def test_what_was_saved_stays_when_it_is_ended_between_two_keys(terminal: Terminal, ending: object):
    assert "ended after 1" in terminal.sit("1pt", "1", ending)
    assert (terminal.kept(1), terminal.kept(2)) == ([SEEKING], [])


def test_a_note_goes_with_the_labels_or_with_putting_off(terminal: Terminal):
    terminal.sit("a his or hers?", "1pt", "a who?", "l", "l when?")
    assert terminal.notes(1) == ["his or hers?"]
    assert terminal.kept(2) == [None]
    assert terminal.notes(2) == ["when?"]


def test_what_was_put_off_comes_again_with_its_note(terminal: Terminal):
    assert "You had noted: who?" in terminal.sit("l who?", "n1pt")


def test_words_are_changed_in_place_and_lines_stay_lines(terminal: Terminal):
    shown = terminal.sit("1pt", "1", "x", "he would not say a word to NAME1¶all evening", "pn", "t")
    assert terminal.offered == ""
    assert "¶ stands for the end of a line." in shown
    assert "  he would not say a word to NAME1\n  all evening" in " \n".join(
        line.rstrip() for line in shown.splitlines()
    ).replace(" \n", "\n")
    (item,) = [one for one in terminal.memory.inbox.waiting() if one.id == 2]
    assert item.text == "he would not say a word to NAME1\nall evening"
    assert terminal.kept(2) == [SEEKING]


@pytest.mark.parametrize("changed", ["", "   ", FIRST, KeyboardInterrupt()])
def test_words_that_are_not_changed_stay(terminal: Terminal, changed: object):
    assert "The words stay as they are." in terminal.sit("x", changed)
    assert [one.text for one in terminal.memory.inbox.waiting()] == [FIRST, SECOND]


def test_words_that_cannot_be_are_refused(terminal: Terminal):
    terminal.memory.inbox.add("web", "third", "unsure", {}, NOW)
    shown = terminal.sit("x", "third", "x", "x" * 10_001)
    assert "The same message is in the inbox already." in shown
    assert "A message has 10000 letters at most." in shown
    assert terminal.memory.inbox.item(1).text == FIRST


def test_the_words_are_offered_harmless_and_left_alone_where_nothing_was_changed(
    terminal: Terminal,
):
    terminal.memory.inbox.reword(1, HOSTILE)
    offered = []
    terminal.sit("x", lambda: offered.append(terminal.offered) or terminal.offered)
    assert offered
    assert "\x1b" not in offered[0]
    assert terminal.memory.inbox.item(1).text == HOSTILE


@pytest.mark.parametrize("line", ["1pt", "l", "g", "k thank"])
def test_an_item_that_is_erased_meanwhile_is_told_and_the_next_comes(terminal: Terminal, line: str):
    terminal.memory.inbox.bring([("nobody's", {})], NOW)

    def erased_meanwhile() -> str:
        terminal.memory.erase("web")
        return line

    shown = terminal.sit(erased_meanwhile, "n0c")
    assert "This message is gone" in shown
    assert "  nobody's" in shown
    assert [
        one.item for said in terminal.memory.annotations.by_item().values() for one in said
    ] == [3]


def test_nothing_that_a_terminal_obeys_is_shown(terminal: Terminal):
    terminal.memory.inbox.reword(1, f"before{HOSTILE}after")
    terminal.similar = [Known(HOSTILE, Judgement(talk="thank"), 0.5)]
    shown = terminal.sit(f"a {HOSTILE}", "1pt", "z")
    screen = shown.replace(f"a {HOSTILE}", "")  # what the teacher typed
    assert "You had noted" in screen
    assert not any(sign in screen for sign in "\x1b\x07\x08\x7f\x9b\u202e\u2066")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_everything_fits_into_the_terminal(terminal: Terminal, width: int):
    terminal.memory.inbox.reword(1, "word " * 500 + "x" * 500 + "\n\n" + "字" * 300)
    terminal.similar = [Known("字 " * 300, Judgement(talk="thank"), 0.99)] * 4
    shown = terminal.sit("?", "1", "k", width=width)
    wide = [line for line in shown.splitlines() if len(line) + line.count("字") > width]
    assert wide == []


def test_a_disk_that_is_full_loses_nothing_that_was_saved(terminal: Terminal, tmp_path: Path):
    def no_more_room() -> str:
        pages = terminal.memory.inbox._db.execute("pragma page_count").fetchone()[0]
        terminal.memory.inbox._db.execute(f"pragma max_page_count = {pages}")
        return "a " + "x" * 500

    labels = ["n1pt"] * 200
    for number in range(200):
        terminal.memory.inbox.add("web", f"m{number}", "unsure", {}, NOW)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        terminal.sit(
            "1pt", no_more_room, *[each for one in labels for each in ("a " + "x" * 500, one)]
        )
    assert terminal.kept(1) == [SEEKING]
