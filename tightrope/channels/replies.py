"""One structure for everything the assistant says; each channel shows all of it in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import OutputChannel

from tightrope.said import Button


@dataclass(frozen=True)
class Picture:
    """A picture: its address, ours (`/pictures/…`) or anybody's, and the same in words."""

    src: str
    alt: str


@dataclass(frozen=True)
class Reply:
    """One message to a person. What there is of it is shown in this order.

    `text` is in the little Markdown of `rich_text.py`, and names its sources itself. `file` is the
    address of something to take along (`/files/…`). `custom` is for clients that know what it is.
    `erased` says that everything before this message was erased.
    """

    text: str = ""
    buttons: tuple[Button, ...] = ()
    picture: Picture | None = None
    file: str | None = None
    custom: Mapping[str, Any] | None = None
    erased: bool = False

    @classmethod
    def of(cls, message: Mapping[str, Any]) -> Reply:
        """Reads what an action or a response of the domain says, in Rasa's shape."""
        buttons = [*(message.get("buttons") or ()), *(message.get("quick_replies") or ())]
        image = message.get("image")
        metadata = message.get("metadata") or {}
        alt = str(metadata.get("alt") or "")
        return cls(
            text=(message.get("text") or "").strip(),
            buttons=tuple(_button(button) for button in buttons),
            picture=Picture(image, alt) if image else None,
            file=message.get("attachment") or None,
            custom=message.get("custom") or None,
            erased=metadata.get("erased") is True,
        )


def _button(button: Mapping[str, Any]) -> Button:
    """A button without a payload sends its title."""
    return Button(title=button["title"], payload=button.get("payload") or button["title"])


class ReplyOutput(OutputChannel):  # type: ignore[misc]
    """Leads all of Rasa's ways to say something to one: `deliver`."""

    def __init__(self) -> None:
        """Nothing was said yet."""
        #: True once something was said.
        self.spoke = False

    async def deliver(self, recipient_id: str, reply: Reply) -> None:
        """Shows `reply` to the person behind Rasa's `recipient_id`."""
        raise NotImplementedError

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Says a whole message of Rasa's."""
        reply = Reply.of(message)
        if reply != Reply():
            self.spoke = True
            await self.deliver(recipient_id, reply)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Says `text` whole: cut at blank lines, as Rasa does it, lists and quotes fall apart."""
        await self.send_response(recipient_id, {"text": text})

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: Iterable[Mapping[str, Any]], **kwargs: Any
    ) -> None:
        """Says `text` with quick answers."""
        await self.send_response(recipient_id, {"text": text, "buttons": buttons})

    async def send_image_url(self, recipient_id: str, image: str, **kwargs: Any) -> None:
        """Shows a picture; the response's `metadata: {alt: ...}` says it in words."""
        await self.send_response(recipient_id, {"image": image, **kwargs})

    async def send_attachment(self, recipient_id: str, attachment: str, **kwargs: Any) -> None:
        """Hands over a file."""
        await self.send_response(recipient_id, {"attachment": attachment})

    async def send_custom_json(
        self, recipient_id: str, json_message: dict[str, Any], **kwargs: Any
    ) -> None:
        """Sends a custom message to this recipient, wherever it asks to go."""
        await self.send_response(recipient_id, {"custom": json_message})
