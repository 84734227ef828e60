"""Writing examples: by one at a time, all of a file or nothing, whatever goes wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.teaching.examples_project import content, leftovers, project, whole_project
from tightrope.running.settings import ROOT
from tightrope.teaching.apply_change import ApplyError, ChangedMeanwhileError, apply
from tightrope.teaching.examples_change import Proposed, propose
from tightrope.teaching.judgement import Judgement

NONE = Judgement(moment="calm")
JEALOUS = Judgement(bid="jealousy", actor="self", moment="calm")
BOTH = [
    Proposed(1, "Found a second phone in his gym bag and now I check his coat", JEALOUS),
    Proposed(2, "the dentist moved us to thursday", NONE),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path)


def test_what_somebody_changed_meanwhile_is_not_overwritten(root: Path):
    change = propose(root, BOTH)
    path = root / "data/nlu/no_bid.yml"
    path.write_text(content(root, "no_bid") + "# by hand\n")
    before = content(root, "jealousy"), content(root, "no_bid")
    with pytest.raises(ChangedMeanwhileError, match=r"no_bid\.yml has changed since.*again"):
        apply(root, change)
    assert (content(root, "jealousy"), content(root, "no_bid")) == before
    path.unlink()
    with pytest.raises(ChangedMeanwhileError):
        apply(root, change)


def test_a_file_that_is_a_link_stays_one_with_its_rights(root: Path, tmp_path: Path):
    link = root / "data/nlu/no_bid.yml"
    real = link.rename(tmp_path / "elsewhere.yml")
    real.chmod(0o640)
    link.symlink_to(real)
    apply(root, propose(root, BOTH))
    assert link.is_symlink()
    assert "dentist" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640


# No two of these are compared by what they mean, so a process of its own starts at once.
PLAIN = [
    Proposed(1, "asdf jkl", Judgement(talk="unreadable")),
    Proposed(2, "bonjour", Judgement(talk="other_language")),
]


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    form = 'version: "3.1"\nnlu:\n- intent: {}\n  examples: |\n    - first {}\n'
    return project(
        tmp_path, **{name: form.format(name, name) for name in ("other_language", "unreadable")}
    )


def both(root: Path) -> tuple[str, str]:
    return content(root, "unreadable"), content(root, "other_language")


APPLY = """
import os, resource, sys
from pathlib import Path
from tests.teaching.test_apply_change import PLAIN
from tightrope.teaching.apply_change import apply
from tightrope.teaching.examples_change import propose
what, root = sys.argv[1], Path(sys.argv[2])
change = propose(root, PLAIN)
replace = Path.replace
count = []
def counted(self, to):
    count.append(to)
    if what == "dies before" or (what == "dies between" and len(count) == 2):
        os._exit(9)
    if what == "refused" and len(count) == 2:
        raise PermissionError(13, "Permission denied")
    return replace(self, to)
Path.replace = counted
if what.isdigit():  # A disk that is full after so many bytes.
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(what), int(what)))
apply(root, change)
"""


def in_a_process(root: Path, what: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", APPLY, what, str(root)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("limit", ["0", "1", "70"])
def test_a_full_disk_leaves_every_file_as_it_was(plain: Path, limit: str):
    before = both(plain)
    done = in_a_process(plain, limit)
    assert "ApplyError" in done.stderr
    assert "Nothing was changed. Make space" in done.stderr
    assert both(plain) == before
    assert leftovers(plain) == []


@pytest.mark.parametrize(("what", "written"), [("dies before", 0), ("dies between", 1)])
def test_after_a_crash_a_second_time_finishes_it(plain: Path, what: str, written: int):
    assert in_a_process(plain, what).returncode == 9
    assert "".join(both(plain)).count("asdf") == written
    apply(plain, propose(plain, PLAIN))
    assert ["asdf" in both(plain)[0], "bonjour" in both(plain)[1]] == [True, True]
    assert "".join(both(plain)).count("    - ") == 4
    # What a crash left of a file that the second time had no need to write.
    assert leftovers(plain) in ([], [".unreadable.yml.draft"])


def test_a_file_that_cannot_be_replaced_is_named_with_what_was_done(plain: Path):
    done = in_a_process(plain, "refused")
    assert "other_language.yml cannot be replaced: Permission denied. 1 of 2 files" in done.stderr
    assert leftovers(plain) == []
    apply(plain, propose(plain, PLAIN))
    assert "".join(both(plain)).count("    - ") == 4


AT_ONCE = """
import sys
from pathlib import Path
from tightrope.teaching.apply_change import ChangedMeanwhileError, apply
from tightrope.teaching.examples_change import Proposed, propose
from tightrope.teaching.judgement import Judgement
root, word = Path(sys.argv[1]), sys.argv[2]
for number in range(25):
    one = Proposed(number, f"{word} {number}", Judgement(talk="unreadable"))
    while True:
        try:
            apply(root, propose(root, [one]))
            break
        except ChangedMeanwhileError:
            print("again")
"""


def test_two_who_write_at_once_lose_nothing(plain: Path):
    running = [
        subprocess.Popen([sys.executable, "-c", AT_ONCE, str(plain), word], cwd=ROOT)
        for word in ("asdf", "qwer")
    ]
    assert [process.wait(120) for process in running] == [0, 0]
    lines = both(plain)[0].splitlines()[4:]
    wanted = [f"    - {word} {number}" for word in ("asdf", "qwer") for number in range(25)]
    assert sorted(lines) == sorted([*wanted, "    - first unreadable"])


def test_a_folder_that_cannot_be_written_is_named(root: Path):
    change = propose(root, BOTH)
    (root / ".rasa" / "examples.lock").mkdir(parents=True)
    with pytest.raises(ApplyError, match=r"examples\.lock cannot be made"):
        apply(root, change)


def test_rasa_finds_nothing_wrong_with_what_was_written(tmp_path: Path):
    root = whole_project(tmp_path)
    proposed = [
        *BOTH,
        Proposed(3, 'he said "it\'s: fine" #again\n\nand {left} - [sic] & *slammed* 😭', JEALOUS),
        Proposed(4, "#blessed - ta: you 'helped' \\o/", Judgement(talk="thank")),
        Proposed(5, "scrub every last word of mine", Judgement(talk="erase")),
    ]
    change = propose(root, proposed)
    assert len(change.added) == 5, change.left_out
    apply(root, change)
    assert change.diff.count("\n+ ") == 2 + 2 + 2 + 1 + 2
    assert change.diff.count("\n- ") == 0
    done = subprocess.run(
        [sys.executable, "-m", "rasa", "data", "validate", "--quiet"],
        cwd=root,
        env={"PATH": "", "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
