"""No word of a message makes a terminal do anything."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.teaching.harmless import harmless, in_one_line

HOSTILE = "\x1b[2J\x1b]0;owned\x07\x1b]8;;http://evil\x1b\\here\x9b31m\u202egnorw\u2066\x08\x7f"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("she's quiet “again” – 🙂 👩‍❤️‍👨 niño", "she's quiet “again” – 🙂 👩‍❤️‍👨 niño"),
        ("one\ntwo\r\nthree\rfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("a\tb", "a b"),
        ("\x1b[31mred", "�[31mred"),
        ("\x9b31mred", "�31mred"),
        ("desrever \u202eis this", "desrever �is this"),
        ("half \ud83d", "half �"),
        ("\0", "�"),
    ],
)
def test_signs_that_a_terminal_obeys_are_replaced_and_all_others_stay(text: str, shown: str):
    assert harmless(text) == shown


@given(st.text() | st.text(alphabet=HOSTILE))
def test_nothing_a_terminal_obeys_is_left(text: str):
    shown = harmless(text)
    assert all(sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs") for sign in shown)
    assert all(unicodedata.bidirectional(sign) not in BACKWARDS for sign in shown)
    assert harmless(shown) == shown
    shown.encode()


BACKWARDS = {"LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("short", 10, "short"),
        ("two\nlines\x1b", 20, "two lines�"),
        ("one two three", 8, "one two…"),
        ("onetwothree", 5, "onet…"),
    ],
)
def test_one_line_is_cut_where_it_is_too_long(text: str, most: int, shown: str):
    assert in_one_line(text, most) == shown
