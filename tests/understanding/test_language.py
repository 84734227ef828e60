"""Sentences of a message: where they begin and end in the text the person typed."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.understanding.encoder import Span
from tightrope.understanding.language import EnglishLanguage
from tightrope.understanding.readable import readable
from tightrope.understanding.sentence_encoder import sentence_spans
from tightrope.understanding.spacy_model import model_folder


@cache
def language() -> Any:
    return EnglishLanguage.load_model("en").model


def spans(text: str) -> tuple[Span, ...]:
    return sentence_spans(language()(readable(text)))


ANY_TEXT = st.one_of(
    st.text(st.characters() | st.characters(whitelist_categories=["Cs"]), max_size=200),
    st.text(" \n\t.?!,aBc'’😭é", max_size=200),
)


@settings(max_examples=60, deadline=None)
@given(text=ANY_TEXT)
def test_spans_are_trimmed_stretches_of_the_text_in_order(text: str):
    found = spans(text)
    for start, end in found:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    covered = "".join(text[start:end] for start, end in found)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n ", []),
        ("He left.", ["He left."]),
        ("  She cried. I said nothing!  ", ["She cried.", "I said nothing!"]),
        (
            "He asked twice.\n\nThen he slammed the door?  I slept on the couch.",
            ["He asked twice.", "Then he slammed the door?", "I slept on the couch."],
        ),
        (
            "he left!! why??\ni waited… and waited... no text",
            ["he left!!", "why??", "i waited…", "and waited...", "no text"],
        ),
        ("he left....\n\n\ni stayed\n\n\n\nalone", ["he left....", "i stayed", "alone"]),
        ('She said "no." And went.', ['She said "no."', "And went."]),
        ("He is 3.5 km away, Dr. who?", ["He is 3.5 km away, Dr. who?"]),
        (
            "I Told Her It's OVER. SHE CRIED ALL NIGHT.",
            ["I Told Her It's OVER.", "SHE CRIED ALL NIGHT."],
        ),
    ],
)
def test_sentences_are_split_as_a_reader_would(text: str, sentences: list[str]):
    assert [text[start:end] for start, end in spans(text)] == sentences


@pytest.mark.parametrize(
    ("package", "complaint"),
    [("no_such_model_anywhere", "is not installed"), ("a_package_without_a_model", "no spaCy")],
)
def test_a_missing_model_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, complaint: str
):
    (tmp_path / "a_package_without_a_model").mkdir()
    (tmp_path / "a_package_without_a_model" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(FileNotFoundError, match=rf"{package}.*`make install`") as caught:
        model_folder(package)
    assert complaint in str(caught.value)
