"""A comparison as tables: what the terminal and the report's page both show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich import box
from rich.table import Table
from rich.text import Text

from tightrope.training.compare_figures import Both
from tightrope.training.compare_result import Comparison, Set
from tightrope.training.evaluation_bootstrap import Figure
from tightrope.training.evaluation_report import SECTION_ENDS, WORDS, cell

HEAD = ("figure", "messages", "in use", "candidate", "difference (95 %)", "")
_SHORT_HEAD = ("figure", "messages", "in use →\ncandidate", "difference,\n95 % between", "")
_LESS_IS_BETTER = (
    "ece_bid",
    "false_alarm",
    "partner_abuse_heard_as_possible",
    "possible_abuse_heard_as_danger",
)


@dataclass(frozen=True)
class Row:
    """One figure as it is shown.

    Attributes:
        name: Of the figure.
        cells: What it is called, messages, both models with their intervals, the difference.
        short: The same in few letters: both values, and the interval of the difference.
        verdict: `better`, `worse`, or empty where the difference may be luck.
    """

    name: str
    cells: tuple[str, ...]
    short: tuple[str, ...]
    verdict: str


def rows(figures: Mapping[str, Both]) -> list[Row]:
    """A row for each figure that rests on something, in the order of `make evaluate`."""
    shown = []
    for name in WORDS:
        figure = figures.get(name)
        if figure is None or (figure.in_use.value is None and figure.candidate.value is None):
            continue
        verdict = _verdict(name, figure.difference)
        head = (WORDS[name], str(figure.in_use.messages))
        values = [cell(one, name) for one in (figure.in_use, figure.candidate)]
        gap = _signed(figure.difference)
        plain = " → ".join(value.partition(" ")[0] for value in values)
        short = (*head, plain, gap.partition("(")[2].removesuffix(")"))
        shown.append(Row(name, (*head, *values, gap), short, verdict))
    return shown


def for_terminal(one: Set) -> Table:
    """One set of messages as rich prints it."""
    title = f"{one.title}, {one.messages} messages"
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), title=Text(title))
    for number, title in enumerate(_SHORT_HEAD):
        # What a figure is called may take two lines where the terminal is narrow; numbers may not.
        table.add_column(title, justify="right" if number == 1 else "left", no_wrap=number > 0)
    for row in rows(one.figures):
        table.add_row(*row.short, row.verdict, end_section=row.name in SECTION_ENDS)
    return table


def parsing(comparison: Comparison) -> str:
    """How long reading takes, of both, as a sentence."""
    old, new = (cell(figure, "parse_ms_median") for figure in comparison.parse_ms)
    return f"{WORDS['parse_ms_median']}: {old} in use, {new} with the candidate."


def _signed(figure: Figure) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return "–"
    # Adding nothing turns a zero with a minus into one without.
    value, low, high = (
        round(number, 3) + 0.0 for number in (figure.value, figure.low, figure.high)
    )
    return f"{value:+.3f} ({low:+.3f} to {high:+.3f})"


def _verdict(name: str, difference: Figure) -> str:
    if difference.low is None or difference.high is None:
        return ""
    if difference.low <= 0 <= difference.high:
        return ""
    rose = difference.low > 0
    return "worse" if rose is name.startswith(_LESS_IS_BETTER) else "better"
