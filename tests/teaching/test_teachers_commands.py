"""Who may teach, as it is said and shown on the command line."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.memory.pasts import NOW
from tightrope.cli import main
from tightrope.memory import Memory
from tightrope.running.settings import ROOT


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    return tmp_path


def teach(*words: str) -> Result:
    return CliRunner().invoke(main, ["teach", *words])


def roles(data: Path) -> dict[str, str]:
    with Memory(data) as memory:
        return {one.name: one.role for one in memory.teachers.all() if one.active}


def token_in(said: str) -> str:
    (token,) = re.findall(r"^    (\S+)$", said, re.MULTILINE)
    return token


def test_the_token_that_is_shown_opens_the_page_for_the_teacher_that_was_invited(data: Path):
    result = teach("invite", "Ana")
    assert result.exit_code == 0
    with Memory(data) as memory:
        found = memory.teachers.of_token(token_in(result.output))
    assert (found.name, found.role) == ("Ana", "maintainer")


def test_a_token_is_not_broken_by_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch, data: Path):
    monkeypatch.setenv("COLUMNS", "20")
    with Memory(data) as memory:
        assert memory.teachers.of_token(token_in(teach("invite", "Ana").output))


def test_the_first_is_a_maintainer_and_the_others_annotators_unless_it_is_said(data: Path):
    teach("invite", "Ana")
    teach("invite", "Bo")
    teach("invite", "Cy", "--role", "maintainer")
    assert roles(data) == {"Ana": "maintainer", "Bo": "annotator", "Cy": "maintainer"}


def test_a_new_token_ends_the_old_one_and_leaves_the_role(data: Path):
    old = token_in(teach("invite", "Ana").output)
    result = teach("invite", "  Ana ")
    assert "The token they had has ended." in result.output
    assert roles(data) == {"Ana": "maintainer"}
    with Memory(data) as memory:
        assert memory.teachers.of_token(old) is None
        assert memory.teachers.of_token(token_in(result.output))


def test_where_nobody_is_a_maintainer_it_is_said_and_the_next_is_one(data: Path):
    assert "Nobody is a maintainer now" in teach("invite", "Ana", "--role", "annotator").output
    teach("invite", "Bo")
    assert roles(data)["Bo"] == "maintainer"
    assert "Nobody is a maintainer now" in teach("revoke", "Bo").output


def test_those_who_teach_are_listed_with_what_they_judged(data: Path):
    assert "Nobody teaches yet" in teach("teachers").output
    for name in ("Ana", "[bold]Bo", "Cy"):
        teach("invite", name)
    teach("revoke", "Cy")
    with Memory(data) as memory:
        for number in (1, 2, 3):
            memory.inbox.add("web", str(number), "unsure", {}, NOW)
            memory.annotations.put(number, 1, {"talk": "thank"}, NOW)
        memory.annotations.put(1, 2, {"talk": "thank"}, NOW)
        memory.annotations.put(2, 2, None, NOW, note="put off")
        memory.inbox.accept(3)
    rows = [line.replace("│", " ").split() for line in teach("teachers").output.splitlines()]
    assert ["Ana", "maintainer", "yes", "3"] in rows
    assert ["[bold]Bo", "annotator", "yes", "1"] in rows
    assert ["Cy", "annotator", "no", "0"] in rows


def test_whoever_was_revoked_teaches_no_more(data: Path):
    teach("invite", "Ana")
    token = token_in(teach("invite", "Bo").output)
    assert teach("revoke", " Bo").exit_code == 0
    assert roles(data) == {"Ana": "maintainer"}
    with Memory(data) as memory:
        assert memory.teachers.of_token(token) is None


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("invite", ""), "1 to 40 letters"),
        (("invite", "x" * 41), "1 to 40 letters"),
        (("invite", "Ana\x1b[2J"), "1 to 40 letters"),
        (("revoke", "Cy"), "There is no teacher 'Cy'. Those who teach: nobody yet."),
    ],
)
def test_names_that_cannot_be_are_refused(data: Path, words: tuple[str, ...], complaint: str):
    result = teach(*words)
    assert result.exit_code == 1
    assert complaint in result.output
    assert roles(data) == {}


def test_a_role_that_is_none_is_refused_with_those_there_are():
    result = teach("invite", "Ana", "--role", "boss")
    assert result.exit_code == 1
    assert "It is one of annotator, maintainer." in result.output


@pytest.mark.parametrize("words", [("invite", "Ana"), ("teachers",), ("revoke", "Ana")])
def test_a_file_that_is_no_memory_is_named(data: Path, words: tuple[str, ...]):
    (data / "memory.sqlite").write_bytes(b"not a database at all, but long enough to be read")
    result = teach(*words)
    assert result.exit_code == 1
    assert "memory.sqlite cannot be used" in result.output


def test_no_other_command_waits_for_what_these_need():
    heavy = ("rasa", "sklearn", "spacy", "pandas", "numpy", "onnxruntime", "sqlite_utils")
    code = f"import sys, tightrope.cli; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
