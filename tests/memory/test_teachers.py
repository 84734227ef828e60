"""Who may teach, and that a token opens nothing once it was revoked."""

from pathlib import Path

import pytest

from tests.memory.pasts import NOW
from tightrope.memory import ANNOTATOR, MAINTAINER, Memory, Teacher, TeacherError


@pytest.fixture
def memory(tmp_path: Path):
    with Memory(tmp_path) as opened:
        yield opened


def test_a_token_leads_to_its_teacher(memory: Memory):
    token = memory.teachers.add("Ana  Silva", MAINTAINER, NOW)
    ana = Teacher(1, "Ana Silva", MAINTAINER, active=True)
    assert memory.teachers.of_token(token) == ana
    assert memory.teachers.named("Ana Silva") == ana
    assert memory.teachers.numbered(1) == ana
    assert memory.teachers.all() == [ana]


@pytest.mark.parametrize("token", ["", "guess", "'; drop table teachers; --", "\0", "é" * 10_000])
def test_nothing_else_does(memory: Memory, token: str):
    memory.teachers.add("Ana", MAINTAINER, NOW)
    assert memory.teachers.of_token(token) is None


def test_the_file_does_not_hold_the_token(memory: Memory, tmp_path: Path):
    token = memory.teachers.add("Ana", MAINTAINER, NOW)
    memory.close()
    assert not [file for file in tmp_path.iterdir() if token.encode() in file.read_bytes()]


def test_a_new_token_ends_the_old_one_and_keeps_the_teacher(memory: Memory):
    old = memory.teachers.add("Ana", MAINTAINER, NOW)
    new = memory.teachers.add("Ana", ANNOTATOR, NOW)
    assert memory.teachers.of_token(old) is None
    assert memory.teachers.of_token(new) == Teacher(1, "Ana", ANNOTATOR, active=True)


def test_a_revoked_token_opens_nothing_and_the_teacher_stays_known(memory: Memory):
    token = memory.teachers.add("Ana", MAINTAINER, NOW)
    memory.teachers.revoke("Ana")
    assert memory.teachers.of_token(token) is None
    assert memory.teachers.named("Ana") == Teacher(1, "Ana", MAINTAINER, active=False)


def test_whoever_is_not_there_cannot_be_revoked(memory: Memory):
    memory.teachers.add("Ana", MAINTAINER, NOW)
    with pytest.raises(TeacherError, match=r"no teacher .Bo.\. Those who teach: Ana"):
        memory.teachers.revoke("Bo")


@pytest.mark.parametrize(
    ("name", "role", "complaint"),
    [
        ("", ANNOTATOR, "1 to 40 letters"),
        ("   ", ANNOTATOR, "1 to 40 letters"),
        ("a" * 41, ANNOTATOR, "1 to 40 letters"),
        ("An\0a", ANNOTATOR, "1 to 40 letters"),
        ("Ana", "owner", "annotator, maintainer"),
    ],
)
def test_names_and_roles_are_checked(memory: Memory, name: str, role: str, complaint: str):
    with pytest.raises(TeacherError, match=complaint):
        memory.teachers.add(name, role, NOW)
    assert memory.teachers.all() == []
