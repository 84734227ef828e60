"""Showing replies in the chat page, in the shapes of Rasa's own Socket.IO channel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from socketio import AsyncServer

from tightrope.channels.our_files import FILE_NAME
from tightrope.channels.outbox import Outbox
from tightrope.channels.replies import Picture, Reply, ReplyOutput
from tightrope.said import Button

Message = dict[str, Any]


def messages(reply: Reply) -> Iterator[Message]:
    """`reply` as the messages that clients of Rasa's Socket.IO channel know."""
    about: Message = {"erased": True} if reply.erased else {}
    if reply.buttons:
        buttons = [_quick_reply(each) for each in reply.buttons]
        yield {"text": reply.text, "quick_replies": buttons, **about}
    elif reply.text:
        yield {"text": reply.text, **about}
    if reply.custom is not None:
        yield {"custom": dict(reply.custom)}
    if reply.picture is not None:
        yield {"attachment": {"type": "image", "payload": _image(reply.picture)}}
    if reply.file is not None:
        payload = {"src": reply.file, "name": FILE_NAME}
        yield {"attachment": {"type": "file", "payload": payload}}


def _quick_reply(button: Button) -> Message:
    return {"content_type": "text", **button.dict()}


def _image(picture: Picture) -> Message:
    return {"src": picture.src, "alt": picture.alt} if picture.alt else {"src": picture.src}


class WebOutput(ReplyOutput):
    """Sends replies to every socket of a session, and keeps them for those that are away."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in trackers and in channel-specific responses."""
        return "web"

    def __init__(
        self, sio: AsyncServer, event: str, outbox: Outbox, answering: str | None = None
    ) -> None:
        """Reply through `sio` with `event`; `answering` is the id of the person's message."""
        super().__init__()
        self._sio = sio
        self._event = event
        self._outbox = outbox
        self._answering = answering

    async def deliver(self, recipient_id: str, reply: Reply) -> None:
        """Sends all of `reply` to the session `recipient_id`."""
        if reply.erased:
            self._outbox.forget(recipient_id)
        about = {} if self._answering is None else {"re": self._answering}
        for message in messages(reply):
            kept = self._outbox.add(
                recipient_id, {**message, **about}, unheard=not self._anybody_hears(recipient_id)
            )
            await self._sio.emit(self._event, kept, room=recipient_id)

    def _anybody_hears(self, session: str) -> bool:
        return any(self._sio.manager.get_participants("/", session))


class UnheardOutput(WebOutput):
    """For a turn whose person has gone: what is said goes nowhere and is not kept."""

    async def deliver(self, recipient_id: str, reply: Reply) -> None:
        """Says it to nobody."""
