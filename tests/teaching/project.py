"""A small copy of the project, with few examples, for commands that work on its data."""

from __future__ import annotations

import shutil
from pathlib import Path

from tightrope.running.settings import ROOT

_STORIES = {
    "jealousy": [
        ("he knows every name in her phone by now", "{actor: partner, moment: tension}"),
        ("I count his new colleagues on the photo", "{actor: self, moment: calm}"),
    ],
    "no_bid": [("we painted the kitchen on sunday", "{moment: calm}")],
    "disclose_abuse": [("she locked the door and took the key", "{moment: tension}")],
}
_TALK = {"thank": ["thanks, that was kind"], "goodbye": ["bye for now"]}


def small_project(folder: Path) -> Path:
    """Copies the code, which takes the copy for the project's folder, and writes few examples."""
    shutil.copytree(ROOT / "tightrope", folder / "tightrope")
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, folder / name)
    nlu = folder / "data" / "nlu"
    nlu.mkdir(parents=True)
    for intent, stories in _STORIES.items():
        lines = [f"  - text: '{text}'\n    metadata: {labels}\n" for text, labels in stories]
        _write(nlu, intent, "  examples:\n" + "".join(lines))
    for intent, texts in _TALK.items():
        _write(nlu, intent, "  examples: |\n" + "".join(f"    - {text}\n" for text in texts))
    return folder


def _write(folder: Path, intent: str, examples: str) -> None:
    content = f'version: "3.1"\nnlu:\n- intent: {intent}\n{examples}'
    (folder / f"{intent}.yml").write_text(content, encoding="utf-8")
