"""The web chat in a real Chromium, as a person meets it: what is said, pressed and seen."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 375, "height": 667}


def chromium_path() -> str | None:
    """The machine's Chromium, or ``None`` where there is none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium with a profile of its own, gone afterwards.

    Take ``with browser.new_context(**settings) as context`` for each person. Playwright bears no
    second one in a thread, and no asyncio test, before this one is closed.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), headless=True, args=FLAGS
        )
        try:
            yield browser
        finally:
            browser.close()


class WidgetPage:
    """One tab with the chat; collects what the browser complains about and whom it asks."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        """Open the chat at ``url`` in a new tab."""
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.requested: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda line: self.complaints.append(line.text) if line.type == "error" else None,
        )
        self.page.on("request", lambda request: self.requested.append(request.url))
        self.page.on("websocket", lambda socket: self.requested.append(socket.url))
        self.page.goto(url)

    @property
    def field(self) -> Locator:
        """Where the person writes."""
        return self.page.get_by_label("Your message")

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.page.get_by_role("log")

    def say(self, text: str) -> None:
        """Write ``text`` and send it with Enter."""
        self.field.fill(text)
        self.field.press("Enter")

    def press(self, title: str) -> None:
        """Press the button with this title."""
        self.page.get_by_role("button", name=title, exact=True).click()

    def wait_for_answer(self, part: str) -> None:
        """Wait until the assistant has said ``part``."""
        self.log.locator(".bot", has_text=part).last.wait_for()

    def wait_until_still(self) -> None:
        """Wait until the assistant has stopped writing."""
        self.page.locator(".typing").wait_for(state="detached")

    def persons(self) -> list[str]:
        """What the person said, as it is shown, oldest first."""
        return self.log.locator(".typed").all_inner_texts()

    def answers(self) -> list[str]:
        """What the assistant said, oldest first."""
        return self.log.locator(".bot .bubble").all_inner_texts()

    def buttons(self) -> list[str]:
        """The titles of the quick answers that can be pressed."""
        return self.log.locator(".answer").all_inner_texts()

    def kept(self) -> str | None:
        """What the tab keeps for a reload."""
        kept: str | None = self.page.evaluate("sessionStorage.getItem('tightrope.conversation')")
        return kept
