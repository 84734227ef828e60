"""A client of the web chat for tests: a real websocket, and all that came over it, in order.

It speaks Socket.IO 5 by hand, as far as a chat needs it: python-engineio's own websocket client
asks for a newer aiohttp than Rasa 3.6 allows, and its polling client takes half a minute to leave.
"""

import asyncio
import json
from typing import Any

import aiohttp

#: Ends a test that waits for what never comes, in seconds.
PATIENCE = 5


def websocket_address(url: str, path: str = "/socket.io") -> str:
    """Where a browser opens its websocket to the server at ``url``."""
    return f"{url}{path}/?EIO=4&transport=websocket"


class ChatClient:
    """One browser tab, without the browser."""

    def __init__(self) -> None:
        self.token: str | None = None
        self.replies: list[dict[str, Any]] = []
        #: Every event and acknowledgement in the order of arrival.
        self.seen: list[tuple[str, Any]] = []
        self._acks: dict[int, asyncio.Future[Any]] = {}
        self._arrived = asyncio.Event()

    async def connect(self, url: str, path: str = "/socket.io", **headers: str) -> None:
        """Open the socket, with more request headers if wanted."""
        self._http = aiohttp.ClientSession()
        try:
            self._socket = await self._http.ws_connect(
                websocket_address(url, path), headers=headers
            )
        except BaseException:
            await self._http.close()
            raise
        await self._socket.receive_str(timeout=PATIENCE)  # 0: the transport is open
        await self._socket.send_str("40")
        await self._socket.receive_str(timeout=PATIENCE)  # 40: the namespace is open
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            packet = str(message.data)
            if packet == "2":
                await self._socket.send_str("3")
            elif packet.startswith("42"):
                self._take(*json.loads(packet[2:]))
            elif packet.startswith("43"):
                number, _, value = packet[2:].partition("[")
                [ack] = json.loads("[" + value) or [None]
                self.seen.append(("ack", ack))
                self._acks.pop(int(number)).set_result(ack)

    def _take(self, event: str, value: Any = None) -> None:
        self.seen.append((event, value))
        if event == "bot_uttered":
            self.replies.append(value)
        self._arrived.set()

    async def emit(self, event: str, *values: Any) -> None:
        """Send an event and wait for nothing."""
        await self._socket.send_str("42" + json.dumps([event, *values]))

    async def call(self, event: str, *values: Any) -> Any:
        """Send an event; returns its acknowledgement."""
        number = len(self.seen) * 1000 + len(self._acks)
        ack = self._acks[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_str(f"42{number}" + json.dumps([event, *values]))
        return await asyncio.wait_for(ack, PATIENCE)

    async def open(self, token: object = None, **more: Any) -> dict[str, Any]:
        """Ask for the session of ``token`` or a new one; returns what the server answered."""
        answer = await self.call("session_request", {"session_id": token, **more})
        self.token = answer["token"]
        return dict(answer)

    async def say(self, text: str, **more: Any) -> Any:
        """Say ``text``; returns the acknowledgement."""
        return await self.call("user_uttered", {"message": text, **more})

    async def wait_for(self, count: int) -> None:
        """Wait until ``count`` replies have come."""
        while len(self.replies) < count:
            self._arrived.clear()
            await asyncio.wait_for(self._arrived.wait(), PATIENCE)

    def texts(self) -> list[str | None]:
        """The texts of the replies."""
        return [reply.get("text") for reply in self.replies]

    async def close(self) -> None:
        """Leave."""
        await self._socket.close()
        await self._reading
        await self._http.close()
