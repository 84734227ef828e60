"""The commands around the model in use, as a person runs them in a copy of the project."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.training.promoting_project import compared, pair, teach
from tightrope.running.in_use import record_path
from tightrope.running.settings import ROOT
from tightrope.training.model import model_path
from tightrope.training.model_for_chat import model_for_chat

PARTS = ("config.yml", "domain.yml", "requirements.lock", "data", "tests")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A whole copy, with files that stand for models: of before, in use, and of the present."""
    from rich.console import Console

    root = tmp_path / "project"
    root.mkdir()
    # Only a copy of the code takes the copy for the project's folder.
    shutil.copytree(ROOT / "tightrope", root / "tightrope")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, root / part)
        else:
            shutil.copy(ROOT / part, root / part)
    (root / "models").mkdir()
    model_path(root).write_text("the first")
    model_for_chat(Console(quiet=True), root)
    (root / "data" / "nlu" / "greet.yml").touch()
    teach(root, "one")
    return root


def start(root: Path, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "TIGHTROPE_DATA": str(root / "var"), "COLUMNS": "200"}
    return subprocess.Popen(
        [sys.executable, "-m", "tightrope", *words],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def run(root: Path, *words: str) -> tuple[int, str]:
    process = start(root, *words)
    said, _ = process.communicate(timeout=60)
    return process.returncode, said


def test_from_refusal_to_rollback(project: Path):
    code, said = run(project, "promote")
    assert (code, said.startswith("Error: There is no comparison yet")) == (1, True)
    compared(project, danger_recall=pair(0.9, 0.8))
    code, said = run(project, "promote")
    assert code == 1
    assert "danger heard, as any concern that is answered first: 0.900 in use, 0.800" in said
    code, said = run(project, "promote", "--force", " ")
    assert (code, "needs a reason" in said) == (2, True)
    code, said = run(project, "promote", "--force", "the judges were wrong")
    assert (code, "is in use" in said) == (0, True)
    code, said = run(project, "rollback", "--why", "no, they were right")
    assert (code, "is in use again" in said) == (0, True)
    code, said = run(project, "rollback")
    assert (code, said) == (
        1,
        "Error: There is no model before the one in use. Nothing was changed.\n",
    )
    code, said = run(project, "promotions")
    assert code == 0
    for words in ("first", "promoted, forced", "the judges were wrong", "no, they were right"):
        assert words in said
    (project / "models" / "in_use.json").write_text("{")
    for command in ("chat", "compare", "promote", "rollback"):
        code, said = run(project, command)
        assert code == 1
        assert "models/in_use.json, the record of the model in use, cannot be read" in said
        assert "Traceback" not in said


def test_training_that_is_interrupted_changes_nothing(project: Path):
    model_path(project).unlink()
    before = record_path(project).read_bytes()
    process = start(project, "train")
    assert process.stdout is not None
    assert process.stdout.readline().startswith("Training a model")
    time.sleep(3)
    # To the whole group, as a terminal does.
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Nothing was changed: the model in use stays" in said
    assert "Traceback" not in said
    assert record_path(project).read_bytes() == before
    assert [path.name for path in (project / "models").glob(".*.tar.gz")] == []
    assert not model_path(project).exists()
