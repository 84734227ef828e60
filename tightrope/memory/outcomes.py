"""What may be noted of an idea or a step."""

from __future__ import annotations

OUTCOMES = ("helped", "did_not_help")


def checked_outcome(outcome: str) -> str:
    """Returns the outcome.

    Raises:
        ValueError: It is neither `helped` nor `did_not_help`.
    """
    if outcome not in OUTCOMES:
        raise ValueError(f"outcome is {outcome!r}, but must be one of {', '.join(OUTCOMES)}")
    return outcome
