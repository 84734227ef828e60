"""Keeping a conversation on the device: when it stays, who shares it, and how it goes for good."""

from __future__ import annotations

import json
import time

import jwt
import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import GREETING, greeted
from tests.browser.test_chat import picture
from tests.browser.widget_page import WidgetPage
from tests.channels.echo_app import EchoServer

pytestmark = pytest.mark.browser
KEEP = "Keep on this device"
SECRET = "echo he locked the door"
SITE = "https://www.wikipedia.org/"


def keeping(tab: WidgetPage) -> WidgetPage:
    """``tab``, with something said, kept on this device."""
    tab.say(SECRET)
    tab.wait_for_answer(SECRET)
    tab.wait_until_still()
    tab.choose(KEEP)
    tab.press("All right")
    wait_for_days(tab, 90)
    return tab


def second(context: BrowserContext, echo: EchoServer) -> WidgetPage:
    """Another tab with the conversation that is kept."""
    tab = WidgetPage(context, echo.url)
    tab.wait_for_answer(SECRET)
    return tab


def token(tab: WidgetPage) -> str:
    return str(json.loads(tab.kept_on_device() or tab.kept() or "")["token"])


def session(tab: WidgetPage) -> str:
    return str(jwt.decode(token(tab), options={"verify_signature": False})["sub"])


def wait_for_days(tab: WidgetPage, days: int) -> None:
    """Wait until the tab has a token that is good for so many days."""
    deadline = time.monotonic() + 5
    while True:
        claims = jwt.decode(token(tab), options={"verify_signature": False})
        if round((claims["exp"] - time.time()) / 86400) == days:
            return
        assert time.monotonic() < deadline, claims
        tab.page.wait_for_timeout(50)


def is_kept(tab: WidgetPage) -> bool:
    """What the menu says about it."""
    tab.press("Menu")
    state = tab.page.get_by_role("menuitemcheckbox", name=KEEP).get_attribute("aria-checked")
    tab.page.keyboard.press("Escape")
    return state == "true"


def test_it_is_off_until_it_is_chosen_and_says_who_can_read_it(tab: WidgetPage) -> None:
    assert not is_kept(tab)
    assert tab.kept_on_device() is None
    wait_for_days(tab, 2)
    tab.choose(KEEP)
    expect(tab.page.get_by_role("status").get_by_text("Whoever uses the device")).to_be_visible()
    picture(tab, "keep_notice")
    assert is_kept(tab)
    wait_for_days(tab, 90)
    assert tab.kept() is None
    tab.press("All right")
    expect(tab.page.get_by_text("Whoever uses the device")).to_have_count(0)
    assert tab.focus() == "Your message"
    tab.choose(KEEP)
    expect(tab.page.get_by_text("No longer kept")).to_be_visible()
    tab.choose(KEEP)
    expect(tab.page.get_by_text("Kept on this device from now on.")).to_be_visible()
    expect(tab.page.get_by_text("Whoever uses the device")).to_have_count(0)


def test_it_is_there_when_the_browser_was_closed(echo: EchoServer, browser: Browser) -> None:
    with browser.new_context() as context:
        before = keeping(greeted(WidgetPage(context, echo.url)))
        talk, state = session(before), context.storage_state()
    with browser.new_context(storage_state=state) as context:
        after = second(context, echo)
        assert is_kept(after)
        after.say("echo weeks later")
        after.wait_for_answer("echo weeks later")
        assert session(after) == talk == echo.agent.heard[-1].sender_id
        assert after.persons() == [SECRET, "echo weeks later"]
        wait_for_days(after, 90)


def test_switched_off_it_stays_in_the_tab_only(
    echo: EchoServer, context: BrowserContext, tab: WidgetPage
) -> None:
    keeping(tab)
    tab.choose(KEEP)
    assert tab.page.evaluate("localStorage.length") == 0
    wait_for_days(tab, 2)
    tab.page.reload()
    tab.wait_for_answer(SECRET)
    assert not is_kept(tab)
    other = greeted(WidgetPage(context, echo.url))
    assert other.persons() == []


@pytest.mark.parametrize("way", ["Start over", "Erase everything"])
def test_beginning_anew_wipes_the_device(tab: WidgetPage, way: str) -> None:
    keeping(tab)
    tab.choose(way)
    if way == "Erase everything":
        tab.wait_for_answer("Erase all of it?")
        tab.wait_until_still()
        tab.press("Yes, erase everything")
    expect(tab.log.get_by_text(SECRET)).to_have_count(0)
    tab.wait_until_still()
    assert tab.page.evaluate("localStorage.length") == 0
    assert "locked" not in (tab.kept() or "")
    wait_for_days(tab, 2)
    assert not is_kept(tab)


def test_leaving_wipes_the_device_also_from_a_tab_that_keeps_nothing(
    echo: EchoServer, context: BrowserContext, tab: WidgetPage
) -> None:
    context.route(SITE, lambda route: route.fulfill(body="Free"))
    other = greeted(WidgetPage(context, echo.url))
    keeping(tab)
    other.press("Leave quickly")
    other.page.wait_for_url(SITE)
    tab.page.wait_for_url(SITE)
    tab.page.goto(f"{echo.url}/icon.svg")
    assert tab.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_where_the_browser_forbids_it_that_is_said(echo: EchoServer, browser: Browser) -> None:
    with browser.new_context() as strict:
        strict.add_init_script(
            "Object.defineProperty(window, 'localStorage', "
            "{ get() { throw new DOMException('denied', 'SecurityError'); } })"
        )
        tab = greeted(WidgetPage(strict, echo.url))
        tab.choose(KEEP)
        expect(tab.page.get_by_text("doesn't let the chat keep anything")).to_be_visible()
        assert not is_kept(tab)
        tab.say(SECRET)
        tab.wait_for_answer(SECRET)
        tab.press("Leave quickly")
        assert tab.complaints == []


