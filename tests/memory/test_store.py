"""What the memory keeps of a person, on a real SQLite file."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlite_utils import Database

from tightrope.memory import (
    CheckBack,
    Episode,
    Memory,
    MemoryFileError,
    Offered,
    PastEpisode,
    person_key,
)
from tightrope.memory.migrations import migrations

NOW = datetime(2026, 5, 1, 21, 0, tzinfo=timezone.utc)
OFFER = Offered("anxiety.buffer.reassure", 1, "reassurance_fatigue", 2, "protest", "partner")


@pytest.fixture
def memory(tmp_path: Path):
    with Memory(tmp_path / "data") as opened:
        yield opened


def test_what_was_offered_is_there_after_reopening(tmp_path: Path):
    with Memory(tmp_path) as first:
        first.offer(first.episode("ann", "protest", "partner", "tension", NOW), OFFER, NOW)
    with Memory(tmp_path) as again:
        assert again.offers("ann") == [replace(OFFER, episode=1, at=NOW)]


def test_people_are_kept_apart(memory: Memory):
    memory.offer(memory.episode("ann", "protest", "partner", "tension", NOW), OFFER, NOW)
    assert memory.offers("bob") == []
    assert memory.latest_episode("bob") is None
    assert memory.outcome("bob", "helped") is False
    assert memory.offers("ann")[0].outcome is None


@pytest.mark.parametrize(
    ("bid", "actor", "moment", "later", "same"),
    [
        ("protest", "partner", "tension", timedelta(minutes=5), True),
        ("protest", "partner", "calm", timedelta(hours=5), True),
        ("protest", "partner", "tension", timedelta(hours=7), False),
        ("protest", "self", "tension", timedelta(minutes=5), False),
        ("jealousy", "partner", "tension", timedelta(minutes=5), False),
    ],
)
def test_one_evening_with_one_bid_is_one_episode(memory: Memory, bid, actor, moment, later, same):
    first = memory.episode("ann", "protest", "partner", "tension", NOW)
    second = memory.episode("ann", bid, actor, moment, NOW + later)
    assert (second.id == first.id) is same
    assert memory.latest_episode("ann") == second


def test_what_the_person_says_goes_to_the_last_offer(memory: Memory):
    episode = memory.episode("ann", "protest", "partner", "tension", NOW)
    memory.offer(episode, OFFER, NOW)
    memory.offer(episode, OFFER, NOW)
    assert memory.outcome("ann", "did_not_help") is True
    assert [o.outcome for o in memory.offers("ann")] == [None, "did_not_help"]


def test_an_unknown_outcome_is_refused(memory: Memory):
    with pytest.raises(ValueError, match="did_not_help"):
        memory.outcome("ann", "great")


def test_the_file_holds_no_sender_id(tmp_path: Path):
    with Memory(tmp_path) as memory:
        memory.offer(memory.episode("telegram-4711", "jealousy", "self", "calm", NOW), OFFER, NOW)
    for file in tmp_path.iterdir():
        assert b"4711" not in file.read_bytes(), file.name


def test_the_key_depends_on_the_installation(tmp_path: Path):
    one, other = tmp_path / "one", tmp_path / "other"
    assert person_key("ann", one) == person_key("ann", one)
    assert person_key("ann", one) != person_key("ann", other)
    assert (one / "salt").stat().st_mode & 0o077 == 0


def test_a_file_that_is_no_database_is_named(tmp_path: Path):
    (tmp_path / "memory.sqlite").write_text("not a database, " * 100)
    with pytest.raises(MemoryFileError, match=r"memory\.sqlite"):
        Memory(tmp_path)


def test_an_old_file_is_brought_up_to_date_and_kept_readable_by_sqlite(tmp_path: Path):
    sqlite3.connect(tmp_path / "memory.sqlite").close()
    with Memory(tmp_path) as memory:
        memory.episode("ann", "withdrawal", "partner", "tension", NOW)
    db = sqlite3.connect(tmp_path / "memory.sqlite")
    assert db.execute("pragma journal_mode").fetchone() == ("wal",)
    assert db.execute("select count(*) from episodes").fetchone() == (1,)


# --------------------------------------------------------------------- which episode it is


@pytest.mark.parametrize(
    ("later", "same"),
    [
        (timedelta(hours=6), True),
        (timedelta(hours=6, microseconds=1), False),
        # The machine's clock was put back.
        (timedelta(hours=-1), True),
        (timedelta(days=-3), True),
    ],
)
def test_an_episode_lasts_six_hours_since_it_was_last_spoken_of(
    memory: Memory, later: timedelta, same: bool
):
    first = memory.episode("ann", "protest", "partner", "tension", NOW - timedelta(hours=5))
    memory.episode("ann", "protest", "partner", "tension", NOW)
    again = memory.episode("ann", "protest", "partner", "tension", NOW + later)
    assert (again.id == first.id) is same


def test_another_story_is_a_new_episode_whatever_it_shows(memory: Memory):
    first = memory.episode("ann", "protest", "partner", "tension", NOW)
    second = memory.episode("ann", "protest", "partner", "tension", NOW, new=True)
    assert second.id != first.id
    assert memory.latest_episode("ann") == second
    # What comes next belongs to the new one.
    assert memory.episode("ann", "protest", "partner", "calm", NOW).id == second.id


LITTLE, TOO_LONG = timedelta(minutes=5), timedelta(hours=6, seconds=1)


@pytest.mark.parametrize(("bid", "actor"), [("jealousy", "self"), ("protest", "partner")])
@pytest.mark.parametrize("new", [False, True])
def test_what_was_put_right_is_the_same_episode_told_anew(
    memory: Memory, bid: str, actor: str, new: bool
):
    first = memory.episode("ann", "protest", "partner", "tension", NOW)
    memory.offer(first, OFFER, NOW)
    right = memory.episode("ann", bid, actor, "calm", NOW + LITTLE, put_right=True, new=new)
    assert right.id == first.id
    assert memory.latest_episode("ann") == right
    assert (right.bid, right.actor, right.moment) == (bid, actor, "calm")
    assert right.touched == NOW + LITTLE
    # What was offered was offered for what was heard then: its words were said for that.
    (offered,) = memory.offers("ann")
    assert (offered.bid, offered.actor, offered.episode) == (OFFER.bid, OFFER.actor, first.id)
    assert [(past.bid, past.actor) for past in memory.episodes("ann")] == [(bid, actor)]


def test_nothing_is_put_right_that_was_too_long_ago_or_never_told(memory: Memory):
    never = memory.episode("ann", "protest", "partner", "tension", NOW, put_right=True)
    assert memory.latest_episode("ann") == never
    late = memory.episode("ann", "jealousy", "self", "calm", NOW + TOO_LONG, put_right=True)
    assert late.id != never.id
    assert memory.episode_of("ann", never.id) == never


def test_nobody_puts_somebody_elses_episode_right(memory: Memory):
    of_ann = memory.episode("ann", "protest", "partner", "tension", NOW)
    of_bob = memory.episode("bob", "jealousy", "self", "calm", NOW, put_right=True)
    assert of_bob.id != of_ann.id
    assert memory.latest_episode("ann") == of_ann


def test_an_episode_is_found_by_number_by_its_own_person_only(memory: Memory):
    first = memory.episode("ann", "protest", "partner", "tension", NOW)
    memory.episode("ann", "jealousy", "self", "calm", NOW)
    assert memory.episode_of("ann", first.id) == first
    assert memory.episode_of("bob", first.id) is None
    assert memory.episode_of("ann", first.id + 99) is None
    assert memory.episode_of("ann", None) is None


# --------------------------------------------------------------- what did not happen so


def test_a_misread_episode_is_not_gone_back_to(memory: Memory):
    before = memory.episode("ann", "jealousy", "self", "calm", NOW)
    wrong = memory.episode("ann", "protest", "partner", "tension", NOW + LITTLE)
    memory.offer(wrong, OFFER, NOW + LITTLE)
    assert memory.misread("ann") is True
    assert memory.latest_episode("ann") == before
    assert memory.episode_of("ann", wrong.id) is None
    assert memory.episodes("ann") == []
    again = memory.episode("ann", "protest", "partner", "tension", NOW + LITTLE)
    assert again.id not in (wrong.id, before.id)


def test_of_a_misread_episode_the_words_stay_used_and_are_marked(memory: Memory):
    for bid in ("jealousy", "protest"):
        episode = memory.episode("ann", bid, "partner", "tension", NOW)
        memory.offer(episode, replace(OFFER, bid=bid), NOW)
    memory.misread("ann")
    offers = memory.offers("ann")
    assert [(offered.bid, offered.misread) for offered in offers] == [
        ("jealousy", False),
        ("protest", True),
    ]
    assert {offered.strategy for offered in offers} == {OFFER.strategy}


def test_nothing_can_be_misread_where_nothing_was_told(memory: Memory):
    assert memory.misread("ann") is False
    memory.episode("bob", "protest", "partner", "tension", NOW)
    assert memory.misread("ann") is False
    assert memory.latest_episode("bob") is not None
    assert memory.misread("bob") is True
    assert memory.misread("bob") is False


# ------------------------------------------------------------------------- looking back


@pytest.mark.parametrize(
    ("outcomes", "soothed"),
    [
        ([None], None),
        ([None, None], None),
        (["helped"], True),
        (["did_not_help"], False),
        ([None, "did_not_help"], False),
        (["did_not_help", None], False),
        (["did_not_help", "helped"], True),
        (["helped", "did_not_help"], True),
        ([None, "helped", None], True),
    ],
)
def test_an_episode_was_soothed_if_one_idea_helped(
    memory: Memory, outcomes: list[str | None], soothed: bool | None
):
    episode = memory.episode("ann", "protest", "partner", "tension", NOW)
    for outcome in outcomes:
        memory.offer(episode, OFFER, NOW)
        if outcome:
            memory.outcome("ann", outcome)
    assert memory.episodes("ann") == [PastEpisode("protest", "partner", NOW, soothed)]


def test_episodes_come_oldest_first_one_for_each_and_none_without_an_idea(memory: Memory):
    for days, bid in ((2, "jealousy"), (0, "protest"), (1, "withdrawal"), (3, "self_reliance")):
        now = NOW + timedelta(days=days)
        episode = memory.episode("ann", bid, "self", "tension", now)
        if bid != "self_reliance":
            memory.offer(episode, OFFER, now)
            memory.offer(episode, OFFER, now)
    past = [(past.bid, past.started) for past in memory.episodes("ann")]
    assert past == [
        ("protest", NOW),
        ("withdrawal", NOW + timedelta(days=1)),
        ("jealousy", NOW + timedelta(days=2)),
    ]
    assert memory.episodes("bob") == []


def test_an_episode_began_when_it_was_first_told(memory: Memory):
    memory.offer(memory.episode("ann", "protest", "partner", "tension", NOW), OFFER, NOW)
    memory.episode("ann", "protest", "partner", "calm", NOW + LITTLE)
    memory.episode("ann", "jealousy", "partner", "calm", NOW + LITTLE, put_right=True)
    assert [past.started for past in memory.episodes("ann")] == [NOW]


# ------------------------------------------------------------------------- what was offered


def test_what_was_offered_comes_with_its_episode_time_and_balance(memory: Memory):
    first = memory.episode("ann", "protest", "partner", "tension", NOW)
    memory.offer(first, replace(OFFER, balance="reassurance_again"), NOW)
    second = memory.episode("ann", "jealousy", "self", "tension", NOW + LITTLE)
    memory.offer(second, replace(OFFER, bid="jealousy", actor="self"), NOW + LITTLE)
    assert memory.offers("ann") == [
        replace(OFFER, episode=first.id, at=NOW, balance="reassurance_again"),
        replace(OFFER, bid="jealousy", actor="self", episode=second.id, at=NOW + LITTLE),
    ]


def test_what_was_offered_stays_in_order_although_the_clock_was_put_back(memory: Memory):
    episode = memory.episode("ann", "protest", "partner", "tension", NOW)
    for number, ago in enumerate((0, 2, 1)):
        memory.offer(episode, replace(OFFER, say=number), NOW - timedelta(hours=ago))
    assert [offered.say for offered in memory.offers("ann")] == [0, 1, 2]
    memory.outcome("ann", "helped")
    assert [offered.outcome for offered in memory.offers("ann")] == [None, None, "helped"]


# --------------------------------------------------------- a memory of an earlier version

BEFORE_BALANCES = """
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
INSERT INTO "_sqlite_migrations" VALUES(1,'tightrope','first_tables','2026-04-01 09:00:00+00:00');
INSERT INTO "_sqlite_migrations"
    VALUES(2,'tightrope','people_set_aside','2026-04-01 09:00:00+00:00');
