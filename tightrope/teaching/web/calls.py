"""One request of a teacher who is logged in, on its way from the event loop to a thread and back.

SQLite, the encoder and the examples' files all take their time, so every call is answered in a
thread, with a memory of its own: nobody waits for what another asked.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tightrope.memory import MAINTAINER, Memory, Teacher
from tightrope.teaching.desk import Desk
from tightrope.teaching.web.address import Address
from tightrope.teaching.web.forms import Form
from tightrope.teaching.web.library import Library
from tightrope.teaching.web.refusals import NOT_LOGGED_IN, ONLY_MAINTAINERS, RefusedError
from tightrope.teaching.web.sessions import Sessions

THREADS = 4


@dataclass(frozen=True)
class Call:
    """What a teacher asks.

    Attributes:
        memory: The memory, open as long as the call takes.
        teacher: Who asks.
        library: The examples, and the desk.
        form: What came along.
        item: The number of the item that the address names; 0 where it names none.
    """

    memory: Memory
    teacher: Teacher
    library: Library
    form: Form
    item: int

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.library.desk


Answer = dict[str, Any]
Handler = Callable[[Call], Answer]


@dataclass
class Room:
    """What all requests share.

    Attributes:
        data: The data folder.
        address: Where the page is.
        library: The examples, and the desk.
        page: The folder of the built page.
        sessions: Who is logged in.
    """

    data: Path
    address: Address
    library: Library
    page: Path
    sessions: Sessions = field(default_factory=Sessions)
    threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(THREADS))

    def answer(
        self, handler: Handler, token: str, body: bytes, item: int, maintainers: bool
    ) -> Answer:
        """Answers one call; runs in a thread.

        Args:
            handler: What answers it.
            token: The token that the session began with.
            body: The body of the request.
            item: The number of the item that the address names, or 0.
            maintainers: Whether only they may ask.

        Raises:
            RefusedError: The token has ended, the role is another, or the body cannot be read.
        """
        with Memory(self.data) as memory:
            teacher = memory.teachers.of_token(token)
            if teacher is None:
                raise RefusedError(NOT_LOGGED_IN)
            if maintainers and teacher.role != MAINTAINER:
                raise RefusedError(ONLY_MAINTAINERS)
            return handler(Call(memory, teacher, self.library, Form(body), item))

    def teacher(self, token: str) -> Teacher | None:
        """The teacher of a token; runs in a thread."""
        with Memory(self.data) as memory:
            return memory.teachers.of_token(token)
