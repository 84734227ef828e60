"""A danger is answered also where nothing can be remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.safety import ActionSafety
from tightrope.memory import Memory, MemoryFileError


def test_danger_is_answered_where_the_memory_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    (tmp_path / "memory.sqlite").mkdir()
    with pytest.raises(MemoryFileError):
        Memory(tmp_path)
    message = {"intent": {"name": "disclose_self_harm", "confidence": 1.0}, "text": ""}
    tracker = Tracker("somebody", {}, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    ActionSafety().run(dispatcher, tracker, {})
    payloads = [b["payload"] for m in dispatcher.messages for b in m["buttons"]]
    assert "/i_am_not_safe" in payloads
