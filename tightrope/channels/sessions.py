"""Sessions of the web chat: ids that cannot be guessed, handed out as tokens that cannot be forged.

Rasa's own Socket.IO channel lets the client name its session, so whoever names another's reads and
writes that conversation. Here the server makes the id, and the client only ever holds it signed.
"""

import os
import secrets
import time
from pathlib import Path

import jwt
from rasa.shared.exceptions import RasaException

ALGORITHM = "HS256"
#: Distinguishes these tokens from any other that the same secret may sign.
AUDIENCE = "tightrope-web"
SECRET_VARIABLE = "TIGHTROPE_SESSION_SECRET"
DATA_VARIABLE = "TIGHTROPE_DATA"
SECRET_FILE = "session_secret"
#: Shorter keys weaken HS256 (RFC 7518, section 3.2).
MIN_SECRET_BYTES = 32


def load_secret() -> str:
    """The signing secret: from the environment, else from the data folder, where it is made once.

    Raises:
        RasaException: if the secret is shorter than HS256 needs.
    """
    given = os.environ.get(SECRET_VARIABLE)
    if given:
        return _checked(given, f"the environment variable {SECRET_VARIABLE}")
    path = Path(os.environ.get(DATA_VARIABLE) or "var") / SECRET_FILE
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

    def __init__(self, secret: str, hours: float) -> None:
        """Sign with ``secret``; a token is good for ``hours`` and renewed whenever it is used."""
        self._secret = secret
        self._seconds = hours * 3600

    def new(self) -> str:
        """A session id with 128 bits of chance: Rasa's ``sender_id`` for this conversation."""
        return f"web-{secrets.token_hex(16)}"

    def token(self, session: str) -> str:
        """The token a client may hold for ``session``."""
        claims = {"sub": session, "aud": AUDIENCE, "exp": int(time.time() + self._seconds)}
        return jwt.encode(claims, self._secret, algorithm=ALGORITHM)

    def read(self, token: object) -> str | None:
        """The session a token stands for; ``None`` if it is forged, expired or no token at all."""
        if not isinstance(token, str):
            return None
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                options={"require": ["sub", "exp", "aud"]},
            )
        except jwt.PyJWTError:
            return None
        return str(claims["sub"])
