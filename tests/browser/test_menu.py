"""The menu: begin again, take along, ask, erase; by pointer and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import greeted
from tests.browser.widget_page import PHONE, WidgetPage
from tests.channels.echo_app import EchoServer, serve

pytestmark = pytest.mark.browser
ITEMS = [
    "Start over",
    "Save as text",
    "Keep on this device",
    "What is kept?",
    "Give feedback",
    "Erase everything",
]


def keys(tab: WidgetPage, *names: str) -> str:
    """Press keys; returns what has the focus then."""
    for name in names:
        tab.page.keyboard.press(name)
    return tab.focus()


def test_it_is_used_by_keyboard(tab: WidgetPage) -> None:
    menu = tab.page.get_by_role("button", name="Menu")
    menu.focus()
    assert keys(tab, "Enter") == "Start over"
    expect(menu).to_have_attribute("aria-expanded", "true")
    assert [item.inner_text() for item in tab.page.locator("[role^=menuitem]").all()] == ITEMS
    assert keys(tab, "ArrowDown") == "Save as text"
    assert keys(tab, "ArrowUp", "ArrowUp") == "Erase everything"
    assert keys(tab, "ArrowDown") == "Start over"
    assert keys(tab, "End") == "Erase everything"
    assert keys(tab, "Home") == "Start over"
    assert keys(tab, "s") == "Save as text"
    assert keys(tab, "w") == "What is kept?"
    assert keys(tab, "x") == "What is kept?"
    assert keys(tab, "Escape") == "Menu"
    expect(menu).to_have_attribute("aria-expanded", "false")
    assert keys(tab, "ArrowUp") == "Erase everything"
    assert keys(tab, "Escape", "ArrowDown") == "Start over"
    keys(tab, "Tab")
    expect(tab.page.get_by_role("menu")).to_have_count(0)


def test_a_press_beside_it_closes_it(tab: WidgetPage) -> None:
    tab.press("Menu")
    tab.log.click(position={"x": 5, "y": 300})
    expect(tab.page.get_by_role("menu")).to_have_count(0)
    tab.press("Menu")
    tab.press("Menu")
    expect(tab.page.get_by_role("menu")).to_have_count(0)


@pytest.mark.parametrize(
    ("title", "payload"),
    [
        ("What is kept?", "/ask_privacy"),
        ("Give feedback", "/feedback"),
        ("Erase everything", "/erase"),
    ],
)
def test_what_is_asked_is_asked_as_if_by_a_button(
    echo: EchoServer, tab: WidgetPage, title: str, payload: str
) -> None:
    tab.choose(title)
    tab.wait_until_still()
    assert tab.persons() == [title]
    assert echo.heard()[-1] == payload
    assert len(tab.answers()) == 2
    assert tab.focus() == "Your message"


def test_after_a_tap_the_keyboard_stays_away(echo: EchoServer, browser: Browser) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as phone:
        tab = greeted(WidgetPage(phone, echo.url))
        tab.page.get_by_role("button", name="Menu").tap()
        tab.page.get_by_role("menuitem", name="Give feedback").tap()
        assert tab.focus() == "Conversation"


def saved(tab: WidgetPage) -> tuple[str, str]:
    """Name and text of the file that *Save as text* makes."""
    with tab.page.expect_download() as waiting:
        tab.choose("Save as text")
    file = waiting.value
    return file.suggested_filename, file.path().read_text(encoding="utf-8")


def test_the_conversation_is_saved_as_text(echo: EchoServer, browser: Browser) -> None:
    with browser.new_context(locale="en-GB", timezone_id="Europe/London") as own:
        own.clock.install(time="2026-03-01T20:15:00Z")
        tab = greeted(WidgetPage(own, echo.url))
        own.clock.fast_forward("10:00")
        before = len(tab.requested)
        tab.say("my words\n<b>in two lines</b> שלום 😀")
        tab.wait_until_still()
        tab.say("picture")
        tab.wait_until_still()
        name, text = saved(tab)
        assert not [url for url in tab.requested[before:] if url.startswith("http")]
        assert name == "tightrope-2026-03-01.txt"
        assert text.startswith("Tightrope, saved 1 March 2026 at 20:25\n\nTightrope (1 March 2026")
        assert "You (1 March 2026 at 20:25):\nmy words\n<b>in two lines</b> שלום 😀\n" in text
        assert "When it is tense: say in one sentence" in text
        assert "\n> I am here, and I am not going anywhere." in text
        assert "\n- somebody to talk to (https://example.org/lines)" in text
        assert "[A warm field]" in text
        assert "**" not in text
        assert "/greet" not in text
        assert tab.focus() == "Menu"


# Erasing


def test_after_erasing_only_the_answer_is_left(echo: EchoServer, tab: WidgetPage) -> None:
    tab.say("echo my secret")
    tab.wait_for_answer("my secret")
    tab.wait_until_still()
    tab.choose("Erase everything")
    tab.wait_for_answer("Erase all of it?")
    tab.wait_until_still()
    tab.press("Yes, erase everything")
    expect(tab.log.locator(".bubble")).to_have_count(1)
    assert tab.persons() == []
    assert "All gone." in tab.answers()[0]
    kept = tab.kept() or ""
    assert "secret" not in kept
    assert "Hello" not in kept
    tab.say("echo a new beginning")
    tab.wait_for_answer("a new beginning")
    tab.page.reload()
    tab.wait_for_answer("a new beginning")
    assert tab.persons() == ["echo a new beginning"]
    assert "secret" not in tab.page.locator("tightrope-chat").inner_text()


def test_nothing_is_forgotten_by_saying_no(tab: WidgetPage) -> None:
    tab.say("echo stays")
    tab.wait_until_still()
    tab.choose("Erase everything")
    tab.wait_for_answer("Erase all of it?")
    tab.wait_until_still()
    tab.press("No, keep it")
    tab.wait_until_still()
    assert tab.persons() == ["echo stays", "Erase everything", "No, keep it"]


def test_what_could_not_be_erased_is_not_forgotten(
    context: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with serve() as own:
        tab = greeted(WidgetPage(context, own.url))
        tab.choose("Erase everything")
        tab.wait_for_answer("Erase all of it?")
        tab.wait_until_still()
    context.set_offline(True)
    expect(tab.page.get_by_text("You are offline.")).to_be_visible()
    tab.press("Yes, erase everything")
    expect(tab.log.locator(".trouble")).to_have_count(1)
    assert tab.persons() == ["Erase everything", "Yes, erase everything"]


# Files


def test_a_file_of_the_server_can_be_downloaded(echo: EchoServer, tab: WidgetPage) -> None:
    tab.say("file /files/abc")
    link = tab.page.get_by_role("link", name="Download tightrope.txt")
    assert link.get_attribute("href") == f"{echo.url}/files/abc"
    assert link.get_attribute("download") == "tightrope.txt"
    tab.wait_until_still()
    tab.page.reload()
    expect(link).to_have_count(1)


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/x",
        "//elsewhere.example/x",
        "javascript:alert(1)",
        "data:text/html,x",
    ],
)
def test_a_file_from_elsewhere_is_not_offered(tab: WidgetPage, address: str) -> None:
    tab.say(f"file {address}")
    tab.wait_for_answer("A file from another place")
    assert tab.log.get_by_role("link").count() == 0


# Times


def test_each_group_of_messages_has_its_time(echo: EchoServer, browser: Browser) -> None:
    with browser.new_context(locale="de-DE", timezone_id="Europe/Berlin") as own:
        own.clock.install(time="2025-12-30T21:05:00Z")
        tab = greeted(WidgetPage(own, echo.url))
        times = tab.log.locator("time")
        assert times.all_inner_texts() == ["22:05"]
        tab.say("echo at once")
        tab.wait_until_still()
        assert times.count() == 1
        own.clock.fast_forward("06:00")
        tab.say("echo later")
        tab.wait_until_still()
        assert times.all_inner_texts() == ["22:05", "22:11"]
        assert str(times.first.get_attribute("datetime")).startswith("2025-12-30T21:05:")
        own.clock.fast_forward("24:00:00")
        tab.page.reload()
        tab.say("echo next day")
        tab.wait_for_answer("echo next day")
        assert times.all_inner_texts() == ["Yesterday, 22:05", "Yesterday, 22:11", "22:11"]
        own.clock.fast_forward("48:00:00")
        tab.page.reload()
        tab.wait_for_answer("echo next day")
        expect(times.first).to_have_text("Tuesday, December 30, 2025 at 22:05")
