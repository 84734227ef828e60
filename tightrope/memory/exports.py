"""Copies of what is kept of a person, which they asked for: every word of theirs, for an hour."""

from __future__ import annotations

from datetime import timedelta

from tightrope.memory.kept_files import KeptFiles

KEPT_FOR = timedelta(hours=1)
"""Time enough to fetch it, and little for anybody else."""

EXPORTS = KeptFiles("files", ".txt", KEPT_FOR)

keep_export = EXPORTS.keep
read_export = EXPORTS.read
forget_exports = EXPORTS.forget
