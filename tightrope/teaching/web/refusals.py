"""What is answered where a request is not: a status, and a sentence for the teacher."""

from __future__ import annotations

from dataclasses import dataclass

BAD, LOGIN, ROLE, UNKNOWN, GONE, TOO_LARGE, TOO_MANY = 400, 401, 403, 404, 410, 413, 429
FAILED, NOT_NOW = 500, 503


@dataclass(frozen=True)
class Refusal:
    """How a request is refused.

    Attributes:
        status: The HTTP status.
        sentence: What the teacher is told.
        field: The label or the part of the request to look at, where it is one.
    """

    status: int
    sentence: str
    field: str | None = None


class RefusedError(Exception):
    """A request is refused."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


NOT_LOGGED_IN = Refusal(LOGIN, "Log in with your token to go on. What you said so far is kept.")
UNKNOWN_TOKEN = Refusal(
    LOGIN, "This token is not known, or it has ended. Whoever invited you can give you a new one."
)
TRIES = Refusal(TOO_MANY, "Those were many tries in a minute. Wait a little, then try again.")
ONLY_MAINTAINERS = Refusal(ROLE, "Only a maintainer can do this.")
ELSEWHERE = Refusal(ROLE, "This request came from another page. Open the teachers' page anew.")
NOT_JSON = Refusal(BAD, "This request cannot be read. Open the teachers' page anew.")
NO_SUCH_PLACE = Refusal(UNKNOWN, "There is nothing here. Open the teachers' page anew.")
NOT_SO = Refusal(405, "This cannot be done here. Open the teachers' page anew.")
LARGE = Refusal(TOO_LARGE, "That is more than a message can be. Make it shorter.")
WENT_WRONG = Refusal(
    FAILED, "Something went wrong here. What was saved before is kept; try this once more."
)
NO_MEMORY = Refusal(
    NOT_NOW, "Messages cannot be reached at the moment. What was saved before is kept; try again."
)
