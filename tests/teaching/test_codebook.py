"""The codebook file: complete, with a key of its own for everything, and faults named."""

from pathlib import Path

import pytest

from tightrope.teaching.codebook import (
    ACTIONS,
    FIELDS,
    Codebook,
    CodebookError,
    codebook,
    read_codebook,
)

SHIPPED = Path(__file__).parents[2] / "tightrope" / "teaching" / "codebook.yml"


def changed(tmp_path: Path, old: str, new: str) -> Codebook:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "codebook.yml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return read_codebook(file)


def test_every_label_of_the_codebook_has_a_key():
    keys = codebook().keys()
    assert sorted(keys.values()) == sorted(
        (field, label) for field, labels in FIELDS.items() for label in labels
    )
    assert len(codebook().actions) == len(ACTIONS)


def test_a_key_is_one_sign_or_plus_and_one():
    keys = codebook().keys()
    for key in keys:
        assert len(key) == 1 or (len(key) == 2 and key[0] == "+")


def test_danger_is_asked_about_first():
    assert codebook().questions[0].id == "concern"


def test_labels_have_names():
    assert codebook().name_of("actor", "self") == "the writer's"
    with pytest.raises(KeyError):
        codebook().name_of("actor", "tension")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('{id: jealousy, key: "2"', '{id: jealousy, key: "1"', "two share the key 1"),
        ('{id: jealousy, key: "2"', '{id: envy, key: "2"', "labels are not those"),
        ("id: domain", "id: topic", "labels are not those|question is missing"),
        ("id: later", "id: never", "an action is missing or unknown"),
        ("    ask: Who is it about?\n", "", "ask"),
        ("questions:", "questions: [", "line"),
    ],
)
def test_faults_are_named(tmp_path: Path, old: str, new: str, complaint: str):
    with pytest.raises(CodebookError, match=complaint) as raised:
        changed(tmp_path, old, new)
    assert "codebook.yml" in str(raised.value)
