"""What is measured on the running assistant: start, turns, reading, memory."""

from __future__ import annotations

import os

from rich.console import Console

from benchmarks.assistant import Assistant, assistant
from benchmarks.memory import family, proportional
from benchmarks.running import BenchmarkError
from benchmarks.starter import StarterBot, starter_bot
from benchmarks.table import Row, median, megabytes, milliseconds, p95, seconds

STARTS = 3
SENDERS, TURNS_EACH = 20, 10
PARSES = 100
EARLY, LATE, AROUND, TALKERS = 5, 100, 2, 6
LENGTH = 300
WARM_UP = 5

LONG = (
    "We had a nice dinner, then my phone lit up and she went quiet. Ten minutes on she asked who"
    " it was. I said my brother. She asked again in the car, and again when we brushed our teeth. I"
    " showed her the message in the end. Now she sits on the bed and says that I sounded annoyed"
    " and it means something."
)
"""A message of LENGTH characters."""


def starts(console: Console) -> list[Row]:
    """Seconds from `tightrope chat` until its page answers, with a model that is there."""
    taken = []
    for number in range(STARTS):
        with (
            console.status(f"Starting the assistant, {number + 1} of {STARTS} …"),
            assistant() as a,
        ):
            taken.append(a.seconds)
    spread = f"{seconds(min(taken))} to {seconds(max(taken))}"
    return [Row("start until the page answers", seconds(median(taken)), how=f"{STARTS}: {spread}")]


def turns(console: Console, ours: Assistant) -> list[Row]:
    """Coaching turns over REST, in alternation with turns of the starter bot."""
    status = console.status(f"Taking {SENDERS * TURNS_EACH} turns with each …")
    _warm_up(ours)
    with starter_bot(console) as theirs, status:
        our_times, their_times = _alternate(ours, theirs)
    how = f"{len(our_times)} turns, {SENDERS} senders, in alternation"
    return [
        Row(f"coaching turn, {name}", milliseconds(figure(our_times)), beside, how)
        for name, figure in (("median", median), ("p95", p95))
        for beside in [
            f"{figure(our_times) / figure(their_times):.2f} × Rasa's starter bot "
            f"({milliseconds(figure(their_times))})"
        ]
    ]


def _alternate(ours: Assistant, theirs: StarterBot) -> tuple[list[float], list[float]]:
    for _ in range(WARM_UP):
        theirs.turn("warm-up")
    _warm_up(ours)
    our_times, their_times = [], []
    for number in range(TURNS_EACH):
        for sender in range(SENDERS):
            our_times.append(ours.turn(f"bench-{sender}", number + sender))
            their_times.append(theirs.turn(f"bench-{sender}"))
    return our_times, their_times


def _warm_up(ours: Assistant) -> None:
    for number in range(WARM_UP):
        ours.turn("warm-up", number)


def long_talks(console: Console, ours: Assistant) -> list[Row]:
    """How much dearer a turn gets as a talk gets long; late turns alternate with early ones."""
    _warm_up(ours)
    with console.status(f"Taking {TALKERS} talks to turn {LATE + AROUND} …"):
        for turn in (EARLY, LATE):
            for talker in range(TALKERS):
                for number in range(1, turn - AROUND):
                    ours.turn(f"bench-{turn}-{talker}", number)
        times: dict[int, list[float]] = {EARLY: [], LATE: []}
        for step in range(-AROUND, AROUND + 1):
            for talker in range(TALKERS):
                for turn, taken in times.items():
                    taken.append(ours.turn(f"bench-{turn}-{talker}", turn + step))
    early, late = median(times[EARLY]), median(times[LATE])
    return [
        Row(
            f"coaching turn {LATE} ÷ turn {EARLY}",
            f"{late / early:.2f}",
            f"{milliseconds(late)} ÷ {milliseconds(early)}",
            f"medians, {TALKERS} talks each, {AROUND} turns before and after, in alternation",
        )
    ]


def reading(console: Console, ours: Assistant) -> list[Row]:
    """One message through the whole pipeline, without a conversation around it."""
    with console.status(f"Reading {PARSES} messages …"):
        for _ in range(WARM_UP):
            ours.parse(LONG)
        times = [ours.parse(LONG)[1] for _ in range(PARSES)]
    return [
        Row(
            f"reading {LENGTH} characters, median",
            milliseconds(median(times)),
            how=f"{PARSES} times /model/parse; p95 {milliseconds(p95(times))}",
        )
    ]


def memory(console: Console, ours: Assistant) -> list[Row]:
    """Memory of the assistant, its action server, the supervisor and the command, after use.

    Raises:
        BenchmarkError: This system does not tell (it has no /proc).
    """
    with console.status("Weighing …"):
        for number in range(2 * WARM_UP):
            ours.turn("weighing", number)
        weights = sorted((proportional(pid) for pid in family(ours.pid)), reverse=True)
    if not any(weights):
        raise BenchmarkError("Memory can only be measured on Linux; leave `memory` out.")
    largest = ", ".join(megabytes(weight) for weight in weights)
    return [
        Row("memory of all processes", megabytes(sum(weights)), how=f"PSS after use: {largest}")
    ]


def load() -> float:
    """How busy the machine is: runnable processes, mean of the last minute."""
    return os.getloadavg()[0]
