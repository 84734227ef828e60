"""The words of the model: bids, dimensions, actors, moments, cells, concerns and outcomes.

Every value is spelled as in the data, the slots and the database, and compares equal to that
plain string (`Bid.JEALOUSY == "jealousy"`).
"""

from __future__ import annotations

from enum import Enum


class _Word(str, Enum):
    """A word of the model: an Enum member that also prints as its plain value."""

    def __str__(self) -> str:
        return str(self.value)


class Bid(_Word):
    """The insecure response shown in one exchange; `none` where nothing insecure is shown."""

    REASSURANCE_SEEKING = "reassurance_seeking"
    JEALOUSY = "jealousy"
    PROTEST = "protest"
    WITHDRAWAL = "withdrawal"
    SELF_RELIANCE = "self_reliance"
    COMMITMENT_AVOIDANCE = "commitment_avoidance"
    NONE = "none"


class Dimension(_Word):
    """The attachment dimension a bid belongs to."""

    ANXIETY = "anxiety"
    AVOIDANCE = "avoidance"
    NONE = "none"


class Actor(_Word):
    """Whose bid it is: that of the partner, or of the person who writes."""

    PARTNER = "partner"
    SELF = "self"
    NONE = "none"


class Moment(_Word):
    """Whether relational tension is on."""

    TENSION = "tension"
    CALM = "calm"


class Cell(_Word):
    """The cell of Table 1 an answer comes from: dimension × what to do."""

    ANXIETY_BUFFER = "anxiety.buffer"
    AVOIDANCE_BUFFER = "avoidance.buffer"
    ANXIETY_FOSTER = "anxiety.foster"
    AVOIDANCE_FOSTER = "avoidance.foster"


class Concern(_Word):
    """A safety matter that comes before any strategy."""

    SELF_HARM = "self_harm"
    PARTNER_ABUSE = "partner_abuse"
    HARM_TO_OTHERS = "harm_to_others"
    POSSIBLE_ABUSE = "possible_abuse"
    PAST_ABUSE = "past_abuse"
    NONE = "none"


DANGERS = (Concern.SELF_HARM, Concern.PARTNER_ABUSE, Concern.HARM_TO_OTHERS)
"""Present dangers, gravest first, as the codebook orders them."""


class Outcome(_Word):
    """What the person said came of an offer."""

    HELPED = "helped"
    DID_NOT_HELP = "did_not_help"


_DIMENSIONS: dict[Bid, Dimension] = {
    Bid.REASSURANCE_SEEKING: Dimension.ANXIETY,
    Bid.JEALOUSY: Dimension.ANXIETY,
    Bid.PROTEST: Dimension.ANXIETY,
    Bid.WITHDRAWAL: Dimension.AVOIDANCE,
    Bid.SELF_RELIANCE: Dimension.AVOIDANCE,
    Bid.COMMITMENT_AVOIDANCE: Dimension.AVOIDANCE,
    Bid.NONE: Dimension.NONE,
}

_CELLS: dict[tuple[Dimension, Moment], Cell] = {
    (Dimension.ANXIETY, Moment.TENSION): Cell.ANXIETY_BUFFER,
    (Dimension.ANXIETY, Moment.CALM): Cell.ANXIETY_FOSTER,
    (Dimension.AVOIDANCE, Moment.TENSION): Cell.AVOIDANCE_BUFFER,
    (Dimension.AVOIDANCE, Moment.CALM): Cell.AVOIDANCE_FOSTER,
}


def dimension_of(bid: Bid) -> Dimension:
    """Return the dimension a bid belongs to; `Dimension.NONE` for `Bid.NONE`."""
    return _DIMENSIONS[bid]


def cell_for(bid: Bid, moment: Moment) -> Cell | None:
    """Return the cell of Table 1 for a bid in a moment, or None for `Bid.NONE`.

    Tension calls for buffering and calm for fostering: the two processes of the model
    (Arriaga & Kumashiro, 2019, Figure 1).
    """
    return _CELLS.get((dimension_of(bid), moment))
