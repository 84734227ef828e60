"""Bad lines and servers that come and go: the person is told, and nothing is lost or said twice."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import greeted
from tests.browser.host_site import host_site
from tests.browser.test_chat import picture
from tests.browser.widget_page import PHONE, WidgetPage
from tests.channels.echo_app import free_port, serve

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _data_folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One data folder for all the servers of a test."""
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))


def test_a_restart_of_the_server_goes_by(context: BrowserContext) -> None:
    port = free_port()
    with serve(port=port) as first:
        tab = greeted(WidgetPage(context, first.url))
        tab.say("echo before")
        tab.wait_for_answer("echo before")
        tab.wait_until_still()
        talk = first.agent.heard[-1].sender_id
    expect(tab.page.get_by_text("Connection lost. Reconnecting…")).to_be_visible()
    tab.say("echo meanwhile")
    with serve(port=port) as again:
        tab.wait_for_answer("echo meanwhile")
        expect(tab.page.get_by_text("Connection lost.")).to_have_count(0)
        tab.wait_until_still()
        tab.say("echo after")
        tab.wait_for_answer("echo after")
        assert again.heard() == ["echo meanwhile", "echo after"]
        assert {message.sender_id for message in again.agent.heard} == {talk}
    assert tab.persons() == ["echo before", "echo meanwhile", "echo after"]
    assert len(tab.answers()) == 4


def test_two_tabs_that_share_a_talk_find_back_into_one_when_the_server_forgot_it(
    browser: Browser, tmp_path: Any
) -> None:
    port = free_port()
    with browser.new_context() as context:
        with serve(port=port) as first:
            tab = greeted(WidgetPage(context, first.url))
            tab.say("echo kept")
            tab.wait_for_answer("echo kept")
            tab.wait_until_still()
            tab.choose("Keep on this device")
            other = WidgetPage(context, first.url)
            other.wait_for_answer("echo kept")
        (tmp_path / "session_secret").unlink()
        with serve(port=port) as again:
            for one in (tab, other):
                one.page.get_by_text("A new conversation starts here.").first.wait_for()
                one.wait_until_still()
            tab.page.wait_for_timeout(500)
            tab.say("echo from one")
            other.wait_for_answer("echo from one")
            other.say("echo from the other")
            tab.wait_for_answer("echo from the other")
            senders = {message.text: message.sender_id for message in again.agent.heard}
            assert senders["echo from one"] == senders["echo from the other"]
            assert tab.persons() == other.persons()


@pytest.mark.parametrize("settings", [{}, {"viewport": PHONE, "color_scheme": "dark"}])
def test_a_slow_line_only_takes_longer(browser: Browser, settings: dict[str, Any]) -> None:
    with serve() as own, host_site() as blank, browser.new_context(**settings) as context:
        tab = WidgetPage(context, blank.url)
        wire = context.new_cdp_session(tab.page)
        wire.send("Network.enable")
        bytes_per_second = {"downloadThroughput": 30_000, "uploadThroughput": 10_000}
        slow = {"offline": False, "latency": 800, **bytes_per_second}
        wire.send("Network.emulateNetworkConditions", slow)
        tab.page.goto(own.url)
        greeted(tab)
        tab.say("wait 1")
        tab.page.locator(".typing").wait_for()
        picture(tab, "slow_phone_dark" if settings else "slow")
        tab.wait_until_still()
        assert tab.persons() == ["wait 1"]
        assert len(tab.answers()) == 2
        assert own.heard() == ["/greet", "wait 1"]


def test_a_server_that_hangs_is_waited_for(context: BrowserContext) -> None:
    with host_site() as site, serve({"allowed_origins": [site.url]}) as own:
        site.server = own.url
        site.tag = f'<script src="{own.url}/tightrope-chat.js"></script>'
        tab = WidgetPage(context, site.url)
        own.loop.call_soon_threadsafe(time.sleep, 4)
        tab.page.locator(".launcher").click()
        tab.page.get_by_role("status").get_by_text("Connecting…").wait_for()
        tab.say("echo already")
        tab.wait_for_answer("echo already")
        greeted(tab)
        expect(tab.page.get_by_text("Connecting…")).to_have_count(0)
        assert own.heard().count("echo already") == 1


def test_without_websockets_it_goes_by_plain_requests(browser: Browser) -> None:
    with serve() as own, browser.new_context() as context:
        context.add_init_script(
            """window.WebSocket = class {
                constructor() { setTimeout(() => this.onerror(new Event("error"))); }
                close() {}
            };"""
        )
        tab = greeted(WidgetPage(context, own.url))
        tab.say("echo still")
        tab.wait_for_answer("echo still")
        assert not [url for url in tab.requested if url.startswith("ws")]
