"""What is taken from a browser, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.channels.incoming import MAX_CHARACTERS, Incoming, Refused, clean, read_message

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["message", "id", "session_id", "metadata", "x"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


def test_a_message_is_read() -> None:
    data = ({"message": "hello", "id": "m1", "session_id": "token", "metadata": {"x": 1}},)
    assert read_message(data, ()) == Incoming("hello", "m1", "token")


@pytest.mark.parametrize(
    ("size", "reason"), [(MAX_CHARACTERS, None), (MAX_CHARACTERS + 1, "too_long")]
)
def test_the_limit_is_20_000_characters(size: int, reason: str | None) -> None:
    data = ({"message": "😀" * size},)
    if reason is None:
        assert len(read_message(data, ()).text) == size
    else:
        with pytest.raises(Refused, match=reason):
            read_message(data, ())


@given(st.lists(ANYTHING, max_size=3).map(tuple))
def test_anything_at_all_is_read_or_refused(data: tuple[object, ...]) -> None:
    try:
        incoming = read_message(data, ())
    except Refused:
        return
    assert incoming.text.strip()
    assert not incoming.text.strip().startswith("/")


@given(st.text(alphabet=st.characters(blacklist_categories=()), max_size=60))
def test_a_cleaned_text_can_be_stored_anywhere(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not any(ord(char) < 32 and char not in "\t\n" for char in cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("text", ["שלום 👩‍👩‍👧 naïve\ttab\nline", "‮right to left", "e\u0301"])
def test_what_people_write_is_not_touched(text: str) -> None:
    assert clean(text) == text
