"""What Telegram's updates tell."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.payloads import names, telegram
from tightrope.channels.telegram_updates import (
    Blocked,
    Group,
    Message,
    Press,
    Update,
    read_update,
    update_id,
)

KINDS: dict[str, type | None] = {
    "message": Message,
    "message_long": Message,
    "message_forwarded": Message,
    "message_reply": Message,
    "command": Message,
    "command_addressed": Message,
    "edited_message": Message,
    "photo": Message,
    "photo_with_caption": Message,
    "voice": Message,
    "sticker": Message,
    "document": Message,
    "contact": Message,
    "location": Message,
    "pinned_message": None,
    "group_message": Group,
    "group_command": Group,
    "supergroup_message": Group,
    "supergroup_anonymous": None,
    "group_became_supergroup": Group,
    "channel_post": None,
    "callback_query": Press,
    "callback_query_inaccessible": Press,
    "callback_query_without_message": Press,
    "callback_query_in_group": None,
    "bot_added_to_group": Group,
    "bot_removed_from_group": None,
    "bot_added_to_channel": Group,
    "blocked_by_person": Blocked,
    "unblocked_by_person": None,
    "unknown_update": None,
}
WORDLESS = ("photo", "voice", "sticker", "document", "contact", "location")


def test_every_kind_of_update_is_known_here():
    assert set(KINDS) == set(names("telegram"))


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_is_read(name: str):
    kind = KINDS[name]
    update = telegram(name)
    assert update_id(update) == update["update_id"]
    assert type(read_update(update)) is (kind or type(None))


def test_what_was_written_is_read():
    assert read_update(telegram("message", text="she left the room", chat=5)) == Message(
        5, "she left the room"
    )


@pytest.mark.parametrize("name", WORDLESS)
def test_a_message_without_words_is_one_without_words(name: str):
    told = read_update(telegram(name))
    assert isinstance(told, Message)
    assert told.text is None


def test_a_caption_is_words():
    told = read_update(telegram("photo_with_caption"))
    assert isinstance(told, Message)
    assert told.text


def test_a_press_tells_what_the_button_showed():
    told = read_update(telegram("callback_query", data="/why_this"))
    assert isinstance(told, Press)
    assert told.data == "/why_this"
    assert told.title
    assert told.message is not None


def test_a_press_on_a_message_that_is_gone_still_counts():
    told = read_update(telegram("callback_query_without_message", data="/why_this"))
    assert isinstance(told, Press)
    assert (told.data, told.message, told.title) == ("/why_this", None, None)


KEYS = (
    *("update_id", "message", "edited_message", "callback_query", "my_chat_member", "chat", "id"),
    *("type", "from", "data", "text", "reply_markup", "inline_keyboard", "new_chat_member"),
    *("status", "private", "photo"),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(ANYTHING)
def test_nothing_that_comes_breaks_the_reading(update: Any):
    assert isinstance(read_update(update), Update | None)
    assert isinstance(update_id(update), int | None)
