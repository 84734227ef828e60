"""What somebody judged of one message, and the example that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tightrope.asem import Bid, Concern
from tightrope.safety.concern_intents import CONCERN_OF_INTENT
from tightrope.teaching.codebook import FIELDS

TALK = "talk"
"""In place of all labels: the message tells no story, and this intent says what it is."""

NO_BID = "no_bid"

_NONE = "none"
_ABUSE = {concern: intent for intent, concern in CONCERN_OF_INTENT.items()}


class JudgementError(ValueError):
    """Labels that no message can have together; `field` is the one to look at."""

    def __init__(self, field: str, fault: str) -> None:
        self.field = field
        super().__init__(f"{field}: {fault}")


@dataclass(frozen=True)
class Judgement:
    """The labels of a story by the codebook, or the intent of a message that tells none.

    >>> Judgement(bid="jealousy", actor="self", moment="tension").intent
    'jealousy'
    >>> Judgement(talk="thank").intent
    'thank'
    """

    domain: str = "partner"
    bid: str = _NONE
    also: str = _NONE
    actor: str = _NONE
    moment: str = "tension"
    concern: str = _NONE
    talk: str | None = None

    @property
    def intent(self) -> str:
        """The intent, which is also the name of the file in data/nlu."""
        if self.talk is not None:
            return self.talk
        if self.concern != _NONE:
            return _ABUSE[Concern(self.concern)]
        return NO_BID if self.bid == _NONE else self.bid

    def metadata(self) -> dict[str, str]:
        """The labels as they stand in data/nlu, beside the file's name; docs/examples.md.

        About whom it is stays out: nothing is learned from that.
        """
        if self.talk is not None:
            return {}
        labels = {"bid": self.bid} if self.concern != _NONE else {}
        labels |= {"also": self.also, "actor": self.actor, "moment": self.moment}
        return {field: value for field, value in labels.items() if value != _NONE}

    def as_mapping(self) -> dict[str, str]:
        """The labels by field, as they are kept; for talk, its intent alone."""
        if self.talk is not None:
            return {TALK: self.talk}
        return {field: str(getattr(self, field)) for field in FIELDS}

    @classmethod
    def read(cls, given: Mapping[str, object], talk_intents: frozenset[str]) -> Judgement:
        """Reads labels that came from a page, a file or a terminal.

        Args:
            given: Labels by field, or `talk` alone. `also` and `concern` may be missing for
                none, `domain` for partner, and `actor` where no bid is shown.
            talk_intents: What a message that tells no story can be.

        Raises:
            JudgementError: A label is missing, unknown, or does not go with another.
        """
        if given.get(TALK) is not None:
            return cls._of_talk(given, talk_intents)
        for field in given:
            if field not in FIELDS and field != TALK:
                raise JudgementError(_short(field), "is no label of the codebook")
        if "bid" not in given:
            raise JudgementError("bid", f"is missing. It is one of {', '.join(FIELDS['bid'])}")
        for field in ("moment", *(["actor"] if given["bid"] != _NONE else [])):
            if field not in given:
                raise JudgementError(field, f"is missing. It is one of {', '.join(FIELDS[field])}")
        labels = {field: _known(field, given[field]) for field in FIELDS if field in given}
        return cls(**labels)._checked()

    @classmethod
    def _of_talk(cls, given: Mapping[str, object], talk_intents: frozenset[str]) -> Judgement:
        talk = given[TALK]
        if len([value for value in given.values() if value is not None]) > 1:
            raise JudgementError(TALK, "a message is a story with labels, or talk without")
        if not isinstance(talk, str) or talk not in talk_intents:
            raise JudgementError(
                TALK, f"is {_short(talk)}. It is one of {', '.join(sorted(talk_intents))}"
            )
        return cls(talk=talk)

    def _checked(self) -> Judgement:
        if self.bid == _NONE and self.also != _NONE:
            raise JudgementError("also", "a second bid needs a first one")
        if self.bid != _NONE and self.also == self.bid:
            raise JudgementError("also", "is the same as the first bid")
        if self.bid != _NONE and self.actor == _NONE:
            raise JudgementError("actor", "whose it is must be said where a bid is shown")
        if self.bid == _NONE and self.actor != _NONE:
            raise JudgementError("actor", "is nobody's where no bid is shown")
        return self


def _known(field: str, value: object) -> str:
    if value not in FIELDS[field]:
        raise JudgementError(field, f"is {_short(value)}. It is one of {', '.join(FIELDS[field])}")
    return str(value)


def _short(value: object) -> str:
    """A value as an error may show it: more could be a message, in the wrong place."""
    text = str(value)
    plain = text.replace("_", "").isalnum() and len(text) <= 30
    return repr(text) if plain else "something else"


def of_example(intent: str, metadata: Mapping[str, str]) -> Judgement:
    """The judgement that an example of data/nlu stands for; what nobody asked for is none.

    Args:
        intent: Its intent.
        metadata: Its labels, as `tightrope.understanding.labels` allows them.
    """
    bids = {bid.value for bid in Bid}
    concern = metadata.get("concern", CONCERN_OF_INTENT.get(intent, Concern.NONE))
    bid = metadata.get("bid", intent if intent in bids else _NONE)
    if intent not in (*bids, *CONCERN_OF_INTENT, NO_BID):
        return Judgement(talk=intent)
    shown = bid if bid in bids else _NONE
    return Judgement(
        bid=shown,
        also=metadata.get("also", _NONE),
        actor=metadata.get("actor", _NONE) if shown != _NONE else _NONE,
        moment=metadata.get("moment", "tension"),
        concern=str(Concern(concern).value) if concern != "unasked" else _NONE,
    )
