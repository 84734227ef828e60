"""Showing replies in Slack: Block Kit, and files for pictures and what is taken along."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from tightrope.channels.delivery import Delivery
from tightrope.channels.latest_question import LatestQuestion
from tightrope.channels.our_files import read_our_file, read_our_picture
from tightrope.channels.replies import Picture, Reply, ReplyOutput
from tightrope.channels.rich_text import PLAIN, Markup, rendered
from tightrope.channels.slack_api import SlackApi
from tightrope.channels.splitting import split
from tightrope.said import Button

# https://docs.slack.dev/reference/block-kit/blocks
LONGEST_SECTION = 3000
LONGEST_TITLE = 75
LONGEST_ALT = 2000
#: Slack also limits what all blocks of a message hold, to somewhere between 9,600 and 11,300
#: characters (https://github.com/slackapi/bolt-js/issues/2867).
MOST_SECTIONS = 3
#: Slack allows 25 in a block; five fit on a line.
BUTTONS_IN_ROW = 5
#: What a notification shows.
LONGEST_NOTE = 500
SENDER = "slack-"

Block = dict[str, Any]


def escape(text: str) -> str:
    """`text` without meaning to Slack (https://docs.slack.dev/messaging/formatting-message-text)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quote(text: str) -> str:
    return "\n".join(f">{line}" for line in text.split("\n"))


MRKDWN = Markup(
    escape=escape,
    strong="*{}*".format,
    em="_{}_".format,
    code="`{}`".format,
    quote=_quote,
    link="<{}|{}>".format,
)


def sender_of(team: str, user: str) -> str:
    """Rasa's sender id for a person in a workspace."""
    return f"{SENDER}{team}-{user}"


def user_of(sender: str) -> str:
    """The user behind one of our sender ids."""
    return sender.rpartition("-")[2]


def sections(text: str) -> list[Block]:
    """`text` as blocks, none of them too long."""
    pieces = split(text, LONGEST_SECTION, lambda piece: len(rendered(piece, MRKDWN)))
    return [section(rendered(piece, MRKDWN)) for piece in pieces]


def section(mrkdwn: str) -> Block:
    """One block of text, in which Slack makes no links of its own."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}


def button(number: int, shown: Button) -> Block:
    """A button; `number` tells it from the others of its message."""
    title = shown.title
    if len(title) > LONGEST_TITLE:
        title = title[: LONGEST_TITLE - 1] + "…"
    return {
        "type": "button",
        "action_id": str(number),
        "text": {"type": "plain_text", "text": title, "emoji": True},
        "value": shown.payload,
    }


def rows(buttons: tuple[Button, ...]) -> list[Block]:
    """The buttons below a message."""
    elements = [button(number, shown) for number, shown in enumerate(buttons)]
    return [
        {"type": "actions", "elements": elements[first : first + BUTTONS_IN_ROW]}
        for first in range(0, len(elements), BUTTONS_IN_ROW)
    ]


class SlackOutput(ReplyOutput):
    """Sends replies to somebody's direct messages, or to the thread they wrote in."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in trackers and in channel-specific responses."""
        return "slack"

    def __init__(
        self,
        api: SlackApi,
        delivery: Delivery,
        questions: LatestQuestion,
        thread: str | None = None,
    ) -> None:
        """Send with `api` what is put into `delivery`, and note whose buttons are the latest.

        Only direct messages have threads that replies go to; elsewhere others read along.
        """
        super().__init__()
        self._api = api
        self._delivery = delivery
        self._questions = questions
        self._thread = thread

    async def deliver(self, recipient_id: str, reply: Reply) -> None:
        """Sends all of `reply`, in more than one message if need be."""
        self._put_text(recipient_id, reply.text, rows(reply.buttons))
        if reply.picture is not None:
            self._put_picture(recipient_id, reply.picture)
        if reply.file is not None:
            self._put_file(recipient_id, reply.file)
        if reply.custom is not None:
            self._put_text(recipient_id, json.dumps(reply.custom, ensure_ascii=False))

    def _put_text(self, recipient: str, text: str, below: Sequence[Block] = ()) -> None:
        shown = sections(text)
        parts = [
            shown[first : first + MOST_SECTIONS] for first in range(0, len(shown), MOST_SECTIONS)
        ]
        parts = parts or [[]]
        parts[-1] = [*parts[-1], *below]
        note = rendered(text, PLAIN)[:LONGEST_NOTE]
        for blocks in filter(None, parts):
            self._delivery.put(recipient, partial(self._post, recipient, note, blocks))

    def _put_picture(self, recipient: str, picture: Picture) -> None:
        """A picture, with its words for whoever cannot see it; the words where it is gone."""
        png = read_our_picture(picture.src)
        alt = picture.alt[:LONGEST_ALT] or picture.src
        if png is not None:
            send = partial(self._upload, recipient, "picture.png", png, alt_txt=alt)
            self._delivery.put(recipient, send)
        elif picture.src.startswith(("https://", "http://")):
            block = {"type": "image", "image_url": picture.src, "alt_text": alt}
            self._delivery.put(recipient, partial(self._post, recipient, alt, [block]))
        else:
            self._put_text(recipient, picture.alt)

    def _put_file(self, recipient: str, address: str) -> None:
        ours = read_our_file(address)
        if ours is None:
            self._put_text(recipient, address)
            return
        self._delivery.put(recipient, partial(self._upload, recipient, *ours))

    async def _post(self, recipient: str, note: str, blocks: list[Block]) -> None:
        sent = await self._api.call(
            "chat_postMessage",
            channel=await self._api.direct_channel(user_of(recipient)),
            text=note,
            blocks=blocks,
            thread_ts=self._thread,
            unfurl_links=False,
            unfurl_media=False,
        )
        if any(block["type"] == "actions" for block in blocks):
            self._questions.asked(recipient, float(sent["ts"]))

    async def _upload(self, recipient: str, name: str, content: bytes, **more: Any) -> None:
        await self._api.call(
            "files_upload_v2",
            channel=await self._api.direct_channel(user_of(recipient)),
            filename=name,
            title=name,
            content=content,
            thread_ts=self._thread,
            **more,
        )