@pytest.mark.parametrize(
    "damage", ["nonsense", '{"entries": 5}', "", "null", '{"entries": [{}, 1]}']
)
def test_what_was_damaged_begins_anew(echo: EchoServer, browser: Browser, damage: str) -> None:
    with browser.new_context() as context:
        tab = WidgetPage(context, f"{echo.url}/icon.svg")
        tab.page.evaluate("kept => localStorage.setItem('tightrope.conversation', kept)", damage)
        tab.page.goto(echo.url)
        greeted(tab)
        tab.say("echo works")
        tab.wait_for_answer("echo works")


# Two tabs


def test_two_tabs_share_one_conversation(
    echo: EchoServer, context: BrowserContext, tab: WidgetPage
) -> None:
    keeping(tab)
    other = second(context, echo)
    other.say("echo from the second")
    tab.wait_for_answer("from the second")
    tab.say("wait 0.3")
    other.wait_for_answer("Here I am.")
    for one in (tab, other):
        one.wait_until_still()
        assert one.persons() == [SECRET, "echo from the second", "wait 0.3"]
        assert len(one.answers()) == 4
    assert echo.heard().count("wait 0.3") == 1
    assert session(tab) == session(other)


def test_neither_loses_what_the_other_says_at_the_same_time(
    echo: EchoServer, context: BrowserContext, tab: WidgetPage
) -> None:
    keeping(tab)
    other = second(context, echo)
    said = []
    for number in range(4):
        for name, one in (("first", tab), ("second", other)):
            said.append(f"echo {name} {number}")
            one.say(said[-1])
    for one in (tab, other):
        for text in said:
            one.wait_for_answer(text)
        one.wait_until_still()
        assert sorted(one.persons()) == sorted([SECRET, *said])
        assert len(one.answers()) == 2 + len(said)
    assert tab.persons() == other.persons()
    assert tab.answers() == other.answers()
    tab.page.reload()
    tab.wait_for_answer(said[-1])
    assert tab.persons() == other.persons()


def test_what_is_said_offline_comes_to_the_other_tab_later(
    echo: EchoServer, browser: Browser
) -> None:
    with browser.new_context() as context:
        tab = keeping(greeted(WidgetPage(context, echo.url)))
        other = second(context, echo)
        context.set_offline(True)
        expect(tab.page.get_by_text("You are offline.")).to_be_visible()
        tab.say("echo in the tunnel")
        expect(other.log.locator(".trouble")).to_have_count(1)
        other.say("echo beside it")
        expect(tab.log.locator(".trouble")).to_have_count(2)
        context.set_offline(False)
        expect(tab.page.get_by_text("You are offline.")).to_have_count(0)
        other.log.get_by_role("button", name="Try again").first.click()
        for one in (tab, other):
            one.wait_for_answer("in the tunnel")
            expect(one.log.locator(".trouble")).to_have_count(1)


def test_starting_over_in_one_clears_the_other(
    echo: EchoServer, context: BrowserContext, tab: WidgetPage
) -> None:
    keeping(tab)
    other = second(context, echo)
    tab.choose("Start over")
    tab.wait_for_answer(GREETING)
    expect(other.log.get_by_text(SECRET)).to_have_count(0)
    other.wait_for_answer(GREETING)
    assert "locked" not in (other.kept() or "")
    assert other.page.evaluate("localStorage.length") == 0


def test_switching_off_in_one_takes_nothing_from_the_other(
    echo: EchoServer, context: BrowserContext, tab: WidgetPage
) -> None:
    keeping(tab)
    other = second(context, echo)
    tab.choose(KEEP)
    other.page.wait_for_function("sessionStorage.length === 1")
    assert other.page.evaluate("localStorage.length") == 0
    assert other.persons() == [SECRET]
    assert not is_kept(other)
    wait_for_days(other, 2)


def test_a_tab_that_joins_brings_its_own_along(
    echo: EchoServer, context: BrowserContext, tab: WidgetPage
) -> None:
    other = greeted(WidgetPage(context, echo.url))
    other.say("echo on its own")
    other.wait_for_answer("on its own")
    other.wait_until_still()
    keeping(tab)
    assert other.persons() == ["echo on its own"]
    other.choose(KEEP)
    tab.wait_for_answer("on its own")
    other.wait_for_answer(SECRET)
    assert tab.persons() == other.persons()
    talk = session(tab)
    other.say("echo together")
    tab.wait_for_answer("echo together")
    assert echo.agent.heard[-1].sender_id == talk


def test_a_message_of_a_tab_that_was_closed_is_answered_in_the_other(
    echo: EchoServer, browser: Browser
) -> None:
    with browser.new_context() as context:
        context.clock.install()
        tab = greeted(WidgetPage(context, echo.url))
        tab.say(SECRET)
        tab.wait_for_answer(SECRET)
        tab.wait_until_still()
        tab.choose(KEEP)
        other = second(context, echo)
        tab.say("wait 1")
        other.page.locator(".typing").wait_for()
        tab.page.close()
        other.wait_for_answer("Here I am.")
        context.clock.fast_forward(16_000)
        other.wait_until_still()
        assert other.persons() == [SECRET, "wait 1"]
        assert len(other.answers()) == 3
