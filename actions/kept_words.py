"""The parts of words.yml about what is kept of somebody, and what they think of all this."""

from __future__ import annotations

from tightrope.said import Button, Said, Strict


class EraseWords(Strict):
    """What is said around deleting everything."""

    ask: Said
    kept: str
    erased: str
    erased_in: dict[str, str]
    help_button: Button


class SaidWords(Strict):
    """The part of a copy that holds the conversation."""

    heading: str
    person: str
    assistant: str
    pressed: str
    picture: str
    file: str
    unknown_time: str
    nothing: str


class LinkedWords(Strict):
    """How many other channels are joined with this one."""

    none: str
    one: str
    many: str


class NotedWords(Strict):
    """The part of a copy that holds what the memory has."""

    heading: str
    since: str
    nothing: str
    episode: str
    misread: str
    suggested: str
    step: str
    promised: str
    not_promised: str
    set_aside: str
    learning: str
    linked: LinkedWords


class OutcomeWords(Strict):
    """What came of something."""

    helped: str
    did_not_help: str
    unknown: str

    def of(self, outcome: str | None) -> str:
        """The words for an outcome; None: nobody told."""
        words: str = getattr(self, outcome or "unknown")
        return words


class ExportWords(Strict):
    """A copy of everything, and the line that comes with it."""

    ready: str
    ready_in_page: str
    title: str
    made: str
    said: SaidWords
    noted: NotedWords
    moment: dict[str, str]
    outcome: OutcomeWords
    step_outcome: OutcomeWords


class LinkWords(Strict):
    """What is said around joining two channels."""

    code: str
    joined: str
    same_person: str
    wrong: str
    too_many: str


class TeachingWords(Strict):
    """What is said around learning from what somebody writes."""

    about: Said
    it_is_on: str
    it_is_off: str
    offer: Said
    agreed: str
    refused: str
    stopped: str
    not_under_18: str


class FeedbackWords(Strict):
    """The question how it has been here, and the thanks for each answer."""

    ask: Said
    thanks: dict[str, str]
