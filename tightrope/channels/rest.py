"""Rasa's REST channel for programs on the same machine, with the manners of the other channels."""

from __future__ import annotations

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint

from tightrope.channels.answering import OnNewMessage, answered
from tightrope.channels.button_intents import BUTTON_INTENTS
from tightrope.channels.commands import as_command, disarm
from tightrope.channels.incoming import clean
from tightrope.channels.words import words


class RestChannel(RestInput):  # type: ignore[misc]
    """`POST /webhooks/rest/webhook` with `{"sender": ..., "message": ...}`.

    Only what buttons send counts as a command; a turn that fails or stays silent is answered with
    an apology, and its text is not logged.
    """

    @classmethod
    def name(cls) -> str:
        """The channel's name, as in Rasa."""
        return "rest"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Rasa's own routes around our way to run a turn."""

        async def turn(message: UserMessage) -> None:
            text = clean(message.text or "")
            message.text = disarm(as_command(text) or text, BUTTON_INTENTS)
            output = message.output_channel
            if not await answered(on_new_message, message, lambda: bool(output.messages)):
                await output.send_text_message(message.sender_id, words().apology)

        return super().blueprint(turn)
