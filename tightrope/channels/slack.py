"""Slack: Rasa's channel made safe, private and complete.

Differences from ``rasa.core.channels.slack``:

- a request counts once: neither a replayed one nor Slack's own repetition is answered twice;
- answers go to the direct messages of whoever wrote, whatever place they wrote in;
- all buttons are shown, and in their place, once pressed, what was chosen;
- long texts are cut, pictures and files sent along; replies wait where Slack is down or limits us;
- slash commands, and a page that shows what is kept and erases it;
- a typed slash triggers nothing but the menu's commands; nothing a person wrote is logged.
"""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.channels.slack import SlackInput as StockSlackInput
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response
from slack_sdk.signature import SignatureVerifier

from tightrope.channels.answering import OnNewMessage
from tightrope.channels.commands import as_command
from tightrope.channels.delivery import Delivery
from tightrope.channels.hearing import Hearing
from tightrope.channels.latest_question import LatestQuestion
from tightrope.channels.options import read_options
from tightrope.channels.seen import Seen
from tightrope.channels.slack_api import SlackApi
from tightrope.channels.slack_home import home
from tightrope.channels.slack_options import NAME, SlackOptions
from tightrope.channels.slack_output import SlackOutput, escape, sender_of
from tightrope.channels.slack_requests import (
    Challenge,
    Command,
    HomeOpened,
    MalformedError,
    Mention,
    Message,
    Person,
    Press,
    Told,
    read_request,
)
from tightrope.channels.stored_words import stored_in_words
from tightrope.channels.unreachable import forget_promise
from tightrope.channels.words import words

logger = logging.getLogger(__name__)

#: Slack's own requests have some ten thousand bytes.
LARGEST_REQUEST = 1_000_000
#: Requests older than five minutes are refused by their time, so that is how long one can return.
REPLAYED_WITHIN = 600.0
HELP = "help"


