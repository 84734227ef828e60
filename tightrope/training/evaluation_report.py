"""The report of an evaluation: one table for the terminal and Markdown, and everything as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich import box
from rich.table import Table

from tightrope.training.evaluation_bootstrap import Figure
from tightrope.training.evaluation_errors import worst_errors
from tightrope.training.evaluation_figures import BIDS, CONCERNS
from tightrope.training.evaluation_hearing import TIMED_LENGTH, Heard
from tightrope.training.evaluation_messages import Judged
from tightrope.training.evaluation_pictures import confusion, draw

MARKDOWN, JSON, ERRORS = "evaluation.md", "evaluation.json", "evaluation_errors.md"

WORDS = {
    "dimension_macro_f1": "dimension, macro-F1 (anxiety, avoidance, none)",
    "bid_macro_f1": "bid, macro-F1 (six bids, none)",
    "bid_macro_f1_lenient": "bid, macro-F1, a second bid counts as right",
    "dimension_among_bids": "anxious or avoidant, among true bids",
    "actor_among_bids": "actor, among true bids",
    "moment_accuracy": "moment",
    "moment_among_bids": "moment, among true bids",
    "ece_bid": "expected calibration error of the bid",
    "danger_recall": "danger heard, as any concern that is answered first",
    "danger_recall_exact": "danger heard as what it is",
    "concern_recall": "danger or possible abuse heard",
    "false_alarm_rate": "false alarms, among messages without a concern",
    "possible_abuse_heard_at_all": "possible abuse heard, as itself or as a danger",
    "possible_abuse_heard_as_danger": "possible abuse taken for a danger",
    "partner_abuse_heard_as_possible": "partner abuse taken for possible abuse",
    **{f"recall_{c}": f"{c} heard as what it is" for c in CONCERNS if c != "none"},
    **{f"false_alarm_{c}": f"false alarms of {c}" for c in CONCERNS if c != "none"},
    **{f"bid_f1_{bid}": f"{bid}, F1" for bid in BIDS},
    "intent_accuracy": "intent",
    "parse_ms_median": f"parsing {TIMED_LENGTH} characters, median (ms)",
    "train_s": "training (s)",
}
"""Every figure's name and what the table calls it, in the table's order."""

SECTION_ENDS = {"ece_bid", "false_alarm_rate", "false_alarm_past_abuse", "bid_f1_none"}


@dataclass(frozen=True)
class Column:
    """The figures of one model on one set of messages: their key in JSON, title, and figures."""

    key: str
    title: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Report:
    """What one run of `make evaluate` found.

    Attributes:
        model: File name of the model.
        date: When, in UTC, as ISO 8601.
        source: What was measured on, for the reader.
        columns: Keyed `figures` for ours on the judged messages; others stand beside it.
        judged: The judged messages; none if there was no file.
        heard: What our model heard in each.
    """

    model: str
    date: str
    source: str
    columns: Sequence[Column]
    judged: Sequence[Judged] = ()
    heard: Sequence[Heard] = ()


def for_terminal(columns: Sequence[Column]) -> Table:
    """The table as rich prints it."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("figure")
    table.add_column("messages", justify="right")
    for column in columns:
        table.add_column(column.title)
    for name, cells in _rows(columns):
        table.add_row(WORDS[name], *cells, end_section=name in SECTION_ENDS)
    return table


def write(folder: Path, report: Report) -> list[Path]:
    """Writes Markdown, JSON and pictures, replacing those of an earlier evaluation.

    Returns:
        What was written, the report itself first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("evaluation*.*"):
        stale.unlink()
    pictures = draw(folder, report.judged, report.heard) if report.judged else []
    texts = {MARKDOWN: as_markdown(report, pictures), JSON: as_json(report)}
    if report.judged:
        texts[ERRORS] = worst_errors(report.judged, report.heard)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in (*texts, *pictures)]


def as_json(report: Report) -> str:
    """The report for programs; its evidence quotes messages. Form: docs/evaluation.md."""
    content = {
        "figures": {},
        **{column.key: _plain(column.figures) for column in report.columns},
        "predictions": [
            {"id": judged.id, "intent": heard.intent, "exchange": heard.exchange}
            for judged, heard in zip(report.judged, report.heard, strict=True)
        ],
        "model": report.model,
        "date": report.date,
        "source": report.source,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_markdown(report: Report, pictures: Sequence[str]) -> str:
    """The report for people; it holds no message."""
    titles = [column.title for column in report.columns]
    table = [["figure", "messages", *titles], ["---", "--:", *["---"] * len(titles)]]
    table += [[WORDS[name], *cells] for name, cells in _rows(report.columns)]
    parts = [
        "# Evaluation\n",
        f"Model `{report.model}`, {report.date}, on {report.source}. "
        "In brackets: 95 % bootstrap interval over messages. How each figure is counted: "
        "`docs/evaluation.md`.\n",
        _markdown_table(table),
    ]
    if report.judged:
        parts += [
            "## Bids: judged (rows) and heard (columns)\n",
            _counts(
                BIDS,
                [judged.bid for judged in report.judged],
                [heard.bid for heard in report.heard],
            ),
            "## Concerns: judged (rows) and heard (columns)\n",
            _counts(
                CONCERNS,
                [judged.concern for judged in report.judged],
                [heard.concern for heard in report.heard],
            ),
            *[f"![{name.split('_')[1].removesuffix('.png')}]({name})\n" for name in pictures],
            f"The worst errors, with the messages: `{ERRORS}`.\n",
        ]
    return "\n".join(parts)


def _rows(columns: Sequence[Column]) -> list[tuple[str, list[str]]]:
    """Name, number of messages and a cell for each column, of every figure that is there."""
    rows = []
    for name in WORDS:
        own = [column.figures.get(name) for column in columns]
        if any(figure is not None for figure in own):
            first = own[0].messages if own[0] is not None else 0
            rows.append((name, [str(first) if first else "", *(cell(f, name) for f in own)]))
    return rows


def cell(figure: Figure | None, name: str) -> str:
    """A figure with its interval, as tables show it."""
    if figure is None or figure.value is None or figure.low is None or figure.high is None:
        return "–"
    digits = {"train_s": 0, "parse_ms_median": 1}.get(name, 3)
    value = f"{figure.value:.{digits}f}"
    if name == "train_s":
        return value
    return f"{value} ({figure.low:.{digits}f}–{figure.high:.{digits}f})"


def _plain(figures: Mapping[str, Figure]) -> dict[str, dict[str, float | None]]:
    return {
        name: {"value": figure.value, "low": figure.low, "high": figure.high}
        for name, figure in figures.items()
    }


def _counts(names: Sequence[str], truth: Sequence[str], heard: Sequence[str]) -> str:
    counts = confusion(truth, heard, names)
    head = [["", *names], ["---", *["--:"] * len(names)]]
    rows = [[name, *map(str, row)] for name, row in zip(names, counts, strict=True)]
    return _markdown_table([*head, *rows])


def _markdown_table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
