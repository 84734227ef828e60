"""Cutting texts that are too long for one message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.channels.splitting import split, utf16_length


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("", 10, []),
        ("   \n ", 10, []),
        ("short", 10, ["short"]),
        ("One thing.\n\nAnother thing.", 16, ["One thing.", "Another thing."]),
        ("first line\nsecond line", 14, ["first line", "second line"]),
        ("One thing. Another thing.", 14, ["One thing.", "Another thing."]),
        ("words without an end", 10, ["words", "without an", "end"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
        # A pause that comes very early would leave a crumb.
        ("a " + "x" * 20, 12, ["a xxxxxxxxxx", "xxxxxxxxxx"]),
    ],
)
def test_it_is_cut_where_a_reader_would_pause(text: str, limit: int, pieces: list[str]):
    assert split(text, limit) == pieces


def test_characters_of_two_units_count_twice():
    assert utf16_length("a😀") == 3
    assert split("😀" * 10, 8, utf16_length) == ["😀😀😀😀", "😀😀😀😀", "😀😀"]


@given(st.text(), st.integers(2, 40))
def test_no_piece_is_too_long_and_no_word_is_lost(text: str, limit: int):
    pieces = split(text, limit, utf16_length)
    assert all(0 < utf16_length(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
