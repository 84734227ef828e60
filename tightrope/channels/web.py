"""The web chat: Rasa's Socket.IO channel made safe to put on the internet, and its page.

Differences from ``rasa.core.channels.socketio``:

- sessions are made by the server and held by the client as signed tokens (``sessions.py``);
- only pages of this origin, or of one that is allowed, may open a socket;
- a typed slash triggers nothing but the intents of buttons (``commands.py``);
- replies missed during a lost connection are sent again (``outbox.py``), and a message sent twice
  is answered once (``turns.py``);
- the acknowledgement of ``user_uttered`` says how the turn ended, after its last reply;
- nothing a person wrote is logged, and nobody can make it busy for all others (``rates.py``);
- a session can be left for good (``leaving.py``): by ``POST /leave`` or by saying ``/leave``;
- the page is served at ``/`` of the same port, and pictures of looking back at ``/pictures``
  (``kept_files.py``).

The events keep the names and shapes of Rasa's, so its other clients work: ``session_request``
``{"session_id": token | null, "last"?: seq, "keep"?: bool}`` is confirmed by ``session_confirm``
with a token, one that is good for long if it is to be kept on the device;
``user_uttered`` ``{"message", "id"?, "session_id"?: token}`` by ``bot_uttered`` events; one with
``"erased": true`` says that nothing before it is kept any more. One more event, ``left``, goes to
the other sockets of a session that was left: they should leave as well.
"""

import asyncio
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.socketio import SocketBlueprint, SocketIOInput
from sanic import Sanic
from socketio import AsyncServer

from tightrope.channels.answering import OnNewMessage, answered
from tightrope.channels.incoming import MAX_BYTES, Incoming, Refused, fields, read_message
from tightrope.channels.kept_files import add_kept_files
from tightrope.channels.leaving import COMMAND, INTENT, Farewell, asks_to_leave
from tightrope.channels.options import read_options
from tightrope.channels.our_files import FILE_NAME
from tightrope.channels.outbox import Outbox
from tightrope.channels.rates import Limits
from tightrope.channels.sessions import open_sessions
from tightrope.channels.turns import Ack, Turns
from tightrope.channels.web_options import NAME, WebOptions
from tightrope.channels.web_output import UnheardOutput, WebOutput
from tightrope.channels.words import words
from tightrope.memory import read_export, read_picture
from tightrope.serving.addresses import address_of
from tightrope.serving.page import Page, load_files


class WebBlueprint(SocketBlueprint):  # type: ignore[misc]
    """The channel's routes. They take the place of Rasa's greeting at ``/``."""

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Attach socket and page to ``app``, whose ``/`` is Rasa's "Hello from Rasa" until now."""
        app.router.routes_static.pop(("",), None)
        super().register(app, options)


