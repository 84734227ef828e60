"""Promoting while people talk: a real assistant takes the model, and nobody notices."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from tests.assistant import Assistant, said
from tests.conftest import free_port
from tests.training.promoting_project import make, record, teach
from tightrope.running.in_use import record_path
from tightrope.running.load_model import NotLoadedError, Running
from tightrope.running.settings import Settings
from tightrope.running.supervise import running
from tightrope.training.change_model import ChangeError
from tightrope.training.model import model_path
from tightrope.training.model_for_chat import model_for_chat
from tightrope.training.promote import promote
from tightrope.training.rollback import rollback

STORY = '/inform{"bid": "jealousy", "actor": "partner", "moment": "tension"}'


@dataclass
class Promoting:
    """A running assistant and the project whose record it follows."""

    assistant: Assistant
    root: Path
    console: Console

    @property
    def data(self) -> Path:
        return self.assistant.settings.data

    def told(self) -> str:
        assert isinstance(self.console.file, io.StringIO)
        return self.console.file.getvalue()

    def loaded(self) -> str:
        """The file of the model that the assistant has loaded."""
        return Path(self.assistant.get("status")["model_file"]).name


@pytest.fixture(scope="module")
def promoting(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Promoting]:
    root = make(tmp_path_factory.mktemp("project"))
    shutil.copy(model, model_path(root))
    console = Console(file=io.StringIO(), width=200)
    followed = model_for_chat(console, root)
    settings = Settings(tmp_path_factory.mktemp("data"), free_port(), free_port())
    with running(settings, followed) as supervisor:
        yield Promoting(Assistant(settings, supervisor), root, console)


def another(root: Path, model: Path, example: str) -> Path:
    """A candidate that works, and is another file than any before."""
    path = teach(root, example)
    # The time in its head makes it another file with the same content.
    when = sum(example.encode())
    path.write_bytes(gzip.compress(gzip.decompress(model.read_bytes()), 1, mtime=when))
    return path


def test_a_conversation_goes_on_with_the_promoted_model(promoting: Promoting, model: Path):
    new = another(promoting.root, model, "one")
    person = promoting.assistant.talk()
    assert "Try this" in said(person.say(STORY))
    before = person.slots()
    promote(promoting.console, promoting.data, "to try", promoting.root)
    assert "conversations go on" in promoting.told()
    assert promoting.loaded() == new.name
    assert person.slots() == before
    assert "Try this" in said(person.say("/another_idea"))
    after = person.slots()
    assert (after["bid"], after["actor"]) == (before["bid"], before["actor"])
    assert after["strategy"] != before["strategy"]


def test_a_restart_takes_the_promoted_model(promoting: Promoting, model: Path):
    new = another(promoting.root, model, "two")
    promote(promoting.console, promoting.data, "to try", promoting.root)
    pid = int(promoting.assistant.control("pid", "assistant"))
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while True:
        try:
            assert promoting.loaded() == new.name
            break
        except OSError:
            assert time.monotonic() < deadline, "the assistant does not come back"
            time.sleep(0.2)
    rollback(promoting.console, promoting.data, root=promoting.root)
    assert promoting.loaded() == record(promoting.root).now.model != new.name


REFUSED = {"no archive": b"no archive at all", "empty": b"", "half": None}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_a_model_that_the_assistant_refuses_is_not_put_in_use(
    promoting: Promoting, model: Path, content: bytes | None
):
    whole = model.read_bytes()
    path = teach(promoting.root, f"refused {content!r}")
    path.write_bytes(whole[: len(whole) // 2] if content is None else content)
    before, loaded = record_path(promoting.root).read_bytes(), promoting.loaded()
    with pytest.raises(ChangeError, match="did not take") as caught:
        promote(promoting.console, promoting.data, "to try", promoting.root)
    assert "Nothing was changed" in str(caught.value)
    assert record_path(promoting.root).read_bytes() == before
    assert promoting.loaded() == loaded
    assert "Try this" in said(promoting.assistant.talk().say(STORY))


def test_an_assistant_that_does_not_answer_refuses(promoting: Promoting, model: Path):
    another(promoting.root, model, "three")
    before = record_path(promoting.root).read_bytes()
    promoting.assistant.control("stop", "assistant")
    try:
        with pytest.raises(ChangeError, match="perhaps it is just starting"):
            promote(promoting.console, promoting.data, "to try", promoting.root)
    finally:
        promoting.assistant.control("start", "assistant")
    assert record_path(promoting.root).read_bytes() == before


def test_a_wrong_token_is_told(promoting: Promoting, monkeypatch: pytest.MonkeyPatch):
    wait_until_it_answers(promoting)
    found = Running.find(promoting.data, record_path(promoting.root))
    assert found is not None
    monkeypatch.setenv("TIGHTROPE_API_TOKEN", "another")
    with pytest.raises(NotLoadedError, match="it answered 401"):
        found.load(model_path(promoting.root))


def wait_until_it_answers(promoting: Promoting) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            promoting.loaded()
            return
        except OSError:
            assert time.monotonic() < deadline, "the assistant does not come back"
            time.sleep(0.2)


def test_one_that_follows_another_record_is_left_alone(promoting: Promoting, tmp_path: Path):
    assert Running.find(promoting.data, record_path(tmp_path)) is None


NOTES = {"none": None, "no JSON": "soon", "no port": '{"record": "a"}', "a list": "[1]"}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_without_a_note_nobody_runs(tmp_path: Path, note: str | None):
    if note is not None:
        (tmp_path / "assistant.json").write_text(note)
    assert Running.find(tmp_path, record_path(tmp_path)) is None


def test_a_note_that_a_crash_left_behind_is_nobody(tmp_path: Path):
    followed = record_path(tmp_path)
    (tmp_path / "assistant.json").write_text(f'{{"port": 5005, "record": "{followed}"}}')
    assert Running.find(tmp_path, followed) is None
