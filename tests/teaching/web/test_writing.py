"""Into the examples, and labels that may be wrong, as the page does it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.teaching.web.conftest import TEXTS
from tests.teaching.web.served import Teaching
from tightrope.memory import Memory
from tightrope.teaching.checked_labels import read_checked
from tightrope.training.model import fingerprint

JEALOUSY = {"bid": "jealousy", "actor": "partner", "moment": "tension"}
SUSPECT = {
    "text": "who is she",
    "intent": "jealousy",
    "field": "actor",
    "given": "self",
    "likelier": "partner",
    "confidence": 0.9,
}


def content(root: Path, intent: str) -> str:
    return (root / "data" / "nlu" / f"{intent}.yml").read_text()


def settle(teaching: Teaching, number: int, labels: dict[str, str]) -> None:
    asked = {"labels": labels, "decides": True}
    assert teaching.ask("POST", f"items/{number}/judgement", asked).status == 200


@pytest.fixture
def doubted(root: Path) -> Path:
    """A project with one label that is doubted."""
    (root / "reports").mkdir()
    report = {"data": fingerprint(root), "at": "2026-05-01T10:00:00+00:00", "seconds": 60.0}
    (root / "reports" / "label_errors.json").write_text(
        json.dumps({**report, "suspects": [SUSPECT]})
    )
    return root


def test_what_is_ready_is_shown_with_its_change_and_nothing_is_written(maja, root: Path):
    before = content(root, "jealousy")
    settle(maja, 1, JEALOUSY)
    settle(maja, 3, {"talk": "thank"})
    answer = maja.ask("GET", "ready").content
    assert [(one["id"], one["intent"]) for one in answer["items"]] == [
        (1, "jealousy"),
        (3, "thank"),
    ]
    assert f"+  - text: '{TEXTS[0]}'" in answer["diff"]
    assert answer["left_out"] == []
    assert content(root, "jealousy") == before


def test_what_is_chosen_becomes_an_example_and_nobodys(maja, root: Path, data: Path):
    settle(maja, 1, JEALOUSY)
    settle(maja, 3, {"talk": "thank"})
    answer = maja.ask("POST", "write", {"items": [1]}).content
    assert (answer["added"], answer["left_out"]) == (1, [])
    assert TEXTS[0] in content(root, "jealousy")
    assert TEXTS[2] not in content(root, "thank")
    with Memory(data) as memory:
        memory.erase("web")
        assert memory.inbox.waiting() == []
    assert TEXTS[0] in content(root, "jealousy")


def test_the_new_example_is_shown_beside_what_is_like_it(maja, room):
    room.library.load()
    settle(maja, 1, JEALOUSY)
    maja.ask("POST", "write", {"items": [1]})
    assert TEXTS[0] in [one.text for one in room.library.examples()]


def test_what_is_not_ready_is_not_written(maja, root: Path):
    answer = maja.ask("POST", "write", {"items": [1, 2, 99]}).content
    assert answer["added"] == 0
    assert TEXTS[0] not in content(root, "jealousy")


def test_what_is_known_with_other_labels_stays_out_and_waits(maja, root: Path, data: Path):
    maja.ask("PUT", "items/1/text", {"text": "Who is she?"})
    settle(maja, 1, JEALOUSY)
    (out,) = maja.ask("GET", "ready").content["left_out"]
    assert (out["id"], out["text"]) == (1, "Who is she?")
    assert "with other labels" in out["reason"]
    assert maja.ask("POST", "write", {"items": [1]}).content["added"] == 0
    with Memory(data) as memory:
        assert memory.inbox.item(1) is not None


def test_a_file_broken_by_hand_is_named_and_nothing_is_lost(maja, root: Path, data: Path):
    settle(maja, 1, JEALOUSY)
    file = root / "data" / "nlu" / "no_bid.yml"
    file.write_text(file.read_text() + "  - text: 'half\n")
    for answer in (maja.ask("GET", "ready"), maja.ask("POST", "write", {"items": [1]})):
        assert answer.status == 503
        assert "no_bid.yml" in answer.content["error"]
    with Memory(data) as memory:
        assert memory.inbox.item(1) is not None


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "ready"),
        ("POST", "write"),
        ("POST", "label-errors/keep"),
        ("POST", "label-errors/relabel"),
    ],
)
def test_only_maintainers_write(ana, method: str, path: str):
    assert ana.ask(method, path, {} if method == "POST" else None).status == 403


def test_without_a_list_nothing_is_doubted(ana):
    answer = ana.ask("GET", "label-errors").content
    assert answer == {"made": None, "stale": False, "suspects": []}


def test_a_doubted_label_is_shown_with_all_labels(ana, doubted: Path):
    answer = ana.ask("GET", "label-errors").content
    assert answer["stale"] is False
    (one,) = answer["suspects"]
    assert one["labels"]["actor"] == "self"
    assert {key: one[key] for key in SUSPECT} == SUSPECT


def test_a_label_found_right_is_not_asked_about_again(maja, doubted: Path):
    assert (
        maja.ask("POST", "label-errors/keep", {"text": "who is she", "field": "actor"}).content
        == {}
    )
    assert maja.ask("GET", "label-errors").content["suspects"] == []
    assert {one.text for one in read_checked(doubted)} == {"who is she"}


def test_a_label_put_right_changes_the_example_and_makes_the_list_stale(maja, doubted: Path):
    asked = {"text": "who is she", "intent": "jealousy", "labels": JEALOUSY}
    answer = maja.ask("POST", "label-errors/relabel", asked)
    assert "actor: partner" in answer.content["diff"]
    assert "actor: partner" in content(doubted, "jealousy")
    after = maja.ask("GET", "label-errors").content
    assert (after["stale"], after["suspects"]) == (True, [])


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("label-errors/keep", {"text": "nobody said this", "field": "actor"}, 410),
        ("label-errors/relabel", {"text": "gone", "intent": "jealousy", "labels": JEALOUSY}, 503),
        ("label-errors/relabel", {"text": "who is she", "intent": "jealousy", "labels": {}}, 400),
        ("write", {"items": ["1"]}, 400),
        ("write", {}, 400),
    ],
)
def test_what_cannot_be_is_refused(maja, doubted: Path, path: str, asked, status: int):
    assert maja.ask("POST", path, asked).status == status


def test_a_damaged_list_is_told_and_what_to_do(maja, doubted: Path):
    (doubted / "reports" / "label_errors.json").write_text("{")
    answer = maja.ask("GET", "label-errors")
    assert answer.status == 503
    assert "tightrope teach check" in answer.content["error"]