class WebInput(SocketIOInput):  # type: ignore[misc]
    """The web chat, named ``tightrope.channels.web.WebInput`` in ``credentials.yml``."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in trackers and in channel-specific responses."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Make the channel from its part of ``credentials.yml``.

        Raises:
            RasaException: naming the option that is unknown or has a wrong value.
        """
        return cls(read_options(WebOptions, NAME, credentials))

    def __init__(self, options: WebOptions | None = None) -> None:
        """Make the channel; nothing is read or opened before ``blueprint`` is called."""
        self.options = options or WebOptions()
        super().__init__(session_persistence=True, socketio_path=self.options.socketio_path)
        self._outbox = Outbox()
        self._turns = Turns()
        self._limits = Limits()
        self._session_of: dict[str, str] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    def url_prefix(self) -> str:
        """The root of the server: an absolute path escapes Rasa's ``/webhooks/``."""
        return "/"

    def get_output_channel(self) -> WebOutput | None:
        """The way to people for messages outside a turn, such as reminders."""
        return None if self.sio is None else self._output()

    def blueprint(self, on_new_message: OnNewMessage) -> WebBlueprint:
        """Set up the socket and the page; ``on_new_message`` runs a turn.

        Raises:
            RasaException: if the session secret is too short.
        """
        self._on_new_message = on_new_message
        self._sessions = open_sessions(self.options.session_hours, self.options.keep_days)
        self.sio = AsyncServer(
            async_mode="sanic",
            cors_allowed_origins=self._may_open,
            cors_credentials=False,
            max_http_buffer_size=MAX_BYTES,
        )
        self.sio.on("session_request", self._on_session_request)
        self.sio.on(self.user_message_evt, self._on_user_message)
        self.sio.on("disconnect", self._on_disconnect)
        blueprint = WebBlueprint(self.sio, self.socketio_path, "web", __name__)
        Page(
            load_files(self.options.page_folder),
            words().page_missing,
            self.options.frame_ancestors,
            self.options.allowed_origins,
        ).add_to(blueprint)
        Farewell(self._may_open, self._on_farewell).add_to(blueprint)
        add_kept_files(blueprint, "pictures", read_picture, "image/png")
        attached = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
        plain = "text/plain; charset=utf-8"
        add_kept_files(blueprint, "files", read_export, plain, attached)
        return blueprint

    def _may_open(self, origin: str, environ: dict[str, Any]) -> bool:
        """True for pages of this very host, and for those of the allowed origins.

        The scheme is not compared: behind a proxy that ends TLS, the server does not know it.
        """
        if origin in self.options.allowed_origins:
            return True
        return bool(origin) and origin.partition("://")[2] == environ.get("HTTP_HOST")

    def _output(self, answering: str | None = None) -> WebOutput:
        return WebOutput(self.sio, self.bot_message_evt, self._outbox, answering)

    async def _join(self, sid: str, session: str) -> None:
        """Let this socket hear ``session`` and no other; what it leaves is over."""
        before = self._session_of.get(sid)
        if before == session or not self.sio.manager.is_connected(sid, "/"):
            return
        if before is not None:
            await self.sio.leave_room(sid, before)
            self._outbox.forget(before)
        self._session_of[sid] = session
        await self.sio.enter_room(sid, session)

    async def _on_session_request(self, sid: str, *data: Any) -> Ack:
        """Resume the session of a token, or open a new one, and say which."""
        asked = fields(data)
        resumed = self._sessions.read(asked.get("session_id"))
        session = resumed or self._sessions.new()
        seen = asked.get("last")
        if resumed is not None and isinstance(seen, int | float):
            await self._send_missed(sid, resumed, seen)
        await self._join(sid, session)
        token = self._sessions.token(session, self._is_to_keep(asked, resumed))
        await self.sio.emit("session_confirm", token, to=sid)
        return {
            "token": token,
            "resumed": resumed is not None,
            "left": self._sessions.was_left(asked.get("session_id")),
            "leave_to": self.options.leave_to,
        }

    def _is_to_keep(self, asked: dict[str, Any], resumed: str | None) -> bool:
        """What the request says about keeping; else as the token it resumes was given."""
        keep = asked.get("keep")
        if isinstance(keep, bool):
            return keep
        return resumed is not None and self._sessions.is_kept(asked.get("session_id"))

    async def _send_missed(self, sid: str, session: str, seen: float) -> None:
        """Send what came after ``seen``, and what comes meanwhile, before the socket joins."""
        while missed := self._outbox.since(session, seen):
            for reply in missed:
                await self.sio.emit(self.bot_message_evt, reply, to=sid)
            seen = missed[-1]["seq"]

    async def _on_user_message(self, sid: str, *data: Any) -> Ack:
        """Answer a message. What this returns is the acknowledgement, sent after the last reply."""
        asked = fields(data)
        if asks_to_leave(asked.get("message")):
            data = ({**asked, "message": COMMAND},)
        session = await self._session_for(sid, asked.get("session_id"))
        try:
            incoming = read_message(data, {*self.options.allowed_intents, INTENT})
            if incoming.text != COMMAND:
                await self._check_limits(sid, session)
        except Refused as refused:
            await self._say_why(session, refused)
            return {"ok": False, "error": refused.reason}
        ack = await self._answer(sid, session, incoming)
        if incoming.text == COMMAND:
            await self._close(session, but=sid)
        return ack

    async def _check_limits(self, sid: str, session: str) -> None:
        """Raises Refused where too much comes at once."""
        environ = self.sio.get_environ(sid)
        forwarded = str(environ.get("HTTP_X_FORWARDED_FOR", ""))
        address = address_of(environ["sanic.request"].ip, forwarded, self.options.proxies)
        if not await self._limits.take(session, address):
            raise Refused("too_fast")

    async def _say_why(self, session: str, refused: Refused) -> None:
        """Tells the person, where it is not plain to see."""
        if refused.reason == "too_long":
            await self._output().send_text_message(session, words().too_long)
        elif refused.reason == "too_fast" and await self._limits.should_tell(session):
            await self._output().send_text_message(session, words().too_fast)

    async def _session_for(self, sid: str, token: object) -> str:
        """The session of a message: its token's, else its socket's, else a new one."""
        session = self._sessions.read(token) or self._session_of.get(sid) or self._sessions.new()
        await self._join(sid, session)
        return session

    async def _answer(self, sid: str, session: str, incoming: Incoming) -> Ack:
        """Answer a message. One that came before is known by its id: its replies are sent again."""
        message_id = incoming.message_id
        if message_id is None:
            return await self._turn(session, incoming)
        if self._turns.is_done(session, message_id):
            replies = self._outbox.answers(session, message_id)
            for reply in replies:
                await self.sio.emit(self.bot_message_evt, reply, to=sid)
            if replies:
                return {"ok": True}
            self._turns.forget(session, message_id)
        return await self._turns.run(session, message_id, lambda: self._turn(session, incoming))

    async def _turn(self, session: str, incoming: Incoming) -> Ack:
        """Let Rasa answer. Where that fails, or nothing is said, the person is told."""
        output = self._output(incoming.message_id)
        message = UserMessage(
            incoming.text, output, session, input_channel=self.name(), metadata={}
        )
        if await answered(self._on_new_message, message, lambda: output.spoke):
            return {"ok": True}
        # Not as an answer to the message: it has none yet.
        await self._output().send_text_message(session, words().apology)
        return {"ok": False, "error": "failed"}

    def _on_farewell(self, token: str) -> None:
        """Leave the session of ``token``, if it is one; the browser is not kept waiting."""
        session = self._sessions.read(token)
        if session is None:
            return
        task = asyncio.ensure_future(self._leave(session))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _leave(self, session: str) -> None:
        """Close ``session``, and let Rasa reset its conversation, which may take its time."""
        await self._close(session)
        output = UnheardOutput(self.sio, self.bot_message_evt, self._outbox)
        message = UserMessage(COMMAND, output, session, input_channel=self.name(), metadata={})
        await answered(self._on_new_message, message, lambda: output.spoke)
        # Rasa runs one turn of a conversation after the other: one before may just have answered.
        self._outbox.forget(session)

    async def _close(self, session: str, but: str | None = None) -> None:
        """Let nobody go on with ``session``, and tell all its sockets to leave, but one."""
        self._sessions.leave(session)
        await self.sio.emit("left", room=session, skip_sid=but)
        await self.sio.close_room(session)
        self._session_of = {sid: held for sid, held in self._session_of.items() if held != session}
        self._outbox.forget(session)

    async def _on_disconnect(self, sid: str, *_reason: Any) -> None:
        self._session_of.pop(sid, None)
