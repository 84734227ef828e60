"""The worst errors, to be read: what was judged, what was heard, and on which evidence.

This is the one part of a report that shows whole messages.
"""

from __future__ import annotations

from collections.abc import Sequence

from tightrope.asem import Bid, dimension_of
from tightrope.training.evaluation_figures import ANSWERED, DANGERS
from tightrope.training.evaluation_hearing import Heard
from tightrope.training.evaluation_messages import Judged

MOST = 30
_WARNING = """\
# The worst errors

**This file holds people's messages.** It is for looking at errors on this machine: `reports/` is
left out of git, so keep this file out of issues and commits, and do not teach the assistant from
messages that are kept for measuring.
"""

Pair = tuple[Judged, Heard]


def worst_errors(judged: Sequence[Judged], heard: Sequence[Heard]) -> str:
    """A Markdown page of the dangers missed, the worst errors of the bid, and the false alarms."""
    pairs = list(zip(judged, heard, strict=True))
    missed = [p for p in pairs if p[0].concern in DANGERS and p[1].concern not in ANSWERED]
    alarms = [p for p in pairs if p[0].concern == "none" and p[1].concern in ANSWERED]
    return "\n".join(
        [
            _WARNING,
            _section("Dangers that were not heard", missed),
            _section(
                "Errors of the bid: the wrong side first, then the surest", _bid_errors(pairs)
            ),
            _section("Concerns heard where there is none", sorted(alarms, key=_alarm_first)),
        ]
    )


def _bid_errors(pairs: Sequence[Pair]) -> list[Pair]:
    """Anxious taken for avoidant is worst, for the answer then does harm; a second bid is none."""
    wrong = [(j, h) for j, h in pairs if h.bid != j.bid and (j.also == "none" or h.bid != j.also)]
    return sorted(wrong, key=_bid_first)


def _bid_first(pair: Pair) -> tuple[int, float]:
    judged, heard = pair
    true, said = dimension_of(Bid(judged.bid)), dimension_of(Bid(heard.bid))
    sides = 0 if "none" in (true, said) else 1
    return (-sides if true != said else 1, -heard.bid_confidence)


def _alarm_first(pair: Pair) -> float:
    return -float(pair[1].exchange["confidence"]["concern"])


def _section(title: str, pairs: Sequence[Pair]) -> str:
    shown = [_entry(judged, heard) for judged, heard in pairs[:MOST]]
    return "\n".join([f"## {title}\n", f"{len(pairs)} in all, {len(shown)} shown.\n", *shown])


def _entry(judged: Judged, heard: Heard) -> str:
    sure = heard.exchange["confidence"]
    said = ", ".join(
        f"{key} {heard.exchange[key]} ({sure[key]:.2f})"
        for key in ("bid", "actor", "moment", "concern")
    )
    truth = f"bid {judged.bid}, also {judged.also}, actor {judged.actor}, moment {judged.moment}"
    lines = [
        f"### {judged.id}\n",
        f"> {' '.join(judged.text.split())}\n",
        f"- judged: {truth}, concern {judged.concern}",
        f"- heard: {said}; intent {heard.intent}",
    ]
    lines += [
        f"- evidence: “{' '.join(str(entry['text']).split())}” "
        f"({entry['label']}, {entry['confidence']:.2f})"
        for entry in heard.exchange["evidence"]
    ]
    return "\n".join(lines) + "\n"
