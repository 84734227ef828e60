"""What Slack refuses in blocks: the lengths and counts of Block Kit's reference.

https://api.slack.com/reference/block-kit/blocks
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: https://api.slack.com/reference/block-kit/blocks: 50 in a message, 100 in a home view.
MOST_IN_MESSAGE = 50
MOST_IN_VIEW = 100

Block = dict[str, Any]
_SECTION_FIELDS = 10
_ACTIONS = 25
_CONTEXT = 10
_LONGEST_ID = 255

#: Kinds whose content is not looked into.
_OTHER_BLOCKS = {"rich_text", "markdown", "input", "file", "video", "table", "context_actions"}
_OTHER_ELEMENTS = {
    "checkboxes",
    "datepicker",
    "overflow",
    "radio_buttons",
    "static_select",
    "timepicker",
    "users_select",
}


def faults(blocks: Any, most: int = MOST_IN_MESSAGE) -> list[str]:
    """What is wrong with `blocks`, each with where; empty where Slack would take them."""
    if not isinstance(blocks, list):
        return ["must be an array [json-pointer:/blocks]"]
    found = list(_count(blocks, 0, most, "/blocks"))
    for number, block in enumerate(blocks):
        found += _block(block, f"/blocks/{number}")
    ids = [block.get("block_id") for block in blocks if isinstance(block, dict)]
    found += _unique("block_id", ids, "/blocks")
    return found


def _block(block: Any, at: str) -> Iterator[str]:
    if not isinstance(block, dict):
        yield f"must be an object [json-pointer:{at}]"
        return
    yield from _length(block.get("block_id", ""), 0, _LONGEST_ID, f"{at}/block_id")
    kind = block.get("type")
    if kind == "section":
        yield from _section(block, at)
    elif kind == "header":
        yield from _text(block.get("text"), 150, f"{at}/text", plain=True)
    elif kind == "image":
        yield from _image(block, at)
    elif kind == "actions":
        yield from _actions(block, at)
    elif kind == "context":
        yield from _context(block, at)
    elif kind != "divider" and kind not in _OTHER_BLOCKS:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"


def _section(block: Block, at: str) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield f"missing required field: text [json-pointer:{at}]"
    if "text" in block:
        yield from _text(block["text"], 3000, f"{at}/text")
    if "fields" in block:
        yield from _count(block["fields"], 1, _SECTION_FIELDS, f"{at}/fields")
        for number, part in enumerate(block["fields"]):
            yield from _text(part, 2000, f"{at}/fields/{number}")
    if "accessory" in block:
        yield from _element(block["accessory"], f"{at}/accessory")


def _image(block: Block, at: str) -> Iterator[str]:
    if "image_url" not in block and "slack_file" not in block:
        yield f"missing required field: image_url [json-pointer:{at}]"
    if "image_url" in block:
        yield from _length(block["image_url"], 1, 3000, f"{at}/image_url")
    yield from _length(block.get("alt_text"), 1, 2000, f"{at}/alt_text")
    if "title" in block:
        yield from _text(block["title"], 2000, f"{at}/title", plain=True)


def _actions(block: Block, at: str) -> Iterator[str]:
    elements = block.get("elements", [])
    yield from _count(elements, 1, _ACTIONS, f"{at}/elements")
    for number, element in enumerate(elements):
        yield from _element(element, f"{at}/elements/{number}")
    ids = [element.get("action_id") for element in elements if isinstance(element, dict)]
    yield from _unique("action_id", ids, f"{at}/elements")


def _context(block: Block, at: str) -> Iterator[str]:
    elements = block.get("elements", [])
    yield from _count(elements, 1, _CONTEXT, f"{at}/elements")
    for number, element in enumerate(elements):
        where = f"{at}/elements/{number}"
        if isinstance(element, dict) and element.get("type") == "image":
            yield from _image(element, where)
        else:
            yield from _text(element, 3000, where)


def _element(element: Any, at: str) -> Iterator[str]:
    """https://api.slack.com/reference/block-kit/block-elements#button"""
    kind = element.get("type") if isinstance(element, dict) else None
    if kind == "image":
        yield from _image(element, at)
        return
    if kind != "button":
        if kind not in _OTHER_ELEMENTS:
            yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    yield from _text(element.get("text"), 75, f"{at}/text", plain=True)
    for name, most in (
        ("action_id", _LONGEST_ID),
        ("value", 2000),
        ("url", 3000),
        ("accessibility_label", 75),
    ):
        if name in element:
            yield from _length(element[name], 1, most, f"{at}/{name}")
    if element.get("style", "primary") not in ("primary", "danger"):
        yield f"must be one of: primary, danger [json-pointer:{at}/style]"


def _text(part: Any, most: int, at: str, plain: bool = False) -> Iterator[str]:
    """https://api.slack.com/reference/block-kit/composition-objects#text"""
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if not isinstance(part, dict) or part.get("type") not in kinds:
        yield f"must be a text object of type {' or '.join(kinds)} [json-pointer:{at}]"
        return
    yield from _length(part.get("text"), 1, most, f"{at}/text")


def _length(text: Any, least: int, most: int, at: str) -> Iterator[str]:
    if not isinstance(text, str):
        yield f"must be a string [json-pointer:{at}]"
    elif len(text) < least:
        yield f"must be more than {least - 1} characters [json-pointer:{at}]"
    elif len(text) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}]"


def _count(items: Any, least: int, most: int, at: str) -> Iterator[str]:
    if not isinstance(items, list):
        yield f"must be an array [json-pointer:{at}]"
    elif len(items) < least:
        yield f"no fewer than {least} items required [json-pointer:{at}]"
    elif len(items) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"


def _unique(name: str, ids: list[Any], at: str) -> Iterator[str]:
    given = [one for one in ids if one is not None]
    for repeated in sorted({one for one in given if given.count(one) > 1}):
        yield f"{name} '{repeated}' already exists [json-pointer:{at}]"
