"""Slack and Telegram from end to end: the real assistant, with stand-ins for the two platforms."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.assistant import Assistant
from tests.channels.http_client import post
from tests.channels.payloads import slack_request, telegram
from tests.channels.payloads.signing import slack_signature, telegram_secret
from tests.channels.stand_ins.base import Call, StandIn
from tests.channels.stand_ins.slack_api import SlackApi
from tests.channels.stand_ins.telegram_api import TelegramApi
from tests.channels.waiting import wait_until
from tests.conftest import free_port
from tightrope.memory import Memory
from tightrope.running.settings import Settings
from tightrope.running.supervise import running

SECRET = "a-secret-for-tests-only"
STORY = "my boyfriend went silent after our fight and hasn't said a word since, he shuts the door"
SECONDS = 6
"""How long this assistant waits before it asks how it went."""

ASKED = "You wanted me to look in. How are things now?"


@dataclass
class Person:
    """Somebody in one of the two apps: what they do, and what they get to see."""

    api: StandIn
    method: str
    send: Callable[[str], int]
    push: Callable[[str], int]

    def say(self, text: str) -> list[str]:
        """Write `text`; what comes back within a moment."""
        return self._after(lambda: self.send(text))

    def press(self, payload: str) -> list[str]:
        """Press a button with this payload below a message of the assistant."""
        return self._after(lambda: self.push(payload))

    def _after(self, act: Callable[[], int]) -> list[str]:
        before = len(self.api.accepted(self.method))
        assert act() == 200
        wait_until(lambda: len(self.api.accepted(self.method)) > before)
        self._wait_until_still()
        return [shown(call) for call in self.api.accepted(self.method)[before:]]

    def _wait_until_still(self) -> None:
        count = -1
        while count != len(self.api.calls()):
            count = len(self.api.calls())
            time.sleep(0.4)

    def buttons(self) -> str:
        """The buttons of the latest message, as they were sent."""
        fields = self.api.accepted(self.method)[-1].fields
        return json.dumps(fields.get("blocks") or fields.get("reply_markup"))

    def texts(self) -> list[str]:
        """All that was said to this person."""
        return [shown(call) for call in self.api.accepted(self.method)]


def shown(call: Call) -> str:
    blocks = call.fields.get("blocks") or []
    sections = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    return "\n".join(sections) or call.fields["text"]


@dataclass
class Apps:
    """The assistant with both apps, and how to start it anew."""

    settings: Settings
    model: Path
    slack_api: SlackApi
    bots: TelegramApi
    number: int = 0

    def slack(self) -> Person:
        """Somebody new in Slack."""
        self.number += 1
        user, channel = f"U{self.number:06d}", f"D{self.number:06d}"

        def request(name: str, **values: Any) -> int:
            made = slack_request(name, user=user, channel=channel, **values)
            headers = {"Content-Type": made.content_type, **slack_signature(made.body, SECRET)}
            return post(f"{self.settings.address}webhooks/slack/webhook", made.body, headers).status

        def press(payload: str) -> int:
            latest = self.slack_api.shown(channel)[-1]["ts"]
            return request("block_actions", value=payload, title="A button", message_ts=latest)

        return Person(
            self.slack_api, "chat.postMessage", lambda t: request("message_im", text=t), press
        )

    def telegram(self) -> Person:
        """Somebody new in Telegram."""
        self.number += 1
        chat = self.number

        def update(name: str, **values: Any) -> int:
            body = json.dumps(telegram(name, user=chat, chat=chat, **values)).encode()
            headers = {"Content-Type": "application/json", **telegram_secret(SECRET)}
            return post(f"{self.settings.address}webhooks/telegram/webhook", body, headers).status

        def press(payload: str) -> int:
            latest = self.bots.shown(chat)[-1]["message_id"]
            return update("callback_query", data=payload, question_id=latest)

        return Person(self.bots, "sendMessage", lambda t: update("message", text=t), press)

    def person(self, app: str) -> Person:
        """Somebody new in `app`."""
        return self.slack() if app == "slack" else self.telegram()

    def promises(self) -> int:
        """How many people are to be asked later."""
        with Memory(self.settings.data) as memory:
            return len(memory.check_backs.all())


@pytest.fixture(scope="module")
def apps(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apps]:
    with pytest.MonkeyPatch.context() as patch, SlackApi() as slack, TelegramApi() as bots:
        for name, value in {
            "TIGHTROPE_SLACK_TOKEN": slack.token,
            "TIGHTROPE_SLACK_SIGNING_SECRET": SECRET,
            "TIGHTROPE_SLACK_API": slack.url,
            "TIGHTROPE_TELEGRAM_TOKEN": bots.token,
            "TIGHTROPE_TELEGRAM_SECRET": SECRET,
            "TIGHTROPE_TELEGRAM_ADDRESS": "https://tightrope.example",
            "TIGHTROPE_TELEGRAM_API": bots.url,
            "TIGHTROPE_CHECK_BACK_HOURS": str(SECONDS / 3600),
        }.items():
            patch.setenv(name, value)
        data = tmp_path_factory.mktemp("apps")
        settings = Settings(data=data, port=free_port(), action_port=free_port())
        yield Apps(settings, model, slack, bots)


@pytest.fixture(scope="module")
def assistant_with_apps(apps: Apps) -> Iterator[Assistant]:
    with running(apps.settings, apps.model) as supervisor:
        apps.bots.wait_for("setWebhook")
        yield Assistant(apps.settings, supervisor)


APPS = pytest.mark.parametrize("app", ["slack", "telegram"])


@APPS
def test_a_story_is_answered_and_a_press_goes_on_with_it(
    app: str, apps: Apps, assistant_with_apps: Assistant
):
    person = apps.person(app)
    answer = person.say(STORY)
    assert "not a therapist" in answer[0]
    assert any("Try this" in text for text in answer)
    assert "/another_idea" in person.buttons()
    assert any("Try this" in text for text in person.press("/another_idea"))
    assert person.press("/why_this")


@APPS
def test_danger_comes_first(app: str, apps: Apps, assistant_with_apps: Assistant):
    person = apps.person(app)
    answer = " ".join(person.say("he hit me last night and I'm scared he will do it again"))
    assert "Try this" not in answer
    assert "/i_am_not_safe" in person.buttons()
    # No button of a page to leave quickly, but the way that there is here.
    assert "this page" not in answer
    assert ("/tightrope leave" if app == "slack" else "Delete chat") in answer


@APPS
def test_looking_back_comes_with_its_picture(app: str, apps: Apps, assistant_with_apps: Assistant):
    person = apps.person(app)
    for _ in range(3):
        person.say(STORY)
        person.press("/it_helped")
        person.say("/start_over")
    person.say("/progress")
    if app == "slack":
        person.api.wait_for("files.completeUploadExternal")
        assert all(upload.alt_text for upload in apps.slack_api.uploads.values())
    else:
        [sent] = person.api.wait_for("sendPhoto")
        assert sent.files["photo"].content.startswith(b"\x89PNG")
        assert sent.fields["caption"]


@APPS
def test_two_people_are_two(app: str, apps: Apps, assistant_with_apps: Assistant):
    one, other = apps.person(app), apps.person(app)
    one.say(STORY)
    assert other.say("/why")[-1].startswith("Tell me first what happened")


def test_both_channels_keep_the_words_out_of_the_logs(apps: Apps, assistant_with_apps: Assistant):
    secret = "xylophone"
    for app in ("slack", "telegram"):
        apps.person(app).say(f"{STORY} because of my {secret}")
    for log in (apps.settings.data / "log").glob("*.log"):
        assert secret not in log.read_text(errors="replace")
    with sqlite3.connect(apps.settings.data / "conversations.sqlite") as db:
        [(found,)] = db.execute("select count(*) from events where data like ?", [f"%{secret}%"])
    assert found


@APPS
def test_nobody_is_told_that_all_stays_on_one_machine(
    app: str, apps: Apps, assistant_with_apps: Assistant
):
    person = apps.person(app)
    name = {"slack": "Slack", "telegram": "Telegram"}[app]
    for told in (person.say("/start"), person.say("/privacy")):
        assert name in " ".join(told)
    other = apps.person(app)
    assert name in other.say(STORY)[0]


def files(person: Person, apps: Apps) -> list[bytes]:
    """The contents of the text files that came, oldest first."""
    if person.method == "sendMessage":
        return [call.files["document"].content for call in person.api.accepted("sendDocument")]
    uploads = apps.slack_api.uploads.values()
    return [each.content or b"" for each in uploads if each.name.endswith(".txt")]


@APPS
def test_a_copy_of_everything_comes_as_a_file_and_erasing_leaves_nothing(
    app: str, apps: Apps, assistant_with_apps: Assistant
):
    person = apps.person(app)
    word = f"harpsichord{app}"
    person.say(f"{STORY} because of the {word}")
    before = len(files(person, apps))
    person.say("export")
    wait_until(lambda: len(files(person, apps)) > before)
    assert word.encode() in files(person, apps)[-1]
    person.say("/erase" if app == "telegram" else "delete everything you know about me")
    assert '"sure' in person.buttons().replace("\\", "")
    [done] = person.press('/erase{"sure": "yes"}')
    assert "I keep nothing of you" in done
    wait_until(lambda: not holding(apps.settings.data, word))
    person.say("/progress" if app == "telegram" else "how are we doing?")


def holding(folder: Path, word: str) -> list[Path]:
    """The files below the folder in which this word stands."""
    return [p for p in folder.rglob("*") if p.is_file() and word.encode() in p.read_bytes()]


def test_one_person_in_two_apps_is_one_after_linking_them(
    apps: Apps, assistant_with_apps: Assistant
):
    in_slack, in_telegram = apps.slack(), apps.telegram()
    in_slack.say(STORY)
    people = "select count(distinct person) from episodes"
    in_telegram.say(STORY)
    [(before,)] = assistant_with_apps.rows(people)
    [told] = in_telegram.say("/link")
    code = re.search(r"\b\w{4}-\w{4}\b", told)
    assert code is not None
    [joined] = in_slack.say(f"link {code[0].lower()}")
    assert joined.startswith("Joined")
    assert assistant_with_apps.rows(people) == [(before - 1,)]
    [used] = in_slack.say(code[0])
    assert not used.startswith("Joined")


@APPS
def test_a_promise_is_kept_where_it_was_made(app: str, apps: Apps, assistant_with_apps: Assistant):
    person = apps.person(app)
    person.say(STORY)
    person.press("/it_helped")
    assert "/check_back" in person.buttons()
    person.press("/check_back")
    wait_until(lambda: ASKED in person.texts(), SECONDS + 40)


@APPS
def test_a_promise_is_kept_after_a_restart(app: str, apps: Apps, assistant_with_apps: Assistant):
    person = apps.person(app)
    person.say(STORY)
    person.press("/it_helped")
    before = person.texts().count(ASKED)
    person.press("/check_back")
    assistant_with_apps.control("stop", "assistant")
    assert apps.promises() == 1
    time.sleep(SECONDS)
    assert person.texts().count(ASKED) == before
    assistant_with_apps.control("start", "assistant")
    wait_until(lambda: person.texts().count(ASKED) > before, 60)
    assert apps.promises() == 0
