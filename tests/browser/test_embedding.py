"""The chat on somebody else's site, put there by one script tag."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.browser.conftest import greeted
from tests.browser.host_site import HostSite, host_site
from tests.browser.test_chat import picture
from tests.browser.widget_page import PHONE, WidgetPage
from tests.channels.echo_app import EchoServer, serve

pytestmark = pytest.mark.browser
OPEN = "Chat with Tightrope"
ON_PHONE: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def site() -> Iterator[HostSite]:
    with host_site() as running:
        yield running


@pytest.fixture(scope="module")
def echo(site: HostSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EchoServer]:
    """A server whose chat this site may open."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIGHTROPE_DATA", str(tmp_path_factory.mktemp("var")))
        with serve({"allowed_origins": [site.url]}) as running:
            yield running


@pytest.fixture(autouse=True)
def _plain_tag(site: HostSite, echo: EchoServer) -> None:
    site.server = echo.url
    site.tag = tag(echo)
    site.before = site.after = site.style = ""


def tag(echo: EchoServer, more: str = "defer") -> str:
    return f'<script src="{echo.url}/tightrope-chat.js" {more}></script>'


def launcher(tab: WidgetPage) -> Locator:
    return tab.page.locator(".launcher")


def opened(context: BrowserContext, site: HostSite) -> WidgetPage:
    """A visit to the site, with the chat opened and greeted."""
    tab = WidgetPage(context, site.url)
    launcher(tab).click()
    return greeted(tab)


@pytest.mark.parametrize("more", ["defer", "async", "", 'type="module"', 'data-server="{url}"'])
def test_one_tag_is_enough_on_a_strict_site(
    site: HostSite, echo: EchoServer, context: BrowserContext, more: str
) -> None:
    site.tag = tag(echo, more.format(url=echo.url))
    tab = opened(context, site)
    tab.say("my words")
    tab.wait_until_still()
    tab.say("picture")
    tab.page.get_by_role("img", name="A warm field").wait_for()
    assert tab.persons() == ["my words", "picture"]
    assert tab.complaints == []
    hosts = {url.split("/")[2] for url in tab.requested if "://" in url}
    assert hosts == {echo.host, site.url.split("/")[2]}


def test_nothing_is_asked_of_the_server_before_it_is_opened(
    site: HostSite, echo: EchoServer, context: BrowserContext
) -> None:
    tab = WidgetPage(context, site.url)
    expect(launcher(tab)).to_be_visible()
    tab.page.wait_for_timeout(300)
    asked = [url for url in tab.requested if echo.host in url]
    assert asked == [f"{echo.url}/tightrope-chat.js"]
    assert tab.page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_a_tag_twice_makes_one_chat(
    site: HostSite, echo: EchoServer, context: BrowserContext
) -> None:
    site.tag = tag(echo) + tag(echo, 'type="module"')
    tab = WidgetPage(context, site.url)
    launcher(tab).wait_for()
    tab.page.wait_for_timeout(300)
    assert tab.page.locator("tightrope-chat").count() == 1
    assert tab.complaints == []


def test_a_site_that_is_not_allowed_gets_no_answer(
    site: HostSite, echo: EchoServer, context: BrowserContext
) -> None:
    with host_site() as stranger:
        stranger.server, stranger.tag = echo.url, tag(echo)
        tab = WidgetPage(context, stranger.url)
        launcher(tab).click()
        expect(tab.page.get_by_text("Connecting…")).to_be_visible()
        assert tab.answers() == []


# The panel


def test_the_panel_is_opened_and_closed_by_keyboard(
    site: HostSite, context: BrowserContext
) -> None:
    tab = WidgetPage(context, site.url)
    tab.page.get_by_role("link", name="Suite").focus()
    tab.page.keyboard.press("Tab")
    assert tab.focus() == OPEN
    tab.page.keyboard.press("Enter")
    greeted(tab)
    assert tab.focus() == "Your message"
    tab.page.keyboard.type("echo kept")
    tab.page.keyboard.press("Enter")
    tab.wait_for_answer("echo kept")
    tab.wait_until_still()
    tab.page.keyboard.press("Escape")
    expect(tab.log).to_be_hidden()
    assert tab.focus() == OPEN
    tab.page.keyboard.press("Space")
    expect(tab.log).to_be_visible()
    assert tab.focus() == "Your message"
    assert tab.persons() == ["echo kept"]
    tab.press("Close the chat")
    expect(tab.log).to_be_hidden()
    assert tab.focus() == OPEN
    assert tab.complaints == []


