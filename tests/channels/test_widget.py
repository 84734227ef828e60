"""The chat in a real Chromium, talking to a real server: what a person sees, presses and keeps."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.widget_page import PHONE, WidgetPage, chromium
from tests.channels.echo_app import EchoServer, serve

pytestmark = pytest.mark.browser
GREETING = "Hello. Tell me about one exchange"


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EchoServer]:
    """A server with the built page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIGHTROPE_DATA", str(tmp_path_factory.mktemp("var")))
        with serve() as running:
            yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser window at a desk."""
    with browser.new_context() as opened:
        yield opened


@pytest.fixture
def tab(chat: EchoServer, context: BrowserContext) -> Iterator[WidgetPage]:
    """A new tab, greeted; at the end the browser must have had nothing to complain about."""
    opened = WidgetPage(context, chat.url)
    opened.wait_for_answer(GREETING)
    opened.wait_until_still()
    yield opened
    opened.page.close()
    assert opened.complaints == []
    assert {url.split("/")[2] for url in opened.requested} == {chat.host}


def sender_of(tab: WidgetPage) -> str:
    """The session that the tab's token stands for."""
    claims = json.loads(tab.kept() or "")["token"].split(".")[1]
    return str(json.loads(base64.urlsafe_b64decode(claims + "=="))["sub"])


def focused(tab: WidgetPage) -> str:
    """The tag of the element that has the focus."""
    script = "document.activeElement.shadowRoot?.activeElement?.tagName ?? ''"
    return str(tab.page.evaluate(script))


# What is said


def test_the_first_words_are_the_assistants(chat: EchoServer, tab: WidgetPage) -> None:
    assert tab.persons() == []
    assert tab.buttons() == ["Yes, right now", "No, it is calm"]
    assert "/greet" in chat.heard()


@pytest.mark.parametrize(
    "text",
    [
        "echo <script>alert(1)</script>",
        "echo <img src=x onerror=alert(1)> &amp; &lt;b&gt;",
        "echo **not bold** [x](javascript:alert(1))",
        "echo שלום וברכה",
        "echo 👩‍👩‍👧 😀 ‮evil‬ ok",
        "echo  two  blanks\n\nand a gap",
    ],
)
def test_what_a_person_typed_is_shown_as_it_is(tab: WidgetPage, text: str) -> None:
    tab.say(text)
    tab.wait_until_still()
    assert tab.log.locator(".typed").last.text_content() == text
    assert tab.log.locator("script, .bubble img, .typed *, [href^='javascript']").count() == 0


def test_the_assistants_markdown_is_shown_as_nodes(tab: WidgetPage) -> None:
    tab.say("my words")
    tab.wait_until_still()
    answer = tab.log.locator(".bot .bubble").last
    assert answer.locator("strong").inner_text() == "When it is tense:"
    assert answer.locator("em").inner_text() == "constant"
    assert answer.locator("blockquote").count() == 1
    assert answer.locator("ul > li").count() == 3
    assert answer.locator("a").get_attribute("rel") == "noopener noreferrer"


def test_a_picture_is_shown_with_its_words(tab: WidgetPage) -> None:
    tab.say("picture")
    picture = tab.page.get_by_role("img", name="A warm field")
    picture.wait_for()
    assert picture.evaluate("image => image.naturalWidth") == 320


def test_buttons_are_for_their_turn_only(chat: EchoServer, tab: WidgetPage) -> None:
    tab.press("Yes, right now")
    tab.wait_for_answer("/inform")
    assert tab.persons() == ["Yes, right now"]
    assert chat.heard()[-1] == '/inform{"moment": "tension"}'
    assert tab.buttons() == []


# By keyboard


def test_enter_sends_and_shift_enter_does_not(chat: EchoServer, tab: WidgetPage) -> None:
    tab.field.press_sequentially("echo one")
    tab.field.press("Shift+Enter")
    tab.field.press_sequentially("two")
    assert tab.persons() == []
    tab.field.press("Enter")
    tab.wait_until_still()
    assert tab.persons() == ["echo one\ntwo"]
    assert tab.field.input_value() == ""


