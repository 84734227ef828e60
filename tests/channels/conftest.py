"""A running server for the tests of the web chat, and clients that are closed afterwards."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.channels.chat_client import ChatClient
from tests.channels.echo_app import EchoServer, serve

Join = Callable[..., Awaitable[ChatClient]]


@pytest.fixture(scope="session")
def page_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built page in small: what the server does with it does not depend on what it says."""
    folder = tmp_path_factory.mktemp("dist")
    (folder / "index.html").write_text("<!doctype html><title>Page</title>")
    (folder / "index.html.gz").write_bytes(b"packed page")
    (folder / "assets").mkdir()
    (folder / "assets" / "chat.js").write_text("let chat;")
    (folder / "icon.svg").write_text("<svg/>")
    (folder / "notes.md").write_text("not for the web")
    return folder


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, page_folder: Path) -> Iterator[EchoServer]:
    """The web chat as ``rasa run`` serves it, with an agent that answers by rote."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIGHTROPE_DATA", str(tmp_path_factory.mktemp("var")))
        patch.delenv("TIGHTROPE_SESSION_SECRET", raising=False)
        options = {
            "page_folder": str(page_folder),
            "allowed_origins": ["https://friend.example"],
            "frame_ancestors": ["https://friend.example"],
        }
        with serve(options) as running:
            yield running


@pytest_asyncio.fixture
async def join(server: EchoServer) -> AsyncIterator[Join]:
    """Opens a client with a session of its own (``token=`` for another); closes all at the end."""
    clients: list[ChatClient] = []

    async def open_client(token: object = None, **more: object) -> ChatClient:
        client = ChatClient()
        clients.append(client)
        await client.connect(server.url)
        await client.open(token, **more)
        return client

    yield open_client
    for client in clients:
        await client.close()
