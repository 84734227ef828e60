"""Runs a written conversation with the real assistant and checks what is known after each turn."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.assistant import Assistant, Conversation, buttons, said
from tightrope.asem import Bid, Moment, cell_for
from tightrope.memory import person_key

FOLDER = Path(__file__).parent
COACHED = "Try this:"
MOST_QUESTIONS = 4
"""Of: is everybody safe, which of two, which of all, whose, when. Nobody is asked more."""

SAFE = "/i_am_safe"
"""Ordinary trouble may be asked about as a sign of danger: somebody who is safe says so."""

SOMETHING_ELSE = '/inform{"bid": "none"}'

Turn = dict[str, Any]


def read(name: str) -> list[dict[str, Any]]:
    """The conversations of one file."""
    conversations: list[dict[str, Any]] = YAML(typ="safe").load(FOLDER / f"{name}.yml")
    return conversations


@dataclass
class Runner:
    """One person's conversation, turn by turn.

    Raises AssertionError, naming the turn, where slots, words or memory are not as expected.
    """

    assistant: Assistant
    person: Conversation
    offers: int = 0

    def run(self, turns: list[Turn]) -> None:
        """Says each turn and checks what is known, said and remembered after it."""
        for number, turn in enumerate(turns, 1):
            answer = self.say(turn)
            where = f"turn {number}: {turn['say']!r} -> {said(answer)!r}"
            slots = self.person.slots()
            self.check_words(turn, answer, where)
            self.check_slots(turn, slots, where)
            self.check_memory(turn, slots, where)

    def say(self, turn: Turn) -> list[dict[str, Any]]:
        """Says a turn, and answers what is asked about it as whoever meant its labels would."""
        answer = self.person.say(turn["say"])
        for _ in range(MOST_QUESTIONS):
            # A danger that is spoken of, rather than asked about, is no question to go on from.
            if self.person.slots()["concern"] not in (None, "possible_abuse"):
                return answer
            reply = answering(turn, answer)
            if reply is None:
                return answer
            answer = self.person.say(reply)
        return answer

    def check_words(self, turn: Turn, answer: list[dict[str, Any]], where: str) -> None:
        """A strategy is said if and only if the turn calls for one."""
        assert answer, where
        assert (COACHED in said(answer)) is turn["coached"], where

    def check_slots(self, turn: Turn, slots: dict[str, Any], where: str) -> None:
        """Bid, actor and moment are those of the turn; cell and strategy follow from them."""
        for name in ("bid", "actor", "moment"):
            if name in turn:
                assert slots[name] in turn[name].split(" or "), f"{where}: {name} {slots[name]}"
        assert slots["concern"] is None, f"{where}: concern {slots['concern']}"
        if turn["coached"]:
            assert slots["cell"] == cell_for(Bid(slots["bid"]), Moment(slots["moment"])), where
            assert slots["strategy"].startswith(f"{slots['cell']}."), where

    def check_memory(self, turn: Turn, slots: dict[str, Any], where: str) -> None:
        """The memory holds the episode, the offer and its outcome."""
        episodes = self.rows("select bid, actor, moment from episodes where person = ? order by id")
        offers = self.rows(
            "select strategy, outcome from offers join episodes on episodes.id = offers.episode"
            " where person = ? order by offers.id"
        )
        assert len(offers) == self.offers + turn["coached"], f"{where}: {len(offers)} offers"
        self.offers = len(offers)
        if "episode" in turn:
            assert len(episodes) == turn["episode"], f"{where}: {len(episodes)} episodes"
        if turn["coached"]:
            assert episodes[-1] == (slots["bid"], slots["actor"], slots["moment"]), where
            assert offers[-1] == (slots["strategy"], None), where
        if "outcome" in turn:
            told = [outcome for _, outcome in offers if outcome]
            assert told[-1:] == [turn["outcome"]], f"{where}: {offers}"

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query about this person answers."""
        key = person_key(self.person.sender, self.assistant.settings.data)
        return self.assistant.rows(query.replace("?", f"'{key}'"))


def answering(turn: Turn, answer: list[dict[str, Any]]) -> str | None:
    """The button that says what a turn means where the assistant asks about it, or None."""
    if COACHED in said(answer) or not turn["coached"]:
        return None
    offered = buttons(answer)
    for name in ("bid", "actor", "moment"):
        for value in str(turn.get(name, "")).split(" or "):
            payload = f"/inform{json.dumps({name: value})}"
            if payload in offered:
                return payload
    return next((way for way in (SOMETHING_ELSE, SAFE) if way in offered), None)
