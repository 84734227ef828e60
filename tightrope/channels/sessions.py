"""Sessions of the web chat: ids that cannot be guessed, handed out as tokens that cannot be forged.

Rasa's own Socket.IO channel lets the client name its session, so whoever names another's reads and
writes that conversation. Here the server makes the id, and the client only ever holds it signed.
"""

import os
import secrets
import time
from pathlib import Path
from typing import Any

import jwt
from rasa.shared.exceptions import RasaException

from tightrope.channels.left_sessions import FILE as LEFT_FILE
from tightrope.channels.left_sessions import LeftSessions
from tightrope.channels.our_files import data_folder

ALGORITHM = "HS256"
#: Distinguishes these tokens from any other that the same secret may sign.
AUDIENCE = "tightrope-web"
SECRET_VARIABLE = "TIGHTROPE_SESSION_SECRET"
SECRET_FILE = "session_secret"
#: Claim of the tokens that are kept on a device.
KEPT = "keep"
DAY = 24 * 3600
#: Shorter keys weaken HS256 (RFC 7518, section 3.2).
MIN_SECRET_BYTES = 32


def open_sessions(hours: float, keep_days: float) -> "Sessions":
    """The sessions of this data folder, each good for ``hours`` after its last use.

    Those that somebody keeps on a device are good for ``keep_days``.

    Raises:
        RasaException: if the secret is shorter than HS256 needs.
    """
    longest = max(hours * 3600, keep_days * DAY)
    left = LeftSessions(data_folder() / LEFT_FILE, longest)
    return Sessions(load_secret(), hours, left, keep_days)


def load_secret() -> str:
    """The signing secret: from the environment, else from the data folder, where it is made once.

    Raises:
        RasaException: if the secret is shorter than HS256 needs.
    """
    given = os.environ.get(SECRET_VARIABLE)
    if given:
        return _checked(given, f"the environment variable {SECRET_VARIABLE}")
    path = data_folder() / SECRET_FILE
    return _checked(_read_or_make(path), str(path))


def _checked(secret: str, where: str) -> str:
    if len(secret.encode()) >= MIN_SECRET_BYTES:
        return secret
    raise RasaException(
        f"The secret in {where} has fewer than {MIN_SECRET_BYTES} bytes, too few to sign the "
        "sessions of the web chat. Make a new one with: "
        'python -c "import secrets; print(secrets.token_hex(32))"'
    )


def _read_or_make(path: Path) -> str:
    """Read the secret at ``path``; where there is none, write one that only its owner can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    secret = secrets.token_hex(32)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret)
    return secret


class Sessions:
    """Makes session ids and turns them into signed tokens and back."""

    def __init__(
        self, secret: str, hours: float, left: LeftSessions | None = None, keep_days: float = 90
    ) -> None:
        """Sign with ``secret``; a token is good for ``hours`` and renewed whenever it is used.

        One that is kept on a device is good for ``keep_days``. Sessions in ``left`` are refused;
        without it, those that are left from now on.
        """
        self._secret = secret
        self._seconds = hours * 3600
        self._kept_seconds = keep_days * DAY
        self._left = left or LeftSessions(None, max(self._seconds, self._kept_seconds))

    def new(self) -> str:
        """A session id with 128 bits of chance: Rasa's ``sender_id`` for this conversation."""
        return f"web-{secrets.token_hex(16)}"

    def token(self, session: str, keep: bool = False) -> str:
        """The token a client may hold for ``session``, or ``keep`` for long."""
        seconds = self._kept_seconds if keep else self._seconds
        claims: dict[str, object] = {
            "sub": session,
            "aud": AUDIENCE,
            "exp": int(time.time() + seconds),
        }
        if keep:
            claims[KEPT] = True
        return jwt.encode(claims, self._secret, algorithm=ALGORITHM)

    def leave(self, session: str) -> None:
        """Refuse every token of ``session`` from now on."""
        self._left.add(session)

    def was_left(self, token: object) -> bool:
        """True for a token that would be good, had its session not been left."""
        session = self._session(token)
        return session is not None and session in self._left

    def is_kept(self, token: object) -> bool:
        """True for a token that was given to be kept on a device."""
        return self._claims(token).get(KEPT) is True

    def read(self, token: object) -> str | None:
        """The session a token stands for; ``None`` if forged, expired, left or no token at all."""
        session = self._session(token)
        return None if session is None or session in self._left else session

    def _session(self, token: object) -> str | None:
        session = self._claims(token).get("sub")
        return None if session is None else str(session)

    def _claims(self, token: object) -> dict[str, Any]:
        """What a token says; nothing if it is not one of ours or too old."""
        if not isinstance(token, str):
            return {}
        try:
            return jwt.decode(
                token,
                self._secret,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                options={"require": ["sub", "exp", "aud"]},
            )
        except jwt.PyJWTError:
            return {}
