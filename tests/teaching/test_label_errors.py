"""Labels that are likely wrong: found in made-up probabilities, and planted in real examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from shutil import copy

import pytest
from rasa.shared.utils.io import write_yaml

from tightrope.running.settings import ROOT
from tightrope.teaching.examples_files import read_examples
from tightrope.teaching.label_errors import Suspect, find_suspects
from tightrope.training import evaluation_folds
from tightrope.training.evaluation_hearing import Heard, quietly
from tightrope.understanding.labels import BIDS, CONCERN_OF_INTENT, Labels, labels_of

CONCERNS = ("self_harm", "partner_abuse", "harm_to_others", "possible_abuse", "past_abuse")


NO_CONCERN = dict.fromkeys(CONCERNS, 0.01)
SELF_HARM = {**NO_CONCERN, "self_harm": 0.9}


def labelled(bid: str = "jealousy", **others: object) -> Labels:
    labels = {"intent": bid, "bid": bid, "also": "none", "actor": "self", "moment": "calm"}
    return Labels(**{**labels, "concern": "none", **others})  # type: ignore[arg-type]


def heard(
    bid: str = "jealousy",
    actor: str = "self",
    moment: str | None = "calm",
    concerns: Mapping[str, float] | None = None,
    sure: float = 0.9,
) -> Heard:
    rest = (1 - sure) / 6
    return Heard(
        intent=bid,
        exchange={"bid": bid, "moment": moment, "confidence": {"moment": sure}},
        bid_ranking={name: sure if name == bid else rest for name in (*BIDS, "none")},
        actor_ranking={name: sure if name == actor else 1 - sure for name in ("self", "partner")},
        concern_scores={}
        if concerns == {}
        else {**dict.fromkeys(CONCERNS, 0.01), **(concerns or {})},
    )


def found(*doubted: tuple[Labels, Heard]) -> list[tuple[str, str, str]]:
    """Field, given and likelier label of suspects, among sixty examples that are as they should."""
    right = [
        *[(labelled(), heard())] * 20,
        *[(labelled("withdrawal", actor="partner"), heard("withdrawal", "partner"))] * 20,
        *[(labelled(moment="tension"), heard(moment="tension"))] * 10,
        *[(labelled(concern="self_harm"), heard(concerns=SELF_HARM))] * 10,
    ]
    pairs = [*right, *doubted]
    texts = [f"message {number}" for number in range(len(pairs))]
    suspects = find_suspects(texts, [labels for labels, _ in pairs], [own for _, own in pairs])
    assert {one.text for one in suspects} <= set(texts[len(right) :])
    return [(one.field, one.given, one.likelier) for one in suspects]


@pytest.mark.parametrize(
    ("labels", "answer", "expected"),
    [
        (labelled(), heard(), []),
        (labelled(), heard("withdrawal"), [("bid", "jealousy", "withdrawal")]),
        (labelled(), heard(actor="partner"), [("actor", "self", "partner")]),
        (labelled(), heard(moment="tension"), [("moment", "calm", "tension")]),
        (
            labelled(),
            heard(concerns={**SELF_HARM, "self_harm": 0.95}),
            [("concern", "none", "self_harm")],
        ),
        (
            labelled(concern="self_harm"),
            heard(concerns=dict.fromkeys(CONCERNS, 0.0)),
            [("concern", "self_harm", "none")],
        ),
        (labelled(), heard(concerns={**SELF_HARM, "self_harm": 0.4}), []),
        (labelled(), heard("withdrawal", sure=0.3), []),
        (labelled(also="withdrawal"), heard("withdrawal"), []),
        (labelled(actor="both"), heard(actor="partner"), []),
        (labelled(moment=None), heard(moment="tension"), []),
        (labelled(), heard(moment=None), []),
        (labelled(bid_asked=False), heard("withdrawal", "partner"), []),
        (labelled(concern_asked=False), heard(concerns={**SELF_HARM, "self_harm": 0.95}), []),
        (labelled(intent="thank", bid="none"), heard("withdrawal"), []),
        (labelled("none", intent="no_bid", actor=None), heard("none", "partner"), []),
        (labelled(), heard(concerns={}), []),
    ],
    ids=[
        "as heard",
        "bid",
        "actor",
        "moment",
        "danger that is not named",
        "danger that is not there",
        "danger that is unlikely",
        "not sure enough",
        "the second bid",
        "both",
        "no moment given",
        "no moment heard",
        "nobody asked for a bid",
        "nobody asked for a concern",
        "talk",
        "nobody's",
        "no concern scores",
    ],
)
def test_a_label_is_doubted_where_another_is_heard_surely(
    labels: Labels, answer: Heard, expected: list[tuple[str, str, str]]
):
    assert found((labels, answer)) == expected


def test_an_example_is_doubted_once_for_what_matters_most():
    wrong = heard("withdrawal", "partner", "tension", {**SELF_HARM, "self_harm": 0.95})
    assert found((labelled(), wrong)) == [("concern", "none", "self_harm")]


def test_fields_take_turns():
    fields = [
        field
        for field, *_ in found(
            (labelled(), heard(moment="tension", sure=0.99)),
            (labelled(), heard(moment="tension")),
            (labelled(), heard("withdrawal")),
            (labelled(), heard(actor="partner")),
        )
    ]
    assert fields == ["bid", "actor", "moment", "moment"]


@pytest.mark.parametrize("count", [0, 1, 30])
def test_where_there_is_one_label_only_none_is_doubted(count: int):
    pairs = [(labelled(), heard("withdrawal"))] * count
    assert find_suspects(["x"] * count, [a for a, _ in pairs], [b for _, b in pairs]) == []


PLANTED = 20
OTHER = {"jealousy": "self_reliance", "self_reliance": "jealousy"}
OF_EACH = {**dict.fromkeys(OTHER, 350), **dict.fromkeys(CONCERN_OF_INTENT, 10)}
"""How many examples of each intent the small project has."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """A project of a few hundred of our examples, and the twenty whose bid was made wrong.

    Drawn by a hash, so that it hardly changes where examples are added or sorted.
    """
    root = tmp_path_factory.mktemp("planted")
    copy(ROOT / "config.yml", root)
    (root / ".rasa").symlink_to(ROOT / ".rasa")
    (root / "data" / "nlu").mkdir(parents=True)
    ours = sorted(read_examples(ROOT), key=lambda one: sha256(one.text.encode()).digest())
    kept = [
        example
        for intent, count in OF_EACH.items()
        for example in [one for one in ours if one.intent == intent and "also" not in one.metadata][
            :count
        ]
    ]
    wrong = [one for one in kept if one.intent in OTHER][
        :: sum(OF_EACH[i] for i in OTHER) // PLANTED
    ]
    kept = [replace(one, intent=OTHER[one.intent]) if one in wrong else one for one in kept]
    for intent in OF_EACH:
        examples = [
            {"text": one.text, "metadata": dict(one.metadata)}
            for one in kept
            if one.intent == intent
        ]
        block = {"version": "3.1", "nlu": [{"intent": intent, "examples": examples}]}
        write_yaml(block, root / "data" / "nlu" / f"{intent}.yml")
    return root, {one.text for one in wrong}


@pytest.fixture(scope="module")
def suspects(planted: tuple[Path, set[str]]) -> list[Suspect]:
    root, _ = planted
    with quietly():
        examples = evaluation_folds.read_examples(root, 4)
        answers = evaluation_folds.cross_validate(root, examples, lambda: None)
    texts = [message.get("text") for message in examples.messages]
    return find_suspects(texts, [labels_of(m) for m in examples.messages], answers)


def test_labels_that_were_made_wrong_are_found(
    planted: tuple[Path, set[str]], suspects: list[Suspect]
):
    _, wrong = planted
    found = [one.text in wrong for one in suspects if one.field == "bid"]
    chance = PLANTED / sum(OF_EACH.values())
    assert sum(found) > 0.6 * PLANTED
    first = found[: 2 * PLANTED]
    assert sum(first) / len(first) > 5 * chance


def test_each_example_is_doubted_once(suspects: list[Suspect]):
    assert max(Counter(one.text for one in suspects).values()) == 1
    assert all(0 < one.confidence <= 1 for one in suspects)
    assert all(one.given != one.likelier for one in suspects)
