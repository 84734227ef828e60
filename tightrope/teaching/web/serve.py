"""The process of the teachers' page: listens on this machine until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable

from tightrope.running.settings import LOOPBACK, PortTakenError
from tightrope.teaching.web.app import make_app
from tightrope.teaching.web.calls import Room


def listen(port: int) -> socket.socket:
    """Takes the port, before anything else is begun.

    Raises:
        PortTakenError: Something else has it.
    """
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((LOOPBACK, port))
        taken.listen()
    except OSError as error:
        taken.close()
        raise PortTakenError(
            f"Port {port} is in use, perhaps by another teachers' page. Stop that, or take another "
            f"port: tightrope teach page --port {port + 1 if port < 65535 else port - 1}"
        ) from error
    return taken


def serve(room: Room, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Serves the page until SIGINT or SIGTERM.

    Args:
        room: What all requests share.
        listening: The port, taken.
        ready: Called once requests are answered.
    """
    asyncio.run(_serve(room, listening, ready))


async def _serve(room: Room, listening: socket.socket, ready: Callable[[], None]) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    server = await make_app(room).create_server(sock=listening, return_asyncio_server=True)
    await server.startup()
    ready()
    await stop.wait()
    server.close()
    room.threads.shutdown(wait=False, cancel_futures=True)
