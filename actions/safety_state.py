"""Where the talk of safety is: what is open, what was disclosed before, what is known for it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from tightrope.asem import DANGERS, Concern
from tightrope.safety.help_lines import Need

NO_IDEAS_AFTER = frozenset({Concern.PARTNER_ABUSE, Concern.HARM_TO_OTHERS})
"""Dangers after which ideas for the couple can do harm, safe at the moment or not."""

COUNTRY = "TIGHTROPE_COUNTRY"
"""Environment variable with the ISO 3166-1 code of the country that a deployment serves."""

PARTNER = "partner"


def without_strategy() -> list[EventType]:
    """Slot events after a turn of safety, in which no strategy is offered."""
    return [SlotSet("cell", None), SlotSet("strategy", None)]


@dataclass(frozen=True)
class SafetyState:
    """What the slots say about safety.

    Attributes:
        concern: The concern that is open.
        disclosed: Dangers that were disclosed and not taken back, open or not.
        at_risk: Whose thoughts of suicide they are, `self` or `partner`; None while not known.
        believed: “That's not what I meant” was said before, and believed.
        under_18: The person said an age below 18.
        country: ISO 3166-1 code of the country, the person's own or the deployment's.
    """

    concern: Concern = Concern.NONE
    disclosed: tuple[Concern, ...] = ()
    at_risk: str | None = None
    believed: bool = False
    under_18: bool = False
    country: str | None = None

    @property
    def partner_at_risk(self) -> bool:
        """Whether the thoughts of suicide are the partner's."""
        return self.at_risk == PARTNER

    @property
    def needs(self) -> frozenset[Need]:
        """What help lines are wanted for."""
        abuse = {Concern.PARTNER_ABUSE, Concern.POSSIBLE_ABUSE, Concern.PAST_ABUSE}
        told = {self.concern, *self.disclosed} - {Concern.NONE}
        needs = {Need.PARTNER_ABUSE if one in abuse else Need(one.value) for one in told}
        if self.under_18:
            return frozenset({Need.UNDER_18})
        return frozenset(needs or {Need.SELF_HARM, Need.PARTNER_ABUSE})

    def opened(self, concern: Concern) -> SafetyState:
        """The same with this concern open, and disclosed if it is a danger."""
        known = concern in self.disclosed or concern not in DANGERS
        disclosed = self.disclosed if known else (*self.disclosed, concern)
        return replace(self, concern=concern, disclosed=disclosed)

    def slots(self) -> list[EventType]:
        """Slot events that keep this; `concern` is set together with the rest of a turn."""
        return [
            SlotSet("disclosed", [concern.value for concern in self.disclosed] or None),
            SlotSet("at_risk", self.at_risk),
            SlotSet("believed", self.believed or None),
            SlotSet("under_18", self.under_18 or None),
        ]


def safety_of(tracker: Tracker) -> SafetyState:
    """What the slots, and the latest message, say about safety."""
    message = tracker.latest_message or {}
    return SafetyState(
        concern=_concern(tracker.get_slot("concern")),
        disclosed=tuple(
            concern
            for concern in map(_concern, tracker.get_slot("disclosed") or ())
            if concern is not Concern.NONE
        ),
        at_risk=message.get("at_risk") or tracker.get_slot("at_risk"),
        believed=bool(tracker.get_slot("believed")),
        under_18=bool(message.get("under_18") or tracker.get_slot("under_18")),
        country=tracker.get_slot("country") or os.environ.get(COUNTRY, "").upper() or None,
    )


def _concern(value: object) -> Concern:
    try:
        return Concern(value)
    except ValueError:
        return Concern.NONE
