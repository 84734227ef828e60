"""Pictures drawn for a person: files of numbers without text of theirs, kept for a day."""

from __future__ import annotations

from datetime import timedelta

from tightrope.memory.kept_files import KeptFiles

KEPT_FOR = timedelta(days=1)
"""As long as a talk in one browser tab can be gone back to."""

PICTURES = KeptFiles("pictures", ".png", KEPT_FOR)

keep_picture = PICTURES.keep
read_picture = PICTURES.read
forget_pictures = PICTURES.forget
