"""A Rasa server with the web chat and, in place of a trained agent, one that answers by rote.

The tests start it in a thread (``EchoServer``). To look at the widget by hand::

    python -m tests.channels.echo_app 5005
"""

import asyncio
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.run import configure_app
from sanic import Sanic

from tightrope.channels.button_intents import BUTTON_INTENTS
from tightrope.channels.web import WebInput

DOT = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='320' height='120'%3E"
    "%3Crect width='320' height='120' rx='16' fill='%23f2b98b'/%3E%3C/svg%3E"
)
ANSWER = """\
It sounds as if your message stayed unanswered for a long evening, and that hurt.

**When it is tense:** say in one sentence that you are there, and leave the rest for later.

> I am here, and I am not going anywhere. Let us talk tomorrow.

Mind that *constant* reassurance wears both of you down. Three things that help tonight:

- a short walk
- a glass of water
- [somebody to talk to](https://example.org/lines)"""
MOMENTS = [
    {"title": "Another idea", "payload": "/another_idea"},
    {"title": "Why this?", "payload": "/why_this"},
    {"title": "It helped", "payload": "/it_helped"},
    {"title": "It didn't", "payload": "/it_did_not_help"},
    {"title": "Things are calm now", "payload": "/calm_now"},
]

ERASE = [
    {"title": "Yes, erase everything", "payload": '/erase{"sure": "yes"}'},
    {"title": "No, keep it", "payload": '/erase{"sure": "no"}'},
]
#: Also those that menu items name.
INTENTS = [*BUTTON_INTENTS]


class EchoAgent:
    """Answers a few words in fixed ways and echoes the rest; keeps what it was given."""

    def __init__(self) -> None:
        self.heard: list[UserMessage] = []

    def is_ready(self) -> bool:
        return True

    async def handle_message(self, message: UserMessage) -> None:
        self.heard.append(message)
        out, to, text = message.output_channel, message.sender_id, message.text
        if text == "/greet":
            await out.send_response(
                to,
                {
                    "text": "Hello. Tell me about one exchange with your partner, "
                    "in your own words. Is it happening right now?",
                    "buttons": [
                        {"title": "Yes, right now", "payload": '/inform{"moment": "tension"}'},
                        {"title": "No, it is calm", "payload": '/inform{"moment": "calm"}'},
                    ],
                },
            )
        elif text == "three":
            for word in ("one", "two", "three"):
                await out.send_text_message(to, word)
                await asyncio.sleep(0.02)
        elif text == "picture":
            await out.send_response(to, {"image": DOT, "metadata": {"alt": "A warm field"}})
        elif text.startswith("file "):
            await out.send_response(to, {"attachment": text.removeprefix("file ")})
        elif text == ERASE[0]["payload"]:
            metadata = {"erased": True}
            await out.send_response(to, {"text": "All gone.", "metadata": metadata})
        elif text == "/erase":
            await out.send_response(to, {"text": "Erase all of it?", "buttons": ERASE})
        elif text.startswith("wait "):
            await asyncio.sleep(float(text.removeprefix("wait ")))
            await out.send_text_message(to, "Here I am.")
        elif text == "silence":
            return
        elif text.startswith("fail"):
            raise ValueError(f"cannot cope with {text}")
        elif text.startswith("/") or text.startswith("echo "):
            await out.send_text_message(to, text)
        else:
            await out.send_response(to, {"text": ANSWER, "buttons": MOMENTS})


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_app(channel: InputChannel) -> tuple[Sanic, EchoAgent]:
    """The server as ``rasa run`` sets it up, with an ``EchoAgent`` for the model."""
    Sanic.test_mode = True  # lets apps of one name start one after the other in a process
    app = configure_app([channel], enable_api=False, use_uvloop=False)
    app.ctx.agent = EchoAgent()
    return app, app.ctx.agent


class EchoServer:
    """A running server: its address, its loop, its channel, and what its agent heard."""

    def __init__(
        self, port: int, channel: InputChannel, agent: EchoAgent, loop: asyncio.AbstractEventLoop
    ) -> None:
        self.loop = loop
        self.host = f"127.0.0.1:{port}"
        self.url = f"http://{self.host}"
        self.channel = channel
        self.agent = agent

    def heard(self) -> list[str | None]:
        """The texts that reached the agent."""
        return [message.text for message in self.agent.heard]


def serve(
    options: dict[str, Any] | None = None, port: int | None = None
) -> AbstractContextManager[EchoServer]:
    """Run a server with the web chat on a loopback port until the block ends."""
    return serve_channel(
        WebInput.from_credentials({"allowed_intents": INTENTS, **(options or {})}), port
    )


@contextmanager
def serve_channel(channel: InputChannel, port: int | None = None) -> Iterator[EchoServer]:
    """Run a server with one channel on a loopback port, in a thread of its own."""
    port = port or free_port()
    loop = asyncio.new_event_loop()
    started, failures = threading.Event(), []
    made: list[EchoServer] = []

    def run() -> None:
        asyncio.set_event_loop(loop)
        try:
            app, agent = make_app(channel)
            server = loop.run_until_complete(
                app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
            )
            loop.run_until_complete(server.startup())
            loop.run_until_complete(server.after_start())
            made.append(EchoServer(port, channel, agent, loop))
        except BaseException as error:
            failures.append(error)
            return
        finally:
            started.set()
        loop.run_forever()
        loop.run_until_complete(server.before_stop())
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
            loop.run_until_complete(asyncio.wait([task]))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    started.wait()
    if failures:
        raise failures[0]
    try:
        yield made[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


if __name__ == "__main__":
    with serve(port=int(sys.argv[1])) as running:
        print(running.url, flush=True)
        threading.Event().wait()