def test_everything_is_reached_by_tab(tab: WidgetPage) -> None:
    expected = [
        "Menu",
        "Leave quickly",
        "Conversation",
        "Yes, right now",
        "No, it is calm",
        "Your message",
        "Send",
    ]
    reached = []
    for _ in range(len(expected)):
        tab.page.keyboard.press("Tab")
        reached.append(tab.focus())
    assert reached == expected


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_pressed_button_gives_the_focus_back_to_the_field(tab: WidgetPage, key: str) -> None:
    tab.page.get_by_role("button", name="No, it is calm").press(key)
    tab.wait_until_still()
    assert tab.persons() == ["No, it is calm"]
    assert focused(tab) == "TEXTAREA"


def test_a_tap_on_a_phone_does_not_open_the_keyboard(chat: EchoServer, browser: Browser) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as phone:
        tab = WidgetPage(phone, chat.url)
        tab.wait_for_answer(GREETING)
        tab.page.get_by_role("button", name="No, it is calm").tap()
        tab.wait_until_still()
        assert focused(tab) == "DIV"


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_is_not_sent(tab: WidgetPage, text: str) -> None:
    tab.say(text)
    assert tab.persons() == []


def test_too_long_is_said_and_nothing_is_cut(tab: WidgetPage) -> None:
    tab.field.fill("x" * 3_990)
    expect(tab.page.get_by_text("10 characters left")).to_be_visible()
    tab.field.fill("😀" * 4_001)
    expect(tab.page.get_by_text("1 character too long")).to_be_visible()
    tab.field.press("Enter")
    assert tab.persons() == []
    assert tab.field.input_value() == "😀" * 4_001
    tab.field.fill("echo " + "😀" * 3_995)
    tab.field.press("Enter")
    tab.wait_until_still()
    assert len(tab.persons()) == 1


# Nothing is lost


def test_a_reload_keeps_the_conversation(chat: EchoServer, tab: WidgetPage) -> None:
    tab.say("echo before")
    tab.wait_until_still()
    session = sender_of(tab)
    tab.page.reload()
    tab.wait_for_answer("echo before")
    tab.say("echo after")
    tab.wait_until_still()
    assert tab.persons() == ["echo before", "echo after"]
    assert len(tab.answers()) == 3
    assert sender_of(tab) == session == chat.agent.heard[-1].sender_id
    assert tab.page.evaluate("localStorage.length") == 0
    assert tab.page.evaluate("Object.keys(sessionStorage)") == ["tightrope.conversation"]


def test_a_reload_keeps_the_buttons_of_the_last_turn(tab: WidgetPage) -> None:
    tab.page.reload()
    tab.wait_for_answer(GREETING)
    assert tab.buttons() == ["Yes, right now", "No, it is calm"]
    assert len(tab.answers()) == 1


def test_a_reload_during_a_turn_gets_the_answer_once(chat: EchoServer, tab: WidgetPage) -> None:
    before = chat.heard().count("wait 1")
    tab.say("wait 1")
    tab.page.wait_for_timeout(200)
    tab.page.reload()
    tab.wait_for_answer("Here I am.")
    tab.wait_until_still()
    tab.page.wait_for_timeout(300)
    assert len(tab.answers()) == 2
    assert tab.persons() == ["wait 1"]
    assert chat.heard().count("wait 1") == before + 1


def test_another_tab_is_another_conversation(
    chat: EchoServer, context: BrowserContext, tab: WidgetPage
) -> None:
    tab.say("echo first tab")
    tab.wait_until_still()
    other = WidgetPage(context, chat.url)
    other.wait_for_answer(GREETING)
    assert other.persons() == []
    assert sender_of(other) != sender_of(tab)
    other.page.close()


def test_starting_over_clears_the_tab(tab: WidgetPage) -> None:
    tab.say("echo secret")
    tab.wait_until_still()
    session = sender_of(tab)
    tab.choose("Start over")
    tab.wait_for_answer(GREETING)
    tab.wait_until_still()
    assert tab.persons() == []
    assert "secret" not in (tab.kept() or "")
    assert sender_of(tab) != session
    assert focused(tab) == "TEXTAREA"


