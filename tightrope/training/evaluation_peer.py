"""A peer to compare with: Rasa's default pipeline, taught the same examples.

It knows intents only. They are read as bids and concerns: the intent of a bid is that bid, a
disclosure is its concern, everything else is none. Of actor and moment it says nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from tightrope.asem import Bid, Concern, Confidence, Exchange, dimension_of
from tightrope.training.evaluation_hearing import Heard
from tightrope.training.model import TrainingError

CONFIG = Path(__file__).with_suffix(".yml")
NOT_SAID = ("actor", "moment")
"""Beginnings of the names of figures that the peer has nothing to say about."""

_EPOCHS = re.compile(r"Epochs:\s+(\d+)%")


@dataclass(frozen=True)
class Peer:
    """The trained peer: its file, and the seconds its training took, whenever that was."""

    path: Path
    seconds: float | None


def ensure_peer(console: Console, root: Path) -> Peer:
    """Trains the peer unless there is one for the present examples. Takes hours.

    Raises:
        TrainingError: Rasa could not train; says what it printed last.
    """
    path = root / "models" / f"peer-{_fingerprint(root)[:12]}.tar.gz"
    note = path.with_name(path.name.replace(".tar.gz", ".json"))
    if not path.is_file():
        console.print(
            "Training Rasa's default pipeline to compare with: hours, once for these examples. "
            "The time left shows after the first of its 100 epochs, some minutes from now."
        )
        began = time.monotonic()
        _train(console, root, path)
        note.write_text(json.dumps({"seconds": round(time.monotonic() - began, 1)}))
    return Peer(path, _noted(note))


def _fingerprint(root: Path) -> str:
    digest = hashlib.sha256()
    files = [*sorted((root / "data" / "nlu").glob("*.yml")), root / "requirements.lock", CONFIG]
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _noted(note: Path) -> float | None:
    try:
        return float(json.loads(note.read_text())["seconds"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _train(console: Console, root: Path, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    # Written beside the final name first, so that a broken training leaves no half a model.
    draft = f".{path.name.removesuffix('.tar.gz')}"
    command = [sys.executable, "-m", "rasa", "train", "nlu", "--config", str(CONFIG)]
    command += ["--nlu", str(root / "data" / "nlu"), "--out", str(path.parent)]
    process = subprocess.Popen(
        [*command, "--fixed-model-name", draft],
        cwd=root,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    try:
        last_lines = _show_progress(console, process)
    except BaseException:
        process.kill()
        process.wait()
        raise
    written = path.parent / f"{draft}.tar.gz"
    if process.returncode or not written.is_file():
        raise TrainingError(
            "Rasa's default pipeline could not be trained. Its last words:\n"
            + "\n".join(last_lines)
        )
    written.replace(path)


def _show_progress(console: Console, process: subprocess.Popen[str]) -> deque[str]:
    last: deque[str] = deque(maxlen=15)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("training Rasa's default pipeline", total=100)
        for line in process.stdout or ():
            epochs = _EPOCHS.search(line)
            if epochs:
                progress.update(task, completed=int(epochs[1]))
            elif line.strip():
                last.append(line.rstrip())
        process.wait()
    return last


def peer_heard(parsed: Mapping[str, Any]) -> Heard:
    """What the peer heard, in the shape of ours; its answer's intents become bid and concern."""
    from tightrope.understanding.labels import BIDS, CONCERN_OF_INTENT

    intent = str((parsed.get("intent") or {}).get("name"))
    bids = dict.fromkeys([*BIDS, Bid.NONE.value], 0.0)
    concerns: dict[str, float] = {}
    for entry in parsed.get("intent_ranking") or ():
        name, sure = str(entry["name"]), min(1.0, max(0.0, float(entry["confidence"])))
        if name != "nlu_fallback":
            bids[name if name in BIDS else Bid.NONE.value] += sure
        if name in CONCERN_OF_INTENT:
            concerns[CONCERN_OF_INTENT[name]] = sure
    bid = intent if intent in BIDS else Bid.NONE.value
    concern = CONCERN_OF_INTENT.get(intent, Concern.NONE.value)
    exchange = Exchange(
        bid=Bid(bid),
        dimension=dimension_of(Bid(bid)),
        actor=None,
        moment=None,
        concern=Concern(concern),
        confidence=Confidence(bid=min(1.0, bids[bid])),
    )
    scores = {c.value: concerns.get(c.value, 0.0) for c in Concern if c is not Concern.NONE}
    return Heard(intent, exchange.to_dict(), bid_ranking=bids, concern_scores=scores)
