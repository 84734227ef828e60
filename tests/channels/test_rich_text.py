"""The assistant's Markdown as other places write it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.stand_ins.telegram_text import read
from tightrope.channels.rich_text import PLAIN, rendered
from tightrope.channels.slack_output import MRKDWN
from tightrope.channels.telegram_output import HTML

CASES = {
    "words": ("Hello you.", "Hello you.", "Hello you.", "Hello you."),
    "bold and italic": ("**now**, *here*", "now, here", "<b>now</b>, <i>here</i>", "*now*, _here_"),
    "what Telegram and Slack take for markup": (
        "a < b & c > d",
        "a < b & c > d",
        "a &lt; b &amp; c &gt; d",
        "a &lt; b &amp; c &gt; d",
    ),
    "html is text": (
        "<b>x</b> &amp;",
        "<b>x</b> &amp;",
        "&lt;b&gt;x&lt;/b&gt; &amp;amp;",
        "&lt;b&gt;x&lt;/b&gt; &amp;amp;",
    ),
    "paragraphs and lines": ("a\nb\n\nc", "a\nb\n\nc", "a\nb\n\nc", "a\nb\n\nc"),
    "a list": ("- one\n- *two*", "• one\n• two", "• one\n• <i>two</i>", "• one\n• _two_"),
    "a numbered list": ("3. c\n4. d", "3. c\n4. d", "3. c\n4. d", "3. c\n4. d"),
    "a quote": ("> a\n> b", "a\nb", "<blockquote>a\nb</blockquote>", ">a\n>b"),
    "a heading": ("# Now", "Now", "<b>Now</b>", "*Now*"),
    "code": ("`a<b`", "a<b", "<code>a&lt;b</code>", "`a&lt;b`"),
    "a link": (
        "[here](https://example.org/?a=1&b=2)",
        "here (https://example.org/?a=1&b=2)",
        '<a href="https://example.org/?a=1&amp;b=2">here</a>',
        "<https://example.org/?a=1&amp;b=2|here>",
    ),
    "a link that could run something": ("[x](javascript:alert(1))",)
    + ("[x](javascript:alert(1))",) * 3,
    "an address that is no link": ("[x](data:text/html,hi)",) + ("[x](data:text/html,hi)",) * 3,
    "nothing": ("", "", "", ""),
}


@pytest.mark.parametrize(("text", "plain", "html", "mrkdwn"), CASES.values(), ids=CASES)
def test_each_place_has_its_own_markup(text: str, plain: str, html: str, mrkdwn: str):
    assert rendered(text, PLAIN) == plain
    assert rendered(text, HTML) == html
    assert rendered(text, MRKDWN) == mrkdwn


ANY = st.text(alphabet=st.sampled_from("ab <>&*_`[]()#-+.!~|\\\n\t'\"1/:"), max_size=60)


@given(ANY)
def test_telegram_can_read_whatever_we_write(text: str):
    read(rendered(text, HTML), "HTML")


@given(ANY)
def test_slack_sees_no_reference_but_our_links(text: str):
    assert (
        re.sub(r"<(https?|mailto|tel):[^<>|]+\|[^<>]*>", "", rendered(text, MRKDWN)).count("<") == 0
    )


@given(st.text(alphabet="abc xyz,;?", max_size=60))
def test_words_stay_as_they_are(text: str):
    assert rendered(text, PLAIN).split() == text.split()