class SlackInput(StockSlackInput):  # type: ignore[misc]
    """The channel, named ``tightrope.channels.slack.SlackInput`` in ``credentials.yml``."""

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SlackInput:
        """Make the channel from its part of ``credentials.yml``.

        Raises:
            RasaException: naming the option that is unknown or has a wrong value.
        """
        return cls(read_options(SlackOptions, NAME, credentials))

    def __init__(self, options: SlackOptions) -> None:
        """Make the channel; nothing is opened before the first message."""
        self._options = options
        self._api = SlackApi(options.token, options.api)
        self._delivery = Delivery("Slack", forget_promise)
        self._questions = LatestQuestion()
        self._signatures = Seen(REPLAYED_WITHIN)
        self._seen = Seen()

    def get_output_channel(
        self, channel: str | None = None, thread_id: str | None = None
    ) -> SlackOutput | None:
        """The way to people, in a turn and outside one; None where the channel is off."""
        if self._options.missing:
            return None
        return SlackOutput(self._api, self._delivery, self._questions, thread_id)

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The one address that events, buttons and commands come to."""
        blueprint = Blueprint("slack", __name__)
        if self._options.missing:
            missing = " and ".join(self._options.missing)
            logger.warning("Slack is off. Set %s to switch it on.", missing)
            return blueprint
        self._hearing = Hearing(self.name(), on_new_message)
        self._verifier = SignatureVerifier(self._options.signing_secret)

        async def take(request: Request) -> HTTPResponse:
            return await self._on_request(request)

        blueprint.add_route(take, "/webhook", methods=["POST"], name="take", stream=True)
        blueprint.listener("before_server_stop")(self._stop)
        return blueprint

    async def _stop(self, _app: Sanic, _loop: object) -> None:
        await self._api.close()

    async def _on_request(self, request: Request) -> HTTPResponse:
        """Takes a request and answers at once: Slack repeats what takes longer than 3 seconds."""
        request.stream.request_max_size = LARGEST_REQUEST
        await request.receive_body()
        signature = request.headers.get("x-slack-signature", "")
        if not self._is_slacks(request, signature) or self._signatures.again(signature):
            return empty(403)
        try:
            told = read_request(request.body, request.headers.get("content-type", ""))
        except MalformedError:
            return empty(400)
        if isinstance(told, Challenge):
            return json_response({"challenge": told.text})
        done = empty(200, {"X-Slack-No-Retry": "1"})
        if told is None or self._seen.again(told.id):
            return done
        self._take(told)
        if isinstance(told, Command) and not told.private:
            where = words().slack.answered_directly
            return json_response({"response_type": "ephemeral", "text": where})
        return done

    def _is_slacks(self, request: Request, signature: str) -> bool:
        """True if the request was signed by Slack within the last five minutes."""
        time = request.headers.get("x-slack-request-timestamp", "")
        try:
            return self._verifier.is_valid(request.body, time, signature)
        except ValueError:
            # A time that is no number, or a body that is no text.
            return False

    def _take(self, told: Told) -> None:
        """Deals with a request after its receipt."""
        if isinstance(told, Message):
            self._hearing.later(self._on_message(told))
        elif isinstance(told, Mention):
            self._hearing.later(self._on_mention(told))
        elif isinstance(told, HomeOpened):
            self._hearing.later(self._show_home(told.person))
        elif isinstance(told, Press):
            self._hearing.later(self._on_press(told))
        else:
            self._hearing.later(self._on_command(told))

    def _output(self, thread: str | None = None) -> SlackOutput:
        return SlackOutput(self._api, self._delivery, self._questions, thread)

    async def _hear(self, person: Person, text: str, thread: str | None = None) -> None:
        sender = sender_of(person.team, person.user)
        await self._hearing.hear(sender, text, self._output(thread))

    async def _on_message(self, message: Message) -> None:
        self._api.direct_channels[message.person.user] = message.channel
        if message.text is None:
            sender = sender_of(message.person.team, message.person.user)
            await self._output(message.thread).send_text_message(sender, words().only_text)
            return
        await self._hear(message.person, message.text, message.thread)

    async def _on_mention(self, mention: Mention) -> None:
        """Answers where nobody else reads along, and says in the thread that it did."""
        self._hearing.later(self._point_to_direct_messages(mention))
        await self._hear(mention.person, mention.text or "/greet")

    async def _point_to_direct_messages(self, mention: Mention) -> None:
        await self._api.attempt(
            "chat_postMessage",
            channel=mention.channel,
            thread_ts=mention.thread,
            text=words().slack.mentioned,
        )

    async def _on_press(self, press: Press) -> None:
        sender = sender_of(press.person.team, press.person.user)
        if press.message is not None:
            if self._questions.is_past(sender, float(press.message), press.value):
                output = self._output(press.thread)
                await output.send_text_message(sender, words().old_question)
                return
            self._hearing.later(self._mark(press))
        await self._hear(press.person, press.value, press.thread)
        if press.at_home:
            await self._show_home(press.person)

    async def _mark(self, press: Press) -> None:
        """Shows what was chosen in the place of the buttons."""
        chosen = words().chosen.format(title=escape(press.title))
        kept = [block for block in press.blocks if block.get("type") != "actions"]
        context = {"type": "context", "elements": [{"type": "mrkdwn", "text": chosen}]}
        await self._api.attempt(
            "chat_update",
            channel=press.channel,
            ts=press.message,
            text=press.text,
            blocks=[*kept, context],
        )

    async def _on_command(self, command: Command) -> None:
        """`/tightrope why` is `/why`; what is no command is somebody's words."""
        typed = f"/{command.text or HELP}"
        await self._hear(command.person, typed if as_command(typed) else command.text)

    async def _show_home(self, person: Person) -> None:
        kept = stored_in_words(sender_of(person.team, person.user))
        await self._api.attempt("views_publish", user_id=person.user, view=home(kept))
