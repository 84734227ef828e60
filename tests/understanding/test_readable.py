"""What is read of a text that is too long, or no text at all."""

import pytest

from tightrope.understanding.readable import LONGEST_READ, readable


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (None, ""),
        ("as it IS", "as it IS"),
        ("a\ud83db\ude2d", "a�b�"),
        ("😭", "😭"),
        ("x" * (LONGEST_READ + 5), "x" * LONGEST_READ),
    ],
    ids=["nothing", "plain", "half pairs", "whole pair", "too long"],
)
def test_a_text_is_read_as_it_is_unless_it_cannot_be(text: str | None, read: str):
    assert readable(text) == read
