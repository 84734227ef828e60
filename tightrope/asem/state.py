"""What `choose` knows of a person besides the exchange: all that was offered, and when now is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tightrope.asem.bids import Actor, Bid, Cell, Dimension, Outcome, dimension_of


@dataclass(frozen=True)
class Offer:
    """One earlier answer to this person, as remembered; ids may be ones the table had once.

    `say` and `reflection` are indexes and `strategy` and `caution` ids, as in the Choice that was
    spoken. `outcome` is None while nothing was told. `actor` is whose bid it was; without it, the
    words said about either actor's bid count as used. `episode` numbers the episode it was made
    in, `at` is when; without them it counts for no balance. `balance` is the rule that had come
    due. `misread` marks an episode that the person said
    did not happen so: its words are used up, but it is no part of any pattern.
    """

    strategy: str
    say: int
    caution: str
    reflection: int
    bid: Bid
    outcome: Outcome | None = None
    actor: Actor | None = None
    episode: int | None = None
    at: datetime | None = None
    balance: str | None = None
    misread: bool = False

    @property
    def dimension(self) -> Dimension:
        """The dimension of its bid."""
        return dimension_of(self.bid)

    def is_from(self, cell: Cell) -> bool:
        """Whether the strategy is, or once was, one of this cell."""
        return self.strategy.startswith(f"{cell}.")


@dataclass(frozen=True)
class State:
    """All earlier offers to this person, oldest first; the episode that is open, and the time.

    Without `now` nothing is counted back in days; without `episode` the exchange opens a new one.
    """

    offers: tuple[Offer, ...] = ()
    now: datetime | None = None
    episode: int | None = None

    @property
    def counted(self) -> tuple[Offer, ...]:
        """The offers that patterns are made of: not those of exchanges that were misread."""
        return tuple(offer for offer in self.offers if not offer.misread)

    def in_episode(self) -> tuple[Offer, ...]:
        """The offers made in the open episode."""
        if self.episode is None:
            return ()
        return tuple(offer for offer in self.counted if offer.episode == self.episode)

    def within(self, days: float, until: float = 0) -> tuple[Offer, ...]:
        """The offers of the last `days` days, but for those of the last `until` days, if any.

        Offers that claim to be from the future (the machine's clock was put back) count as now.
        """
        if self.now is None:
            return ()
        first, last = self.now - timedelta(days=days), self.now - timedelta(days=until)
        return tuple(
            offer
            for offer in self.counted
            if offer.at is not None
            and first <= min(offer.at, self.now) <= last
            # The very end of the time before belongs to the time after it.
            and not (until and min(offer.at, self.now) == last)
        )
