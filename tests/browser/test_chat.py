"""The whole way in a real Chromium: the page, the assistant, its action server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.assistant import Assistant
from tests.browser.widget_page import PHONE, WidgetPage, chromium
from tightrope.running.settings import ROOT

pytestmark = pytest.mark.browser
REPORTS = ROOT / "reports" / "screenshots"
STORY = (
    "my girlfriend keeps asking if I'm going to leave her, she's crying in the bathroom right now"
)
IN_SIGHT = """element => {
  const log = element.closest("[role=log]").getBoundingClientRect();
  const { top, bottom } = element.getBoundingClientRect();
  return top >= log.top && bottom <= log.bottom;
}"""
COACH = ["Another idea", "Why this?", "It helped", "It didn't", "Things are calm now"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def chat(browser: Browser, assistant: Assistant) -> Iterator[WidgetPage]:
    with browser.new_context() as context:
        page = WidgetPage(context, assistant.settings.address)
        page.wait_for_answer("what happened")
        yield page
        assert not page.complaints
        hosts = {url.split("/")[2] for url in page.requested if "://" in url}
        assert hosts == {assistant.settings.address.split("/")[2]}


def test_a_story_is_answered_and_the_talk_goes_on_after_a_reload(chat: WidgetPage):
    chat.say(STORY)
    chat.wait_for_answer("Try this")
    chat.wait_until_still()
    assert chat.buttons() == COACH
    picture(chat, "story")
    # All of the answer, from what was heard to the last button.
    assert chat.log.locator(".person + .bot").last.evaluate(IN_SIGHT)
    assert chat.page.get_by_role("button", name=COACH[-1]).evaluate(IN_SIGHT)
    chat.press("Things are calm now")
    chat.page.locator(".typed", has_text="Things are calm now").wait_for()
    chat.wait_until_still()
    before = chat.answers()
    chat.page.reload()
    chat.page.get_by_role("button", name="It helped", exact=True).wait_for()
    assert chat.answers() == before
    chat.press("It helped")
    chat.wait_until_still()
    assert len(chat.answers()) > len(before)
    picture(chat, "after_reload")


def test_on_a_phone_by_keyboard(browser: Browser, assistant: Assistant):
    with browser.new_context(viewport=PHONE, color_scheme="dark") as context:
        page = WidgetPage(context, assistant.settings.address)
        page.wait_for_answer("what happened")
        page.field.focus()
        page.page.keyboard.type("he shut the door and hasn't said a word to me since last night")
        page.page.keyboard.press("Enter")
        page.wait_for_answer("Try this")
        page.wait_until_still()
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.page.evaluate(wide)
        picture(page, "phone_dark")


SILENCE = "he shut the door and hasn't said a word to me since last night"


def test_looking_back_shows_a_picture_and_says_the_same_in_words(
    browser: Browser, assistant: Assistant
):
    with browser.new_context(viewport=PHONE) as context:
        page = WidgetPage(context, assistant.settings.address)
        page.wait_for_answer("what happened")
        for story in (STORY, SILENCE, STORY):
            page.say(story)
            page.wait_for_answer("Try this")
            page.wait_until_still()
        page.say("how are we doing?")
        image = page.page.get_by_role("img", name="3 hard moments")
        image.wait_for()
        page.page.wait_for_function(
            "image => image.complete && image.naturalWidth", arg=image.element_handle()
        )
        page.wait_until_still()
        picture(page, "looking_back")
        log = page.page.locator("[role=log]").bounding_box()
        shown = image.bounding_box()
        assert log
        assert shown
        assert shown["y"] + shown["height"] <= log["y"] + log["height"], "below the edge"
        assert not page.complaints


def test_a_small_step_is_chosen_taken_and_grown(chat: WidgetPage):
    chat.say(STORY)
    chat.wait_for_answer("Try this")
    for _ in range(2):
        chat.wait_until_still()
        chat.press("Another idea")
    chat.wait_until_still()
    chat.press("A small step")
    chat.wait_until_still()
    chat.press("Time with friends")
    chat.wait_for_answer("A small step, time with friends")
    chat.wait_until_still()
    chat.press("It went well")
    chat.wait_until_still()
    chat.press("Next step")
    chat.wait_for_answer("a little more")
    picture(chat, "small_step")


@pytest.mark.parametrize("text", ["<script>alert(1)</script><img src=x onerror=alert(1)>", "😭😭"])
def test_bad_input_is_shown_as_text(chat: WidgetPage, text: str):
    chat.say(text)
    chat.page.locator(".typed", has_text=text).wait_for()
    chat.wait_until_still()
    assert chat.persons()[-1] == text


def test_without_the_action_server_the_person_gets_an_apology_and_can_try_again(
    chat: WidgetPage, assistant: Assistant
):
    with assistant.without_actions():
        chat.say(STORY)
        chat.wait_for_answer("went wrong on my side")
        picture(chat, "apology")
    chat.page.get_by_role("button", name="Try again").click()
    chat.wait_for_answer("Try this")
    assert chat.persons() == [STORY]


def picture(page: WidgetPage, name: str) -> None:
    """Keeps a screenshot for a person to look at."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    page.page.screenshot(path=REPORTS / f"{name}.png", animations="disabled")
