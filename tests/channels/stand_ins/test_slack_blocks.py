"""Blocks at the limits of Block Kit are taken; those one beyond are refused, with the place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.channels.stand_ins import slack_blocks


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(title: str = "Another idea", **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(title), **more}


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def actions(*elements: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def image(**more: Any) -> dict[str, Any]:
    return {"type": "image", "image_url": "https://a.example/p.png", "alt_text": "A field", **more}


TAKEN = {
    "nothing": [],
    "a full message": [section("hello")] * 50,
    "a long section": [section("x" * 3000)],
    "fields": [{"type": "section", "fields": [plain("x" * 2000)] * 10}],
    "a divider and a header": [{"type": "divider"}, {"type": "header", "text": plain("x" * 150)}],
    "many buttons": [actions(*(button(action_id=str(number)) for number in range(25)))],
    "a full button": [
        actions(button("x" * 75, action_id="x" * 255, value="x" * 2000, style="danger"))
    ],
    "the same action in two blocks": [actions(button(action_id="a")), actions(button())],
    "a section with a button": [section("hello", accessory=button())],
    "a picture": [image(alt_text="x" * 2000, title=plain("A field"))],
    "context": [{"type": "context", "elements": [plain("hello"), image()]}],
    "other kinds": [{"type": "rich_text", "elements": []}, actions({"type": "overflow"})],
}

REFUSED = {
    "/blocks]": [section("hello")] * 51,
    "/blocks/0/text/text]": [section("x" * 3001)],
    "/blocks/1/text/text]": [section("hello"), section("")],
    "/blocks/0/fields]": [{"type": "section", "fields": [plain("x")] * 11}],
    "/blocks/0/fields/0/text]": [{"type": "section", "fields": [plain("x" * 2001)]}],
    "/blocks/0]": [{"type": "section"}],
    "/blocks/0/type]": [{"type": "carousel"}],
    "/blocks/0/elements]": [actions(*[button()] * 26)],
    "/blocks/1/elements]": [section("hello"), actions()],
    "already exists": [actions(button(action_id="a"), button(action_id="a"))],
    "/blocks/0/elements/0/text/text]": [actions(button("x" * 76))],
    "/blocks/0/elements/0/value]": [actions(button(value="x" * 2001))],
    "/blocks/0/elements/0/action_id]": [actions(button(action_id="x" * 256))],
    "/blocks/0/elements/0/style]": [actions(button(style="loud"))],
    "/blocks/0/elements/0/type]": [actions("button")],
    "/blocks/0/accessory/text]": [
        section("hello", accessory={"type": "button", "text": {"type": "mrkdwn", "text": "x"}})
    ],
    "/blocks/0/alt_text]": [image(alt_text="x" * 2001)],
    "/blocks/0/image_url]": [image(image_url="x" * 3001)],
    "missing required field: image_url": [{"type": "image", "alt_text": "A field"}],
    "/blocks/0/block_id]": [section("hello", block_id="x" * 256)],
    "block_id 'a' already exists": [section("x", block_id="a"), section("y", block_id="a")],
    "must be an object": ["hello"],
    "must be an array": "hello",
}


@pytest.mark.parametrize("blocks", TAKEN.values(), ids=TAKEN)
def test_what_fits_is_taken(blocks: Any):
    assert slack_blocks.faults(blocks) == []


@pytest.mark.parametrize(("told", "blocks"), REFUSED.items(), ids=REFUSED)
def test_what_does_not_fit_is_refused_with_its_place(told: str, blocks: Any):
    assert any(told in fault for fault in slack_blocks.faults(blocks))


def test_a_home_page_holds_a_hundred_blocks():
    assert slack_blocks.faults([section("x")] * 100, slack_blocks.MOST_IN_VIEW) == []
    assert slack_blocks.faults([section("x")] * 101, slack_blocks.MOST_IN_VIEW)


def test_a_missing_alt_text_is_refused():
    assert slack_blocks.faults([{"type": "image", "image_url": "https://a.example/p.png"}])
