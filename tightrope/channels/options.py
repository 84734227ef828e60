"""Reading the options of a channel from ``credentials.yml``, in the same way for each."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError
from rasa.shared.exceptions import RasaException

from tightrope.said import Strict

_Options = TypeVar("_Options", bound=Strict)


def read_options(
    kind: type[_Options], channel: str, credentials: dict[str, Any] | None
) -> _Options:
    """Check the options of a channel.

    Args:
        kind: What they are read as.
        channel: The name it has in ``credentials.yml``.
        credentials: What stands there.

    Raises:
        RasaException: naming the option that is unknown or has a wrong value, not the value.
    """
    try:
        return kind.parse_obj(credentials or {})
    except ValidationError as error:
        faults = "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())
        raise RasaException(
            f"credentials.yml, under {channel}: {faults}. "
            f"The options are: {', '.join(kind.__fields__)}."
        ) from None
