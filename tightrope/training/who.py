"""Who is at the terminal, for the records."""

from __future__ import annotations

import getpass
import subprocess
from datetime import datetime, timezone
from pathlib import Path


def who(root: Path) -> str:
    """The name that git knows and that of the account, or what there is of them."""
    names = [name for name in (_git_name(root), _account()) if name]
    return f"{names[0]} ({names[1]})" if len(names) == 2 else names[0] if names else "unknown"


def name(root: Path) -> str:
    """What to call them: the name that git knows, else that of the account."""
    return _git_name(root) or _account() or "unknown"


def now() -> str:
    """The time in UTC, as ISO 8601."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


def _git_name(root: Path) -> str:
    try:
        done = subprocess.run(
            ["git", "config", "user.name"], cwd=root, capture_output=True, text=True, timeout=5
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return " ".join(done.stdout.split())[:80]


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
