"""Which text of guidance.yml an answer is: what tests call the stage of a talk of safety."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.assistant import said
from tightrope.safety.guidance import Guidance, load_guidance
from tightrope.said import Said

COACHING = "coaching"
_FIELD = re.compile(r"\{\w+\}")


def stages_of(answer: list[dict[str, Any]]) -> set[str]:
    """The stages spoken in an answer, such as `self_harm.first`, and `coaching` for a strategy."""
    text = said(answer)
    spoken = {name for name, pattern in _patterns() if pattern.search(text)}
    return spoken | ({COACHING} if "Try this:" in text else set())


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _pattern(text.text)) for name, text in _named(load_guidance()))


def _pattern(text: str) -> re.Pattern[str]:
    """The text as it is said: fields filled in, blank lines perhaps become messages."""
    told = [bubble for bubble in text.split("\n\n") if _FIELD.sub("", bubble)]
    parts = (re.escape(part) for part in _FIELD.split(told[-1]))
    return re.compile(r".+?".join(parts), re.DOTALL)


def _named(guidance: Guidance) -> Iterator[tuple[str, Said]]:
    for concern, words in guidance.concerns.items():
        for stage in ("first", "still", "not_safe", "not_sure", "safe", "goodbye"):
            for text in getattr(words, stage):
                yield f"{concern}.{stage}", text
    for about, plan in guidance.plans.items():
        for text in plan:
            yield f"plan.{about}", text
    for text in guidance.grounding:
        yield "grounding", text
    for text in guidance.what_is_it:
        yield "what_is_it", text
    yield "ask_country", guidance.help_lines.ask_country
    yield "help_lines", guidance.help_lines.after
    yield "believed", guidance.taken_back.believed
    yield "heard_again", guidance.taken_back.heard_again
    yield "offer_ideas", guidance.offer_ideas
    yield "no_ideas", guidance.no_ideas
    yield "under_18", guidance.under_18.said
    yield "under_18.still", guidance.under_18.still
    yield "left", guidance.left
    yield "nothing_open", guidance.nothing_open
