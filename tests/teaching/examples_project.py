"""A small project to write examples into, and one with all that Rasa needs."""

from __future__ import annotations

import shutil
from pathlib import Path

from tightrope.running.settings import ROOT

STORIES = """version: "3.1"
nlu:
- intent: jealousy
  examples:
  # The first one, by hand.
  - text: 'He knows the name of every man I work with'
    metadata: {actor: partner, moment: tension}
  - text: "who is \\"sam\\" and why does she text at midnight 😭"   # said so
    metadata:   { actor: self, moment: tension }

  - metadata: {actor: self, moment: calm}
    text: How do I stop counting her colleagues
# The end.
"""
OTHERS = """version: "3.1"
nlu:
- intent: no_bid
  examples:
  - text: 'we''re painting the kitchen at the weekend'
    metadata: {moment: calm}
"""
TALK = """version: "3.1"
nlu:
- intent: thank
  examples: |
    - cheers, we're talking again
    - thanks, that was kind
"""
ERASE = """version: "3.1"
nlu:
- intent: erase
  examples:
  - text: 'delete what I said'
  - text: 'erase it all'
    metadata: {concern: unasked}
  - text: 'wipe our chat'
    metadata: {concern: unasked}
"""


def project(folder: Path, **files: str) -> Path:
    """A project with these files of examples, or with four small ones."""
    given = files or {"jealousy": STORIES, "no_bid": OTHERS, "thank": TALK, "erase": ERASE}
    (folder / "data" / "nlu").mkdir(parents=True)
    for intent, content in given.items():
        (folder / "data" / "nlu" / f"{intent}.yml").write_bytes(content.encode())
    return folder


def whole_project(folder: Path) -> Path:
    """A copy of this project as far as `rasa data validate` looks at it."""
    for name in ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("data", "tightrope", "actions"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / ".rasa").mkdir()
    if (ROOT / ".rasa" / "vectors").is_dir():
        shutil.copytree(ROOT / ".rasa" / "vectors", folder / ".rasa" / "vectors")
    return folder


def content(root: Path, intent: str) -> str:
    """A file of examples as it stands, line endings and all."""
    return (root / "data" / "nlu" / f"{intent}.yml").read_bytes().decode()


def leftovers(root: Path) -> list[str]:
    """What a writing left beside the files."""
    return [path.name for path in (root / "data" / "nlu").iterdir() if path.suffix != ".yml"]
