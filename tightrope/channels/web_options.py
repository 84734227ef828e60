"""The options of the web chat in ``credentials.yml``."""

from pathlib import Path
from typing import Any

from pydantic import AnyHttpUrl, BaseModel, Extra, ValidationError, conint, conlist, constr
from rasa.shared.exceptions import RasaException

from tightrope.channels.button_intents import BUTTON_INTENTS

#: Where `make chat` builds the page.
BUILT_PAGE = Path(__file__).resolve().parents[2] / "widget" / "dist"
#: Opens fast, is known everywhere, and says nothing about who opens it.
LEAVE_TO = AnyHttpUrl("https://www.wikipedia.org/", scheme="https")
Origin = constr(regex=r"^https?://[^/\s]+$")
#: A source as it stands in a Content-Security-Policy; a blank or semicolon would end it.
Source = constr(regex=r"^[^\s;,]+$")


class WebOptions(BaseModel):
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
    allowed_origins: conlist(Origin) = []  # type: ignore[valid-type]
    frame_ancestors: conlist(Source) = []  # type: ignore[valid-type]
    allowed_intents: list[str] = list(BUTTON_INTENTS)
    session_hours: float = 48
    keep_days: float = 90
    proxies: conint(ge=0) = 0  # type: ignore[valid-type]
    page_folder: Path = BUILT_PAGE
    leave_to: AnyHttpUrl = LEAVE_TO

    class Config:
        """A misspelt option is an error, not a default."""

        extra = Extra.forbid
        allow_mutation = False


def read_options(credentials: dict[str, Any] | None) -> WebOptions:
    """Check the options of the web chat.

    Raises:
        RasaException: naming the option that is unknown or has a wrong value.
    """
    try:
        return WebOptions.parse_obj(credentials or {})
    except ValidationError as error:
        faults = "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())
        raise RasaException(
            f"credentials.yml, under tightrope.channels.web.WebInput: {faults}. "
            f"The options are: {', '.join(WebOptions.__fields__)}."
        ) from None
