"""The teachers' page in a real Chromium, before its real server, with messages that we made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page

from tests.browser.widget_page import AXE
from tests.memory.pasts import NOW
from tests.teaching.web.served import serve
from tightrope.memory import ANNOTATOR, MAINTAINER, InboxItem, Memory
from tightrope.running.settings import LOOPBACK, ROOT
from tightrope.teaching.desk import Desk
from tightrope.teaching.known_examples import KnownExamples
from tightrope.teaching.web.address import Address
from tightrope.teaching.web.calls import Room
from tightrope.teaching.web.library import Library

BUILT = ROOT / "widget" / "dist-teach"
TEXTS = ("he asked sarah who rang, and Sarah told him", "she is quiet since monday", "thanks a lot")
EXAMPLES = {
    "jealousy": "{text: 'he asked who rang', metadata: {actor: partner, moment: tension}}",
    "no_bid": "{text: 'we went for a walk', metadata: {moment: calm}}",
    "thank": "{text: 'thank you so much'}",
    "ask_privacy": "{text: 'who can read this'}",
}
READ = {
    "intent": "jealousy",
    "exchange": {
        "bid": "jealousy",
        "dimension": "anxiety",
        "actor": "partner",
        "moment": "tension",
        "concern": "none",
        "confidence": {"bid": 0.3, "actor": 0.8, "moment": 0.9, "concern": 0.9},
        "also": None,
    },
}
STORY = {
    "domain": "partner",
    "bid": "jealousy",
    "also": "none",
    "actor": "partner",
    "moment": "tension",
    "concern": "none",
}


@dataclass
class Site:
    """A project in small, its memory, and the server's port.

    Attributes:
        folder: Holds both.
        port: Where the server is.
        share: Which share of the messages two teachers judge.
        tokens: Tokens by name: Ana judges, Maja settles as well.
    """

    folder: Path
    port: int
    share: float = 0.0
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{LOOPBACK}:{self.port}/teach"

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.folder / "project"

    def link(self, name: str) -> str:
        """The link that somebody was given."""
        return f"{self.url}#token={self.tokens[name]}"

    def memory(self) -> Memory:
        """The memory, for a `with`."""
        return Memory(self.folder / "var")

    def waiting(self) -> list[InboxItem]:
        """What waits in the inbox."""
        with self.memory() as memory:
            return memory.inbox.waiting()

    def said(self, number: int) -> list[dict[str, str] | None]:
        """The labels that teachers gave an item, oldest first."""
        with self.memory() as memory:
            return [one.labels for one in memory.annotations.of(number)]

    def judge(self, number: int, name: str, labels: dict[str, str] | None, note: str = "") -> None:
        """Lets somebody say something of an item, elsewhere."""
        with self.memory() as memory:
            teacher = memory.teachers.named(name)
            assert teacher
            assert memory.annotations.put(number, teacher.id, labels, NOW, note=note)

    @contextmanager
    def served(self) -> Iterator[None]:
        """The server, until the block ends; each time as if it had been started anew."""
        library = Library(self.root, self.share)
        library.load()
        # Oldest first, whatever teaches most: tests/teaching/test_queue.py has that.
        nearest = KnownExamples.open(self.root).nearest
        library.desk = Desk(nearest, _oldest_first, library.desk.talk, self.share)
        with serve(Room(self.folder / "var", Address(self.port), library, BUILT)):
            yield


def make_site(folder: Path, port: int, texts: tuple[str, ...] = TEXTS) -> Site:
    """A site with these messages, which nobody judged yet."""
    site = Site(folder, port)
    examples = site.root / "data" / "nlu"
    examples.mkdir(parents=True)
    for intent, example in EXAMPLES.items():
        text = f"version: '3.1'\nnlu:\n- intent: {intent}\n  examples:\n  - {example}\n"
        (examples / f"{intent}.yml").write_text(text)
    with site.memory() as memory:
        for text in texts:
            memory.inbox.add("web", text, "unsure", READ, NOW)
        for name, role in (("Ana", ANNOTATOR), ("Maja", MAINTAINER)):
            site.tokens[name] = memory.teachers.add(name, role, NOW)
    return site


def _oldest_first(items: Sequence[InboxItem], _: object) -> list[InboxItem]:
    return sorted(items, key=lambda item: item.id)


class TeachPage:
    """One tab with the page; collects what the browser complains about and whom it asks."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        """Open the page at ``url`` in a new tab."""
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.requested: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("request", lambda request: self.requested.append(request.url))
        self.page.goto(url)

    def _hear(self, line: object) -> None:
        kind, text = getattr(line, "type", ""), getattr(line, "text", "")
        # That the server says no is part of many tests; Chromium calls it an error.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.complaints.append(text)

    @property
    def message(self) -> Locator:
        """The words of the message in front."""
        return self.page.locator(".words")

    @property
    def alert(self) -> Locator:
        """What went wrong."""
        return self.page.get_by_role("alert")

    def wait_for(self, text: str) -> None:
        """Wait until this message is in front."""
        self.message.get_by_text(text, exact=True).wait_for()

    def keys(self, *names: str) -> None:
        """Press keys, one after the other."""
        for name in names:
            self.page.keyboard.press(name)

    def press(self, name: str) -> None:
        """Press the button with this name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def choice(self, question: str, label: str) -> Locator:
        """A label of a question."""
        group = self.page.get_by_role("radiogroup", name=question, exact=True)
        return group.get_by_role("radio", name=label, exact=True)

    def chosen(self) -> list[str]:
        """The labels that are chosen, from top to bottom."""
        return self.page.locator(".choice:has(:checked) span:not([hidden])").all_inner_texts()

    def go(self, place: str) -> None:
        """Go to another part of the page."""
        self.page.get_by_role("link", name=place).click()
        self.page.get_by_role("heading", level=1, name=place).wait_for()

    def heard(self) -> str:
        """What a screen reader was told last."""
        return self.page.locator(".unseen[role=status]").inner_text()

    def flaws(self) -> list[str]:
        """What axe-core finds; the context must have been made with ``bypass_csp``."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        script = "axe.run().then(found => found.violations)"
        return [
            f"{flaw['id']}: {node['html']} {node['failureSummary']}"
            for flaw in self.page.evaluate(script)
            for node in flaw["nodes"]
        ]
