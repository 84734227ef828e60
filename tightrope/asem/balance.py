"""The tightrope as rules: when a caution has come due for this person, and what is said then.

A pure function of the exchange's bid and actor, the cell, and the state. The rules, their counts
and their texts are data: balance.yml.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tightrope.asem.balance_file import Rule, load_balance
from tightrope.asem.bids import Actor, Bid, Cell, Dimension, Outcome, dimension_of
from tightrope.asem.state import Offer, State


@dataclass(frozen=True)
class Due:
    """A caution that has come due.

    `rule` is the rule's id and `caution` the caution's. `say` is the index of `text` among the
    rule's texts. `request` is one fair request to make aloud, or None. `offers` is `small_step` or
    None.
    """

    rule: str
    caution: str
    say: int
    text: str
    sources: tuple[int, ...]
    offers: str | None = None
    request: str | None = None


@dataclass(frozen=True)
class _Case:
    """What a rule is asked about."""

    bid: Bid
    actor: Actor
    cell: Cell
    state: State
    when: Mapping[str, int]

    def given(self, offers: Sequence[Offer]) -> int:
        """How often this bid was answered from this cell among these offers, this time included."""
        same = (offer for offer in offers if offer.bid is self.bid and offer.actor is self.actor)
        return 1 + sum(offer.is_from(self.cell) for offer in same)

    def alike(self, offers: Sequence[Offer]) -> list[Offer]:
        """The offers about bids of the same dimension and actor."""
        dimension = dimension_of(self.bid)
        return [o for o in offers if o.dimension is dimension and o.actor is self.actor]


def due(bid: Bid, actor: Actor, cell: Cell, state: State) -> Due | None:
    """Return the first caution of balance.yml that has come due, or None.

    Raises BalanceError if the packaged file is broken.
    """
    for rule in load_balance().rules:
        case = _Case(bid, actor, cell, state, rule.when)
        if rule.say[actor] and _TESTS[rule.id](case) and not _said_enough(rule, case):
            return _due(rule, case)
    return None


def _due(rule: Rule, case: _Case) -> Due:
    times = sum(offer.balance == rule.id for offer in case.state.offers)
    says = rule.say[case.actor]
    requests = (rule.requests or {}).get(case.actor)
    return Due(
        rule=rule.id,
        caution=rule.caution,
        say=times % len(says),
        text=says[times % len(says)],
        sources=rule.sources,
        offers=rule.offers,
        request=requests[times % len(requests)] if requests else None,
    )


def _said_enough(rule: Rule, case: _Case) -> bool:
    """Whether a rule that is said once in an episode, or once in some days, was said."""
    if rule.id == "beyond_tips":
        return any(offer.balance == rule.id for offer in case.state.in_episode())
    if rule.id == "softening_only":
        recent = case.state.within(case.when["quiet_days"])
        return any(offer.balance == rule.id for offer in recent)
    return False


def _beyond_tips(case: _Case) -> bool:
    """Entrenched (many episodes, nothing helped) or clearly worse lately, and not soothed."""
    when = case.when
    recent = case.alike(case.state.within(when["days"]))
    if len(_episodes(recent, case)) >= when["episodes"] and not _helped(recent):
        return True
    lately = case.alike(case.state.within(when["worse_days"]))
    before = case.alike(case.state.within(2 * when["worse_days"], until=when["worse_days"]))
    now, then = len(_episodes(lately, case)), len({offer.episode for offer in before})
    return (
        now >= when["worse_episodes"]
        and then > 0
        and now >= when["worse_times"] * then
        and not _helped(lately)
    )


def _softening_only(case: _Case) -> bool:
    """Weeks in which avoidance was softened, nothing built and nothing asked."""
    if case.cell is not Cell.AVOIDANCE_BUFFER or case.state.now is None:
        return False
    recent = case.alike(case.state.within(case.when["days"]))
    if any(offer.is_from(Cell.AVOIDANCE_FOSTER) for offer in recent):
        return False
    softened = [offer for offer in recent if offer.is_from(case.cell)]
    since = min((offer.at for offer in softened if offer.at), default=case.state.now)
    weeks = (case.state.now - since).days >= case.when["over_days"]
    return weeks and len(_episodes(softened, case)) >= case.when["episodes"]


def _reassurance_again(case: _Case) -> bool:
    if case.cell is not Cell.ANXIETY_BUFFER:
        return False
    return (
        case.given(case.state.in_episode()) >= case.when["times_in_episode"]
        or case.given(case.state.within(case.when["days"])) >= case.when["times"]
    )


def _hand_back(case: _Case) -> bool:
    anxious = dimension_of(case.bid) is Dimension.ANXIETY
    times = case.given(case.state.in_episode())
    tense = case.cell is Cell.ANXIETY_BUFFER
    return anxious and tense and times >= case.when["times_in_episode"]


_TESTS: Mapping[str, Callable[[_Case], bool]] = {
    "beyond_tips": _beyond_tips,
    "softening_only": _softening_only,
    "reassurance_again": _reassurance_again,
    "hand_back": _hand_back,
}
"""Rule -> whether it holds."""


def _episodes(offers: Sequence[Offer], case: _Case) -> set[int | None]:
    """The episodes of these offers and the one that is open now."""
    return {offer.episode for offer in offers} | {case.state.episode}


def _helped(offers: Sequence[Offer]) -> bool:
    return any(offer.outcome is Outcome.HELPED for offer in offers)
