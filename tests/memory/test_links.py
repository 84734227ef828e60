"""One person in several channels: codes, wrong codes, and whose rows are whose."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from tests.memory.pasts import NOW, PASTS, SENDERS, Told, joined, live
from tightrope.memory import CheckBack, Linked, Memory, Offered
from tightrope.memory.links import CLOSED_FOR, GOOD_FOR, MOST_TRIES

OFFER = Offered("anxiety.buffer.touch", 0, "a", 0, "jealousy", "self")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def memory(tmp_path: Path):
    with Memory(tmp_path) as opened:
        yield opened


def told(memory: Memory, sender: str, at: datetime = NOW) -> None:
    memory.offer(memory.episode(sender, "jealousy", "self", "tension", at, new=True), OFFER, at)


def test_what_was_told_in_either_channel_is_known_in_both(memory: Memory):
    told(memory, "web")
    told(memory, "telegram", NOW + MINUTE)
    memory.goals.offer_step("telegram", "friends", "self", 0, NOW)
    joined(memory, "web", "telegram")
    for sender in ("web", "telegram"):
        assert len(memory.offers(sender)) == 2
        assert [step.goal for step in memory.goals.steps(sender)] == ["friends"]
    told(memory, "telegram", NOW + 2 * MINUTE)
    assert len(memory.offers("web")) == 3


def test_nobody_else_is_joined(memory: Memory):
    told(memory, "web")
    told(memory, "bob")
    joined(memory, "web", "telegram")
    assert len(memory.offers("bob")) == 1
    assert memory.links.keys("bob") == [memory.links.person("bob")]
    assert len(memory.links.keys("web")) == 2


def test_a_third_channel_can_be_joined_from_any_of_two(memory: Memory):
    joined(memory, "web", "telegram")
    joined(memory, "slack", "telegram")
    told(memory, "slack")
    assert [len(memory.offers(sender)) for sender in ("web", "telegram", "slack")] == [1, 1, 1]
    assert len(memory.links.keys("web")) == 3


def test_links_outlive_a_restart(tmp_path: Path):
    with Memory(tmp_path) as first:
        told(first, "web")
        joined(first, "web", "telegram")
    with Memory(tmp_path) as again:
        assert len(again.offers("telegram")) == 1


@pytest.mark.parametrize(
    "typed", ["{}", " {} ", "{0:.4}-{1}", "{0:.4} {1}", "{0:.4} – {1}", "- {} -"]
)
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_case_blanks_and_dashes_do_not_matter(memory: Memory, typed: str, case):
    code = memory.links.code("web", NOW)
    assert memory.links.use("slack", case(typed.format(code, code[4:])), NOW) is Linked.JOINED


def test_a_code_is_good_once(memory: Memory):
    code = memory.links.code("web", NOW)
    assert memory.links.use("telegram", code, NOW) is Linked.JOINED
    assert memory.links.use("slack", code, NOW) is Linked.WRONG
    assert len(memory.links.keys("web")) == 2


@pytest.mark.parametrize(
    ("after", "came"),
    [(GOOD_FOR - timedelta(seconds=1), Linked.JOINED), (GOOD_FOR, Linked.WRONG)],
)
def test_a_code_is_good_for_ten_minutes(memory: Memory, after: timedelta, came: Linked):
    code = memory.links.code("web", NOW)
    assert memory.links.use("telegram", code, NOW + after) is came


def test_a_new_code_ends_the_one_before(memory: Memory):
    first, second = (memory.links.code("web", NOW) for _ in range(2))
    assert memory.links.use("telegram", first, NOW) is Linked.WRONG
    assert memory.links.use("telegram", second, NOW) is Linked.JOINED


def test_ones_own_code_does_nothing_and_stays_good(memory: Memory):
    told(memory, "web")
    code = memory.links.code("web", NOW)
    assert memory.links.use("web", code, NOW) is Linked.SAME_PERSON
    assert memory.links.use("telegram", code, NOW) is Linked.JOINED
    assert len(memory.offers("web")) == 1


def test_linking_twice_changes_nothing(memory: Memory):
    told(memory, "web")
    joined(memory, "web", "telegram")
    for giver, user in [("web", "telegram"), ("telegram", "web")]:
        code = memory.links.code(giver, NOW)
        assert memory.links.use(user, code, NOW) is Linked.SAME_PERSON
    assert len(memory.offers("telegram")) == 1
    assert len(memory.links.keys("web")) == 2


@pytest.mark.parametrize(
    "code", ["", " ", "-", "x", "ABCDEFGH", "ABCD-EFGH" * 10_000, "'; drop table links; --", "\0"]
)
def test_what_is_no_code_joins_nobody(memory: Memory, code: str):
    memory.links.code("web", NOW)
    assert memory.links.use("telegram", code, NOW) is Linked.WRONG
    assert len(memory.links.keys("web")) == 1


def test_after_five_wrong_codes_none_is_taken_for_an_hour(memory: Memory):
    for number in range(MOST_TRIES):
        at = NOW + number * MINUTE
        assert memory.links.use("telegram", "AAAA2222", at) is Linked.WRONG
    last = NOW + (MOST_TRIES - 1) * MINUTE
    for at, came in [
        (last + MINUTE, Linked.TOO_MANY),
        (last + CLOSED_FOR - MINUTE, Linked.TOO_MANY),
        (last + CLOSED_FOR, Linked.JOINED),
    ]:
        code = memory.links.code("web", at)
        assert memory.links.use("telegram", code, at) is came
    assert len(memory.links.keys("web")) == 2


def test_five_wrong_codes_of_others_close_nothing(memory: Memory):
    for _ in range(MOST_TRIES):
        memory.links.use("telegram", "AAAA2222", NOW)
    assert memory.links.use("slack", memory.links.code("web", NOW), NOW) is Linked.JOINED


def test_five_wrong_codes_over_a_longer_time_close_nothing(memory: Memory):
    for number in range(2 * MOST_TRIES):
        at = NOW + number * 3 * MINUTE
        assert memory.links.use("telegram", "AAAA2222", at) is Linked.WRONG


def test_codes_and_senders_are_not_in_the_file(tmp_path: Path):
    with Memory(tmp_path) as memory:
        code = memory.links.code("telegram-4711", NOW)
        joined(memory, "telegram-4711", "slack-U0OTTO")
        kept = memory.links.code("slack-U0OTTO", NOW)
        for file in tmp_path.iterdir():
            for told in (code, kept, "telegram-4711", "slack-U0OTTO"):
                assert told.encode() not in file.read_bytes(), file.name


def test_whoever_left_one_channel_in_a_hurry_is_written_to_in_neither(memory: Memory):
    memory.set_aside("telegram", NOW)
    joined(memory, "web", "telegram")
    assert memory.is_set_aside("web")
    assert memory.is_set_aside("telegram")


def test_of_two_promises_to_ask_the_new_one_holds(memory: Memory):
    memory.check_backs.promise(CheckBack("web", "web", NOW, None))
    memory.check_backs.promise(CheckBack("telegram", "telegram", NOW + MINUTE, None))
    joined(memory, "web", "telegram")
    (promise,) = memory.check_backs.all()
    assert promise == memory.check_backs.of("web")
    assert promise.sender == "telegram"
    assert memory.check_backs.forget("web")
    assert memory.check_backs.all() == []


COUNTED = {
    "episodes": "select bid, actor, moment, misread, started from episodes",
    "offers": "select episode, strategy, at, outcome from offers",
    "steps": "select goals.goal, actor, size, at, outcome from steps"
    " join goals on goals.id = steps.goal",
}
"""What must all be there after two persons have become one; whose it is aside."""


def rows(folder: Path, query: str) -> Counter[tuple[object, ...]]:
    return Counter(tuple(row) for row in Database(folder / "memory.sqlite").execute(query))


@settings(max_examples=60, deadline=None)
@given(PASTS, PASTS, st.permutations(SENDERS))
def test_no_row_is_lost_by_joining(past: list[Told], later: list[Told], senders: list[str]):
    one, two, three, other = senders
    with TemporaryDirectory() as name, Memory(folder := Path(name)) as memory:
        live(memory, past)
        before = {table: rows(folder, query) for table, query in COUNTED.items()}
        of_other = memory.offers(other), memory.goals.steps(other)
        episodes = sum(len(memory.kept_episodes(sender)) for sender in (one, two, three))
        joined(memory, one, two)
        joined(memory, three, two)
        assert {table: rows(folder, query) for table, query in COUNTED.items()} == before
        assert (memory.offers(other), memory.goals.steps(other)) == of_other
        for sender in (one, two, three):
            assert len(memory.kept_episodes(sender)) == episodes
        live(memory, [thing for thing in later if thing.what != "code"])
        assert memory.offers(one) == memory.offers(two) == memory.offers(three)
        assert memory.goals.steps(one) == memory.goals.steps(three)
        assert memory.is_set_aside(one) == memory.is_set_aside(two)
        assert (
            Database(folder / "memory.sqlite").execute("pragma foreign_key_check").fetchall() == []
        )
