"""The options of the web chat in ``credentials.yml``."""

from pathlib import Path

from pydantic import AnyHttpUrl, conint, constr

from tightrope.channels.button_intents import BUTTON_INTENTS
from tightrope.said import Strict

NAME = "tightrope.channels.web.WebInput"
#: Where `make chat` builds the page.
BUILT_PAGE = Path(__file__).resolve().parents[2] / "widget" / "dist"
#: Opens fast, is known everywhere, and says nothing about who opens it.
LEAVE_TO = AnyHttpUrl("https://www.wikipedia.org/", scheme="https")
Origin = constr(regex=r"^https?://[^/\s]+$")
#: A source as it stands in a Content-Security-Policy; a blank or semicolon would end it.
Source = constr(regex=r"^[^\s;,]+$")


class WebOptions(Strict):
    """What may be set, with what holds otherwise.

    - ``socketio_path``: path of the socket
    - ``allowed_origins``: other sites whose pages may open the chat (``https://example.org``)
    - ``frame_ancestors``: sites that may show the page in a frame (also ``'self'``)
    - ``allowed_intents``: intents that a button may name
    - ``session_hours``: how long a silent session can be resumed
    - ``keep_days``: the same for a session that somebody keeps on their device
    - ``proxies``: how many proxies of one's own a browser passes on the way here
    - ``page_folder``: the built page
    - ``leave_to``: where *Leave quickly* goes; a site that nobody would wonder about
    """

    socketio_path: constr(regex=r"^/") = "/socket.io"  # type: ignore[valid-type]
    allowed_origins: tuple[Origin, ...] = ()  # type: ignore[valid-type]
    frame_ancestors: tuple[Source, ...] = ()  # type: ignore[valid-type]
    allowed_intents: tuple[str, ...] = BUTTON_INTENTS
    session_hours: float = 48
    keep_days: float = 90
    proxies: conint(ge=0) = 0  # type: ignore[valid-type]
    page_folder: Path = BUILT_PAGE
    leave_to: AnyHttpUrl = LEAVE_TO
