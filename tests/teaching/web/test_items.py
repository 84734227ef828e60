"""Labelling over HTTP, as the page does it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.memory.pasts import NOW
from tests.teaching.web.conftest import READ, TEXTS, logged_in
from tests.teaching.web.served import Teaching, serve
from tightrope.memory import Memory
from tightrope.teaching.web.calls import Room

JEALOUSY = {"bid": "jealousy", "actor": "self", "moment": "tension"}
KEPT = {**JEALOUSY, "domain": "partner", "also": "none", "concern": "none"}
NOTHING = {"bid": "none", "moment": "calm"}


def numbers(data: Path) -> list[int]:
    with Memory(data) as memory:
        return [item.id for item in memory.inbox.waiting()]


def said(data: Path, number: int) -> list[dict[str, str] | None]:
    with Memory(data) as memory:
        return [one.labels for one in memory.annotations.of(number)]


def test_an_item_is_shown_with_all_the_page_needs(ana: Teaching, room: Room):
    room.library.load()
    answer = ana.ask("GET", "next").content
    assert answer["left"] == 3
    task = answer["task"]
    assert task.pop("similar")[0] == {
        "text": "who is she",
        "labels": KEPT,
        "likeness": 0.512,
    }
    assert task == {
        "id": 1,
        "text": TEXTS[0],
        "day": NOW.date().isoformat(),
        "why": "unsure",
        "suggestion": {**KEPT, "actor": "partner", "moment": "calm"},
        "second": False,
        "said": None,
    }


def test_before_the_examples_are_read_items_are_handed_out_without_them(ana: Teaching):
    task = ana.ask("GET", "next").content["task"]
    assert (task["id"], task["similar"]) == (1, [])


def test_what_is_said_is_kept_and_the_next_comes(ana: Teaching, data: Path):
    answer = ana.ask("POST", "items/1/judgement", {"labels": JEALOUSY, "note": " sure "})
    assert answer.content["left"] == 2
    assert answer.content["task"]["id"] == 2
    with Memory(data) as memory:
        (kept,) = memory.annotations.of(1)
    assert (kept.labels, kept.note, kept.decides) == (KEPT, "sure", False)


def test_talk_is_kept_as_talk(ana: Teaching, data: Path):
    ana.ask("POST", "items/3/judgement", {"labels": {"talk": "thank"}})
    assert said(data, 3) == [{"talk": "thank"}]


def test_an_item_is_put_off_and_comes_back_with_its_note(ana: Teaching):
    assert ana.ask("POST", "items/1/later", {"note": "whose?"}).content["task"]["id"] == 2
    task = ana.ask("GET", "items/1").content["task"]
    assert task["said"] == {"labels": None, "note": "whose?"}


def test_undo_brings_the_last_one_back_with_its_labels(ana: Teaching):
    ana.ask("POST", "items/1/judgement", {"labels": JEALOUSY, "note": "n"})
    answer = ana.ask("POST", "undo").content
    assert answer["task"]["id"] == 1
    assert answer["task"]["said"] == {"labels": KEPT, "note": "n"}
    assert answer["left"] == 3
    assert ana.ask("POST", "undo", {}).content == {"task": None, "left": 3}


def test_a_name_is_taken_out_and_the_item_stays(ana: Teaching):
    answer = ana.ask("PUT", "items/1/text", {"text": "NAME1 asked who rang"})
    assert answer.content["task"]["text"] == "NAME1 asked who rang"


def test_a_maintainer_removes_an_item(maja: Teaching, data: Path):
    assert maja.ask("DELETE", "items/1").content["task"]["id"] == 2
    assert numbers(data) == [2, 3]


def test_a_second_look_has_no_suggestion(ana: Teaching, maja: Teaching):
    ana.ask("POST", "items/2/judgement", {"labels": JEALOUSY})
    task = maja.ask("GET", "next").content["task"]
    assert (task["id"], task["second"], task["suggestion"]) == (2, True, None)


def test_what_teachers_differ_on_is_settled_by_a_maintainer(ana: Teaching, maja: Teaching):
    ana.ask("POST", "items/2/judgement", {"labels": JEALOUSY, "note": "clear"})
    maja.ask("POST", "items/2/judgement", {"labels": NOTHING})
    ana.ask("POST", "items/3/later", {"note": "thanks for what?"})
    ana.ask("POST", "items/1/later")
    differing, asked = maja.ask("GET", "different").content["items"]
    assert differing["id"] == 2
    assert [(one["teacher"], one["note"]) for one in differing["said"]] == [
        ("Ana", "clear"),
        ("Maja", ""),
    ]
    assert asked["said"] == [{"teacher": "Ana", "labels": None, "note": "thanks for what?"}]
    done = {"labels": JEALOUSY, "decides": True}
    assert maja.ask("POST", "items/2/judgement", done).status == 200
    assert [item["id"] for item in maja.ask("GET", "different").content["items"]] == [3]
    assert maja.ask("GET", "me").content["counts"] == {
        "open": 2,
        "second": 0,
        "different": 0,
        "ready": 1,
    }


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "items/1"),
        ("POST", "items/1/judgement"),
        ("POST", "items/1/later"),
        ("PUT", "items/1/text"),
        ("DELETE", "items/1"),
    ],
)
def test_what_was_erased_while_somebody_looked_is_gone(
    maja: Teaching, data: Path, method: str, path: str
):
    maja.ask("GET", "next")
    with Memory(data) as memory:
        memory.erase("web")
    content = {"labels": JEALOUSY, "note": "", "text": "other"}
    answer = maja.ask(method, path, content if method != "GET" else None)
    assert answer.status == 410
    assert "gone" in answer.error
    assert maja.ask("GET", "next").content == {"task": None, "left": 0}


@pytest.mark.parametrize(
    ("labels", "field"),
    [
        ({}, "bid"),
        ({"bid": "jealousy", "moment": "calm"}, "actor"),
        ({"bid": "envy", "actor": "self", "moment": "calm"}, "bid"),
        ({"bid": ["jealousy"], "actor": "self", "moment": "calm"}, "bid"),
        ({**JEALOUSY, "also": "jealousy"}, "also"),
        ({**JEALOUSY, "concern": None}, "concern"),
        ({**JEALOUSY, "mood": "bad"}, "'mood'"),
        ({"talk": "jealousy"}, "talk"),
        ({"talk": "thank", "bid": "none"}, "talk"),
        ({"talk": 3}, "talk"),
        ("jealousy", "labels"),
        (None, "labels"),
        ([JEALOUSY], "labels"),
    ],
)
def test_labels_that_cannot_be_name_the_field_and_nothing_is_kept(
    ana: Teaching, data: Path, labels: object, field: str
):
    answer = ana.ask("POST", "items/1/judgement", {"labels": labels})
    assert (answer.status, answer.content["field"]) == (400, field)
    assert said(data, 1) == []


@pytest.mark.parametrize(
    ("method", "path", "content"),
    [
        ("POST", "items/1/judgement", {"labels": JEALOUSY, "note": "x" * 501}),
        ("POST", "items/1/judgement", {"labels": JEALOUSY, "note": 5}),
        ("POST", "items/1/judgement", {"labels": JEALOUSY, "decides": "yes"}),
        ("POST", "items/1/later", {"note": ["x"]}),
        ("PUT", "items/1/text", {"text": "  "}),
        ("PUT", "items/1/text", {}),
        ("PUT", "items/1/text", {"text": "x" * 10_001}),
        ("PUT", "items/1/text", {"text": TEXTS[1]}),
    ],
)
def test_what_cannot_be_kept_is_told_and_changes_nothing(
    maja: Teaching, data: Path, method: str, path: str, content: object
):
    answer = maja.ask(method, path, content)
    assert answer.status == 400
    assert answer.error.endswith(".")
    with Memory(data) as memory:
        assert [item.text for item in memory.inbox.waiting()] == [*TEXTS]
        assert memory.annotations.by_item() == {}


def test_any_text_a_person_can_write_comes_back_as_it_was(ana: Teaching):
    text = 'a\0b\x1b[31m <script>“ü”</script> 🙂 \u202e\u2028 {"x": 1}'
    assert ana.ask("PUT", "items/1/text", {"text": text}).content["task"]["text"] == text


def test_two_teachers_at_once_get_different_items_and_nothing_is_lost(
    port: int, tokens: dict[str, str], room: Room, data: Path
):
    with Memory(data) as memory:
        for number in range(40):
            memory.inbox.add("web", f"message {number}", "unsure", READ, NOW)
    room.library.load()
    given: dict[str, list[int]] = {"Ana": [], "Maja": []}

    def label(name: str) -> None:
        teaching = logged_in(port, tokens[name])
        task = teaching.ask("GET", "next").content["task"]
        while task is not None:
            given[name].append(task["id"])
            path = f"items/{task['id']}/judgement"
            task = teaching.ask("POST", path, {"labels": JEALOUSY}).content["task"]

    threads = [threading.Thread(target=label, args=[name]) for name in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(given["Ana"]) == sorted(given["Maja"]) == numbers(data)
    with Memory(data) as memory:
        kept = memory.annotations.by_item()
    assert all(len(one) == 2 for one in kept.values())
    assert len(kept) == 43


def test_two_at_once_on_the_same_item_are_both_kept(ana: Teaching, maja: Teaching, data: Path):
    said_so = [{**JEALOUSY, "also": also} for also in ("none", "protest", "withdrawal")] * 4
    failed: list[int] = []

    def say(teaching: Teaching) -> None:
        for labels in said_so:
            status = teaching.ask("POST", "items/1/judgement", {"labels": labels}).status
            failed.extend([status] if status != 200 else [])

    threads = [threading.Thread(target=say, args=[teaching]) for teaching in (ana, maja)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert [labels and labels["also"] for labels in said(data, 1)] == ["withdrawal"] * 2


def test_what_was_said_is_kept_when_the_server_starts_again(
    room: Room, data: Path, tokens: dict[str, str]
):
    with serve(room) as port:
        logged_in(port, tokens["Ana"]).ask("POST", "items/1/judgement", {"labels": JEALOUSY})
    again = Room(data, room.address, room.library, room.page)
    with serve(again) as port:
        ana = logged_in(port, tokens["Ana"])
        assert ana.ask("GET", "me").content["left"] == 2
        assert ana.ask("POST", "undo").content["task"]["id"] == 1
