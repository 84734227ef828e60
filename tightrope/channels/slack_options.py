"""The options of the Slack channel in `credentials.yml`."""

from __future__ import annotations

from pydantic import constr

from tightrope.said import Strict

TOKEN_VARIABLE = "TIGHTROPE_SLACK_TOKEN"
SECRET_VARIABLE = "TIGHTROPE_SLACK_SIGNING_SECRET"
NAME = "tightrope.channels.slack.SlackInput"


class SlackOptions(Strict):
    """What may be set, with what holds otherwise.

    - ``token``: the *Bot User OAuth Token*, ``xoxb-…``; without it the channel is off
    - ``signing_secret``: the *Signing Secret*; without it the channel is off
    - ``api``: where the Web API is
    """

    token: constr(regex=r"^(xoxb-\S+)?$") = ""  # type: ignore[valid-type]
    signing_secret: constr(regex=r"^\S*$") = ""  # type: ignore[valid-type]
    api: constr(regex=r"^https?://\S+/$") = "https://slack.com/api/"  # type: ignore[valid-type]

    @property
    def missing(self) -> list[str]:
        """The variables without which the channel is off."""
        needed = {TOKEN_VARIABLE: self.token, SECRET_VARIABLE: self.signing_secret}
        return [variable for variable, value in needed.items() if not value]
