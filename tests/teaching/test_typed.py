"""What a line of keys says, and what is answered to one that says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.teaching.codebook import FIELDS, codebook
from tightrope.teaching.harmless import harmless
from tightrope.teaching.typed import OWN_ACTIONS, Typed, TypedError, read_line

BOOK = codebook()
FULL = {"concern": "none", "bid": "reassurance_seeking", "actor": "partner", "moment": "tension"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", Typed("save")),
        ("  \t ", Typed("save")),
        ("n1pt", Typed("save", FULL)),
        ("N 1 P T", Typed("save", FULL)),
        (" n,1,p,t ", Typed("save", FULL)),
        ("n 1+4 p t", Typed("save", FULL | {"also": "withdrawal"})),
        ("n1 + 4pt", Typed("save", FULL | {"also": "withdrawal"})),
        ("+0", Typed("save", {"also": "none"})),
        ("pp", Typed("save", {"actor": "partner"})),
        (
            "0-c e",
            Typed("save", {"bid": "none", "actor": "none", "moment": "calm", "domain": "ex"}),
        ),
        ("h", Typed("save", {"concern": "self_harm"})),
        ("g", Typed("take")),
        ("g c", Typed("take", {"moment": "calm"})),
        ("gc", Typed("take", {"moment": "calm"})),
        ("k", Typed("talk")),
        ("k thank", Typed("talk", words="thank")),
        ("K  it helped ", Typed("talk", words="it helped")),
        ("l", Typed("later")),
        ("l who is it about?", Typed("later", words="who is it about?")),
        ("a Some Words", Typed("note", words="Some Words")),
        ("z", Typed("undo")),
        ("x", Typed("reword")),
        ("?", Typed("help")),
        ("Q", Typed("quit")),
    ],
)
def test_a_line_says_labels_or_one_thing_to_do(line: str, said: Typed):
    assert read_line(line, BOOK) == said


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("12pt", r"What is shown: only one\. .*as in 1\+4"),
        ("nh", "^Danger: only one.$"),
        ("1pst", "Whose reaction: only one"),
        ("1y", r"^y is no key\. \? shows all keys\.$"),
        ("1+", r"^\+ is no key"),
        ("1+9", r"^\+9 is no key"),
        ("1+p", r"^\+p is no key"),
        ("1ptz", "^z goes first on a line of its own"),
        ("zz", "^z goes on a line of its own.$"),
        ("lt", "^l goes on a line of its own, or with a blank and words behind it.$"),
        ("gk", "^k goes first"),
        ("\x1b[A", "^� is no key"),
        ("１", "is no key"),
    ],
)
def test_a_line_that_says_nothing_is_answered(line: str, answer: str):
    with pytest.raises(TypedError, match=answer):
        read_line(line, BOOK)


@given(st.text() | st.text(alphabet="nhvwmo0123456+spb-tcrefgklza?xq ,"))
def test_whatever_is_typed_is_read_or_answered(line: str):
    try:
        said = read_line(line, BOOK)
    except TypedError as error:
        said = Typed("answered", words=str(error))
    assert all(label in FIELDS[field] for field, label in said.labels.items())
    assert said.action != "answered" or said.words == harmless(said.words)


def test_keys_of_the_terminal_are_not_those_of_the_codebook():
    taken = {*BOOK.keys(), *(action.key for action in BOOK.actions)}
    assert not taken & {key for key, _ in OWN_ACTIONS.values()}
