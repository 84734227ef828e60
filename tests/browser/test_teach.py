"""Teachers judge messages in a browser: by keys and by pointer, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.teach_page import STORY, TEXTS, Site, TeachPage, make_site
from tests.conftest import free_port

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server with three messages that wait."""
    made = make_site(tmp_path, free_port())
    with made.served():
        yield made


@pytest.fixture
def ana(site: Site, context: BrowserContext) -> Iterator[TeachPage]:
    """An annotator with the first message in front of her."""
    tab = TeachPage(context, site.link("Ana"))
    tab.wait_for(TEXTS[0])
    yield tab
    assert tab.complaints == []
    assert {url.partition("/teach")[0] for url in tab.requested} == {
        site.url.removesuffix("/teach")
    }


@pytest.fixture
def maja(site: Site, context: BrowserContext) -> Iterator[TeachPage]:
    """A maintainer with the first message in front of her."""
    tab = TeachPage(context, site.link("Maja"))
    tab.wait_for(TEXTS[0])
    yield tab
    assert tab.complaints == []


def test_a_link_lets_in_and_its_token_is_nowhere_afterwards(site: Site, ana: TeachPage) -> None:
    assert ana.page.url.endswith("/teach/")
    expect(ana.page.get_by_text("Ana", exact=True)).to_be_visible()
    assert not [url for url in ana.requested if site.tokens["Ana"] in url]
    ana.page.reload()
    ana.wait_for(TEXTS[0])


def test_a_token_is_asked_for_and_a_wrong_one_is_told(site: Site, context: BrowserContext) -> None:
    tab = TeachPage(context, site.url)
    field = tab.page.get_by_label("Your token")
    expect(field).to_be_focused()
    tab.press("Sign in")
    expect(tab.alert).to_have_text("Enter your token first.")
    field.fill("wrong")
    tab.keys("Enter")
    expect(tab.alert).to_contain_text("This token is not known")
    # Some paste the whole link.
    field.fill(site.link("Ana"))
    tab.keys("Enter")
    tab.wait_for(TEXTS[0])
    tab.press("Sign out")
    expect(field).to_be_visible()


def test_a_wrong_link_says_so(site: Site, context: BrowserContext) -> None:
    tab = TeachPage(context, f"{site.url}#token=wrong")
    expect(tab.alert).to_contain_text("This token is not known")
    assert "token" not in tab.page.url


def test_a_message_is_judged_by_keys_alone(site: Site, ana: TeachPage) -> None:
    ana.keys("n", "1", "p", "t", "Enter")
    ana.wait_for(TEXTS[1])
    assert site.said(1) == [{**STORY, "bid": "reassurance_seeking"}]
    assert ana.heard() == (
        "Saved: seeking reassurance, the partner's, tension. " + f"Next message: {TEXTS[1]}"
    )
    expect(ana.page.get_by_text("2 messages left · 1 judged in this sitting")).to_be_visible()
    expect(ana.message).to_be_focused()
    assert ana.chosen() == []


def test_a_message_is_judged_by_pointer_alone(site: Site, ana: TeachPage) -> None:
    for question, label in (
        ("Danger", "none"),
        ("What is shown", "withdrawal"),
        ("Something else, too", "jealousy"),
        ("Whose reaction", "both"),
        ("Is it on", "calm"),
        ("About whom", "ex"),
    ):
        ana.choice(question, label).check()
    ana.press("Save")
    ana.wait_for(TEXTS[1])
    labels = ("ex", "withdrawal", "jealousy", "both", "calm", "none")
    assert site.said(1) == [dict(zip(STORY, labels, strict=True))]


def test_enter_saves_after_a_click_on_a_label(site: Site, ana: TeachPage) -> None:
    ana.keys("n", "0")
    ana.choice("Is it on", "calm").check()
    ana.keys("Enter")
    ana.wait_for(TEXTS[1])
    assert len(site.said(1)) == 1


def test_labels_are_chosen_with_tab_and_arrows(ana: TeachPage) -> None:
    ana.choice("Danger", "none").focus()
    ana.keys("Space", "Tab")
    expect(ana.choice("What is shown", "seeking reassurance")).to_be_focused()
    ana.keys("ArrowRight")
    assert ana.chosen() == ["none", "jealousy"]
    hint = ana.page.get_by_role("radiogroup", name="What is shown").locator(".hint")
    expect(hint).to_contain_text("threatened by somebody else")


def test_a_key_of_two_signs_waits_for_the_second(ana: TeachPage) -> None:
    waits = ana.page.get_by_text("+ and now a digit")
    ana.keys("1", "+")
    expect(waits).to_be_visible()
    ana.keys("2")
    expect(waits).to_have_count(0)
    assert ana.chosen() == ["seeking reassurance", "jealousy"]
    ana.keys("+", "Escape", "2")
    assert ana.chosen() == ["jealousy"]


