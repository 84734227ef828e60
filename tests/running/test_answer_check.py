"""That the assistant still checks what an action answers, and checks nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.channels import CollectingOutputChannel
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from tightrope.running.answer_check import check_schema_once
from tightrope.running.settings import ROOT

DOMAIN = Domain.load(str(ROOT / "domain.yml"))
ANSWER = {
    "events": [{"event": "slot", "timestamp": None, "name": "bid", "value": "jealousy"}],
    "responses": [{"text": "Try this.", "buttons": []}],
}


@pytest.fixture
def checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check as the assistant sets it up; a schema that is checked later is a failure."""
    monkeypatch.setattr(
        RemoteAction, "_validate_action_result", RemoteAction._validate_action_result
    )
    check_schema_once()

    def again(_: object) -> None:
        pytest.fail("the schema is checked again")

    kind = validator_for(RemoteAction.action_response_format_spec())
    monkeypatch.setattr(kind, "check_schema", again)


async def events_of(answer: Any) -> list[type[Event]]:
    """The kinds of events that come of an action that gives this answer."""

    async def request(**_: Any) -> Any:
        return answer

    endpoint = EndpointConfig("http://nowhere")
    endpoint.request = request
    events = await RemoteAction("action_coach", endpoint).run(
        CollectingOutputChannel(),
        TemplatedNaturalLanguageGenerator({}),
        DialogueStateTracker("person", DOMAIN.slots),
        DOMAIN,
    )
    return [type(event) for event in events]


@pytest.mark.usefixtures("checked_once")
async def test_an_answer_is_taken_in():
    assert await events_of(ANSWER) == [BotUttered, SlotSet]


@pytest.mark.usefixtures("checked_once")
@pytest.mark.parametrize(
    "answer",
    [
        [],
        {"events": "none"},
        {"events": [{"event": "slot"}]},
        {"events": [{"event": "slot", "name": 1, "value": None}]},
        {"events": [], "responses": ["Try this."]},
    ],
)
async def test_an_answer_of_the_wrong_form_is_refused(answer: Any):
    with pytest.raises(ValidationError):
        await events_of(answer)