def test_a_token_the_server_does_not_know_starts_a_new_conversation(tab: WidgetPage) -> None:
    tab.say("echo old")
    tab.wait_until_still()
    tab.page.evaluate(
        "(key => sessionStorage.setItem(key, JSON.stringify("
        "{...JSON.parse(sessionStorage.getItem(key)), token: 'a.b.c'})))('tightrope.conversation')"
    )
    tab.page.reload()
    tab.page.get_by_text("A new conversation starts here.").wait_for()
    tab.wait_until_still()
    tab.say("echo new")
    tab.wait_until_still()
    assert tab.persons() == ["echo old", "echo new"]


def test_without_storage_the_chat_works(chat: EchoServer, browser: Browser) -> None:
    with browser.new_context() as strict:
        strict.add_init_script(
            "Object.defineProperty(window, 'sessionStorage', "
            "{ get() { throw new DOMException('denied', 'SecurityError'); } })"
        )
        tab = WidgetPage(strict, chat.url)
        tab.wait_for_answer(GREETING)
        tab.say("echo still here")
        tab.wait_for_answer("echo still here")
        assert tab.complaints == []


def trouble(tab: WidgetPage) -> list[str]:
    return [" ".join(text.split()) for text in tab.log.locator(".trouble").all_inner_texts()]


def test_a_failed_turn_can_be_tried_again(tab: WidgetPage) -> None:
    tab.say("fail")
    tab.wait_until_still()
    assert trouble(tab) == ["Not answered. Try again"]
    tab.press("Try again")
    tab.wait_until_still()
    assert trouble(tab) == ["Not answered. Try again"]
    assert tab.persons() == ["fail"]


def test_a_slow_turn_is_marked_until_its_answer_comes(chat: EchoServer, browser: Browser) -> None:
    with browser.new_context() as own:
        own.clock.install()
        tab = WidgetPage(own, chat.url)
        tab.wait_for_answer(GREETING)
        tab.say("wait 2")
        tab.page.wait_for_timeout(300)
        expect(tab.page.locator(".typing")).to_have_count(1)
        own.clock.fast_forward(15_000)
        expect(tab.log.locator(".trouble")).to_have_count(1)
        expect(tab.page.locator(".typing")).to_have_count(0)
        assert trouble(tab) == ["Not answered. Try again"]
        tab.wait_for_answer("Here I am.")
        assert trouble(tab) == []


def test_offline_is_said_and_nothing_is_lost(chat: EchoServer, browser: Browser) -> None:
    with browser.new_context() as own:
        tab = WidgetPage(own, chat.url)
        tab.wait_for_answer(GREETING)
        tab.say("wait 1")
        tab.page.wait_for_timeout(200)
        own.set_offline(True)
        expect(tab.page.get_by_text("You are offline.")).to_be_visible()
        tab.say("echo from the tunnel")
        expect(tab.log.locator(".trouble")).to_have_count(2)
        assert trouble(tab) == ["Not answered. Try again", "Not sent. Try again"]
        tab.page.wait_for_timeout(1200)
        own.set_offline(False)
        tab.wait_for_answer("Here I am.")
        expect(tab.page.get_by_text("You are offline.")).to_have_count(0)
        assert trouble(tab) == ["Not sent. Try again"]
        tab.press("Try again")
        tab.wait_for_answer("echo from the tunnel")
        tab.wait_until_still()
        assert trouble(tab) == []
        assert chat.heard().count("echo from the tunnel") == 1


# How it looks


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"viewport": PHONE, "has_touch": True, "is_mobile": True},
        {"viewport": {"width": 320, "height": 568}},
        {"color_scheme": "dark"},
    ],
)
def test_it_fits_and_can_be_hit(
    chat: EchoServer, browser: Browser, settings: dict[str, Any]
) -> None:
    with browser.new_context(**settings) as own:
        tab = WidgetPage(own, chat.url)
        tab.wait_for_answer(GREETING)
        tab.say("my words with a very long word " + "x" * 200)
        tab.wait_until_still()
        assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert tab.log.evaluate("log => log.scrollWidth <= log.clientWidth")
        for button in tab.page.get_by_role("button").all():
            box = button.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44


def test_motion_is_stilled_on_request(chat: EchoServer, browser: Browser) -> None:
    with browser.new_context(reduced_motion="reduce") as own:
        tab = WidgetPage(own, chat.url)
        tab.wait_for_answer(GREETING)
        tab.say("wait 1")
        dot = tab.page.locator(".typing i").first
        assert dot.evaluate("dot => getComputedStyle(dot).animationName") == "none"
