"""The intent in which each concern is disclosed."""

from __future__ import annotations

from tightrope.asem import Concern

CONCERN_OF_INTENT = {
    "disclose_self_harm": Concern.SELF_HARM,
    "disclose_abuse": Concern.PARTNER_ABUSE,
    "disclose_harm_to_others": Concern.HARM_TO_OTHERS,
    "disclose_possible_abuse": Concern.POSSIBLE_ABUSE,
    "disclose_past_abuse": Concern.PAST_ABUSE,
}
