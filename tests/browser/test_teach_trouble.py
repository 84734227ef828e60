"""When the teachers' server goes away: labels stay, and everything can be tried again."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.teach_page import STORY, TEXTS, Site, TeachPage, make_site
from tests.conftest import free_port
from tests.memory.pasts import NOW
from tightrope.memory import ANNOTATOR

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site that is not served yet."""
    return make_site(tmp_path, free_port())


def test_a_failed_save_keeps_the_labels_and_goes_on_after_a_new_login(
    site: Site, context: BrowserContext
) -> None:
    with site.served():
        tab = TeachPage(context, site.link("Ana"))
        tab.wait_for(TEXTS[0])
        tab.keys("a")
        tab.page.keyboard.type("hard")
        tab.keys("Enter", "g")
    tab.keys("Enter")
    expect(tab.alert).to_contain_text("Not saved, but nothing is lost.")
    assert tab.chosen() == ["none", "jealousy", "no", "the partner's", "tension", "partner"]
    tab.press("Try again")
    expect(tab.alert).to_contain_text("Not saved")
    with site.served():
        # The server forgot who was logged in.
        tab.press("Try again")
        dialog = tab.page.get_by_role("dialog", name="You were signed out")
        expect(dialog.get_by_label("Your token")).to_be_focused()
        tab.keys("Escape")
        expect(dialog).to_be_visible()
        tab.page.keyboard.type(site.tokens["Ana"])
        tab.keys("Enter")
        tab.wait_for(TEXTS[1])
        with site.memory() as memory:
            assert [(one.labels, one.note) for one in memory.annotations.of(1)] == [(STORY, "hard")]


def test_a_server_that_is_not_there_at_the_start_is_asked_again(
    site: Site, context: BrowserContext
) -> None:
    with site.served():
        tab = TeachPage(context, site.link("Ana"))
        tab.wait_for(TEXTS[0])
        tab.page.route("**/api/me", lambda route: route.abort())
        tab.page.reload()
        expect(tab.alert).to_contain_text("The server did not answer.")
        tab.page.unroute("**/api/me")
        tab.press("Try again")
        tab.wait_for(TEXTS[0])


def test_figures_can_be_asked_for_again(site: Site, context: BrowserContext) -> None:
    with site.served():
        tab = TeachPage(context, site.link("Ana"))
        tab.wait_for(TEXTS[0])
        tab.page.route("**/api/coverage", lambda route: route.abort())
        tab.go("What it knows")
        expect(tab.alert).to_contain_text("The server did not answer.")
        tab.page.unroute("**/api/coverage")
        tab.press("Try again")
        expect(tab.page.get_by_role("table").first).to_be_visible()
        expect(tab.alert).to_have_count(0)


def test_a_new_link_in_an_open_tab_lets_another_in(site: Site, context: BrowserContext) -> None:
    with site.memory() as memory:
        site.tokens["Ben"] = memory.teachers.add("Ben", ANNOTATOR, NOW)
    with site.served():
        tab = TeachPage(context, site.link("Ana"))
        tab.wait_for(TEXTS[0])
        tab.page.evaluate("hash => { location.hash = hash }", f"token={site.tokens['Ben']}")
        expect(tab.page.get_by_text("Ben", exact=True)).to_be_visible()
        assert "token" not in tab.page.url


def test_pressing_twice_saves_once(site: Site, context: BrowserContext) -> None:
    with site.served():
        tab = TeachPage(context, site.link("Ana"))
        tab.wait_for(TEXTS[0])
        tab.keys("g", "Enter", "Enter", "Enter")
        tab.wait_for(TEXTS[1])
        assert [len(site.said(number)) for number in (1, 2, 3)] == [1, 0, 0]