CREATE TABLE "episodes" (
   "id" INTEGER PRIMARY KEY,
   "person" TEXT NOT NULL,
   "bid" TEXT NOT NULL,
   "actor" TEXT NOT NULL,
   "moment" TEXT NOT NULL,
   "started" TEXT NOT NULL,
   "touched" TEXT NOT NULL
);
CREATE INDEX "idx_episodes_person_touched" ON "episodes" ("person", "touched");
CREATE TABLE "offers" (
   "id" INTEGER PRIMARY KEY,
   "episode" INTEGER NOT NULL REFERENCES "episodes"("id"),
   "strategy" TEXT NOT NULL,
   "say" INTEGER NOT NULL,
   "caution" TEXT NOT NULL,
   "reflection" INTEGER NOT NULL,
   "at" TEXT NOT NULL,
   "outcome" TEXT
);
CREATE INDEX "idx_offers_episode" ON "offers" ("episode");
CREATE TABLE "set_aside" ("person" TEXT PRIMARY KEY NOT NULL, "at" TEXT NOT NULL);
"""
"""A memory as it was before balances, goals and check-backs: the tables of its version."""


def of_the_first_version(folder: Path) -> None:
    """Makes such a memory: Ann told of a protest, which was answered twice, and Bob left."""
    ann, bob, then = person_key("ann", folder), person_key("bob", folder), NOW.isoformat()
    with sqlite3.connect(folder / "memory.sqlite") as db:
        db.executescript(BEFORE_BALANCES)
        db.execute(
            "insert into episodes values (7, ?, 'protest', 'partner', 'tension', ?, ?)",
            [ann, then, then],
        )
        for number, outcome in ((1, "did_not_help"), (2, None)):
            db.execute(
                "insert into offers values (?, 7, ?, 1, ?, 2, ?, ?)",
                [number, OFFER.strategy, OFFER.caution, then, outcome],
            )
        db.execute("insert into set_aside values (?, ?)", [bob, then])
    db.close()


def test_a_memory_of_the_first_version_keeps_all_it_knows(tmp_path: Path):
    of_the_first_version(tmp_path)
    with Memory(tmp_path) as memory:
        episode = memory.latest_episode("ann")
        assert episode == Episode(7, "protest", "partner", "tension", NOW)
        kept = replace(OFFER, episode=7, at=NOW)
        assert memory.offers("ann") == [replace(kept, outcome="did_not_help"), kept]
        assert memory.is_set_aside("bob")
        assert not memory.is_set_aside("ann")
        # What it did not know then is not known now.
        assert memory.check_back_asked(episode) is None
        assert memory.declined_check_back("ann") is False
        assert memory.check_backs.all() == []
        assert memory.goals.steps("ann") == []
        assert memory.episodes("ann") == [PastEpisode("protest", "partner", NOW, False)]


def test_a_memory_of_the_first_version_goes_on_in_the_new_one(tmp_path: Path):
    of_the_first_version(tmp_path)
    for turn in (1, 2):
        # Opened twice: what was brought up to date stays so.
        with Memory(tmp_path) as memory:
            episode = memory.episode("ann", "protest", "partner", "calm", NOW + LITTLE)
            assert episode.id == 7
            memory.offer(episode, replace(OFFER, balance="beyond_tips"), NOW + LITTLE)
            assert [o.balance for o in memory.offers("ann")] == [None] * 2 + ["beyond_tips"] * turn
    with Memory(tmp_path) as memory:
        assert memory.outcome("ann", "helped") is True
        assert [past.soothed for past in memory.episodes("ann")] == [True]
        memory.note_check_back(episode, "wanted")
        memory.check_backs.promise(CheckBack("ann", "web", NOW, 7))
        memory.goals.offer_step("ann", "friends", "self", 0, NOW)
        assert memory.check_back_asked(episode) == "wanted"
        assert memory.misread("ann") is True
        assert memory.latest_episode("ann") is None
        assert all(offered.misread for offered in memory.offers("ann"))


def tables(folder: Path) -> dict[str, set[tuple[object, ...]]]:
    """The columns of each table and its indexes, whatever order they came in."""
    db = sqlite3.connect(folder / "memory.sqlite")
    names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
    found = {}
    for name in names:
        columns = {row[1:] for row in db.execute(f"pragma table_info({name})")}
        found[name] = columns | {row[1:3] for row in db.execute(f"pragma index_list({name})")}
    db.close()
    return found


def test_old_and_new_memories_have_the_same_tables(tmp_path: Path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    of_the_first_version(old)
    for folder in (old, new):
        Memory(folder).close()
    assert tables(old) == tables(new)


def test_the_first_two_steps_are_never_edited(tmp_path: Path):
    """Whoever has an old memory would not get what is changed there."""
    old, steps = tmp_path / "old", tmp_path / "steps"
    for folder in (old, steps):
        folder.mkdir()
    of_the_first_version(old)
    db = Database(sqlite3.connect(steps / "memory.sqlite"))
    migrations.apply(db, stop_before="balances_and_misread_episodes")
    db.close()
    assert tables(old) == tables(steps)
