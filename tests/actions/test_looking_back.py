"""“How are we doing?”, from the real assistant: words, a picture, and the same in words."""

from __future__ import annotations

import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone

import pytest

from tests.assistant import Assistant, Conversation, said
from tightrope.memory import Memory, Offered

PNG = b"\x89PNG\r\n\x1a\n"


def remembered(assistant: Assistant, episodes: int) -> Conversation:
    """Somebody with this many episodes over the last weeks, every other one soothed."""
    person = assistant.talk()
    now = datetime.now(timezone.utc)
    with Memory(assistant.settings.data) as memory:
        for number in range(episodes):
            at = now - timedelta(days=3 * (episodes - number))
            episode = memory.episode(person.sender, "jealousy", "partner", "tension", at)
            offered = Offered("anxiety.buffer.touch", 0, "a", 0, "jealousy", "partner")
            memory.offer(episode, offered, at)
            memory.outcome(person.sender, ("helped", "did_not_help")[number % 2])
    return person


def picture(assistant: Assistant, path: str) -> tuple[bytes, dict[str, str]]:
    with urllib.request.urlopen(assistant.settings.address.rstrip("/") + path) as answer:
        return answer.read(), {name.lower(): value for name, value in answer.headers.items()}


@pytest.mark.parametrize("episodes", [0, 1, 2])
def test_with_fewer_than_three_it_is_too_early(assistant: Assistant, episodes: int):
    answer = remembered(assistant, episodes).say("/look_back")
    assert not any("image" in message for message in answer)
    assert "Ask me again" in said(answer)


def test_words_and_a_picture_that_says_the_same(assistant: Assistant):
    answer = remembered(assistant, 8).say("how are we doing?")
    assert "8 hard moments" in said(answer)
    (shown,) = [message for message in answer if "image" in message]
    png, headers = picture(assistant, shown["image"])
    assert png.startswith(PNG)
    assert headers["content-type"] == "image/png"
    assert "no-store" in headers["cache-control"]


def test_a_picture_goes_when_its_person_leaves(assistant: Assistant):
    person = remembered(assistant, 5)
    (path,) = [m["image"] for m in person.say("/look_back") if "image" in m]
    assert picture(assistant, path)
    person.say("/leave")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        picture(assistant, path)


@pytest.mark.parametrize(
    "name", ["x.png", "..%2Fmemory.sqlite", "%2e%2e/salt", "0123456789abcdef-" + "a" * 32 + ".png"]
)
def test_nothing_else_is_served_there(assistant: Assistant, name: str):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        picture(assistant, f"/pictures/{name}")
