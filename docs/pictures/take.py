"""Takes the picture in the README: the real assistant, in a real Chromium.

`python -m docs.pictures.take` in the project's folder, after `make test` has installed Playwright.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import FloatRect, ViewportSize
from rich.console import Console

from tests.browser.widget_page import WidgetPage, chromium
from tests.conftest import free_port
from tightrope.running.settings import Settings
from tightrope.running.supervise import running
from tightrope.training.model import ensure_model

PICTURE = Path(__file__).with_name("chat.png")
STORY = (
    "my girlfriend keeps asking if I'm going to leave her, she's crying in the bathroom right now"
)
WINDOW: ViewportSize = {"width": 720, "height": 960}
SHARPNESS = 1.25
"""Pixels of the picture for one of the page: the README shows it smaller than it is."""
BELOW = 20
"""Pixels of the page that stay below the last button."""


def take(address: str) -> bytes:
    """A PNG of the chat after one story, from the top of the page to the last button."""
    with (
        chromium() as browser,
        browser.new_context(viewport=WINDOW, device_scale_factor=SHARPNESS) as context,
    ):
        chat = WidgetPage(context, address)
        chat.wait_for_answer("what happened")
        chat.say(STORY)
        chat.wait_for_answer("Try this")
        chat.wait_until_still()
        last = chat.log.locator(".answer").last.bounding_box()
        assert last is not None
        height = last["y"] + last["height"] + BELOW
        clip = FloatRect(x=0, y=0, width=WINDOW["width"], height=height)
        return chat.page.screenshot(clip=clip, animations="disabled")


def main() -> None:
    """Starts the assistant with an empty memory, takes the picture, stops it."""
    model = ensure_model(Console()).path
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), port=free_port(), action_port=free_port())
        with running(settings, model):
            PICTURE.write_bytes(take(settings.address))


if __name__ == "__main__":
    main()
