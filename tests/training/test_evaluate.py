"""The whole of `tightrope evaluate` with the real model, on three invented messages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from tests.training.evaluation_cases import JEALOUS, PLAIN, WITHDRAWN
from tightrope.cli import main
from tightrope.running.settings import ROOT
from tightrope.training.evaluate import Wanted, evaluate

PROMISED = {
    "dimension_macro_f1",
    "bid_macro_f1",
    "dimension_among_bids",
    "actor_among_bids",
    "moment_accuracy",
    "ece_bid",
    "danger_recall",
    "concern_recall",
    "false_alarm_rate",
    "parse_ms_median",
    "train_s",
}
PARTS = ("config.yml", "domain.yml", "requirements.lock", "data", "tightrope", "models")


def line(identity: str, text: str, bid: str, actor: str) -> str:
    labels = {"domain": "partner", "also": "none", "phase": "tension", "safety": "none"}
    return json.dumps({"id": identity, "text": text, "bid": bid, "actor": actor, **labels})


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    path = tmp_path / "invented.jsonl"
    lines = [
        line("w", WITHDRAWN, "withdrawal", "partner"),
        line("j", JEALOUS, "jealousy", "self"),
        line("p", PLAIN, "none", "none"),
    ]
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def project(tmp_path: Path, model: Path) -> Path:
    """The project with a reports folder of its own."""
    root = tmp_path / "project"
    root.mkdir()
    for part in PARTS:
        (root / part).symlink_to(ROOT / part)
    return root


def test_a_file_of_messages_becomes_a_report(
    project: Path, messages: Path, capfd: pytest.CaptureFixture[str]
):
    console = Console(width=160)
    evaluate(console, Wanted(messages, folds=False), project)
    content = json.loads((project / "reports" / "evaluation.json").read_text())
    assert set(content["figures"]) >= PROMISED
    assert content["figures"]["parse_ms_median"]["value"] > 0
    assert [p["id"] for p in content["predictions"]] == ["w", "j", "p"]
    for prediction in content["predictions"]:
        assert {"bid", "dimension", "actor", "moment", "concern"} < set(prediction["exchange"])
        assert isinstance(prediction["intent"], str)
    printed = "".join(capfd.readouterr())
    assert "bid, macro-F1" in printed
    for text in (WITHDRAWN, JEALOUS, PLAIN):
        assert text not in printed


def test_a_broken_file_is_refused_before_anything_is_trained(tmp_path: Path):
    path = tmp_path / "broken.jsonl"
    path.write_text(line("w", WITHDRAWN, "sulking", "partner"))
    result = CliRunner().invoke(main, ["evaluate", str(path)])
    assert result.exit_code == 1
    assert "line 1, key bid: must be one of" in result.output
    assert "shed" not in result.output


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 2
    assert "none.jsonl" in result.output
