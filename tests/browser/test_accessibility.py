"""axe-core finds nothing in any state of the chat, and all goes by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import greeted
from tests.browser.host_site import HostSite, host_site
from tests.browser.test_chat import picture
from tests.browser.widget_page import PHONE, WidgetPage
from tests.channels.echo_app import EchoServer, serve

pytestmark = pytest.mark.browser
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
    "contrast": {"contrast": "more"},
    "contrast_dark": {"contrast": "more", "color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}


@pytest.fixture(scope="module")
def site() -> Iterator[HostSite]:
    with host_site() as running:
        yield running


@pytest.fixture(scope="module")
def echo(site: HostSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EchoServer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIGHTROPE_DATA", str(tmp_path_factory.mktemp("var")))
        with serve({"allowed_origins": [site.url]}) as running:
            site.server = running.url
            site.tag = f'<script src="{running.url}/tightrope-chat.js" defer></script>'
            yield running


@pytest.fixture(params=LOOKS)
def looking(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser in one of the looks, which lets axe-core in and holds all movement."""
    settings = {"bypass_csp": True, "reduced_motion": "reduce", **LOOKS[request.param]}
    with browser.new_context(**settings) as context:
        yield context


def first_visit(tab: WidgetPage) -> None:
    pass


def an_answer(tab: WidgetPage) -> None:
    tab.say("my words")
    tab.wait_until_still()


def a_picture(tab: WidgetPage) -> None:
    tab.say("picture")
    tab.page.get_by_role("img", name="A warm field").wait_for()
    tab.wait_until_still()


def a_file(tab: WidgetPage) -> None:
    tab.say("file /files/x")
    tab.wait_until_still()


def the_menu(tab: WidgetPage) -> None:
    tab.press("Menu")
    tab.page.keyboard.press("End")


def a_notice(tab: WidgetPage) -> None:
    tab.choose("Keep on this device")


def trouble(tab: WidgetPage) -> None:
    tab.say("fail")
    tab.wait_until_still()
    tab.page.get_by_role("button", name="Try again").wait_for()


def writing(tab: WidgetPage) -> None:
    tab.say("wait 3")
    tab.page.locator(".typing").wait_for()


def too_long(tab: WidgetPage) -> None:
    tab.field.fill("x" * 4001)


def offline(tab: WidgetPage) -> None:
    tab.page.context.set_offline(True)
    tab.page.get_by_text("You are offline.").wait_for()


STATES = [
    first_visit,
    an_answer,
    a_picture,
    a_file,
    the_menu,
    a_notice,
    trouble,
    writing,
    too_long,
    offline,
]


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(
    echo: EchoServer, looking: BrowserContext, state: Callable[[WidgetPage], None]
) -> None:
    tab = greeted(WidgetPage(looking, echo.url))
    state(tab)
    assert tab.flaws() == []


def test_axe_finds_nothing_on_a_site(
    echo: EchoServer, site: HostSite, looking: BrowserContext
) -> None:
    tab = WidgetPage(looking, site.url)
    tab.page.locator(".launcher").wait_for()
    assert tab.flaws() == []
    tab.page.locator(".launcher").click()
    greeted(tab)
    assert tab.flaws() == []
    tab.press("Menu")
    assert tab.flaws() == []
    tab.page.keyboard.press("Escape")
    tab.say("wait 0.1")
    tab.press("Close the chat")
    tab.page.locator(".dot").wait_for()
    assert tab.flaws() == []


def test_the_whole_way_goes_by_keyboard(echo: EchoServer, browser: Browser) -> None:
    with browser.new_context() as context:
        tab = greeted(WidgetPage(context, echo.url))
        keyboard = tab.page.keyboard
        for _ in range(4):
            keyboard.press("Tab")
        assert tab.focus() == "Yes, right now"
        keyboard.press("Enter")
        tab.wait_for_answer("/inform")
        assert tab.focus() == "Your message"
        keyboard.type("fail")
        keyboard.press("Enter")
        tab.page.get_by_role("button", name="Try again").wait_for()
        keyboard.press("Shift+Tab")
        assert tab.focus() == "Try again"
        keyboard.press("Enter")
        tab.wait_until_still()
        assert tab.focus() == "Your message"
        for _ in range(4):
            keyboard.press("Shift+Tab")
        assert tab.focus() == "Menu"
        keyboard.press("Enter")
        keyboard.press("k")
        keyboard.press("Space")
        expect(tab.page.get_by_role("button", name="All right")).to_be_visible()
        assert tab.focus() == "Menu"


@pytest.mark.parametrize("look", ["light", "phone"])
def test_what_is_pressed_is_large_enough(echo: EchoServer, browser: Browser, look: str) -> None:
    with browser.new_context(**LOOKS[look]) as context:
        tab = greeted(WidgetPage(context, echo.url))
        a_file(tab)
        a_notice(tab)
        trouble(tab)
        tab.press("Menu")
        for kind, least in (
            ("button", 44),
            ("menuitem", 44),
            ("menuitemcheckbox", 44),
            ("link", 24),
        ):
            for target in tab.page.get_by_role(kind).all():  # type: ignore[arg-type]
                box = target.bounding_box()
                assert box
                assert min(box["width"], box["height"]) >= least, target.inner_text()


def test_twice_the_letters_still_fit(echo: EchoServer, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 640, "height": 800}) as context:
        tab = greeted(WidgetPage(context, echo.url))
        tab.page.evaluate("document.documentElement.style.fontSize = '200%'")
        an_answer(tab)
        assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        expect(tab.page.get_by_role("button", name="Leave quickly")).to_be_in_viewport(ratio=1)
        expect(tab.page.get_by_role("button", name="Menu")).to_be_in_viewport(ratio=1)
        picture(tab, "large_letters")
