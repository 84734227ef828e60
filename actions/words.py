"""The texts of words.yml, and what people write (beginnings.yml), checked when first used."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from actions.kept_words import (
    EraseWords,
    ExportWords,
    FeedbackWords,
    LinkWords,
    TeachingWords,
)
from tightrope.said import Button, Said, Strict

_S = TypeVar("_S", bound=Strict)


class WordsError(ValueError):
    """words.yml cannot be used; names the entry and the fault."""


class WhyWords(Strict):
    """The pieces of the answer to “why this?”."""

    heard: str
    heard_in: str
    heard_asked: str
    where: str
    adapted: str
    sources: str
    model: str
    button: Button
    bid: dict[str, str]
    actor: dict[str, str]


class Tone(Strict):
    """How an idea is put; without `say`, its words stand within `try_this`."""

    try_this: str
    say: str | None = None


class Tones(Strict):
    """The tones, by who reads: see `actions.tone`."""

    partner: Tone
    anxious_self: Tone
    avoidant_self: Tone


class EarlierWords(Strict):
    """What was told before in the same evening: in the person's words, or in short."""

    in_words: str
    in_short: str


class ForActor(Strict):
    """One text for the goal of each actor."""

    partner: str
    self: str


class AllForActor(Strict):
    """Several texts for the goal of each actor, which take turns."""

    partner: tuple[str, ...]
    self: tuple[str, ...]


class StepWords(Strict):
    """What is said around the steps toward a goal of one's own."""

    ask_whose: Said
    ask_goal: ForActor
    ask_how_it_went: str
    offer: str
    for_a_calm_hour: str
    first: str
    grown: str
    shrunk: str
    again: str
    reached: str
    went_well: AllForActor
    went_badly: AllForActor
    went_well_button: Button
    went_badly_button: Button
    next_button: Button
    other_button: Button


class WhenWords(Strict):
    """When the assistant will ask."""

    tomorrow: str
    days: str
    hours: str
    soon: str


class CheckBackWords(Strict):
    """What is said around asking later how it went."""

    offer: Said
    promised: str
    promised_in_page: str
    cannot_reach: str
    not_now: str
    not_wanted: str
    asked: Said
    when: WhenWords


class Words(Strict):
    """Everything in words.yml."""

    ask_bid: Said
    ask_bid_in_tension: str
    something_else_button: Button
    ask_actor: Said
    ask_moment: Said
    no_bid: tuple[str, ...]
    no_bid_in_tension: tuple[str, ...]
    no_bid_question: Said
    nothing_yet: Said
    tones: Tones
    caution: str
    fair_request: str
    earlier: EarlierWords
    put_right: tuple[str, ...]
    ask_what_was_wrong: Said
    coach_buttons: tuple[Button, ...]
    another_idea_button: Button
    small_step_button: Button
    calm_button: Button
    tension_button: Button
    helped: tuple[str, ...]
    did_not_help: tuple[str, ...]
    did_not_help_again: Said
    steps: StepWords
    check_back: CheckBackWords
    take_side: Said
    take_side_worried: Said
    started_over: Said
    erase: EraseWords
    export: ExportWords
    link: LinkWords
    feedback: FeedbackWords
    teaching: TeachingWords
    why: WhyWords


class Beginnings(Strict):
    """Everything in beginnings.yml."""

    puts_right_by: tuple[str, ...]
    another_story: tuple[str, ...]
    it_was_me: tuple[str, ...]
    it_was_them: tuple[str, ...]
    it_is_over: tuple[str, ...]
    it_is_calm: tuple[str, ...]
    it_is_heated: tuple[str, ...]
    it_did_not_help: tuple[str, ...]
    it_is_a_yes: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> Words:
    """The texts.

    Raises:
        WordsError: The file is no YAML, or an entry is missing, unknown or of the wrong kind.
    """
    return _read(Words, "words.yml")


@lru_cache(maxsize=1)
def beginnings() -> Beginnings:
    """What tells how a message continues the talk before it.

    Raises:
        WordsError: The same of beginnings.yml.
    """
    return _read(Beginnings, "beginnings.yml")


def _read(model: type[_S], name: str) -> _S:
    try:
        tree = YAML(typ="safe").load((files("actions") / name).read_text(encoding="utf-8"))
        return model.parse_obj(tree)
    except YAMLError as error:
        raise WordsError(f"actions/{name} is not valid YAML: {error}") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{' > '.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
        )
        raise WordsError(f"actions/{name}: {faults}. Correct these entries.") from error
