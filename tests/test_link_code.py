"""The code for linking: what it looks like, and how people type it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.link_code import code_in, new_code, shown, typed


def test_a_code_has_no_signs_that_look_alike():
    signs = set("".join(new_code() for _ in range(500)))
    for pair in ("B8", "I1", "IL", "L1", "O0", "S5", "Z2"):
        assert len(signs & set(pair)) <= 1, pair
    assert len(signs) >= 28


def test_no_code_comes_twice_and_none_is_a_word_or_a_number():
    codes = [new_code() for _ in range(500)]
    assert len(set(codes)) == 500
    assert all(re.fullmatch(r"[A-Z2-9]{8}", code) for code in codes)
    assert not any(code.isalpha() or code.isdigit() for code in codes)


def test_a_code_is_shown_in_two_halves():
    assert shown("AC2DEFGH") == "AC2D-EFGH"


@pytest.mark.parametrize(
    "said",
    [
        "link AC2D-EFGH",
        "/link AC2D-EFGH",
        "link ac2d efgh",
        "Link: ac2d-efgh",
        "LINK AC2DEFGH",
        "link code ac2d – efgh",
        "my code is ac2d-efgh",
        "here is the code: AC2D EFGH, thanks",
        "AC2D-EFGH",
        "  ac2defgh\n",
        "link a c 2 d e f g h",
        "link AC2D\u2013EFGH",
    ],
)
def test_a_code_is_found_however_it_is_typed(said: str):
    assert code_in(said) == "AC2DEFGH"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "link",
        "code",
        "/link",
        "link telegram",
        "link my telegram",
        "link both apps",
        "link whatever",
        "whatever",
        "2222-3333",
        "call 2222 3333",
        "you were gr8t",
        "we had a row at 7, they went cold",
        "link " + "A2" * 5000,
        "link Ä2ÜÖ-ß3éè",
        "\0",
    ],
)
def test_words_and_numbers_are_no_code(said: str):
    assert code_in(said) is None


def test_a_wrong_code_is_still_a_code_where_it_looks_like_one():
    """Somebody who mistyped it is to be told so."""
    assert code_in("link ABCD-EFGH") == "ABCDEFGH"
    assert code_in("link 0O1I-5S2Z") == "0O1I5S2Z"


@given(st.text(), st.builds(new_code))
def test_every_code_is_found_and_nothing_fails(text: str, code: str):
    assert code_in(f"link {code[:4]} {code[4:].lower()}") == code
    assert code_in(shown(code)) == code
    assert typed(f" {shown(code.lower())} ") == code
    found = code_in(text)
    assert found is None or len(found) == 8
