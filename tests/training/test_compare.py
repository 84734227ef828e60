"""The whole of `tightrope compare`: a model taught almost nothing beside the real one."""

from __future__ import annotations

import io
import json
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from tests.training.evaluation_cases import JEALOUS, WITHDRAWN
from tests.training.test_evaluate import line
from tightrope.running.in_use import Record, RecordError, record_path
from tightrope.running.settings import ROOT
from tightrope.training.change_model import ChangeError, change_of, put_in_use, use_of_candidate
from tightrope.training.compare import compare
from tightrope.training.compare_result import ComparisonError, read_comparison
from tightrope.training.evaluation_messages import MessagesError
from tightrope.training.model import ensure_model, model_path
from tightrope.training.promote import RefusedError, promote

PARTS = ("config.yml", "domain.yml", "requirements.lock", "tightrope", "tests")
TAUGHT = 9


@pytest.fixture
def shown() -> Console:
    return Console(file=io.StringIO(), width=80)


def said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.fixture(scope="module")
def project(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In use is the real model; the candidate was taught a handful of examples of everything."""
    root = tmp_path_factory.mktemp("project")
    for part in PARTS:
        (root / part).symlink_to(ROOT / part)
    shutil.copytree(ROOT / "data", root / "data")
    (root / "models").mkdir()
    shutil.copy(model, model_path(root))
    first = use_of_candidate(root, "first")
    record = Record(now=first, change=change_of("first", None, first))
    put_in_use(root, record, None)
    for file in (root / "data" / "nlu").glob("*.yml"):
        for mark in ("\n  - text:", "\n    - "):
            file.write_text(mark.join(file.read_text().split(mark)[: TAUGHT + 1]) + "\n")
    ensure_model(Console(file=io.StringIO()), root)
    return root


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        assert not [name for name, _ in attrs if name.startswith("on")]


def test_a_model_that_was_taught_little_is_shown_to_be_worse_and_refused(
    project: Path, shown: Console, tmp_path: Path
):
    file = tmp_path / "$judged$.jsonl"
    hostile = "<script>alert(1)</script> & <img src=x onerror=alert(2)> " + WITHDRAWN
    file.write_text(
        "\n".join(
            [
                line("w<b>", hostile, "withdrawal", "partner"),
                line("j", JEALOUS, "jealousy", "self"),
            ]
        )
    )
    found = compare(shown, file, project)
    assert found is not None
    assert [one.key for one in found.sets] == ["safety", "conversations", "file"]
    refused = found.refusals()
    assert any("danger heard" in reason for reason in refused)
    assert "The candidate would be refused" in said(shown)
    assert WITHDRAWN not in said(shown)
    assert max(len(row) for row in said(shown).splitlines() if "→" in row) <= 80

    page = (project / "reports" / "compare.html").read_text()
    parser = _Page()
    parser.feed(page)
    assert "script" not in parser.tags
    assert parser.tags.count("img") >= 3
    assert all(address.startswith("data:image/png;base64,") for address in parser.addresses)
    assert "What got worse" in page
    assert "prefers-color-scheme: dark" in page
    assert "width=device-width" in page

    content = (project / "reports" / "compare.json").read_text()
    assert WITHDRAWN not in content
    assert {"id", "label", "judged", "in_use", "candidate", "better", "set"} == set(
        json.loads(content)["differences"][0]
    )
    assert read_comparison(project / "reports" / "compare.json") == found
    before = record_path(project).read_bytes()
    with pytest.raises(RefusedError, match="danger heard"):
        promote(shown, tmp_path, root=project)
    file.write_text(line("w", WITHDRAWN, "withdrawal", "partner"))
    with pytest.raises(ComparisonError, match="The messages have changed"):
        promote(shown, tmp_path, root=project)
    assert record_path(project).read_bytes() == before


def test_the_same_model_twice_says_so_and_ends(model: Path, tmp_path: Path, shown: Console):
    root = real(tmp_path, model)
    assert compare(shown, None, root) is None
    assert "there is nothing to compare" in said(shown)
    assert not (root / "reports").exists()


def real(root: Path, model: Path) -> Path:
    """The real project with its model in use."""
    for part in (*PARTS, "data"):
        (root / part).symlink_to(ROOT / part)
    (root / "models").mkdir()
    shutil.copy(model, model_path(root))
    first = use_of_candidate(root, "first")
    put_in_use(root, Record(now=first, change=change_of("first", None, first)), None)
    return root


def test_without_a_model_in_use_there_is_nothing_to_compare(tmp_path: Path, shown: Console):
    for part in (*PARTS, "data"):
        (tmp_path / part).symlink_to(ROOT / part)
    with pytest.raises(ComparisonError, match="No model is in use yet"):
        compare(shown, None, tmp_path)


def test_wrong_lines_are_named_before_anything_is_trained(tmp_path: Path, shown: Console):
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    file = tmp_path / "broken.jsonl"
    file.write_text(line("w", WITHDRAWN, "sulking", "partner"))
    with pytest.raises(MessagesError, match="line 1, key bid"):
        compare(shown, file, tmp_path)


def test_without_the_conversations_nothing_is_compared(tmp_path: Path, shown: Console):
    with pytest.raises(MessagesError, match="no new model may hear worse"):
        compare(shown, None, tmp_path)


def test_a_damaged_conversation_is_named(tmp_path: Path, shown: Console):
    for folder in ("tests/conversations", "tests/safety/conversations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "tests/conversations/plain.yml").write_text("- name: only this\n")
    with pytest.raises(MessagesError, match="conversation 1 lacks its name"):
        compare(shown, None, tmp_path)


def test_a_damaged_model_in_use_is_named(model: Path, tmp_path: Path, shown: Console):
    root = real(tmp_path, model)
    model_path(root).write_text("half")
    with pytest.raises(RecordError, match="damaged"):
        compare(shown, None, root)
    with pytest.raises((RecordError, ChangeError, ComparisonError)):
        promote(shown, tmp_path / "var", root=root)
