"""Goals of one's own: the ladders of steps, and which step comes next."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.asem import Actor, Goal, GoalsError, Tried, load_goals, next_size

PACKAGED = (files("tightrope.asem") / "goals.yml").read_text(encoding="utf-8")
GOALS = load_goals()
ACTORS = (Actor.PARTNER, Actor.SELF)
LARGEST = 6
"""Steps are counted from 0."""


# ---------------------------------------------------------------------------------- the file


@pytest.mark.parametrize("goal", GOALS.goals, ids=lambda goal: goal.id)
def test_every_goal_is_a_whole_ladder_for_either_actor(goal: Goal) -> None:
    assert len(goal.steps) == LARGEST + 1
    for actor in ACTORS:
        texts = [goal.step(size, actor) for size in range(LARGEST + 1)]
        assert len(set(texts)) == len(texts)
        assert all(0 < len(text.split()) <= 30 for text in texts)
    with pytest.raises(IndexError):
        goal.step(LARGEST + 1, Actor.SELF)


def test_there_is_a_choice_of_goals_each_with_its_own_title() -> None:
    assert len(GOALS.goals) >= 3
    assert len({goal.title for goal in GOALS.goals}) == len(GOALS.goals)
    assert all(len(goal.title.split()) <= 4 for goal in GOALS.goals)


def test_goals_are_found_by_id() -> None:
    for goal in GOALS.goals:
        assert GOALS.get(goal.id) is goal
    assert GOALS.get("gone") is None
    assert GOALS.get(None) is None


def test_the_packaged_file_is_read_once_and_another_file_every_time(tmp_path: Path) -> None:
    assert load_goals() is load_goals()
    own = tmp_path / "own.yml"
    own.write_text(PACKAGED, encoding="utf-8")
    assert load_goals(own) == GOALS
    own.write_text(PACKAGED.replace("version: 1", "version: 2", 1), encoding="utf-8")
    assert load_goals(own).version == 2


def test_nobody_can_change_what_was_read() -> None:
    with pytest.raises(TypeError):
        GOALS.goals[0].title = "Nothing"


# ---------------------------------------------------------------------------- the next step

WELL, BADLY, NOT_TOLD = True, False, None


@pytest.mark.parametrize(
    ("history", "wanted"),
    [
        # The smallest to begin with.
        ([], 0),
        # One larger after one that went well.
        ([(0, WELL)], 1),
        ([(0, WELL), (1, WELL)], 2),
        ([(5, WELL)], 6),
        # One smaller after one that did not.
        ([(1, BADLY)], 0),
        ([(6, BADLY)], 5),
        ([(3, WELL), (4, BADLY)], 3),
        ([(4, BADLY), (3, BADLY)], 2),
        # There is none smaller than the smallest.
        ([(0, BADLY)], 0),
        ([(0, BADLY), (0, BADLY)], 0),
        # The same as long as nobody told.
        ([(0, NOT_TOLD)], 0),
        ([(4, NOT_TOLD)], 4),
        ([(6, NOT_TOLD)], 6),
        # Only the last one counts.
        ([(6, WELL), (2, WELL)], 3),
        ([(0, BADLY), (1, BADLY), (2, NOT_TOLD)], 2),
        # After a smaller one was won, the one that failed comes again.
        ([(3, BADLY), (2, WELL)], 3),
        # The goal is reached.
        ([(6, WELL)], None),
        ([(6, BADLY), (5, WELL), (6, WELL)], None),
        # Sizes from another edition of the file.
        ([(7, NOT_TOLD)], 6),
        ([(9, BADLY)], 5),
        ([(9, WELL)], None),
        ([(-3, NOT_TOLD)], 0),
        ([(-3, BADLY)], 0),
        ([(-3, WELL)], 1),
    ],
)
def test_the_next_step(history: list[tuple[int, bool | None]], wanted: int | None) -> None:
    assert next_size([Tried(size, well) for size, well in history]) == wanted


told = st.sampled_from([WELL, BADLY, NOT_TOLD])
any_history = st.lists(st.builds(Tried, st.integers(-2, 9) | st.integers(), told), max_size=12)


@given(any_history)
def test_there_is_an_answer_to_any_history(history: list[Tried]) -> None:
    size = next_size(history)
    if size is None:
        assert history[-1].went_well
        assert history[-1].size >= LARGEST
    else:
        assert all(goal.step(size, actor) for goal in GOALS.goals for actor in ACTORS)


@given(any_history)
def test_never_grows_by_more_than_one_nor_without_a_success(history: list[Tried]) -> None:
    size = next_size(history)
    last = max(history[-1].size, 0) if history else 0
    if size is not None and size > last:
        assert history[-1].went_well
        assert size == last + 1


@given(any_history.filter(lambda history: history and history[-1].went_well is False))
def test_always_shrinks_after_a_failure_down_to_the_smallest(history: list[Tried]) -> None:
    size, failed = next_size(history), history[-1].size
    assert size is not None
    assert size < failed or (size == 0 and failed <= 0)
    assert size >= min(failed, LARGEST) - 1


@given(any_history.filter(lambda history: history and history[-1].went_well is None))
def test_stays_as_long_as_nobody_told(history: list[Tried]) -> None:
    assert next_size(history) == min(max(history[-1].size, 0), LARGEST)


@given(st.lists(told, max_size=40))
def test_no_step_comes_before_all_smaller_ones_were_won(outcomes: list[bool | None]) -> None:
    """Whoever follows what is offered climbs the whole ladder, rung by rung."""
    history: list[Tried] = []
    won: set[int] = set()
    for well in outcomes:
        size = next_size(history)
        if size is None:
            assert won == set(range(LARGEST + 1))
            return
        assert won >= set(range(size))
        if well:
            won.add(size)
        history.append(Tried(size, well))


def test_seven_that_went_well_reach_the_goal() -> None:
    history: list[Tried] = []
    while (size := next_size(history)) is not None:
        history.append(Tried(size, WELL))
    assert [tried.size for tried in history] == list(range(LARGEST + 1))


# -------------------------------------------------------------------------------- its faults


def step(name: str, number: int) -> str:
    """Return the packaged text of one step, both lines."""
    start = PACKAGED.index(f"  - id: {name}\n")
    for _ in range(number):
        start = PACKAGED.index("      - partner: ", start + 1)
    return "".join(PACKAGED[start:].splitlines(keepends=True)[:2])


def entry_of(name: str) -> str:
    """Return the packaged text of one goal, up to the empty line behind it."""
    start = PACKAGED.index(f"  - id: {name}\n")
    return PACKAGED[start : PACKAGED.index("\n\n", start) + 1]


def replaced(old: str, new: str) -> str:
    assert old in PACKAGED
    return PACKAGED.replace(old, new, 1)


def other_step(name: str, number: int, partner: str, self: str) -> str:
    return replaced(step(name, number), f"      - partner: {partner}\n        self: {self}\n")


FIRST, SECOND = GOALS.goals[0], GOALS.goals[1]
TITLE = f'title: "{FIRST.title}"'

BROKEN = {
    "yaml: an open quote": (replaced(TITLE, TITLE[:-1]), ["line ", "not valid YAML", "quotes"]),
    "yaml: a key twice": (
        replaced(f"    {TITLE}", f"    {TITLE}\n    {TITLE}"),
        ["line ", "duplicate key", "repeated key"],
    ),
    "yaml: nothing in it": ("", ["holds no keys", "packaged file"]),
    "yaml: a list": ("- one", ["holds no keys"]),
    "yaml: a forbidden character": (PACKAGED + "\x07", ["not valid YAML"]),
    "no goals": (replaced("\ngoals:\n", "\nladders:\n"), ["top level", "'goals'", "Add it"]),
    "goals are no list": ("version: 1\ngoals: none\n", ["top level", "'goals'", "missing"]),
    "an empty list": ("version: 1\ngoals: []\n", ["top level", "'goals'", "no goal", "Write one"]),
    "a goal is a word": (
        replaced("\ngoals:\n", "\ngoals:\n  - reading\n"),
        ["goal no. 1", "not a set of fields"],
    ),
    "no version": (replaced("version: 1\n", ""), ["top level", "'version'", "Add it"]),
    "section nobody knows": (PACKAGED + "\nnotes: []\n", ["top level", "'notes'", "Remove it"]),
    "an id twice": (
        replaced(f"id: {SECOND.id}", f"id: {FIRST.id}"),
        ["top level", "'goals'", "an id is there twice", "id of its own"],
    ),
    "no id": (
        replaced(f"  - id: {SECOND.id}\n    title", "  - title"),
        ["goal no. 2", "'id'", "missing", "Add it"],
    ),
    "an id that is a number": (
        replaced(f"id: {SECOND.id}\n", "id: 7\n"),
        ["goal no. 2", "'id'", "no text", "quotes"],
    ),
    "no title": (replaced(f"    {TITLE}\n", ""), ["goal no. 1", "'title'", "Add it"]),
    "an empty title": (replaced(TITLE, 'title: ""'), ["goal no. 1", "'title'", "1 to 4"]),
    "a title of five words": (
        replaced(TITLE, 'title: "One two three four five"'),
        ["goal no. 1", "'title'", "5 words", "1 to 4"],
    ),
    "field nobody knows": (
        replaced(f"    {TITLE}", f"    {TITLE}\n    aim: x"),
        ["goal no. 1", "'aim'", "Remove it"],
    ),
    "six steps": (
        replaced(step(FIRST.id, 7), ""),
        ["goal no. 1", "'steps'", "6 steps", "Write 7, smallest first"],
    ),
    "eight steps": (
        replaced(step(SECOND.id, 7), step(SECOND.id, 7) * 2),
        ["goal no. 2", "'steps'", "8 steps", "Write 7"],
    ),
    "no steps": (
        replaced(entry_of(SECOND.id), f'  - id: {SECOND.id}\n    title: "Own"\n'),
        ["goal no. 2", "'steps'", "missing", "Add it"],
    ),
    "a step for one of the two": (
        replaced(step(FIRST.id, 3), step(FIRST.id, 3).splitlines()[0] + "\n"),
        ["goal no. 1", "'steps'", "no. 3 is not for both", "'partner'", "'self'"],
    ),
    "a step for nobody": (
        replaced(step(FIRST.id, 3), step(FIRST.id, 3) + '        none: "Nothing."\n'),
        ["goal no. 1", "'steps'", "no. 3 is not for both"],
    ),
    "a step for somebody else": (
        replaced(step(FIRST.id, 3), step(FIRST.id, 3).replace(" self:", " friend:")),
        ["goal no. 1", "'steps > no. 3", "none of the words"],
    ),
    "a step of 31 words": (
        other_step(FIRST.id, 2, '"Ask."', f'"{"word " * 31}"'),
        ["goal no. 1", "'steps'", "no. 2, self, has 31 words", "1 to 30"],
    ),
    "a step of no words": (
        other_step(FIRST.id, 7, '" "', '"Do it."'),
        ["goal no. 1", "'steps'", "no. 7, partner, has 0 words", "1 to 30"],
    ),
    "a step is a number": (
        other_step(FIRST.id, 1, "5", '"Do it."'),
        ["goal no. 1", "'steps > no. 1 > partner'", "no text", "quotes"],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_says_where_a_file_is_broken_and_what_to_do(case: str, tmp_path: Path) -> None:
    text, wanted = BROKEN[case]
    broken = tmp_path / "edited.yml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(GoalsError) as refused:
        load_goals(broken)
    message = str(refused.value)
    assert message.startswith("edited.yml: ")
    assert message.endswith(".")
    assert [part for part in wanted if part not in message] == [], message


def test_what_is_just_within_the_limits_is_read(tmp_path: Path) -> None:
    own = tmp_path / "own.yml"
    own.write_text(other_step(FIRST.id, 2, '"Ask."', f'"{"word " * 30}"'), encoding="utf-8")
    assert load_goals(own).goals[0].step(1, Actor.PARTNER) == "Ask."
    own.write_text(replaced(TITLE, 'title: "One two three four"'), encoding="utf-8")
    assert load_goals(own).goals[0].title == "One two three four"


def test_a_file_that_is_not_there_or_not_utf8_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoalsError, match=r"gone\.yml: file: No such file.*Check the path"):
        load_goals(tmp_path / "gone.yml")
    latin = tmp_path / "latin.yml"
    latin.write_bytes("title: café".encode("latin-1"))
    with pytest.raises(GoalsError, match=r"latin\.yml: file: it is not UTF-8"):
        load_goals(latin)
