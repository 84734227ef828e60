"""What a turn takes from the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assistant import Assistant

STORY = "my boyfriend went silent after our fight last night, he just shuts the door"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="times are read from Linux's /proc")
def test_no_thread_spins_beside_the_one_that_reads(assistant: Assistant):
    person = assistant.talk()
    person.say(STORY)
    pid = int(assistant.control("pid", "assistant"))
    before = ticks(pid)
    for _ in range(30):
        person.say(STORY)
    busiest, *others = sorted(
        (used - before.get(thread, 0) for thread, used in ticks(pid).items()), reverse=True
    )
    assert sum(others) < 0.2 * busiest


def ticks(pid: int) -> dict[str, int]:
    """The processor time that each thread of a process has used, in the kernel's unit."""
    # The second field, a name in brackets, may hold blanks and brackets itself.
    stats = {t.name: (t / "stat").read_text() for t in Path(f"/proc/{pid}/task").iterdir()}
    fields = {name: stat.rpartition(")")[2].split() for name, stat in stats.items()}
    return {name: int(found[11]) + int(found[12]) for name, found in fields.items()}
