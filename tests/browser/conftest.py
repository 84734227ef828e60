"""A browser, a server that answers by rote, and a tab with the chat."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.widget_page import WidgetPage, chromium
from tests.channels.echo_app import EchoServer, serve

GREETING = "Hello. Tell me about one exchange"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a file."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def echo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EchoServer]:
    """A server with the built page and an agent that answers by rote."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIGHTROPE_DATA", str(tmp_path_factory.mktemp("var")))
        with serve() as running:
            yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser window of somebody new."""
    with browser.new_context() as opened:
        yield opened


@pytest.fixture
def tab(echo: EchoServer, context: BrowserContext) -> Iterator[WidgetPage]:
    """A new tab, greeted; at the end the browser must have had nothing to complain about."""
    opened = greeted(WidgetPage(context, echo.url))
    yield opened
    assert opened.complaints == []


def greeted(tab: WidgetPage) -> WidgetPage:
    """``tab``, once the assistant has said its first words."""
    tab.wait_for_answer(GREETING)
    tab.wait_until_still()
    return tab
