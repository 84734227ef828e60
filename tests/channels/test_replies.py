"""One structure for what is said, and what each channel makes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.channels.button_payloads import payloads
from tightrope.channels.replies import Picture, Reply, ReplyOutput
from tightrope.channels.slack_output import rows, sections
from tightrope.channels.telegram_output import LONGEST_DATA, callback_data, keyboard
from tightrope.channels.web_output import messages
from tightrope.said import Button

WHOLE = {
    "text": "  Is it heated?  ",
    "buttons": [{"title": "Yes", "payload": '/inform{"moment": "tension"}'}, {"title": "No"}],
    "image": "/pictures/a.png",
    "metadata": {"alt": "Three weeks"},
    "attachment": "/files/a.txt",
    "custom": {"more": 1},
}
BUTTONS = (
    Button(title="Yes", payload='/inform{"moment": "tension"}'),
    Button(title="No", payload="No"),
)


class Heard(ReplyOutput):
    """Keeps what it is to deliver."""

    def __init__(self) -> None:
        super().__init__()
        self.replies: list[Reply] = []

    async def deliver(self, recipient_id: str, reply: Reply) -> None:
        self.replies.append(reply)


def test_a_message_of_rasas_is_read_whole():
    assert Reply.of(WHOLE) == Reply(
        text="Is it heated?",
        buttons=BUTTONS,
        picture=Picture("/pictures/a.png", "Three weeks"),
        file="/files/a.txt",
        custom={"more": 1},
    )


@pytest.mark.parametrize(
    "message", [{}, {"text": ""}, {"text": "  "}, {"text": None, "buttons": []}, {"buttons": None}]
)
async def test_nothing_is_not_said(message: dict[str, Any]):
    output = Heard()
    await output.send_response("somebody", message)
    assert (output.replies, output.spoke) == ([], False)


async def test_all_ways_of_rasa_to_say_something_lead_to_one():
    output = Heard()
    await output.send_text_message("p", "a\n\nb")
    await output.send_text_with_buttons("p", "c", WHOLE["buttons"])
    await output.send_quick_replies("p", "d", WHOLE["buttons"])
    await output.send_image_url("p", "/pictures/a.png", metadata={"alt": "x"})
    await output.send_attachment("p", "/files/a.txt")
    await output.send_custom_json("p", {"e": 1})
    assert output.replies == [
        Reply("a\n\nb"),
        Reply("c", BUTTONS),
        Reply("d", BUTTONS),
        Reply(picture=Picture("/pictures/a.png", "x")),
        Reply(file="/files/a.txt"),
        Reply(custom={"e": 1}),
    ]
    assert output.spoke


def test_the_page_gets_all_of_it():
    assert list(messages(Reply.of(WHOLE))) == [
        {
            "text": "Is it heated?",
            "quick_replies": [
                {"content_type": "text", "title": b.title, "payload": b.payload} for b in BUTTONS
            ],
        },
        {"custom": {"more": 1}},
        {
            "attachment": {
                "type": "image",
                "payload": {"src": "/pictures/a.png", "alt": "Three weeks"},
            }
        },
        {
            "attachment": {
                "type": "file",
                "payload": {"src": "/files/a.txt", "name": "tightrope.txt"},
            }
        },
    ]


def test_short_buttons_stand_side_by_side_in_telegram():
    titles = ["Another idea", "Why this?", "Things are calm now, at last", "Yes", "No", "Later"]
    shown = keyboard(tuple(Button(title=title, payload=title) for title in titles))
    assert shown is not None
    assert [[key["text"] for key in row] for row in shown["inline_keyboard"]] == [
        ["Another idea", "Why this?"],
        ["Things are calm now, at last"],
        ["Yes", "No"],
        ["Later"],
    ]


@pytest.mark.parametrize("payload", payloads())
def test_every_button_fits_into_telegram(payload: str):
    data = callback_data(payload, "a title")
    assert len(data.encode()) <= LONGEST_DATA
    name, brace, entities = payload.partition("{")
    assert data.startswith(name)
    if brace:
        assert json.loads(data[len(name) :]) == json.loads(brace + entities)


@pytest.mark.parametrize(
    "title", ["Too long a story to be told in the few bytes of a button, really", "é" * 40]
)
def test_a_button_that_does_not_fit_sends_its_title(title: str):
    data = callback_data("/inform" + json.dumps({"bid": "x" * 80}), title)
    assert title.startswith(data)
    assert 60 < len(data.encode()) <= LONGEST_DATA


def test_slack_gets_more_than_five_buttons_in_rows_and_long_titles_cut():
    many = tuple(Button(title=f"Number {n}" + " long" * 20, payload=f"/p{n}") for n in range(12))
    blocks = rows(many)
    assert [len(block["elements"]) for block in blocks] == [5, 5, 2]
    shown = [element for block in blocks for element in block["elements"]]
    assert [element["value"] for element in shown] == [button.payload for button in many]
    assert all(len(element["text"]["text"]) <= 75 for element in shown)
    assert len({element["action_id"] for element in shown}) == 12


def test_slack_gets_a_long_text_in_sections():
    text = "\n\n".join(f"Paragraph {n} & more." + " word" * 100 for n in range(30))
    blocks = sections(text)
    assert all(len(block["text"]["text"]) <= 3000 for block in blocks)
    assert all(f"Paragraph {n} &amp;" in str(blocks) for n in range(30))
