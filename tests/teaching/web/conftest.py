"""A server with three messages that wait, an annotator and a maintainer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.memory.pasts import NOW
from tests.teaching.web.served import Teaching, here, serve
from tightrope.memory import ANNOTATOR, MAINTAINER, Memory
from tightrope.teaching.examples_files import read_examples
from tightrope.teaching.known_examples import Similar
from tightrope.teaching.web.calls import Room
from tightrope.teaching.web.library import Library

TEXTS = ("he asked who rang", "she is quiet", "thanks a lot")
EXAMPLES = {
    "jealousy": "text: 'who is she'\n    metadata: {actor: self, moment: tension}",
    "no_bid": "text: 'we went for a walk'\n    metadata: {moment: calm}",
    "thank": "text: 'thank you so much'",
}
READ = {
    "intent": "jealousy",
    "exchange": {
        "bid": "jealousy",
        "dimension": "anxiety",
        "actor": "partner",
        "moment": "calm",
        "concern": "none",
        "confidence": {"bid": 0.3, "actor": 0.8, "moment": 0.9, "concern": 0.9},
        "also": None,
    },
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in small."""
    folder = tmp_path / "project" / "data" / "nlu"
    folder.mkdir(parents=True)
    for intent, example in EXAMPLES.items():
        text = f"version: '3.1'\nnlu:\n- intent: {intent}\n  examples:\n  - {example}\n"
        (folder / f"{intent}.yml").write_text(text)
    return tmp_path / "project"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with messages of somebody, whom nobody judged yet."""
    with Memory(tmp_path / "var") as memory:
        for text in TEXTS:
            memory.inbox.add("web", text, "unsure", READ, NOW)
    return tmp_path / "var"


@pytest.fixture
def room(root: Path, data: Path, tmp_path: Path) -> Room:
    """What the server is made of; it sees all examples as equally like anything."""
    library = Library(root, 1.0, opened)
    page = tmp_path / "page"
    page.mkdir()
    (page / "index.html").write_text("<!doctype html><title>Teach</title>")
    return Room(data, here(), library, page)


def opened(root: Path, _: object) -> Any:
    """Examples without the encoder, which is tested by itself."""
    examples = read_examples(root)

    def nearest(texts: Sequence[str]) -> list[list[Similar]]:
        found = [Similar(one.text, one.intent, one.judgement, 0.51239) for one in examples]
        return [found[:2] for _ in texts]

    return SimpleNamespace(examples=examples, nearest=nearest)


@pytest.fixture
def port(room: Room) -> Iterator[int]:
    """The server's port."""
    with serve(room) as running:
        yield running


@pytest.fixture
def tokens(data: Path) -> dict[str, str]:
    """Tokens by name."""
    with Memory(data) as memory:
        return {
            name: memory.teachers.add(name, role, NOW)
            for name, role in (("Ana", ANNOTATOR), ("Maja", MAINTAINER))
        }


@pytest.fixture
def ana(port: int, tokens: dict[str, str]) -> Teaching:
    """An annotator, logged in."""
    return logged_in(port, tokens["Ana"])


@pytest.fixture
def maja(port: int, tokens: dict[str, str]) -> Teaching:
    """A maintainer, logged in."""
    return logged_in(port, tokens["Maja"])


@pytest.fixture
def nobody(port: int) -> Teaching:
    """Somebody who is not logged in."""
    return Teaching(port)


def logged_in(port: int, token: str) -> Teaching:
    teaching = Teaching(port)
    assert teaching.login(token).status == 200
    return teaching
