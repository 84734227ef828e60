"""The options of the Slack channel in `credentials.yml`."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Extra, ValidationError, constr
from rasa.shared.exceptions import RasaException

TOKEN_VARIABLE = "TIGHTROPE_SLACK_TOKEN"
SECRET_VARIABLE = "TIGHTROPE_SLACK_SIGNING_SECRET"
NAME = "tightrope.channels.slack.SlackInput"


class SlackOptions(BaseModel):
    """What may be set, with what holds otherwise.

    - ``token``: the *Bot User OAuth Token*, ``xoxb-…``; without it the channel is off
    - ``signing_secret``: the *Signing Secret*; without it the channel is off
    - ``api``: where the Web API is
    """

    token: constr(regex=r"^(xoxb-\S+)?$") = ""  # type: ignore[valid-type]
    signing_secret: constr(regex=r"^\S*$") = ""  # type: ignore[valid-type]
    api: constr(regex=r"^https?://\S+/$") = "https://slack.com/api/"  # type: ignore[valid-type]

    class Config:
        """A misspelt option is an error, not a default."""

        extra = Extra.forbid
        allow_mutation = False

    @property
    def missing(self) -> list[str]:
        """The variables without which the channel is off."""
        needed = {TOKEN_VARIABLE: self.token, SECRET_VARIABLE: self.signing_secret}
        return [variable for variable, value in needed.items() if not value]


def read_options(credentials: dict[str, Any] | None) -> SlackOptions:
    """Check the options of the Slack channel.

    Raises:
        RasaException: naming the option that is unknown or has a wrong value, not the value.
    """
    try:
        return SlackOptions.parse_obj(credentials or {})
    except ValidationError as error:
        faults = "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())
        raise RasaException(
            f"credentials.yml, under {NAME}: {faults}. "
            f"The options are: {', '.join(SlackOptions.__fields__)}; {TOKEN_VARIABLE} is the "
            "“Bot User OAuth Token”, which begins with xoxb-."
        ) from None
