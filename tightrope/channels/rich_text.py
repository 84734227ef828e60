"""The assistant's little Markdown in the markup of other places, each with its own way to escape.

Known are paragraphs, line breaks, bold, italic, lists, quotes, code and links, as in the widget.
Anything else is shown as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

#: Schemes that can only be opened or dialled. The widget has the same.
ADDRESS = re.compile(r"(https?|mailto|tel):\S+", re.IGNORECASE)

Wrap = Callable[[str], str]


@dataclass(frozen=True)
class Markup:
    """How a place writes each kind of text. What is wrapped has been escaped."""

    escape: Wrap
    strong: Wrap
    em: Wrap
    code: Wrap
    quote: Wrap
    #: Address and text, both escaped.
    link: Callable[[str, str], str]


def _same(text: str) -> str:
    return text


PLAIN = Markup(
    escape=_same,
    strong=_same,
    em=_same,
    code=_same,
    quote=_same,
    link=lambda address, text: text if text == address else f"{text} ({address})",
)
"""No markup at all, for notifications and the like."""


def rendered(text: str, markup: Markup) -> str:
    """`text` in another place's markup.

    >>> rendered("**Now**, say: > [this](https://example.org)", PLAIN)
    'Now, say: > this (https://example.org)'
    """
    return _blocks(SyntaxTreeNode(_parser().parse(text)).children, markup)


@cache
def _parser() -> MarkdownIt:
    """Without HTML and pictures, whose source is then shown as text; blocks of code are text."""
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
        ["code", "image", "html_block", "html_inline", "entity", "reference", "hr"]
    )


def _blocks(nodes: list[SyntaxTreeNode], markup: Markup) -> str:
    return "\n\n".join(_block(node, markup) for node in nodes)


def _block(node: SyntaxTreeNode, markup: Markup) -> str:
    if node.type == "heading":
        return markup.strong(_inline(node, markup))
    if node.type == "blockquote":
        return markup.quote(_blocks(node.children, markup))
    if node.type in ("bullet_list", "ordered_list"):
        return _list(node, markup)
    if node.type == "fence":
        return markup.code(markup.escape(node.content.rstrip("\n")))
    return _inline(node, markup)


def _list(node: SyntaxTreeNode, markup: Markup) -> str:
    first = int(node.attrs.get("start", 1))
    lines = []
    for number, item in enumerate(node.children, first):
        mark = f"{number}." if node.type == "ordered_list" else "•"
        lines.append(f"{mark} {_blocks(item.children, markup)}")
    return "\n".join(lines)


def _inline(node: SyntaxTreeNode, markup: Markup) -> str:
    inner = "".join(_inline(child, markup) for child in node.children)
    if node.type == "text":
        return markup.escape(node.content)
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    if node.type == "code_inline":
        return markup.code(markup.escape(node.content))
    if node.type == "strong":
        return markup.strong(inner)
    if node.type == "em":
        return markup.em(inner)
    if node.type == "link":
        address = str(node.attrs["href"])
        return markup.link(markup.escape(address), inner) if ADDRESS.match(address) else inner
    return inner
