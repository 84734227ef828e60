"""What somebody found right is remembered, in a file that people can read."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tightrope.running.settings import ROOT
from tightrope.teaching.checked_labels import (
    CheckedLabel,
    CheckedLabelsError,
    dismiss,
    read_checked,
)

FILE = Path("teaching", "checked_labels.yml")
RIGHT = CheckedLabel(text="she's not 'cold', she's tired", field="bid", label="none")
OTHER = CheckedLabel(text="As if I'd ask twice", field="moment", label="calm")


def test_nothing_is_checked_at_first(tmp_path: Path):
    assert read_checked(tmp_path) == frozenset()


def test_what_is_checked_is_remembered_once(tmp_path: Path):
    dismiss(tmp_path, [RIGHT])
    dismiss(tmp_path, [RIGHT, OTHER])
    dismiss(tmp_path, [])
    assert read_checked(tmp_path) == {RIGHT, OTHER}


def test_the_file_is_sorted_and_says_what_it_is(tmp_path: Path):
    dismiss(tmp_path, [RIGHT])
    dismiss(tmp_path, [OTHER])
    lines = (tmp_path / FILE).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Labels that looked wrong")
    assert [line for line in lines if line.startswith("- text:")] == [
        "- text: 'As if I''d ask twice'",
        "- text: 'she''s not ''cold'', she''s tired'",
    ]
    assert list(tmp_path.joinpath("teaching").iterdir()) == [tmp_path / FILE]


def test_the_file_of_this_project_is_right():
    read_checked(ROOT)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)))
def test_any_text_comes_back_as_it_was(tmp_path: Path, texts: list[str]):
    (tmp_path / FILE).unlink(missing_ok=True)
    labels = {CheckedLabel(text=text, field="bid", label="none") for text in texts}
    dismiss(tmp_path, labels)
    assert read_checked(tmp_path) == labels


@pytest.mark.parametrize(
    "content",
    [
        "",
        "checked: [",
        "- a list",
        "checked: secret words",
        "checked: [secret words]",
        "checked: [{text: secret words, field: bid}]",
        "checked: [{text: secret words, field: bid, label: none, more: 1}]",
    ],
)
def test_a_broken_file_is_named_and_left_alone(tmp_path: Path, content: str):
    (tmp_path / "teaching").mkdir()
    (tmp_path / FILE).write_text(content)
    with pytest.raises(CheckedLabelsError, match=r"checked_labels\.yml") as raised:
        dismiss(tmp_path, [RIGHT])
    assert "secret" not in str(raised.value)
    assert (tmp_path / FILE).read_text() == content


def test_where_the_disk_is_full_what_was_checked_stays(tmp_path: Path):
    dismiss(tmp_path, [RIGHT])
    before = (tmp_path / FILE).read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            dismiss(tmp_path, [OTHER])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / FILE).read_bytes() == before
    assert len(list((tmp_path / "teaching").iterdir())) == 1


DISMISS_TEN = """
import sys
from pathlib import Path
from tightrope.teaching.checked_labels import CheckedLabel, dismiss
for number in range(10):
    text = f"{sys.argv[2]} {number}"
    dismiss(Path(sys.argv[1]), [CheckedLabel(text=text, field="bid", label="none")])
"""


def test_two_who_check_at_once_lose_nothing(tmp_path: Path):
    processes = [
        subprocess.Popen([sys.executable, "-c", DISMISS_TEN, str(tmp_path), name], cwd=ROOT)
        for name in ("one", "two")
    ]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert len(read_checked(tmp_path)) == 20
    YAML(typ="safe").load((tmp_path / FILE).read_text(encoding="utf-8"))
