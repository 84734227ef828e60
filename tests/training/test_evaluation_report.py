"""The report: what it says, in which form, and where messages may stand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from tests.training.evaluation_cases import JEALOUS, PLAIN, WITHDRAWN, heard, judged
from tightrope.training.evaluation_bootstrap import Figure
from tightrope.training.evaluation_errors import MOST, worst_errors
from tightrope.training.evaluation_figures import figures
from tightrope.training.evaluation_pictures import confusion, trade_off
from tightrope.training.evaluation_report import Column, Report, for_terminal, write

JUDGED = [
    judged("withdrawal", "partner", text=WITHDRAWN, identity="w"),
    judged("jealousy", "self", text=JEALOUS, identity="j"),
    judged("none", text=PLAIN, identity="p"),
]
SCORES = {"self_harm": 0.1, "possible_abuse": 0.2}
HEARD = [
    heard("withdrawal", "partner", evidence=WITHDRAWN, scores=SCORES),
    heard("self_reliance", "self", evidence=JEALOUS, scores=SCORES),
    heard("none", scores=SCORES),
]
OURS = {**figures(JUDGED, HEARD, resamples=20), "train_s": Figure.exactly(42.0)}
PEER = {"bid_macro_f1": Figure(0.25, 0.2, 0.3, 3)}


def report(**changes) -> Report:
    columns = [Column("figures", "Tightrope", OURS), Column("peer", "Rasa's default", PEER)]
    whole = {"model": "m.tar.gz", "date": "2026-01-31T10:00:00+00:00", "source": "3 messages"}
    return Report(**{**whole, "columns": columns, "judged": JUDGED, "heard": HEARD, **changes})


def test_the_json_has_figures_with_intervals_and_a_prediction_for_every_message(tmp_path: Path):
    write(tmp_path, report())
    content = json.loads((tmp_path / "evaluation.json").read_text())
    assert content["model"] == "m.tar.gz"
    assert content["date"] == "2026-01-31T10:00:00+00:00"
    assert set(OURS) == set(content["figures"])
    for figure in [*content["figures"].values(), *content["peer"].values()]:
        assert set(figure) == {"value", "low", "high"}
        assert figure["value"] is None or figure["low"] <= figure["value"] <= figure["high"]
    assert content["figures"]["train_s"] == {"value": 42.0, "low": 42.0, "high": 42.0}
    assert [p["id"] for p in content["predictions"]] == ["w", "j", "p"]
    assert [set(p) for p in content["predictions"]] == [{"id", "intent", "exchange"}] * 3
    assert content["predictions"][0]["intent"] == "withdrawal"
    assert content["predictions"][0]["exchange"]["evidence"][0]["text"] == WITHDRAWN


def test_the_markdown_shows_both_models_and_no_message(tmp_path: Path):
    write(tmp_path, report())
    page = (tmp_path / "evaluation.md").read_text()
    assert "| figure | messages | Tightrope | Rasa's default |" in page
    assert "0.250 (0.200–0.300)" in page
    for text in (WITHDRAWN, JEALOUS, PLAIN):
        assert text not in page


def test_only_the_page_of_errors_quotes_messages_and_it_says_so_first(tmp_path: Path):
    write(tmp_path, report())
    page = (tmp_path / "evaluation_errors.md").read_text()
    assert "holds people's messages" in page[:100]
    assert JEALOUS in page
    assert "heard: bid self_reliance (0.90)" in page
    assert PLAIN not in page


def test_pictures_are_drawn_and_shown(tmp_path: Path):
    written = write(tmp_path, report())
    pictures = [path for path in written if path.suffix == ".png"]
    page = (tmp_path / "evaluation.md").read_text()
    assert len(pictures) == 3
    for picture in pictures:
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert f"]({picture.name})" in page


def test_without_scores_of_concerns_there_is_no_curve(tmp_path: Path):
    written = write(tmp_path, report(heard=[heard(), heard(), heard()]))
    assert "evaluation_concerns.png" not in [path.name for path in written]


def test_nothing_of_an_earlier_evaluation_stays(tmp_path: Path):
    (tmp_path / "benchmarks.md").touch()
    write(tmp_path, report())
    written = write(tmp_path, report(judged=[], heard=[]))
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"benchmarks.md", "evaluation.md", "evaluation.json"}
    assert {path.name for path in written} == {"evaluation.md", "evaluation.json"}


def test_the_terminal_shows_a_dash_where_there_is_nothing_to_measure():
    console = Console(width=140, record=True, file=None, quiet=False)
    with console.capture() as capture:
        console.print(for_terminal(report().columns))
    lines = capture.get().splitlines()
    (danger,) = [line for line in lines if "danger heard as what it is" in line]
    assert danger.count("–") == 2
    (training,) = [line for line in lines if "training (s)" in line]
    assert "42" in training


def test_the_wrong_side_comes_before_the_surer_error():
    truth = [
        judged("none", text="first aid", identity="sure"),
        judged("jealousy", text="second hand", identity="side"),
        judged("jealousy", also="protest", text="third floor", identity="also"),
    ]
    guess = [heard("protest", sure=0.99), heard("withdrawal", sure=0.4), heard("protest")]
    page = worst_errors(truth, guess)
    assert 0 < page.index("### side") < page.index("### sure")
    assert "### also" not in page


def test_missed_dangers_come_first_and_lists_end():
    truth = [judged("jealousy", identity=f"b{n}") for n in range(50)]
    truth.append(judged(concern="self_harm", identity="danger"))
    page = worst_errors(truth, [heard()] * 51)
    assert page.index("### danger") < page.index("### b0")
    assert page.count("### b") == MOST
    assert f"50 in all, {MOST} shown" in page


def test_false_alarms_are_listed_surest_first():
    truth = [judged(identity=name) for name in ("low", "high")]
    guess = [heard(concern="self_harm", sure=0.5), heard(concern="possible_abuse", sure=0.8)]
    page = worst_errors(truth, guess)
    assert page.index("### high") < page.index("### low")


def test_confusion_counts_pairs():
    counts = confusion(["a", "a", "b"], ["a", "b", "b"], ("a", "b"))
    assert counts.tolist() == [[1, 1], [0, 1]]


@pytest.mark.parametrize(
    ("scores", "alarms", "recall"),
    [
        ([0.9, 0.8, 0.2, 0.1], [0, 0, 0.5, 1], [0.5, 1, 1, 1]),
        ([0.9, 0.3, 0.6, 0.3], [0, 0.5, 1], [0.5, 0.5, 1]),
    ],
)
def test_the_trade_off_goes_from_strict_to_loose(scores, alarms, recall):
    true = np.array([True, True, False, False])
    found = trade_off(np.array(scores), true, ~true)
    assert (found[0].tolist(), found[1].tolist()) == (alarms, recall)
