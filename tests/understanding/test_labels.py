"""What an example says about itself, with and without metadata."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from tightrope.understanding.labels import BIDS, ExampleError, Labels, labels_of


def example(intent: str, **labels: str) -> Message:
    data: dict[str, Any] = {"text": "a secret text", INTENT: intent}
    if labels:
        data["metadata"] = {"example": labels}
    return Message(data=data)


NOTHING = {"bid": "none", "also": "none", "actor": None, "moment": None, "concern": "none"}


@pytest.mark.parametrize(
    ("message", "labels"),
    [
        *((example(bid), {"bid": bid}) for bid in BIDS),
        (example("greet"), {}),
        (example("no_bid"), {}),
        (example("disclose_self_harm"), {"concern": "self_harm"}),
        (example("disclose_abuse"), {"concern": "partner_abuse"}),
        (example("disclose_harm_to_others"), {"concern": "harm_to_others"}),
        (example("disclose_possible_abuse"), {"concern": "possible_abuse"}),
        (example("disclose_past_abuse"), {"concern": "past_abuse"}),
        (example("i_am_not_safe"), {}),
        (example("no_bid", moment="calm"), {"moment": "calm"}),
        (
            example("protest", also="jealousy", actor="both", moment="tension"),
            {"bid": "protest", "also": "jealousy", "actor": "both", "moment": "tension"},
        ),
        (
            example("disclose_abuse", bid="jealousy", actor="partner"),
            {"bid": "jealousy", "actor": "partner", "concern": "partner_abuse"},
        ),
        (
            example("disclose_abuse", bid="unasked"),
            {"concern": "partner_abuse", "bid_asked": False},
        ),
        (
            example("jealousy", concern="possible_abuse"),
            {"bid": "jealousy"} | {"concern": "possible_abuse"},
        ),
    ],
)
def test_an_example_says_the_rest_by_its_intent(message: Message, labels: dict[str, Any]):
    assert labels_of(message) == Labels(intent=message.get(INTENT), **(NOTHING | labels))


@pytest.mark.parametrize(
    ("labels", "key"),
    [
        ({"bid": "jelousy"}, "bid: jelousy"),
        ({"actor": "wife"}, "actor: wife"),
        ({"moment": "yesterday"}, "moment: yesterday"),
        ({"concern": "abuse"}, "concern: abuse"),
        ({"also": "both"}, "also: both"),
        ({"Actor": "self"}, "Actor: self"),
        ({"colour": "red"}, "colour: red"),
    ],
)
def test_a_label_outside_the_codebook_is_named_with_its_place(labels: dict[str, str], key: str):
    with pytest.raises(ExampleError) as caught:
        labels_of(example("withdrawal", **labels))
    text = str(caught.value)
    assert text.startswith(f"data/nlu/withdrawal.yml: an example has {key}. Allowed: ")
    assert "actor: partner, self, both" in text
    assert "secret" not in text
