"""What many tests share: the trained model, and the real assistant running with it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from tests.assistant import Assistant
from tests.browser.widget_page import chromium_path
from tightrope.running.settings import LOOPBACK, Settings
from tightrope.running.supervise import running
from tightrope.training.model import ensure_model


@pytest.fixture(scope="session")
def model() -> Path:
    """The model for the present data, trained if there is none."""
    return ensure_model(Console(stderr=True)).path


@pytest.fixture(scope="session")
def assistant(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant and its action server, as `make chat` starts them."""
    settings = Settings(
        data=tmp_path_factory.mktemp("data"), port=free_port(), action_port=free_port()
    )
    with running(settings, model) as supervisor:
        yield Assistant(settings, supervisor)


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests are skipped by name, with the way out, where no Chromium is found."""
    if chromium_path() or os.environ.get("TIGHTROPE_REQUIRE_BROWSER"):
        return
    skip = pytest.mark.skip(reason="no Chromium found; `apt-get install chromium` would run it")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)
