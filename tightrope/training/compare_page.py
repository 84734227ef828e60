"""The report of a comparison as one page: no script, nothing fetched, everything escaped.

It shows messages: it stays on this machine.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape

from tightrope.training.compare_changes import Difference
from tightrope.training.compare_messages import Messages
from tightrope.training.compare_pictures import Picture
from tightrope.training.compare_result import Compared, Comparison
from tightrope.training.compare_table import HEAD, Row, parsing, rows

FILE = "compare.html"
MOST = 200
"""Messages shown of each kind: the page is to be read."""

# The policy keeps even a fault in the escaping from running or fetching anything.
_HEAD = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>Tightrope: two models compared</title>
<style>
:root { --ink: #1d2530; --quiet: #566070; --page: #fdfcfa; --line: #d9d5cd; --good: #1b6b3a;
  --bad: #a3281e; --card: #f3f0ea; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e6e0; --quiet: #a8adb5; --page: #16191e; --line: #3a4049; --good: #7fd39b;
    --bad: #ff9d92; --card: #20252c; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; } h3 { font-size: 1rem; }
.quiet { color: var(--quiet); }
.better { color: var(--good); } .worse { color: var(--bad); }
.verdict { border-left: 0.3rem solid var(--good); padding: 0.1rem 1rem; background: var(--card); }
.verdict.no { border-color: var(--bad); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9rem; }
th, td { text-align: left; padding: 0.3rem 0.7rem 0.3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: normal; }
td:first-child { min-width: 11rem; }
img { max-width: 100%; height: auto; background: #fff; border-radius: 0.4rem; margin: 0.5rem 0; }
article { border-bottom: 1px solid var(--line); padding: 0.5rem 0; }
article p { margin: 0.2rem 0; }
blockquote { margin: 0.3rem 0; padding-left: 0.8rem; border-left: 2px solid var(--line); }
</style>
</head>
<body>
"""

Changed = Sequence[tuple[Messages, Sequence[Difference]]]


def as_page(comparison: Comparison, changed: Changed, pictures: Sequence[Picture]) -> str:
    """The whole page."""
    parts = [
        _HEAD,
        "<main>",
        "<h1>Two models compared</h1>",
        _models(comparison),
        _verdict(comparison.refusals()),
        *(_picture(picture) for picture in pictures),
        *(_figures(one.title, one.messages, rows(one.figures)) for one in comparison.sets),
        f"<p class=quiet>{escape(parsing(comparison))}</p>",
        _messages("What got worse", changed, better=False),
        _messages("What got better", changed, better=True),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _models(comparison: Comparison) -> str:
    return (
        f"<p>In use: {_model(comparison.in_use)}. Candidate: {_model(comparison.candidate)}. "
        f"<span class=quiet>{escape(comparison.date)}</span></p>\n"
        "<p class=quiet>This page shows people's messages. Keep it on this machine, out of issues "
        "and commits.</p>"
    )


def _model(model: Compared) -> str:
    return f"<b>{escape(model.model)}</b> (SHA-256 {escape(model.sha256[:12])})"


def _verdict(refused: Sequence[str]) -> str:
    if not refused:
        return (
            "<div class=verdict><p><b>The candidate may be put in use.</b> It hears no danger "
            "worse, and no label clearly worse. <code>tightrope promote</code> does it.</p></div>"
        )
    return (
        '<div class="verdict no"><p><b>The candidate will not be put in use.</b></p>\n'
        f"<ul>{''.join(f'<li>{escape(reason)}.</li>' for reason in refused)}</ul></div>"
    )


def _picture(picture: Picture) -> str:
    data = base64.b64encode(picture.png).decode()
    return f'<img alt="{escape(picture.alt)}" src="data:image/png;base64,{data}">'


def _figures(title: str, messages: int, shown: Iterable[Row]) -> str:
    head = "".join(f"<th scope=col>{escape(words)}</th>" for words in HEAD)
    body = "\n".join(_row(row) for row in shown)
    return (
        f"<h2>{escape(title[:1].upper() + title[1:])}</h2>\n<p class=quiet>{messages} messages. In "
        "brackets: 95 % bootstrap interval, the same messages drawn for both.</p>\n"
        # Reachable by the keyboard, since it scrolls where the screen is narrow.
        f'<div class=wide tabindex=0 role=region aria-label="{escape(title)}"><table>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>"
    )


def _row(row: Row) -> str:
    cells = "".join(f"<td>{escape(content)}</td>" for content in row.cells)
    mark = f" class={row.verdict}" if row.verdict else ""
    return f"<tr>{cells}<td{mark}>{row.verdict}</td></tr>"


def _messages(title: str, changed: Changed, better: bool) -> str:
    entries = [
        (messages.title, one)
        for messages, found in changed
        for one in found
        if one.better is better
    ]
    entries.sort(key=lambda entry: entry[1].weight)
    shown = "\n".join(_entry(words, one) for words, one in entries[:MOST])
    count = f"{len(entries)} in all, {min(MOST, len(entries))} shown, the gravest first."
    return f"<h2>{title}</h2>\n<p class=quiet>{count}</p>\n{shown}"


def _entry(title: str, one: Difference) -> str:
    mark = "better" if one.better else "worse"
    return (
        f"<article><p class=quiet>{escape(title)}, {escape(one.id)}</p>"
        f"<blockquote>{escape(one.text)}</blockquote>"
        f"<p>{escape(one.label)}: judged <b>{escape(one.judged)}</b>, in use "
        f"{escape(one.in_use)}, candidate <span class={mark}>{escape(one.candidate)}</span></p>"
        "</article>"
    )
