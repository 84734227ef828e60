"""The web chat in a real Chromium, as a person meets it: what is said, pressed and seen."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from tightrope.running.settings import ROOT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
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

    def choose(self, title: str) -> None:
        """Open the menu and choose the item with this title."""
        self.press("Menu")
        self.page.locator("[role^=menuitem]", has_text=title).click()

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

    def kept_on_device(self) -> str | None:
        """What stays when the browser is closed."""
        kept: str | None = self.page.evaluate("localStorage.getItem('tightrope.conversation')")
        return kept

    def focus(self) -> str:
        """The name of what has the focus, or its tag where it has none."""
        script = """() => {
            const element = document.activeElement.shadowRoot?.activeElement;
            return element?.getAttribute('aria-label') ?? element?.textContent ?? 'the page';
        }"""
        return str(self.page.evaluate(script))

    def flaws(self) -> list[str]:
        """What axe-core finds; the context must have been made with ``bypass_csp``."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        script = "axe.run().then(found => found.violations)"
        return [
            f"{flaw['id']}: {node['html']} {node['failureSummary']}"
            for flaw in self.page.evaluate(script)
            for node in flaw["nodes"]
        ]
