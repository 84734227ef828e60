"""Our page in Slack: what is kept of whoever looks at it, and the buttons to copy and erase it."""

from __future__ import annotations

from typing import Any

from tightrope.channels.rich_text import rendered
from tightrope.channels.slack_output import MRKDWN, Block, button, section
from tightrope.channels.words import words
from tightrope.said import Button

ERASE = '/erase{"sure": "yes"}'
EXPORT = "/export"


def home(kept: list[str]) -> dict[str, Any]:
    """The page as Slack's API takes it; `kept` are lines that say what is kept.

    https://docs.slack.dev/surfaces/app-home
    """
    texts = words().slack
    told = "\n".join(f"• {line}" for line in kept) or texts.home_nothing
    blocks: list[Block] = [
        {"type": "header", "text": {"type": "plain_text", "text": texts.home_title}},
        section(rendered(texts.home_begin, MRKDWN)),
        {"type": "divider"},
        section(rendered(texts.home_kept.format(kept=told), MRKDWN)),
    ]
    if kept:
        blocks.append({"type": "actions", "elements": [_export(), _erase()]})
    return {"type": "home", "blocks": blocks}


def _export() -> Block:
    return button(0, Button(title=words().slack.export_button, payload=EXPORT))


def _erase() -> Block:
    """The button asks back by itself, so that the assistant need not."""
    texts = words().slack
    plain = {
        "title": texts.erase_title,
        "text": texts.erase_text,
        "confirm": texts.erase_yes,
        "deny": texts.erase_no,
    }
    confirm = {part: {"type": "plain_text", "text": text} for part, text in plain.items()}
    shown = button(1, Button(title=texts.erase_button, payload=ERASE))
    return {**shown, "style": "danger", "confirm": confirm}