def test_escape_closes_the_menu_first(site: HostSite, context: BrowserContext) -> None:
    tab = opened(context, site)
    tab.press("Menu")
    tab.page.keyboard.press("Escape")
    expect(tab.page.get_by_role("menu")).to_have_count(0)
    expect(tab.log).to_be_visible()
    assert tab.focus() == "Menu"
    tab.page.keyboard.press("Escape")
    expect(tab.log).to_be_hidden()


def test_what_comes_while_it_is_closed_is_shown_on_the_button(
    site: HostSite, context: BrowserContext
) -> None:
    tab = opened(context, site)
    assert launcher(tab).get_attribute("aria-label") == OPEN
    tab.say("wait 0.5")
    tab.page.keyboard.press("Escape")
    expect(launcher(tab)).to_have_accessible_name(f"{OPEN}, a new message")
    expect(tab.page.locator(".dot")).to_be_visible()
    picture(tab, "launcher_unread")
    tab.page.goto(f"{site.url}/next")
    expect(launcher(tab)).to_have_accessible_name(f"{OPEN}, a new message")
    launcher(tab).click()
    tab.wait_for_answer("Here I am.")
    tab.page.keyboard.press("Escape")
    expect(launcher(tab)).to_have_accessible_name(OPEN)
    assert tab.complaints == []


def test_the_next_page_of_the_site_goes_on_with_it(site: HostSite, context: BrowserContext) -> None:
    tab = opened(context, site)
    tab.say("echo before")
    tab.wait_for_answer("echo before")
    tab.wait_until_still()
    tab.page.goto(f"{site.url}/next")
    expect(tab.log).to_be_hidden()
    launcher(tab).click()
    tab.wait_for_answer("echo before")
    assert len(tab.answers()) == 2


@pytest.mark.parametrize(
    "size", [PHONE, {"width": 667, "height": 375}, {"width": 320, "height": 568}]
)
def test_on_a_phone_the_panel_fills_the_screen(
    site: HostSite, browser: Browser, size: dict[str, int]
) -> None:
    with browser.new_context(**{**ON_PHONE, "viewport": size}) as phone:
        tab = WidgetPage(phone, site.url)
        launcher(tab).tap()
        greeted(tab)
        assert tab.focus() == "Conversation"
        panel = tab.page.get_by_role("dialog")
        assert panel.bounding_box() == {"x": 0, "y": 0, **size}
        assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for button in tab.page.get_by_role("button").all():
            expect(button).to_be_in_viewport(ratio=1)
            box = button.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 44
        for _ in range(12):
            tab.page.keyboard.press("Tab")
            # What has the focus between the last element and the first is the browser's own.
            assert tab.page.evaluate("document.activeElement.localName") != "a"
        picture(tab, f"launcher_phone_{size['width']}")
        tab.press("Close the chat")
        expect(panel).to_be_hidden()


def test_leaving_takes_all_of_it_away(site: HostSite, context: BrowserContext) -> None:
    context.route("https://www.wikipedia.org/", lambda route: route.fulfill(body="Free"))
    tab = opened(context, site)
    tab.press("Leave quickly")
    tab.page.wait_for_url("https://www.wikipedia.org/")
    tab.page.goto(site.url)
    assert tab.page.evaluate("sessionStorage.length + localStorage.length") == 0


# In place


