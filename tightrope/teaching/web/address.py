"""Under which address the page is reached, and which callers are therefore ours.

A page of somebody else that a teacher has open must not reach this server: neither by naming it in
a request of its own (Origin) nor by letting its own name point to this machine (Host; DNS
rebinding).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tightrope.running.settings import LOOPBACK

SETTING = "TIGHTROPE_TEACH_ADDRESS"
"""Environment variable: the address that a proxy of ours serves the page under, if one does."""

_HERE = (LOOPBACK, "localhost", "[::1]")
_HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")


class AddressError(ValueError):
    """TIGHTROPE_TEACH_ADDRESS cannot be used."""


@dataclass(frozen=True)
class Address:
    """Where the page is.

    Attributes:
        port: The port on this machine.
        public: Scheme and host under which a proxy serves it; empty where none does.
    """

    port: int
    public: str = ""

    @classmethod
    def of_port(cls, port: int) -> Address:
        """The address for this port, with what the environment says.

        Raises:
            AddressError: It says what no address is, or one that tokens must not travel to.
        """
        return cls(port, _public(os.environ.get(SETTING, "").strip()))

    @property
    def page(self) -> str:
        """Where a teacher opens it."""
        return f"{self.public or f'http://{LOOPBACK}:{self.port}'}/teach"

    @property
    def secure(self) -> bool:
        """Whether it is reached over HTTPS."""
        return self.public.startswith("https:")

    @property
    def proxies(self) -> int:
        """How many proxies of ours a request passed."""
        return 1 if self.public else 0

    def is_ours(self, host: str) -> bool:
        """Whether a request that names this host means us."""
        host = host.lower()
        return self._is_here(host) or bool(self.public and host == self._public_host)

    def may_ask(self, origin: str, host: str) -> bool:
        """Whether a page of this origin may send requests to this host."""
        host = host.lower()
        return origin == (f"http://{host}" if self._is_here(host) else self.public)

    @property
    def _public_host(self) -> str:
        return self.public.partition("://")[2]

    @staticmethod
    def _is_here(host: str) -> bool:
        named = _HOST.fullmatch(host)
        return named is not None and named[1] in _HERE


def _public(text: str) -> str:
    if not text:
        return ""
    try:
        parts = urlsplit(text.lower())
        usual = {"http": 80, "https": 443}.get(parts.scheme)
        host = parts.netloc.removesuffix(f":{parts.port}" if parts.port == usual else "\n")
    except ValueError:
        raise _unusable(text) from None
    rest = (parts.path.rstrip("/"), parts.query, parts.fragment)
    if usual is None or not _HOST.fullmatch(host) or rest not in (("", "", ""), ("/teach", "", "")):
        raise _unusable(text)
    if parts.scheme == "http" and not Address._is_here(host):
        raise AddressError(
            f"{SETTING} is {text!r}: over http, others on the way can read tokens and messages. "
            "Let the proxy serve https, and set it to https://…"
        )
    return f"{parts.scheme}://{host}"


def _unusable(text: str) -> AddressError:
    return AddressError(
        f"{SETTING} is {text!r}. Set it to the scheme and host that the proxy serves, such as "
        "https://teach.example.org"
    )
