"""Whose judgement it is that is typed into a terminal."""

from pathlib import Path

import pytest

from tests.memory.pasts import NOW
from tightrope.memory import Memory, TeacherError
from tightrope.teaching.at_terminal import maintainer_at_terminal, teacher_at_terminal

MAJA, OTTO, ANA, BO = (
    ("Maja", "maintainer"),
    ("Otto", "maintainer"),
    ("Ana", "annotator"),
    ("Bo", "annotator"),
)


@pytest.fixture
def memory(tmp_path: Path):
    with Memory(tmp_path) as opened:
        yield opened


def invite(memory: Memory, *people: tuple[str, str], gone: str = "") -> None:
    for name, role in people:
        memory.teachers.add(name, role, NOW)
    if gone:
        memory.teachers.revoke(gone)


@pytest.mark.parametrize(
    ("people", "gone", "name", "found"),
    [
        ([ANA], "", None, "Ana"),
        ([ANA, BO], "Bo", None, "Ana"),
        ([ANA, BO], "", "Bo", "Bo"),
        ([ANA, BO], "", "  Bo ", "Bo"),
    ],
)
def test_the_teacher_is_the_one_who_is_named_or_the_only_one(memory, people, gone, name, found):
    invite(memory, *people, gone=gone)
    assert teacher_at_terminal(memory, name).name == found


@pytest.mark.parametrize(
    ("people", "gone", "name", "complaint"),
    [
        ([], "", None, "Nobody teaches yet. Add somebody: tightrope teach invite NAME"),
        ([ANA], "Ana", None, "Nobody teaches yet"),
        ([MAJA, ANA, BO], "", None, "Maja, Ana and Bo teach. Say who you are: --as NAME"),
        ([ANA], "", "Cy", "There is no teacher 'Cy'. Those who teach: Ana."),
        ([], "", "", "There is no teacher ''. Those who teach: nobody yet."),
        ([("Ana B", "annotator")], "Ana B", "Ana B", "tightrope teach invite 'Ana B'"),
    ],
)
def test_where_it_is_not_clear_it_says_what_to_do(memory, people, gone, name, complaint):
    invite(memory, *people, gone=gone)
    with pytest.raises(TeacherError, match="^.*" + complaint.replace(".", r"\.")):
        teacher_at_terminal(memory, name)


def test_the_only_maintainer_needs_no_name_however_many_annotators_there_are(memory):
    invite(memory, ANA, MAJA, BO)
    assert maintainer_at_terminal(memory, None).name == "Maja"
    assert maintainer_at_terminal(memory, "Maja").name == "Maja"


@pytest.mark.parametrize(
    ("people", "name", "complaint"),
    [
        ([], None, "Nobody is a maintainer yet. Add somebody: tightrope teach invite NAME$"),
        ([ANA], None, "invite NAME --role maintainer$"),
        ([MAJA, OTTO, ANA], None, "Maja and Otto are maintainers. Say who you are: --as NAME"),
        ([MAJA, ANA], "Ana", "Only a maintainer can do this, and Ana is an annotator"),
    ],
)
def test_only_a_maintainer_will_do_where_it_takes_one(memory, people, name, complaint):
    invite(memory, *people)
    with pytest.raises(TeacherError, match=complaint):
        maintainer_at_terminal(memory, name)
