"""What /model/parse answers for a message: the shape others rely on, and what is heard in it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.assistant import Assistant
from tests.understanding.test_message_guard import ENGLISH, OTHER
from tightrope.asem import Bid, Exchange, dimension_of

ASKED_BELOW = 0.6
"""An actor read less surely than this is asked about, so it may be wrong."""

STORIES = [
    (
        "reassurance_seeking",
        "partner",
        "my wife keeps asking whether I still love her, tonight too",
    ),
    ("reassurance_seeking", "self", "I keep asking my boyfriend if he still loves me"),
    (
        "jealousy",
        "self",
        "I looked up the new woman at his office and now I can't stop comparing myself to her",
    ),
    ("reassurance_seeking", "self", "I can't stop thinking he'll leave me"),
    ("reassurance_seeking", "self", "I'm scared he'll leave me"),
    ("reassurance_seeking", "self", "I can't stop worrying that she's going to dump me"),
    ("protest", "self", "I yelled at her that she never cares, just so she would react"),
    ("withdrawal", "partner", "My wife goes silent and leaves the room whenever I'm upset"),
    (
        "withdrawal",
        "self",
        "I went quiet and locked myself in the study, I can't talk when she's upset",
    ),
    (
        "self_reliance",
        "partner",
        "my husband won't let me help him with anything, he insists he doesn't need anybody",
    ),
    (
        "self_reliance",
        "self",
        "I didn't tell my girlfriend I lost my job, I'd rather handle it on my own",
    ),
    (
        "commitment_avoidance",
        "partner",
        "She says she isn't ready for marriage and won't talk about the future after six years",
    ),
    (
        "commitment_avoidance",
        "self",
        "He wants to move in with me and I keep finding reasons to say no.",
    ),
]

TALK = {
    "greet": "hello there",
    "thank": "thank you, that's kind",
    "goodbye": "bye, talk tomorrow",
    "bot_challenge": "are you a real person?",
    "why_this": "why do you suggest that?",
    "start_over": "let's start over",
    "i_am_not_safe": "no, I'm not safe",
}

UNREAD = {
    "": "unreadable",
    "😭😭😭": "unreadable",
    "12345": "unreadable",
    "she left. " * 500: "too_long",
}


def read(assistant: Assistant, text: str) -> tuple[str | None, Exchange]:
    parsed = assistant.parse(text)
    return parsed["intent"]["name"], Exchange.from_dict(parsed["exchange"])


@pytest.mark.parametrize(("bid", "actor", "text"), STORIES)
def test_a_plain_story_is_heard(assistant: Assistant, text: str, bid: str, actor: str):
    intent, exchange = read(assistant, text)
    assert (intent, exchange.bid, exchange.concern) == (bid, bid, "none")
    assert exchange.actor == actor or exchange.confidence.actor < ASKED_BELOW
    assert exchange.evidence
    for evidence in exchange.evidence:
        assert evidence.text == text[evidence.start : evidence.end]
        assert evidence.label == bid


def test_the_sentence_that_shows_it_is_the_evidence(assistant: Assistant):
    shown = "She asked me again and again if I still love her."
    text = f"We had pasta for dinner. {shown} Then we watched the news."
    _, exchange = read(assistant, text)
    assert exchange.evidence[0].text == shown


@pytest.mark.parametrize(("intent", "text"), TALK.items())
def test_talk_tells_no_exchange(assistant: Assistant, intent: str, text: str):
    heard, exchange = read(assistant, text)
    assert heard == intent
    assert (exchange.bid, exchange.dimension, exchange.evidence) == ("none", "none", ())


@pytest.mark.parametrize(
    ("text", "intent"), UNREAD.items(), ids=["empty", "emoji", "digits", "long"]
)
def test_what_cannot_be_read_is_called_so(assistant: Assistant, text: str, intent: str):
    heard, exchange = read(assistant, text)
    assert heard == intent
    assert exchange.bid is Bid.NONE


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_another_language_is_called_so(assistant: Assistant, text: str):
    intent, exchange = read(assistant, text)
    assert intent == "other_language"
    assert exchange.bid is Bid.NONE


@pytest.mark.parametrize("kind", ENGLISH)
def test_informal_english_is_neither_unreadable_nor_another_language(
    assistant: Assistant, kind: str
):
    heard = {text: read(assistant, text)[0] for text in ENGLISH[kind]}
    refused = {text for text, intent in heard.items() if intent in ("other_language", "unreadable")}
    assert refused == set()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters() | st.sampled_from("he .?!\n'😭"), max_size=120))
def test_any_text_gets_a_whole_exchange(assistant: Assistant, text: str):
    _, exchange = read(assistant, text)
    assert exchange.dimension is dimension_of(exchange.bid)
    assert all(text[e.start : e.end] == e.text for e in exchange.evidence)


def test_half_of_a_surrogate_pair_does_not_stop_it(assistant: Assistant):
    intent, _ = read(assistant, "he left me \ud83d and won't say why")
    assert intent