def test_what_does_not_apply_cannot_be_chosen(ana: TeachPage) -> None:
    ana.keys("0", "p")
    assert ana.chosen() == ["none of these", "no", "nobody's"]
    expect(ana.choice("Whose reaction", "the partner's")).to_be_disabled()
    expect(ana.choice("Something else, too", "jealousy")).to_be_disabled()
    ana.keys("2", "p")
    assert ana.chosen() == ["jealousy", "no", "the partner's"]


def test_what_is_missing_is_said_and_nothing_is_saved(site: Site, ana: TeachPage) -> None:
    ana.keys("n", "1", "Enter")
    expect(ana.alert).to_have_text("Still to say: Whose reaction, Is it on")
    assert site.said(1) == []
    ana.keys("s", "c", "Enter")
    ana.wait_for(TEXTS[1])


def test_what_was_read_is_shown_but_never_chosen(site: Site, ana: TeachPage) -> None:
    expect(ana.page.get_by_text("It read: jealousy, the partner's, tension")).to_be_visible()
    assert ana.chosen() == []
    ana.keys("g")
    assert ana.chosen() == ["none", "jealousy", "no", "the partner's", "tension", "partner"]
    assert site.said(1) == []
    ana.keys("Enter")
    ana.wait_for(TEXTS[1])
    assert site.said(1) == [STORY]


def test_a_second_look_is_taken_with_fresh_eyes(site: Site, context: BrowserContext) -> None:
    site.judge(2, "Ana", STORY)
    site.share = 1.0
    site.port = free_port()
    with site.served():
        tab = TeachPage(context, site.link("Maja"))
        tab.wait_for(TEXTS[1])
        expect(tab.page.get_by_text("Somebody else judged this one, too.")).to_be_visible()
        expect(tab.page.get_by_text("It read:")).to_have_count(0)
        tab.keys("g")
        assert tab.chosen() == []


def test_known_messages_that_are_like_it_are_beside_it(
    site: Site, browser: Browser, context: BrowserContext
) -> None:
    with site.memory() as memory:
        memory.inbox.reword(1, "he asked who rang ")
    tab = TeachPage(context, site.link("Ana"))
    like = tab.page.get_by_role("complementary", name="Like it, and known")
    first = like.get_by_role("listitem").first
    expect(first).to_contain_text("Nearly the same as one it knows")
    expect(first).to_contain_text("he asked who rang")
    expect(first).to_contain_text("100 % alike")
    expect(like.get_by_text("we went for a walk")).to_be_visible()
    beside, paper = like.bounding_box(), tab.page.locator(".paper").bounding_box()
    assert beside
    assert paper
    assert beside["x"] > paper["x"] + paper["width"]


def test_what_tells_no_story_is_searched_for(site: Site, ana: TeachPage) -> None:
    ana.keys("1", "k")
    field = ana.page.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    # In a field, keys are letters.
    ana.page.keyboard.type("n")
    assert ana.page.get_by_role("option").count() == 2
    field.fill("zebra")
    expect(ana.page.get_by_text("Nothing like that.")).to_be_visible()
    ana.keys("Enter")
    field.fill("")
    ana.keys("ArrowDown")
    expect(ana.page.get_by_role("option", selected=True)).to_contain_text("thank")
    ana.keys("Enter")
    expect(ana.page.locator(".talk")).to_be_visible()
    assert ana.chosen() == []
    ana.keys("Enter")
    ana.wait_for(TEXTS[1])
    assert site.said(1) == [{"talk": "thank"}]


def test_what_is_put_off_comes_last_and_what_is_saved_comes_back(
    site: Site, ana: TeachPage
) -> None:
    ana.keys("l")
    ana.wait_for(TEXTS[1])
    ana.keys("n", "4", "p", "c", "Enter")
    ana.wait_for(TEXTS[2])
    ana.keys("z")
    ana.wait_for(TEXTS[1])
    assert ana.chosen() == ["none", "withdrawal", "no", "the partner's", "calm", "partner"]
    assert site.said(2) == []
    expect(ana.page.get_by_text("judged in this sitting")).to_have_count(0)
    ana.keys("Enter")
    ana.wait_for(TEXTS[2])
    ana.keys("g", "Enter")
    ana.wait_for(TEXTS[0])


def test_there_may_be_nothing_to_take_back(ana: TeachPage) -> None:
    ana.keys("1", "z")
    expect(ana.page.locator(".told")).to_have_text("There is nothing to take back.")
    assert ana.chosen() == ["seeking reassurance"]