def test_inline_it_stands_where_the_tag_is(
    site: HostSite, echo: EchoServer, context: BrowserContext
) -> None:
    site.before, site.after = '<p id="above">Avant</p>', '<p id="below">Après</p>'
    site.tag = tag(echo, 'data-mode="inline"')
    tab = greeted(WidgetPage(context, site.url))
    order = "[...document.querySelector('main').children].map(e => e.id || e.localName)"
    assert tab.page.evaluate(order)[-4:] == ["above", "script", "tightrope-chat", "below"]
    assert launcher(tab).count() == 0
    tab.say("echo here")
    tab.wait_for_answer("echo here")
    assert tab.complaints == []
    picture(tab, "inline")


def test_inline_in_a_place_that_is_named(
    site: HostSite, echo: EchoServer, context: BrowserContext
) -> None:
    site.tag = tag(echo, 'type="module" data-mode="inline" data-target="#place" data-theme="dark"')
    site.after = '<div id="place"></div>'
    tab = greeted(WidgetPage(context, site.url))
    assert tab.page.locator("#place > tightrope-chat[theme=dark]").count() == 1


def test_a_place_that_is_not_there_is_named_in_the_console(
    site: HostSite, echo: EchoServer, context: BrowserContext
) -> None:
    site.tag = tag(echo, 'defer data-mode="inline" data-target="#nowhere"')
    tab = WidgetPage(context, site.url)
    tab.page.wait_for_timeout(200)
    assert ["#nowhere" in line for line in tab.complaints] == [True]


# How it looks


def style(tab: WidgetPage, selector: str, name: str) -> str:
    script = "(element, name) => getComputedStyle(element).getPropertyValue(name)"
    return str(tab.page.locator(selector).last.evaluate(script, name))


def test_the_sites_style_stays_outside(site: HostSite, context: BrowserContext) -> None:
    tab = opened(context, site)
    assert style(tab, ".bot .bubble p", "letter-spacing") == "normal"
    assert style(tab, ".bot .bubble p", "font-size") == "17px"
    assert style(tab, ".bot .bubble p", "font-style") == "normal"
    assert style(tab, ".bot .bubble p", "text-align") == "start"
    assert style(tab, ".bot .bubble p", "color") == "rgb(43, 39, 35)"
    assert tab.page.locator("section.chat").get_attribute("lang") == "en"


def test_the_site_sets_colours_corners_and_letters(site: HostSite, context: BrowserContext) -> None:
    site.style = """tightrope-chat {
        --tightrope-accent: #ffd400; --tightrope-surface: #eef; --tightrope-text: #003;
        --tightrope-radius: 4px; --tightrope-font: Georgia, serif;
    }"""
    tab = opened(context, site)
    assert style(tab, ".send", "background-color") == "rgb(255, 212, 0)"
    assert style(tab, ".send", "color").startswith("oklch(0 "), "dark on a light accent"
    assert style(tab, ".chat", "background-color") == "rgb(238, 238, 255)"
    assert style(tab, ".bubble", "color") == "rgb(0, 0, 51)"
    assert style(tab, ".bubble", "border-top-left-radius") == "4px"
    assert style(tab, ".bubble", "font-family") == "Georgia, serif"
    picture(tab, "themed")


@pytest.mark.parametrize(
    ("settings", "paper"),
    [
        ({}, "rgb(247, 241, 232)"),
        ({"color_scheme": "dark"}, "rgb(27, 26, 24)"),
        ({"contrast": "more"}, "rgb(255, 255, 255)"),
        ({"contrast": "more", "color_scheme": "dark"}, "rgb(0, 0, 0)"),
    ],
)
def test_it_follows_the_device(
    site: HostSite, browser: Browser, settings: dict[str, Any], paper: str
) -> None:
    with browser.new_context(**settings) as own:
        tab = opened(own, site)
        assert style(tab, ".chat", "background-color") == paper
        picture(tab, "_".join(["panel", *map(str, settings.values())]))


def test_a_site_that_is_always_light_can_say_so(
    site: HostSite, echo: EchoServer, browser: Browser
) -> None:
    site.tag = tag(echo, 'defer data-theme="light"')
    with browser.new_context(color_scheme="dark") as own:
        tab = opened(own, site)
        assert style(tab, ".chat", "background-color") == "rgb(247, 241, 232)"
