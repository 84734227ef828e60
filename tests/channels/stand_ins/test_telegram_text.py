"""Marked-up text is read as Telegram reads it, or refused in its words."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.utils.markdown import quote_html
from aiogram.utils.text_decorations import html_decoration, markdown_decoration
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.stand_ins.telegram_text import CannotParseError, length, read


def mark(kind: str, offset: int, size: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": size, **more}


SEEN: list[tuple[str, str, str, list[dict[str, Any]]]] = [
    ("HTML", "plain & simple", "plain & simple", []),
    ("html", "<b>be</b> here", "be here", [mark("bold", 0, 2)]),
    ("HTML", "<i>a<b>b</b></i>", "ab", [mark("italic", 0, 2), mark("bold", 1, 1)]),
    ("HTML", "1 &lt; 2 &amp;&gt; &#65;&#x42; &nbsp;", "1 < 2 &> AB &nbsp;", []),
    ("HTML", "<B>x</B>", "x", [mark("bold", 0, 1)]),
    ("HTML", "<b></b>x", "x", []),
    ("HTML", "🤗<s>x</s>", "🤗x", [mark("strikethrough", 2, 1)]),
    (
        "HTML",
        "<a href=\"https://a.example/?a=1&amp;b='2'\">x</a>",
        "x",
        [mark("text_link", 0, 1, url="https://a.example/?a=1&b='2'")],
    ),
    ("HTML", '<span class="tg-spoiler">x</span>', "x", [mark("spoiler", 0, 1)]),
    ("HTML", "<blockquote expandable>x</blockquote>", "x", [mark("expandable_blockquote", 0, 1)]),
    ("HTML", '<pre><code class="language-python">x</code></pre>', "x", []),
    ("MarkdownV2", r"plain\. 1 \> 0", "plain. 1 > 0", []),
    ("MarkdownV2", "*bold _both_*", "bold both", [mark("bold", 0, 9), mark("italic", 5, 4)]),
    ("MarkdownV2", "__under__ ~out~ ||hidden||", "under out hidden", []),
    ("MarkdownV2", "`a.b` ```\nx.y```", "a.b \nx.y", []),
    (
        "MarkdownV2",
        r"[here](https://a.example/\))",
        "here",
        [mark("text_link", 0, 4, url="https://a.example/)")],
    ),
    ("MarkdownV2", ">quoted\n>more\nnot", "quoted\nmore\nnot", [mark("blockquote", 0, 11)]),
]

REFUSED = [
    ("HTML", "a < b", "Unclosed start tag at byte offset 2"),
    ("HTML", "a < b > c", 'Unsupported start tag "" at byte offset 2'),
    ("HTML", "<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("HTML", "é<br>", 'Unsupported start tag "br" at byte offset 2'),
    ("HTML", "<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("HTML", "x</b>", "Unexpected end tag at byte offset 1"),
    ("HTML", "<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
    ("HTML", '<span class="x">x</span>', 'must have class "tg-spoiler"'),
    ("MarkdownV2", "done.", "Character '.' is reserved"),
    ("MarkdownV2", "wow!", "Character '!' is reserved"),
    ("MarkdownV2", "1 > 0", "Character '>' is reserved"),
    ("MarkdownV2", "*bold", "Can't find end of Bold entity at byte offset 0"),
    ("MarkdownV2", "_a *b_ c*", "Can't find end of"),
    ("MarkdownV2", "[here](https", "Can't find end of a URL"),
    ("MarkdownV2", "[here", "Can't find end of TextLink entity"),
    ("Word", "x", "unsupported parse_mode"),
]


@pytest.mark.parametrize(("mode", "sent", "seen", "marks"), SEEN)
def test_markup_is_read(mode: str, sent: str, seen: str, marks: list[dict[str, Any]]):
    text, entities = read(sent, mode)
    assert text == seen
    if marks:
        assert entities == marks


@pytest.mark.parametrize(("mode", "sent", "told"), REFUSED)
def test_wrong_markup_is_refused_in_the_servers_words(mode: str, sent: str, told: str):
    with pytest.raises(CannotParseError) as error:
        read(sent, mode)
    assert told in str(error.value)


def test_without_a_mode_text_is_what_it_is():
    assert read("<b>1 > 0!", None) == ("<b>1 > 0!", [])


TEXT = st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\r"))


@given(TEXT)
def test_what_aiogram_escapes_is_seen_unchanged(text: str):
    assert read(quote_html(text), "HTML").text == text
    assert read(html_decoration.bold(quote_html(text)), "HTML").text == text
    assert read(markdown_decoration.quote(text), "MarkdownV2").text == text


@given(st.text(alphabet="<>/abi*_~|`[]()!\\. &;#\n", max_size=30))
def test_any_markup_is_either_read_or_refused(text: str):
    for mode in ("HTML", "MarkdownV2"):
        try:
            seen, entities = read(text, mode)
        except CannotParseError:
            continue
        assert length(seen) <= length(text)
        for entity in entities:
            assert 0 < entity["length"] <= length(seen) - entity["offset"]
