"""The code under which a person is remembered: a keyed hash of the sender id."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from pathlib import Path


def person_key(sender_id: str, folder: Path) -> str:
    """Turns a sender id into the key of its rows.

    HMAC-SHA256 under a salt of this installation, so that the database alone does not tell who
    it is about, and two installations never share a key.

    Args:
        sender_id: Rasa's sender id.
        folder: The data folder, which holds the salt (made once, readable by its owner only).

    Returns:
        64 hexadecimal digits.
    """
    return _keyed_hash(sender_id, _salt(folder))


def senders_with(keys: Iterable[str], senders: Iterable[str], folder: Path) -> list[str]:
    """Those of the sender ids whose key is among `keys`: a key itself leads back to nobody."""
    wanted, salt = frozenset(keys), _salt(folder)
    return [sender for sender in senders if _keyed_hash(sender, salt) in wanted]


def code_hash(code: str, folder: Path) -> str:
    """Turns a code for linking into what is kept of it; no sender id has the same."""
    return _keyed_hash(f"\0code\0{code}", _salt(folder))


def token_hash(token: str, folder: Path) -> str:
    """Turns a teacher's token into what is kept of it; no sender id and no code has the same."""
    return _keyed_hash(f"\0token\0{token}", _salt(folder))


def _keyed_hash(text: str, salt: bytes) -> str:
    """HMAC-SHA256 of a text, as 64 hexadecimal digits."""
    return hmac.new(salt, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _salt(folder: Path) -> bytes:
    path = folder / "salt"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"salt.{secrets.token_hex(8)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(32))
    try:
        # Linking fails if another process was first, whose salt then counts.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()