def test_a_note_goes_along(site: Site, ana: TeachPage) -> None:
    ana.keys("a")
    ana.page.keyboard.type("n 1? who is sarah")
    ana.keys("Enter")
    assert ana.chosen() == []
    expect(ana.page.get_by_text("Note: n 1? who is sarah")).to_be_visible()
    ana.keys("l")
    ana.wait_for(TEXTS[1])
    with site.memory() as memory:
        assert [one.note for one in memory.annotations.of(1)] == ["n 1? who is sarah"]


def test_words_are_edited(site: Site, ana: TeachPage) -> None:
    ana.press("Edit the words")
    field = ana.page.get_by_role("textbox", name="The message")
    expect(field).to_have_value(TEXTS[0])
    expect(ana.page.get_by_role("button", name="Keep these words")).to_be_disabled()
    field.fill("  he asked who rang again  ")
    ana.press("Keep these words")
    ana.wait_for("he asked who rang again")
    ana.press("Edit the words")
    field.fill(TEXTS[1])
    ana.press("Keep these words")
    expect(ana.alert).to_contain_text("The same message is in the inbox already.")
    assert site.waiting()[0].text == "he asked who rang again"


def test_a_maintainer_removes_a_message_after_being_asked(site: Site, maja: TeachPage) -> None:
    maja.press("Remove")
    expect(maja.page.get_by_role("button", name="Leave it")).to_be_focused()
    maja.keys("Enter")
    expect(maja.page.get_by_role("dialog")).to_have_count(0)
    maja.press("Remove")
    maja.press("Remove it")
    maja.wait_for(TEXTS[1])
    assert [item.id for item in site.waiting()] == [2, 3]


def test_an_annotator_sees_nothing_that_only_maintainers_can_do(site: Site, ana: TeachPage) -> None:
    expect(ana.page.get_by_role("button", name="Remove", exact=True)).to_have_count(0)
    names = ana.page.get_by_role("navigation").get_by_role("link").all_inner_texts()
    assert [name.partition("\n")[0] for name in names] == [
        "Label",
        "What it knows",
        "Agreement",
        "Labels to check",
    ]
    ana.page.goto(f"{site.url}/#/settle")
    ana.wait_for(TEXTS[0])


def test_a_message_that_is_gone_is_said_and_the_next_comes(site: Site, ana: TeachPage) -> None:
    with site.memory() as memory:
        memory.inbox.remove(1)
    ana.keys("g", "Enter")
    ana.wait_for(TEXTS[1])
    expect(ana.page.locator(".told")).to_contain_text("This message is gone")
    assert ana.chosen() == []


def test_at_the_end_thanks_are_said_and_one_can_still_take_back(site: Site, ana: TeachPage) -> None:
    for text in TEXTS:
        ana.wait_for(text)
        ana.keys("g", "Enter")
    expect(ana.page.get_by_role("heading", name="Nothing waits. Thank you.")).to_be_visible()
    expect(ana.page.get_by_text("3 judged in this sitting.")).to_be_visible()
    assert "Nothing waits. Thank you." in ana.heard()
    ana.press("Undo")
    ana.wait_for(TEXTS[2])


def test_all_labels_are_explained(ana: TeachPage) -> None:
    ana.keys("?")
    panel = ana.page.get_by_role("dialog", name="All labels and keys")
    expect(panel.get_by_text("hiding what one feels or needs")).to_be_visible()
    ana.keys("n")
    ana.keys("Escape")
    assert ana.chosen() == []


def test_labels_stay_while_one_looks_elsewhere(ana: TeachPage) -> None:
    ana.keys("1", "p")
    ana.go("What it knows")
    ana.keys("t")
    assert ana.page.url.endswith("#/knows")
    ana.page.go_back()
    ana.wait_for(TEXTS[0])
    assert ana.chosen() == ["seeking reassurance", "the partner's"]


def test_a_long_message_scrolls_by_itself(site: Site, context: BrowserContext) -> None:
    with site.memory() as memory:
        memory.inbox.reword(1, "and then she said nothing " * 380)
    tab = TeachPage(context, site.link("Ana"))
    tab.message.wait_for()
    assert tab.message.evaluate("element => element.scrollHeight > element.clientHeight")
    expect(tab.page.get_by_role("button", name="Save")).to_be_in_viewport(ratio=1)


def test_words_are_never_taken_for_markup(site: Site, context: BrowserContext) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> \u202etxet"
    with site.memory() as memory:
        memory.inbox.reword(1, hostile)
    tab = TeachPage(context, site.link("Ana"))
    expect(tab.message).to_have_text(hostile)
    assert tab.complaints == []
