"""Which typed texts reach Rasa as commands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.button_payloads import payloads
from tightrope.channels.button_intents import BUTTON_INTENTS
from tightrope.channels.commands import TYPED, as_command, disarm, is_command

PADDING = st.text(alphabet=" \t\n\r\x0b\x0c\x1c\x85\u00a0\u2003\u3000/", max_size=6)


@pytest.mark.parametrize(
    "text",
    [
        "/greet",
        " /greet ",
        '/inform{"actor": "partner"}',
        '/inform{"moment":"tension"}',
        '/inform {"moment": "calm"}',
        "/inform{}",
    ],
)
def test_what_buttons_send_is_a_command(text: str) -> None:
    assert is_command(text, BUTTON_INTENTS)
    assert disarm(text, BUTTON_INTENTS) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/restart", "restart"),
        ("/EXTERNAL_reminder", "EXTERNAL_reminder"),
        ('/EXTERNAL_reminder{"name": "x"}', 'EXTERNAL_reminder{"name": "x"}'),
        ("/greet@0.9", "greet@0.9"),
        ("/greet and then some", "greet and then some"),
        ("/greet\n/restart", "greet\n/restart"),
        ("/inform{", "inform{"),
        ("/inform{}{}", "inform{}{}"),
        ('/inform["actor"]', 'inform["actor"]'),
        ('/inform{"actor": ["partner"]}', 'inform{"actor": ["partner"]}'),
        ('/inform{"actor": {"a": "b"}}', 'inform{"actor": {"a": "b"}}'),
        ('/inform{"actor": 5}', 'inform{"actor": 5}'),
        ('/inform{"actor": "' + "x" * 65 + '"}', 'inform{"actor": "' + "x" * 65 + '"}'),
        ('/inform{"a":"1","b":"2","c":"3","d":"4","e":"5"}', None),
        ("/inform" + '{"a":' * 5000 + "}" * 5000, None),
        ("/ /restart", "restart"),
        ("\u2003//\u00a0/back", "back"),
        ("/", ""),
        ("//", ""),
        ("/Greet", "Greet"),
    ],
)
def test_everything_else_becomes_words(text: str, words: str | None) -> None:
    assert disarm(text, BUTTON_INTENTS) == (text[1:] if words is None else words)


def test_every_button_of_the_project_is_a_command() -> None:
    assert payloads()
    assert [payload for payload in payloads() if not is_command(payload, BUTTON_INTENTS)] == []


@pytest.mark.parametrize("text", ["", "hello", "and/or", "he said /restart", " 1/2 "])
def test_ordinary_texts_are_left_alone(text: str) -> None:
    assert disarm(text, BUTTON_INTENTS) == text


@given(PADDING, st.text(max_size=40))
def test_nothing_but_a_command_starts_with_a_slash_when_rasa_strips_it(
    padding: str, text: str
) -> None:
    result = disarm(padding + text, BUTTON_INTENTS)
    assert not result.strip().startswith("/") or is_command(result, BUTTON_INTENTS)


@given(PADDING, st.text(max_size=40))
def test_no_word_is_lost(padding: str, text: str) -> None:
    bare = re.sub(r"[\s/]", "", padding + text)
    assert re.sub(r"[\s/]", "", disarm(padding + text, BUTTON_INTENTS)) == bare


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("/start", "/greet"),
        ("/start@TightropeBot", "/greet"),
        ("/start from-a-link", "/greet"),
        (" /Help ", "/help"),
        ("/WHY", "/why_this"),
        ("/progress", "/look_back"),
        ("/LEAVE", "/leave"),
        ("/teaching", "/teaching"),
        ("/link", "/link"),
        ("/link abcd-efgh", '/link{"code": "abcd-efgh"}'),
        ("/link abcd efgh", '/link{"code": "abcdefgh"}'),
        ("/why does she do that", None),
        ("/help me", None),
        ("/restart", None),
        ("why", None),
        ("/", None),
        ("", None),
        ("/why_this", None),
        ("/link " + "x" * 200, None),
        ('/link {"code": "x"}', None),
    ],
)
def test_a_typed_command_is_what_a_button_would_send(typed: str, command: str | None) -> None:
    assert as_command(typed) == command


def test_every_typed_command_is_one_that_buttons_may_send() -> None:
    assert [name for name in TYPED.values() if not is_command(f"/{name}", [*BUTTON_INTENTS])] == []
