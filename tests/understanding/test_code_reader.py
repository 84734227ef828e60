"""Codes for joining two channels: read from short messages as they are typed, and nowhere else."""

from __future__ import annotations

import pytest

from tests.assistant import Assistant


@pytest.mark.parametrize(
    "said", ["link JME5-QUFD", "link 99y3 8dmy", "x4m9-6vhr", "here's the code: 6PQC-8YNM"]
)
def test_a_code_is_read_whatever_its_letters_look_like(assistant: Assistant, said: str):
    parsed = assistant.parse(said)
    assert parsed["intent"]["name"] == "link"
    (entity,) = parsed["entities"]
    assert entity["entity"] == "code"
    assert entity["value"] in said.upper().replace("-", "").replace(" ", "")


@pytest.mark.parametrize(
    "said",
    [
        "link my telegram",
        "we've been together since 2022",
        "she sent me a link to ACDE 2347 and says it's the flat she'd buy without me",
    ],
)
def test_elsewhere_there_is_no_code(assistant: Assistant, said: str):
    assert assistant.parse(said)["entities"] == []


def test_a_concern_comes_before_a_code(assistant: Assistant):
    parsed = assistant.parse("link AC2D-EFGH I want to kill myself")
    assert parsed["intent"]["name"] == "disclose_self_harm"
