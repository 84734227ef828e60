"""The page itself, the codebook and the figures."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.teaching.web.conftest import logged_in
from tests.teaching.web.served import Teaching, serve
from tightrope.teaching.codebook import codebook
from tightrope.teaching.web.calls import Room

JEALOUSY = {"bid": "jealousy", "actor": "self", "moment": "tension"}


@pytest.mark.parametrize("path", ["/teach/", "/teach/index.html"])
def test_the_page_is_served_with_strict_headers(nobody: Teaching, path: str):
    answer = nobody.send("GET", path)
    assert (answer.status, answer.body) == (200, b"<!doctype html><title>Teach</title>")
    policy = answer.headers["Content-Security-Policy"]
    for rule in (
        "default-src 'none'",
        "connect-src 'self';",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ):
        assert rule in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/teach"])
def test_shorter_addresses_lead_there(nobody: Teaching, path: str):
    answer = nobody.send("GET", path)
    assert (answer.status, answer.headers["Location"]) == (302, "/teach/")


def test_a_page_that_is_not_built_says_what_to_do(room: Room, tmp_path: Path):
    room.page = tmp_path / "nowhere"
    with serve(room) as port:
        answer = Teaching(port).send("GET", "/teach/")
    assert answer.status == 503
    assert b"make teach" in answer.body


def test_the_codebook_is_all_the_page_asks(ana: Teaching):
    told = ana.ask("GET", "codebook").content
    assert [question["id"] for question in told["questions"]] == [
        question.id for question in codebook().questions
    ]
    assert set(told["questions"][0]["labels"][0]) == {"id", "key", "name", "when"}
    assert {action["id"] for action in told["actions"]} >= {"save", "undo"}
    assert told["talk"] == [{"id": "thank", "example": "thank you so much"}]


@pytest.mark.parametrize("loaded", [False, True])
def test_coverage_counts_the_examples(ana: Teaching, room: Room, loaded: bool):
    if loaded:
        room.library.load()
    told = ana.ask("GET", "coverage").content
    assert told["intents"] == [
        {"intent": intent, "examples": 1} for intent in ("jealousy", "no_bid", "thank")
    ]
    cell = {"bid": "jealousy", "actor": "self", "moment": "tension", "examples": 1}
    assert cell in told["cells"]
    assert len(told["cells"]) == 36
    assert told["missing"] == []


def test_agreement_tells_who_judged_how_many_and_how_far_they_agree(ana: Teaching, maja: Teaching):
    ana.ask("POST", "items/1/judgement", {"labels": JEALOUSY})
    ana.ask("POST", "items/2/judgement", {"labels": JEALOUSY})
    maja.ask("POST", "items/1/judgement", {"labels": {**JEALOUSY, "moment": "calm"}})
    told = ana.ask("GET", "agreement").content
    assert told["items"] == 1
    assert told["teachers"] == [
        {"name": "Ana", "role": "annotator", "active": True, "judged": 2},
        {"name": "Maja", "role": "maintainer", "active": True, "judged": 1},
    ]
    shares = {one["field"]: one["share"] for one in told["fields"]}
    assert (shares["bid"], shares["moment"]) == (1.0, 0.0)
    assert set(told["fields"][0]) == {"field", "items", "share", "kappa", "low", "high"}


def test_a_broken_file_of_examples_is_named_and_the_rest_goes_on(ana: Teaching, root: Path):
    (root / "data" / "nlu" / "jealousy.yml").write_text("nlu: [{intent: 'x")
    answer = ana.ask("GET", "coverage")
    assert answer.status == 503
    assert "jealousy.yml" in answer.error
    assert ana.ask("GET", "next").status == 200


def test_a_memory_that_cannot_be_reached_is_told_and_comes_back(
    room: Room, tokens: dict[str, str], data: Path, caplog: pytest.LogCaptureFixture
):
    with serve(room) as port:
        ana = logged_in(port, tokens["Ana"])
        for file in data.glob("memory.sqlite*"):
            file.rename(file.with_name(f"kept-{file.name}"))
        (data / "memory.sqlite").mkdir()
        with caplog.at_level(logging.ERROR):
            answer = ana.ask("GET", "next")
        assert answer.status == 503
        assert "try again" in answer.error
        assert str(data) not in answer.error
        assert "A request failed" in caplog.text
        (data / "memory.sqlite").rmdir()
        for file in data.glob("kept-*"):
            file.rename(file.with_name(file.name.removeprefix("kept-")))
        assert ana.ask("GET", "next").content["left"] == 3
