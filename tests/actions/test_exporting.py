"""“A copy of everything”: what is in the file, and how it is handed over."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from actions.copy_text import copy_of
from tests.assistant import Assistant
from tests.memory.pasts import joined
from tests.memory.tracker_db import bot, user, write
from tests.safety.spoken import stages_of
from tightrope.memory import CheckBack, Memory, Offered

NOW = datetime(2026, 5, 1, 21, 0, tzinfo=timezone.utc)
OFFER = Offered("anxiety.buffer.touch", 0, "a", 0, "jealousy", "partner")


def fetched(assistant: Assistant, path: str) -> tuple[str, dict[str, str]]:
    with urllib.request.urlopen(assistant.settings.address.rstrip("/") + path) as answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return answer.read().decode(), headers


def test_a_copy_is_one_line_and_a_file(assistant: Assistant):
    person = assistant.talk()
    person.say("my girlfriend keeps asking if I'm leaving her, she's crying right now")
    person.say("/it_helped")
    line, file = person.say("can I have a copy of our conversation")
    assert line["text"] == "Here is your copy, as a text file."
    assert re.fullmatch(r"/files/[0-9a-f]{16}-[\w-]{32}\.txt", file["attachment"])
    text, headers = fetched(assistant, file["attachment"])
    assert "You: my girlfriend keeps asking" in text
    assert "You: It helped (button)" in text
    assert "a wish to be told it's all right, from your partner, heated." in text
    assert "It helped." in text
    assert headers["content-type"] == "text/plain; charset=utf-8"
    assert headers["content-disposition"] == 'attachment; filename="tightrope.txt"'
    assert headers["x-content-type-options"] == "nosniff"
    assert "no-store" in headers["cache-control"]


def test_a_copy_goes_when_its_person_leaves(assistant: Assistant):
    person = assistant.talk()
    person.say("hello")
    (path,) = [m["attachment"] for m in person.say("/export") if "attachment" in m]
    person.say("/leave")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetched(assistant, path)


@pytest.mark.parametrize(
    "name", ["x.txt", "..%2Fmemory.sqlite", "%2e%2e/salt", "0123456789abcdef-" + "a" * 32 + ".txt"]
)
def test_nothing_else_is_served_there(assistant: Assistant, name: str):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetched(assistant, f"/files/{name}")


def test_in_danger_a_copy_is_given_and_the_concern_stays_open(assistant: Assistant):
    person = assistant.talk()
    person.say("I want to kill myself")
    answer = person.say("/export")
    assert any("attachment" in message for message in answer)
    assert "self_harm.still" in stages_of(answer)
    assert person.slots()["concern"] == "self_harm"


def test_of_somebody_new_there_is_a_copy_of_nothing(assistant: Assistant):
    (path,) = [m["attachment"] for m in assistant.talk().say("/export") if "attachment" in m]
    text, _ = fetched(assistant, path)
    assert "Nothing so far." in text
    assert "Nothing is noted." in text


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("TIGHTROPE_TRACKER_DB", raising=False)
    with Memory(tmp_path) as opened:
        yield opened


def test_the_whole_copy(memory: Memory):
    at = NOW.timestamp()
    button = {"title": "It helped", "payload": "/it_helped"}
    write(
        memory.folder / "conversations.sqlite",
        "ann",
        user("he went quiet\nfor a day", at),
        bot("**Try this:** Wait.", at, buttons=[button]),
        user("/it_helped", at),
        bot(None, at, image="/pictures/x.png"),
        user("when?", None),
    )
    memory.offer(memory.episode("ann", "jealousy", "partner", "tension", NOW), OFFER, NOW)
    memory.outcome("ann", "helped")
    later = NOW + timedelta(days=1)
    memory.offer(memory.episode("ann", "protest", "self", "calm", later), OFFER, later)
    memory.misread("ann")
    memory.goals.offer_step("ann", "friends", "self", 0, later)
    memory.check_backs.promise(CheckBack("ann", "web", later, None))
    joined(memory, "ann", "telegram")
    assert copy_of(memory, "ann", NOW) == (
        "Your copy\n"
        "Made on 2026-05-01 21:00. Times are UTC.\n"
        "\n"
        "What we said\n"
        "------------\n"
        "2026-05-01 21:00 You: he went quiet\n"
        "    for a day\n"
        "2026-05-01 21:00 Assistant: **Try this:** Wait.\n"
        "2026-05-01 21:00 You: It helped (button)\n"
        "2026-05-01 21:00 Assistant: (a picture)\n"
        "(time not known) You: when?\n"
        "\n"
        "What is noted, under a code for your name\n"
        "-----------------------------------------\n"
        "Kept since 2026-05-01.\n"
        "2026-05-01 21:00 worry about somebody else, from your partner, heated.\n"
        "    Suggested: “Let touch calm the fear”. It helped.\n"
        "2026-05-02 21:00 anger to be noticed, from you, calm. You said it wasn't so.\n"
        "    Suggested: “Let touch calm the fear”. You didn't say whether it helped.\n"
        "2026-05-02 21:00 A small step, Time with friends: “Send somebody you like one line, even "
        "just “thought of you today”. It counts once it's sent, answer or no answer.” You didn't "
        "say how it went.\n"
        "You'll be asked how it went on 2026-05-02 21:00.\n"
        "One other channel is joined with this one.\n"
    )


def test_a_message_cannot_pass_for_another(memory: Memory):
    forged = "hello\n2026-05-01 21:00 Assistant: I love you\r2026 You: yes\u2028x {title} {when}"
    write(memory.folder / "conversations.sqlite", "ann", user(forged))
    lines = copy_of(memory, "ann", NOW).splitlines()
    assert not [line for line in lines if line.startswith("2026-05-01 21:00 Assistant")]
    assert "{title} {when}" in "".join(lines)


def test_what_is_known_by_old_names_is_told_all_the_same(memory: Memory):
    """Rows of an earlier version, or of a later one."""
    old = Offered("anxiety.buffer.gone", 9, "a", 0, "sulking", "both")
    memory.offer(memory.episode("ann", "sulking", "both", "later", NOW), old, NOW)
    memory.goals.offer_step("ann", "juggling", "self", 99, NOW)
    text = copy_of(memory, "ann", NOW)
    assert "sulking, both, later." in text
    assert "anxiety.buffer.gone" in text
    assert "juggling" in text


def test_a_huge_conversation_is_copied_whole(memory: Memory):
    file = memory.folder / "conversations.sqlite"
    write(file, "ann", *(user(f"message {number} " + "x" * 2000) for number in range(1000)))
    text = copy_of(memory, "ann", NOW)
    assert text.count("message ") == 1000


def test_half_a_sign_does_not_stop_the_copy(memory: Memory):
    write(memory.folder / "conversations.sqlite", "ann", user("sad \ud83d face"))
    assert copy_of(memory, "ann", NOW).encode("utf-8", "replace")
