"""Leaving quickly in a real Chromium: one movement, and nothing of the talk can be seen again."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator

import jwt
import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.assistant import Assistant
from tests.browser.widget_page import FLAGS, PHONE, WidgetPage, chromium_path
from tests.channels.echo_app import EchoServer, serve

pytestmark = pytest.mark.browser
GREETING = "Hello. Tell me about one exchange"
SITE = "https://www.wikipedia.org/"
SITE_TEXT = "The free encyclopedia"
SECRET = "echo he locked the door"
KEY = "tightrope.conversation"
#: How soon the page must be gone, in milliseconds, whatever the server does.
AT_ONCE = 1500


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as people have it: with the cache for Back, which Playwright turns off."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium_path(),
            args=FLAGS,
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module", autouse=True)
def _data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A data folder for the servers here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIGHTROPE_DATA", str(tmp_path_factory.mktemp("var")))
        yield


@pytest.fixture(scope="module")
def chat() -> Iterator[EchoServer]:
    """A server with the built page."""
    with serve() as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser window, for which there is one site outside: the neutral one."""
    with browser.new_context() as opened:
        opened.route(SITE, lambda route: route.fulfill(body=SITE_TEXT, content_type="text/plain"))
        yield opened


@pytest.fixture
def tab(chat: EchoServer, context: BrowserContext) -> WidgetPage:
    """A tab in which something was said that nobody must see."""
    return telling(WidgetPage(context, chat.url))


def telling(tab: WidgetPage) -> WidgetPage:
    tab.wait_for_answer(GREETING)
    tab.say(SECRET)
    tab.wait_for_answer(SECRET)
    tab.wait_until_still()
    return tab


def has_left(tab: WidgetPage, within: float = AT_ONCE) -> None:
    """The neutral site is shown, and was the only other one that was asked for anything."""
    tab.page.wait_for_url(SITE, timeout=within)
    assert SITE_TEXT in tab.page.inner_text("body")
    outside = [url for url in tab.requested if not url.split("://")[1].startswith("127.0.0.1:")]
    assert outside == [SITE]


def keys(tab: WidgetPage) -> list[str]:
    """What the tab keeps, of which there should be nothing."""
    kept: list[str] = tab.page.evaluate("Object.keys(sessionStorage)")
    return kept


def copy_of(tab: WidgetPage, chat: EchoServer, context: BrowserContext) -> WidgetPage:
    """A second tab with the same conversation, as browsers make it with "Duplicate tab"."""
    other = WidgetPage(context, chat.url)
    other.wait_for_answer(GREETING)
    other.wait_until_still()
    hand_over(other, tab.kept())
    other.wait_for_answer(SECRET)
    return other


def hand_over(tab: WidgetPage, kept: str | None) -> None:
    """Reload ``tab`` with what another one kept."""
    tab.page.evaluate("([key, kept]) => sessionStorage.setItem(key, kept)", [KEY, kept])
    tab.page.reload()


def press_button(tab: WidgetPage) -> None:
    tab.press("Leave quickly")


def type_it(tab: WidgetPage) -> None:
    tab.say(" /Leave ")


def press_shift(tab: WidgetPage) -> None:
    for _ in range(3):
        tab.page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [press_button, type_it, press_shift])
def test_every_way_out_leads_to_the_neutral_site_and_leaves_nothing(
    chat: EchoServer, tab: WidgetPage, leave: Callable[[WidgetPage], None]
) -> None:
    leave(tab)
    has_left(tab)
    assert tab.complaints == []
    tab.page.goto(f"{chat.url}/icon.svg")
    assert keys(tab) == []


def test_back_does_not_bring_the_chat_back(chat: EchoServer, context: BrowserContext) -> None:
    tab = WidgetPage(context, f"{chat.url}/icon.svg")
    tab.page.goto(chat.url)
    telling(tab)
    press_button(tab)
    has_left(tab)
    tab.page.go_back(wait_until="commit")
    assert tab.page.url == f"{chat.url}/icon.svg"
    tab.page.goto(chat.url)
    tab.wait_for_answer(GREETING)
    assert tab.persons() == []


def test_back_to_an_older_visit_shows_nothing_either(chat: EchoServer, tab: WidgetPage) -> None:
    tab.page.evaluate("addEventListener('pageshow', event => (window.frozen = event.persisted))")
    tab.page.goto(f"{chat.url}/icon.svg")
    tab.page.goto(chat.url)
    tab.wait_for_answer(SECRET)
    press_button(tab)
    has_left(tab)
    # Not at once: the page that runs this goes away.
    tab.page.evaluate("setTimeout(() => history.go(-2))")
    tab.page.wait_for_url(chat.url + "/", wait_until="commit")
    tab.wait_for_answer(GREETING)
    assert tab.page.evaluate("window.frozen"), "the browser loaded the page anew"
    assert tab.persons() == []
    assert "locked" not in (tab.kept() or "")


def test_other_tabs_with_the_same_talk_leave_too_and_no_others(
    chat: EchoServer, context: BrowserContext, tab: WidgetPage
) -> None:
    same = copy_of(tab, chat, context)
    other = telling(WidgetPage(context, chat.url))
    press_button(tab)
    has_left(tab)
    has_left(same)
    same.page.goto(f"{chat.url}/icon.svg")
    assert keys(same) == []
    assert other.persons() == [SECRET]


