"""Reading judged messages: what is taken from a line, and how faults are named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.training.evaluation_cases import JEALOUS, PLAIN
from tightrope.training.evaluation_messages import MessagesError, read_messages

ROW: dict[str, Any] = {
    "id": "a1",
    "domain": "partner",
    "bid": "jealousy",
    "also": "none",
    "actor": "self",
    "phase": "calm",
    "safety": "past_abuse",
    "text": JEALOUS,
}


def file_of(folder: Path, *lines: str) -> Path:
    path = folder / "judged.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_phase_is_the_moment_and_safety_the_concern(tmp_path: Path):
    (message,) = read_messages(file_of(tmp_path, json.dumps(ROW)))
    assert (message.id, message.text, message.bid, message.also) == (
        "a1",
        JEALOUS,
        "jealousy",
        "none",
    )
    assert (message.actor, message.moment, message.concern) == ("self", "calm", "past_abuse")


def test_where_nobody_shows_a_bid_there_is_no_actor(tmp_path: Path):
    row = {**ROW, "bid": "none", "actor": "none"}
    (message,) = read_messages(file_of(tmp_path, json.dumps(row)))
    assert message.actor is None


def test_empty_lines_other_keys_and_unusual_line_separators_do_no_harm(tmp_path: Path):
    # U+2028 ends a line for some readers, but may stand unescaped within JSON text.
    odd = json.dumps({**ROW, "text": "one\u2028two 😀", "note": 3}, ensure_ascii=False)
    messages = read_messages(file_of(tmp_path, "\ufeff" + json.dumps(ROW), "", odd, "  "))
    assert [message.text for message in messages] == [JEALOUS, "one\u2028two 😀"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"bid": "jelousy"}, "line 2, key bid: must be one of reassurance_seeking, jealousy"),
        ({"bid": "jelousy"}, "it is jelousy"),
        ({"phase": None}, "line 2, key phase: must be one of tension, calm; it is a value of type"),
        ({"safety": "abuse"}, "line 2, key safety: must be one of self_harm"),
        ({"actor": "me"}, "line 2, key actor: must be one of self, partner, both, none"),
        ({"also": []}, "line 2, key also"),
        ({"text": "  "}, "line 2, key text: must be text that is not empty"),
        ({"id": 7}, "line 2, key id: must be text that is not empty"),
    ],
)
def test_a_wrong_value_is_named_by_line_and_key(tmp_path: Path, change: dict[str, Any], fault: str):
    path = file_of(tmp_path, json.dumps(ROW), json.dumps({**ROW, **change}))
    with pytest.raises(MessagesError) as raised:
        read_messages(path)
    assert fault in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_missing_key_is_said_to_be_missing(tmp_path: Path):
    row = {key: value for key, value in ROW.items() if key != "phase"}
    with pytest.raises(MessagesError, match=r"line 1, key phase: .*; it is missing"):
        read_messages(file_of(tmp_path, json.dumps(row)))


@pytest.mark.parametrize("line", ['{"id": "a1"', "[1, 2]", '"text"', "{'id': 1}"])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str):
    with pytest.raises(MessagesError, match="line 2, the whole line: it is not"):
        read_messages(file_of(tmp_path, json.dumps(ROW), line))


def test_errors_never_repeat_a_message(tmp_path: Path):
    misplaced = {**ROW, "bid": PLAIN, "phase": "later"}
    with pytest.raises(MessagesError) as raised:
        read_messages(file_of(tmp_path, json.dumps(misplaced), f"{PLAIN} not JSON"))
    assert "hallway" not in str(raised.value)


def test_many_faults_are_counted_rather_than_listed(tmp_path: Path):
    with pytest.raises(MessagesError) as raised:
        read_messages(file_of(tmp_path, *["?"] * 25))
    assert "line 10" in str(raised.value)
    assert "line 11" not in str(raised.value)
    assert "and 15 more" in str(raised.value)


def test_a_file_without_messages_says_what_it_needs(tmp_path: Path):
    with pytest.raises(MessagesError, match="one JSON object a line"):
        read_messages(file_of(tmp_path, "", ""))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(MessagesError, match=r"picture\.png cannot be read as UTF-8"):
        read_messages(path)
