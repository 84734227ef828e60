"""How many examples there are of everything, and what is thin beside its like.

What is comparable is put side by side: of each combination of whose and when, all six bids; of each
moment, all concerns; of each length, everything that tells a story; all kinds of talk. An entry is
missing where it has less than half of what the others in its row have in the middle (their
median). A row in which the others have fewer than ten says nothing: there it may be life that is
rare, and not the examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from tightrope.asem import Bid, Concern, Moment
from tightrope.safety.concern_intents import CONCERN_OF_INTENT
from tightrope.teaching.codebook import codebook
from tightrope.teaching.examples_files import Example
from tightrope.teaching.judgement import NO_BID

BIDS = tuple(bid.value for bid in Bid if bid is not Bid.NONE)
CONCERNS = tuple(concern.value for concern in Concern if concern is not Concern.NONE)
MOMENTS = tuple(moment.value for moment in Moment)
WHOSE = ("self", "partner", "both")
STORIES = (*BIDS, NO_BID, *CONCERN_OF_INTENT)

LENGTHS = {
    "line": "in one line (up to 20 words)",
    "few sentences": "in a few sentences",
    "story": "told at length (60 words or more)",
}
"""How long a message is, and how that is said."""

BESIDE = {"shown": "with something else shown", "not shown": "with nothing else shown"}
"""Whether a bid is shown beside a concern, and how that is said."""

UNASKED = "unasked"

_LINE_TO = 20
_STORY_FROM = 60
_THIN = 0.5
_WORTH_COMPARING = 10
_MOST = 10


@dataclass(frozen=True)
class Coverage:
    """How many examples there are; combinations without one are there with 0.

    Attributes:
        intents: By intent.
        bids: By bid, whose it is, and moment.
        concerns: By concern, moment, and whether a bid is shown beside it; an example of which
            nobody asked that is left out.
        lengths: By intent of a story, and length.
    """

    intents: Mapping[str, int]
    bids: Mapping[tuple[str, str, str], int]
    concerns: Mapping[tuple[str, str, str], int]
    lengths: Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Missing:
    """Something there are few examples of: how many, how many its like have, and a sentence."""

    name: str
    count: int
    usual: float

    def __str__(self) -> str:
        examples = "1 example" if self.count == 1 else f"{self.count or 'no'} examples"
        return f"{self.name}: {examples}. Others like it have about {_about(self.usual)}."


def length(text: str) -> str:
    """How long a message is: one of LENGTHS."""
    words = len(text.split())
    if words <= _LINE_TO:
        return "line"
    return "few sentences" if words < _STORY_FROM else "story"


def coverage(examples: Iterable[Example]) -> Coverage:
    """Counts examples by everything a teacher can say of them."""
    intents: Counter[str] = Counter()
    bids = Counter(dict.fromkeys(((b, a, m) for b in BIDS for a in WHOSE for m in MOMENTS), 0))
    concerns = Counter(
        dict.fromkeys(((c, m, beside) for c in CONCERNS for m in MOMENTS for beside in BESIDE), 0)
    )
    lengths = Counter(dict.fromkeys(((i, size) for i in STORIES for size in LENGTHS), 0))
    for example in examples:
        intents[example.intent] += 1
        if example.intent not in STORIES:
            continue
        lengths[example.intent, length(example.text)] += 1
        judged, moment = example.judgement, example.metadata.get("moment")
        if moment not in MOMENTS:
            continue
        if judged.concern in CONCERNS:
            if example.metadata.get("bid") != UNASKED:
                beside = "not shown" if judged.bid == Bid.NONE else "shown"
                concerns[judged.concern, moment, beside] += 1
        elif judged.bid in BIDS and judged.actor in WHOSE:
            bids[judged.bid, judged.actor, moment] += 1
    return Coverage(intents, bids, concerns, lengths)


def missing(found: Coverage) -> list[Missing]:
    """What is thinnest beside its like, most urgent first, ten at most."""
    thin = [one for row in _rows(found) for one in _thin(row)]
    return sorted(thin, key=_urgency)[:_MOST]


def _urgency(one: Missing) -> tuple[float, float, str]:
    """The smallest share of what is usual first; of two alike, where more are needed."""
    return (one.count / one.usual, -one.usual, one.name)


def _thin(row: Mapping[str, int]) -> Iterator[Missing]:
    """The entries of a row that have less than half of what the others have in the middle."""
    for name, count in row.items():
        others = [value for other, value in row.items() if other != name]
        usual = median(others) if others else 0.0
        if usual >= _WORTH_COMPARING and count < _THIN * usual:
            yield Missing(name, count, usual)


def _rows(found: Coverage) -> Iterator[dict[str, int]]:
    """Names and counts of what can be compared with each other."""
    name = codebook().name_of
    for whose in WHOSE:
        for moment in MOMENTS:
            ending = f"{name('actor', whose)}, {name('moment', moment)}"
            yield {f"{_bid(bid)}, {ending}": found.bids[bid, whose, moment] for bid in BIDS}
    for moment in MOMENTS:
        for beside, said in BESIDE.items():
            yield {
                f"{_concern(concern)}, {name('moment', moment)}, {said}": found.concerns[
                    concern, moment, beside
                ]
                for concern in CONCERNS
            }
    for size, said in LENGTHS.items():
        yield {f"{_story(intent)}, {said}": found.lengths[intent, size] for intent in STORIES}
    yield {
        f"Talk of the kind {intent}": count
        for intent, count in found.intents.items()
        if intent not in STORIES
    }


def _story(intent: str) -> str:
    if intent == NO_BID:
        return "A story with nothing shown"
    concern = CONCERN_OF_INTENT.get(intent)
    return _bid(intent) if concern is None else _concern(concern.value)


def _bid(bid: str) -> str:
    return _capitalised(codebook().name_of("bid", bid))


def _concern(concern: str) -> str:
    return _capitalised(codebook().name_of("concern", concern))


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]


def _about(number: float) -> int:
    """A number as one would say it: to the next ten from 20 on."""
    return round(number) if number < 20 else int(round(number / 10) * 10)
