"""The docs tell the truth: links lead somewhere, commands exist, and examples answer as printed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.words import words
from benchmarks.__main__ import PARTS
from tests.assistant import Assistant
from tightrope.channels.button_intents import BUTTON_INTENTS
from tightrope.cli import main
from tightrope.running.settings import ROOT
from tightrope.teaching.codebook import codebook
from tightrope.teaching.typed import read_line
from tightrope.understanding.labels import BIDS, CONCERN_OF_INTENT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_TESTED = re.compile(
    r"^<!-- tested -->\n```bash\n(.*?)^```\n(?:\n```json\n(.*?)^```)", re.MULTILINE | re.DOTALL
)
_LINK = re.compile(r"(?:\]\(|src=\"|href=\")([^)\s\"]+)[)\"]")
_CODE = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"[\w./-]*\w\.(?:yml|py|md|conf|lock|ts|svg|js)")
_MADE_BY_RUNNING = ("var/", "log/", "reports/")


def prose(page: Path) -> str:
    """A page without its code blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def code(page: Path) -> str:
    """What a page shows as code, in blocks and within lines."""
    blocks = [block for _, block in _FENCE.findall(page.read_text(encoding="utf-8"))]
    return "\n".join([*blocks, *_CODE.findall(prose(page))])


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as they stand in links."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@ALL
def test_every_link_within_the_project_leads_somewhere(page: Path):
    for link in _LINK.findall(prose(page)):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


@ALL
def test_every_command_exists(page: Path):
    shown = code(page)
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    for target in re.findall(r"^make ([a-z]+)", shown, re.MULTILINE):
        assert target in targets
    for command in re.findall(r"^tightrope ([a-z]+)", shown, re.MULTILINE):
        assert command in main.commands
    for module, parts in re.findall(r"python -m (benchmarks[\w.]*)((?: [a-z]+)*)", shown):
        assert find_spec(module) is not None
        assert set(parts.split()) <= set(PARTS)


@ALL
def test_every_file_that_is_named_is_there(page: Path):
    for name in _CODE.findall(prose(page)):
        if not _FILE.fullmatch(name) or name.startswith(("/", *_MADE_BY_RUNNING)):
            continue
        found = [*ROOT.glob(name), *ROOT.glob(f"tightrope/*/{name}"), *ROOT.glob(f"data/*/{name}")]
        assert found, name


@ALL
def test_every_setting_is_one_that_is_read(page: Path):
    packages = [ROOT / "tightrope", ROOT / "actions"]
    sources = "".join(path.read_text() for room in packages for path in room.rglob("*.py"))
    for name in re.findall(r"\bTIGHTROPE_[A-Z_]+\b", page.read_text(encoding="utf-8")):
        assert f'"{name}"' in sources


def runnable() -> Iterator[Any]:
    for page in PAGES:
        for command, answer in _TESTED.findall(page.read_text(encoding="utf-8")):
            name = re.search(r"5005/([\w/]+)", command)
            yield pytest.param(command, answer, id=f"{page.name}:{name[1] if name else ''}")


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
@pytest.mark.parametrize(("command", "answer"), runnable())
def test_an_example_answers_as_printed(assistant: Assistant, command: str, answer: str):
    command = command.replace("http://127.0.0.1:5005/", assistant.settings.address)
    command = command.replace("var/", f"{assistant.settings.data}/")
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert_like(json.loads(answer), json.loads(done.stdout))


def test_there_are_examples_to_run():
    assert len(list(runnable())) >= 3


def assert_like(printed: Any, real: Any, where: str = "answer") -> None:
    """Everything printed is in the real answer, which may have more keys; numbers differ freely."""
    if isinstance(printed, dict):
        for key, value in printed.items():
            assert key in real, f"{where} has no {key}"
            assert_like(value, real[key], f"{where}.{key}")
    elif isinstance(printed, list):
        assert len(printed) == len(real), where
        for number, (one, other) in enumerate(zip(printed, real, strict=True)):
            assert_like(one, other, f"{where}[{number}]")
    elif isinstance(printed, float):
        assert isinstance(real, float), where
    else:
        assert printed == real, where


def test_the_labels_that_are_explained_are_the_labels_there_are():
    page = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert {*BIDS, *CONCERN_OF_INTENT, "no_bid", "actor", "moment", "also", "bid"} <= explained
    for concern in CONCERN_OF_INTENT.values():
        assert f"`{concern}`" in page


def test_the_yaml_that_is_shown_has_the_form_of_the_data():
    page = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
    shown = [YAML(typ="safe").load(block) for kind, block in _FENCE.findall(page) if kind == "yaml"]
    assert len(shown) == 2
    for block in shown:
        (taught,) = block["nlu"]
        (real,) = YAML(typ="safe").load(ROOT / "data" / "nlu" / f"{taught['intent']}.yml")["nlu"]
        assert taught.keys() == real.keys()
        assert type(taught["examples"]) is type(real["examples"])


def test_the_buttons_that_are_explained_are_the_buttons_there_are():
    page = (ROOT / "docs" / "conversation.md").read_text(encoding="utf-8")
    texts = words()
    changes = [texts.calm_button, texts.tension_button, texts.small_step_button]
    buttons = [*texts.coach_buttons, *changes]
    assert {button.title for button in buttons} == set(
        re.findall(r"^\| ([A-Z][^|]*?) \| [a-z]", page.partition("## When there")[0], re.MULTILINE)
    )
    running = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    for payload in re.findall(r"`/([a-z_]+)`", running):
        assert payload in BUTTON_INTENTS


def test_the_lines_of_keys_that_are_explained_can_be_typed():
    page = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
    table = page.partition("## From the terminal")[2].partition("\n## ")[0]
    typed = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    assert len(typed) >= 10
    for line in typed:
        read_line(line, codebook())