def test_the_old_token_opens_a_new_talk_with_nothing_of_the_old(
    chat: EchoServer, context: BrowserContext, tab: WidgetPage
) -> None:
    kept = tab.kept() or ""
    press_button(tab)
    has_left(tab)
    asleep = WidgetPage(context, chat.url)
    asleep.wait_for_answer(GREETING)
    asleep.wait_until_still()
    hand_over(asleep, kept)
    asleep.wait_for_answer(GREETING)
    assert asleep.persons() == []
    assert len(asleep.answers()) == 1
    assert json.loads(asleep.kept() or "")["token"] != json.loads(kept)["token"]
    assert "locked" not in (asleep.kept() or "")


# Whatever the network does


def test_a_server_that_hangs_keeps_nobody(chat: EchoServer, tab: WidgetPage) -> None:
    chat.loop.call_soon_threadsafe(time.sleep, 4)
    press_button(tab)
    has_left(tab)


def test_a_turn_under_way_keeps_nobody(chat: EchoServer, tab: WidgetPage) -> None:
    tab.say("wait 3")
    press_shift(tab)
    has_left(tab)


def test_without_a_server_one_can_leave(context: BrowserContext) -> None:
    with serve() as own:
        tab = telling(WidgetPage(context, own.url))
    press_button(tab)
    has_left(tab)


def test_offline_nothing_stays_on_the_screen(chat: EchoServer, browser: Browser) -> None:
    with browser.new_context() as context:
        tab = telling(WidgetPage(context, chat.url))
        context.set_offline(True)
        expect(tab.page.get_by_text("You are offline.")).to_be_visible()
        press_button(tab)
        tab.page.wait_for_url("chrome-error://**", timeout=AT_ONCE)
        context.set_offline(False)
        tab.page.goto(chat.url)
        tab.wait_for_answer(GREETING)
        assert tab.persons() == []


def press_and_look(tab: WidgetPage) -> list[object]:
    """Press the button; returns what is on the screen and in storage in that very moment."""
    seen: list[object] = tab.page.evaluate(
        """() => {
            const root = document.querySelector('tightrope-chat').shadowRoot;
            root.querySelector('button.leave').click();
            return [document.title, root.textContent, sessionStorage.length];
        }"""
    )
    return seen


def test_the_screen_is_empty_while_the_neutral_site_is_slow(browser: Browser) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, browser.new_context() as context:
        site = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with serve({"leave_to": site}) as own:
            tab = telling(WidgetPage(context, own.url))
            tab.field.fill("half a sentence")
            assert press_and_look(tab) == ["127.0.0.1", "", 0]


def test_where_the_browser_refuses_to_go_the_screen_stays_empty(
    chat: EchoServer, browser: Browser
) -> None:
    with browser.new_context() as context:
        context.route(SITE, lambda route: route.fulfill(status=204))
        tab = telling(WidgetPage(context, chat.url))
        assert press_and_look(tab) == ["www.wikipedia.org", "", 0]
        tab.page.wait_for_timeout(500)
        assert tab.page.url == chat.url + "/"
        assert tab.page.title() == "www.wikipedia.org"
        assert tab.log.count() == 0
        assert keys(tab) == []


# The button and the keys


@pytest.mark.parametrize(
    "settings", [{}, {"viewport": PHONE}, {"viewport": {"width": 320, "height": 480}}]
)
def test_the_button_is_always_there_and_says_what_it_does(
    chat: EchoServer, browser: Browser, settings: dict[str, dict[str, int]]
) -> None:
    with browser.new_context(**settings) as context:
        tab = telling(WidgetPage(context, chat.url))
        for _ in range(3):
            tab.say("a long evening")
            tab.wait_until_still()
        button = tab.page.get_by_role("button", name="Leave quickly", exact=True)
        expect(button).to_be_in_viewport(ratio=1)
        expect(button).to_have_accessible_description(
            "Clears this chat and opens another site. Pressing Shift three times does the same."
        )
        expect(tab.page.get_by_role("button", name="Menu")).to_be_in_viewport(ratio=1)


def test_writing_with_shift_does_not_leave(tab: WidgetPage) -> None:
    tab.field.focus()
    for key in ("Shift+I", "Shift+A", "Shift+M", "Shift+Enter", "Shift+ArrowLeft"):
        tab.page.keyboard.press(key)
    tab.page.keyboard.press("Shift")
    tab.page.keyboard.press("Shift")
    tab.page.keyboard.press("a")
    tab.page.keyboard.press("Shift")
    tab.page.wait_for_timeout(300)
    assert tab.persons() == [SECRET]


# Settings, and the assistant itself


def test_the_server_names_the_site(browser: Browser) -> None:
    site = "https://weather.example/today"
    with serve({"leave_to": site}) as own, browser.new_context() as context:
        context.route(site, lambda route: route.fulfill(body="Rain"))
        tab = telling(WidgetPage(context, own.url))
        press_button(tab)
        tab.page.wait_for_url(site, timeout=AT_ONCE)


def test_the_assistant_forgets_where_the_talk_was(
    context: BrowserContext, assistant: Assistant
) -> None:
    tab = WidgetPage(context, assistant.settings.address)
    tab.wait_for_answer("what happened")
    tab.say("my girlfriend keeps asking if I'm going to leave her, she's crying right now")
    tab.wait_for_answer("Try this")
    tab.wait_until_still()
    token = json.loads(tab.kept() or "")["token"]
    session = jwt.decode(token, options={"verify_signature": False})["sub"]
    assert slots(assistant, session)["bid"] is not None
    press_button(tab)
    has_left(tab)
    deadline = time.monotonic() + 10
    while slots(assistant, session)["bid"] is not None:
        assert time.monotonic() < deadline, "the conversation was not reset"
        time.sleep(0.1)


def slots(assistant: Assistant, session: str) -> dict[str, object]:
    """What the assistant has heard in this session."""
    return dict(assistant.get(f"conversations/{session}/tracker")["slots"])
