"""Rasa's structured events in the log: their names, and the few details that are no text."""

from __future__ import annotations

import logging
from collections.abc import Mapping, MutableMapping
from functools import cache
from typing import Any

import structlog
from ruamel.yaml import YAML

from tightrope.running.discretion import Event
from tightrope.running.settings import ROOT

_BUILT_IN = frozenset({"action_listen", "action_session_start", "action_extract_slots"})
"""What Rasa brings itself of the names that turn up in a conversation."""


@cache
def known_names() -> frozenset[str]:
    """Intents and actions of the domain. Any other name may be what somebody typed."""
    domain = YAML(typ="safe").load(ROOT / "domain.yml")
    listed = [*domain["intents"], *domain["actions"], *domain["responses"]]
    # An intent or action with options is written as a mapping of its name to them.
    return _BUILT_IN.union(*([each] if isinstance(each, str) else each for each in listed))


def known(name: object) -> str:
    """The name if the domain has it, else a question mark."""
    return name if isinstance(name, str) and name in known_names() else "?"


def configure_events(level: int) -> None:
    """Sends structlog's events to the log, down to `level`, without what they are about."""
    structlog.configure(
        processors=[_as_record],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )


def _as_record(
    _logger: logging.Logger, method: str, event: MutableMapping[str, Any]
) -> tuple[tuple[Event], dict[str, Any]]:
    told = Event(event.get("event"), _details(event))
    # An event that a handler of an error tells is about that error.
    return (told,), {"exc_info": event.get("exc_info") or method == "exception"}


def _details(event: Mapping[str, Any]) -> str:
    details: list[str] = []
    if "action_name" in event:
        details.append(f"action={known(event['action_name'])}")
    intent = event.get("parse_data_intent")
    if isinstance(intent, Mapping):
        details.append(f"intent={known(intent.get('name'))}")
        if isinstance(confidence := intent.get("confidence"), float):
            details.append(f"confidence={confidence:.2f}")
    if isinstance(count := event.get("len_extraction_events"), int):
        details.append(f"slots={count}")
    return " ".join(details)
