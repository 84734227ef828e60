"""What the buttons in the project's own words send."""

import re
from pathlib import Path


def payloads() -> list[str]:
    """What the buttons in the project's own words send, such as ``/why_this``."""
    root = Path(__file__).resolve().parents[2]
    files = [root / "domain.yml", *root.glob("actions/**/*.yml"), *root.glob("tightrope/**/*.yml")]
    texts = "\n".join(file.read_text() for file in files)
    found = re.findall(r"payload:\s*(?:'([^']+)'|([^\s,}]+))", texts)
    return sorted({quoted or bare for quoted, bare in found})
