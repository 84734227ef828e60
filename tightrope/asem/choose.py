"""Choosing one strategy of the model, and the words to put it in, for one exchange.

A pure function of the exchange and of what the person was offered before: no clock, no chance,
no database, so that anybody can say afterwards why they were given what they were given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from tightrope.asem.balance import Due, due
from tightrope.asem.bids import Actor, Bid, Cell, Concern, Outcome, cell_for
from tightrope.asem.exchange import Exchange
from tightrope.asem.reflections import load_reflections
from tightrope.asem.state import Offer, State
from tightrope.asem.table1 import Strategy, load_table1

_T = TypeVar("_T")

_NO_BAR = (Concern.NONE, Concern.PAST_ABUSE)
"""Concerns that leave room for a strategy: what is over bars nothing now."""


@dataclass(frozen=True)
class Line:
    """A text and its index among the variants it was taken from."""

    index: int
    text: str


@dataclass(frozen=True)
class ChosenCaution:
    """The caution said with a strategy."""

    id: str
    text: str


@dataclass(frozen=True)
class Choice:
    """What to say: one reflection, one strategy in words, one caution, and why.

    `sources` are reference numbers of the paper; `adapted` is true where the texts are not the
    paper's partner behaviour but our adaptation for a person whose own bid it is. Where a caution
    has come due (balance.py), `caution` holds its words and `due` the rest.
    """

    cell: Cell
    strategy: str
    reflection: Line
    do: str
    say: Line
    caution: ChosenCaution
    why: str
    sources: tuple[int, ...]
    adapted: bool
    due: Due | None = None


def choose(exchange: Exchange, state: State) -> Choice | None:
    """Return what to say about an exchange, or None where no strategy is called for.

    None when nothing insecure is shown, when it is not known whose bid it is or whether tension
    is on, and while a concern is open; `past_abuse` is not open. Any history is accepted.

    Raises Table1Error, ReflectionsError or BalanceError if the packaged data files are broken.
    """
    actor, moment = exchange.actor, exchange.moment
    if exchange.concern not in _NO_BAR or moment is None or actor in (None, Actor.NONE):
        return None
    cell = cell_for(exchange.bid, moment)
    if cell is None:
        return None
    table = load_table1()
    strategy = _strategy(table.in_cell(cell), exchange.bid, actor, state.offers)
    do, says = strategy.do[actor], strategy.say[actor]
    lines = load_reflections()[exchange.bid, actor, moment]
    say = _least_used(range(len(says)), _said(strategy.id, actor, state.offers))
    reflection = _reflection(len(lines), cell, exchange.bid, actor, state.offers)
    come_due = due(exchange.bid, actor, cell, state)
    return Choice(
        cell=cell,
        strategy=strategy.id,
        reflection=Line(reflection, lines[reflection]),
        do=do.text,
        say=Line(say, says[say].text),
        caution=_caution(strategy, come_due, state.offers),
        why=strategy.why,
        sources=strategy.sources,
        adapted=do.adapted,
        due=come_due,
    )


def _caution(strategy: Strategy, come_due: Due | None, offers: Sequence[Offer]) -> ChosenCaution:
    """Return the caution that has come due, else the strategy's least used one."""
    if come_due is not None:
        return ChosenCaution(come_due.caution, come_due.text)
    name = _least_used(strategy.caution, [offer.caution for offer in offers])
    return ChosenCaution(name, load_table1().caution(name).text)


def _strategy(
    strategies: Sequence[Strategy], bid: Bid, actor: Actor, offers: Sequence[Offer]
) -> Strategy:
    """Return the next strategy of a cell: new ones by fit, then used ones by how they went.

    No words of a strategy come again while other words of the cell have not been said.
    """
    used = [offer.strategy for offer in offers]
    new = [strategy for strategy in strategies if strategy.id not in used]
    if new:
        return min(new, key=lambda strategy: _fit(strategy, bid))
    fresh = _fresh(strategies, actor, offers)
    left = [strategy for strategy in strategies if fresh[strategy.id]]
    most = max(left, key=lambda strategy: fresh[strategy.id])
    # One with more fresh words than all others together goes first: else it would be left over,
    # and the same idea would have to come twice in a row.
    if 2 * fresh[most.id] > sum(fresh.values()):
        return most
    return min(
        left,
        key=lambda strategy: (
            _just_left(strategy.id, offers),
            _record(strategy.id, bid, offers),
            _last_place(strategy.id, used),
        ),
    )


def _fresh(strategies: Sequence[Strategy], actor: Actor, offers: Sequence[Offer]) -> dict[str, int]:
    """Return, by strategy, how many of its words were said least often of all in the cell."""
    times = {
        strategy.id: [
            _said(strategy.id, actor, offers).count(index)
            for index in range(len(strategy.say[actor]))
        ]
        for strategy in strategies
    }
    least = min(min(counts) for counts in times.values())
    return {name: counts.count(least) for name, counts in times.items()}


def _fit(strategy: Strategy, bid: Bid) -> int:
    """Return the place of the bid among those a strategy suits; beyond all places if absent."""
    return strategy.for_.index(bid) if bid in strategy.for_ else len(Bid)


def _just_left(strategy: str, offers: Sequence[Offer]) -> bool:
    """Tell whether the last offer was this strategy and did not help, as far as anybody said.

    Without this, "another idea" would bring the same idea again once all of a cell are used.
    """
    return bool(offers and offers[-1].strategy == strategy and offers[-1].outcome != Outcome.HELPED)


def _record(strategy: str, bid: Bid, offers: Sequence[Offer]) -> int:
    """Return 0 if a strategy last helped with this bid, 2 if it did not, 1 if nobody told."""
    told = [
        offer.outcome
        for offer in offers
        if offer.strategy == strategy and offer.bid == bid and offer.outcome is not None
    ]
    if not told:
        return 1
    return 0 if told[-1] == Outcome.HELPED else 2


def _said(strategy: str, actor: Actor, offers: Sequence[Offer]) -> list[int]:
    return [
        offer.say for offer in offers if offer.strategy == strategy and offer.actor in (None, actor)
    ]


def _reflection(count: int, cell: Cell, bid: Bid, actor: Actor, offers: Sequence[Offer]) -> int:
    """Return the index of the next reflection, never that of the last offer for this bid."""
    used = [
        offer.reflection
        for offer in offers
        if offer.bid == bid
        and offer.actor in (None, actor)
        # The cell stands for the moment here, which an offer does not record.
        and offer.strategy.startswith(f"{cell}.")
    ]
    last = offers[-1].reflection if offers and offers[-1].bid == bid else None
    return _least_used([index for index in range(count) if index != last], used)


def _least_used(options: Sequence[_T], used: Sequence[_T]) -> _T:
    """Return the option used least, then longest ago, then listed first."""
    return min(options, key=lambda option: (used.count(option), _last_place(option, used)))


def _last_place(option: _T, used: Sequence[_T]) -> int:
    """Return the last place of an option among those used, oldest first; -1 if absent."""
    return max((place for place, entry in enumerate(used) if entry == option), default=-1)
