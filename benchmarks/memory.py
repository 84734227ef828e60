"""Memory of a program and everything it started, as Linux counts it."""

from __future__ import annotations

from pathlib import Path

_PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """A process and all its descendants. On systems without /proc, nothing."""
    children: dict[int, list[int]] = {}
    for folder in _PROC.glob("[0-9]*"):
        parent = _parent(folder)
        if parent is not None:
            children.setdefault(parent, []).append(int(folder.name))
    found = [pid] if (_PROC / str(pid)).is_dir() else []
    for member in found:
        found += children.get(member, [])
    return found


def proportional(pid: int) -> int:
    """Bytes a process holds, shared pages divided among those who share them (PSS).

    0 for a process that has ended.
    """
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _parent(folder: Path) -> int | None:
    try:
        # The second field, a name in brackets, may hold blanks and brackets itself.
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError):
        return None
