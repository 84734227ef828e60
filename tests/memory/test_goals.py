"""What the memory keeps of goals of one's own, on a real SQLite file."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tightrope.memory import Memory, TakenStep

NOW = datetime(2026, 5, 1, 21, 0, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "data") as opened:
        yield opened


def test_a_step_is_there_after_reopening_with_what_came_of_it(tmp_path: Path):
    with Memory(tmp_path) as first:
        first.goals.offer_step("ann", "friends", "self", 0, NOW)
        first.goals.step_outcome("ann", "helped")
        first.goals.offer_step("ann", "friends", "self", 1, NOW + HOUR)
    with Memory(tmp_path) as again:
        assert again.goals.steps("ann") == [
            TakenStep("friends", "self", 0, NOW, "helped"),
            TakenStep("friends", "self", 1, NOW + HOUR, None),
        ]


def test_people_are_kept_apart(memory: Memory):
    memory.goals.offer_step("ann", "friends", "self", 0, NOW)
    assert memory.goals.steps("bob") == []
    assert memory.goals.step_outcome("bob", "helped") is None
    memory.goals.offer_step("bob", "friends", "self", 3, NOW)
    memory.goals.step_outcome("bob", "did_not_help")
    assert [step.outcome for step in memory.goals.steps("ann")] == [None]
    assert [step.size for step in memory.goals.steps("bob")] == [3]


def test_the_same_goal_of_the_other_of_the_two_is_another_ladder(memory: Memory):
    memory.goals.offer_step("ann", "friends", "self", 2, NOW)
    memory.goals.offer_step("ann", "friends", "partner", 2, NOW + HOUR)
    assert memory.goals.steps("ann") == [
        TakenStep("friends", "self", 2, NOW),
        TakenStep("friends", "partner", 2, NOW + HOUR),
    ]


def test_goals_in_turn_keep_their_own_steps_oldest_first(memory: Memory):
    for number, (goal, size) in enumerate([("friends", 0), ("moving", 0), ("friends", 1)]):
        memory.goals.offer_step("ann", goal, "self", size, NOW + number * HOUR)
    steps = [(step.goal, step.size) for step in memory.goals.steps("ann")]
    assert steps == [("friends", 0), ("moving", 0), ("friends", 1)]


@pytest.mark.parametrize(
    ("second", "outcome", "wanted"),
    [
        # Nobody told about it: it is offered still, since now.
        ((0, "friends"), None, [("friends", 0, NOW + HOUR, None)]),
        # Another one, or one that was told about, is a new offer.
        ((1, "friends"), None, [("friends", 0, NOW, None), ("friends", 1, NOW + HOUR, None)]),
        ((0, "moving"), None, [("friends", 0, NOW, None), ("moving", 0, NOW + HOUR, None)]),
        (
            (0, "friends"),
            "did_not_help",
            [("friends", 0, NOW, "did_not_help"), ("friends", 0, NOW + HOUR, None)],
        ),
        (
            (0, "friends"),
            "helped",
            [("friends", 0, NOW, "helped"), ("friends", 0, NOW + HOUR, None)],
        ),
    ],
)
def test_a_step_that_nobody_told_about_is_not_offered_twice(
    memory: Memory, second: tuple[int, str], outcome: str | None, wanted: list[tuple[object, ...]]
):
    size, goal = second
    memory.goals.offer_step("ann", "friends", "self", 0, NOW)
    if outcome:
        memory.goals.step_outcome("ann", outcome)
    memory.goals.offer_step("ann", goal, "self", size, NOW + HOUR)
    steps = [(step.goal, step.size, step.at, step.outcome) for step in memory.goals.steps("ann")]
    assert steps == wanted


def test_only_the_latest_step_of_a_goal_can_be_pending(memory: Memory):
    """An older one of the same size that nobody told about stays what it was."""
    for number, size in enumerate([0, 1, 0]):
        memory.goals.offer_step("ann", "friends", "self", size, NOW + number * HOUR)
    steps = memory.goals.steps("ann")
    assert [(step.size, step.at) for step in steps] == [
        (0, NOW),
        (1, NOW + HOUR),
        (0, NOW + 2 * HOUR),
    ]


def test_a_pending_step_of_somebody_else_is_left_alone(memory: Memory):
    memory.goals.offer_step("ann", "friends", "self", 0, NOW)
    memory.goals.offer_step("bob", "friends", "self", 0, NOW + HOUR)
    assert [step.at for step in memory.goals.steps("ann")] == [NOW]
    assert [step.at for step in memory.goals.steps("bob")] == [NOW + HOUR]


def test_what_the_person_says_goes_to_the_step_offered_last(memory: Memory):
    memory.goals.offer_step("ann", "friends", "self", 0, NOW)
    memory.goals.offer_step("ann", "moving", "self", 0, NOW + HOUR)
    assert memory.goals.step_outcome("ann", "helped") == TakenStep(
        "moving", "self", 0, NOW + HOUR, "helped"
    )
    # Offered again, the older one is the last.
    memory.goals.offer_step("ann", "friends", "self", 0, NOW + 2 * HOUR)
    told = memory.goals.step_outcome("ann", "did_not_help")
    assert told == TakenStep("friends", "self", 0, NOW + 2 * HOUR, "did_not_help")
    assert [step.outcome for step in memory.goals.steps("ann")] == ["helped", "did_not_help"]


def test_steps_offered_at_the_same_time_are_told_apart(memory: Memory):
    memory.goals.offer_step("ann", "friends", "self", 0, NOW)
    memory.goals.offer_step("ann", "moving", "self", 0, NOW)
    memory.goals.step_outcome("ann", "helped")
    told = [(step.goal, step.outcome) for step in memory.goals.steps("ann")]
    assert told == [("friends", None), ("moving", "helped")]


def test_the_latest_word_on_a_step_counts(memory: Memory):
    memory.goals.offer_step("ann", "friends", "self", 0, NOW)
    memory.goals.step_outcome("ann", "did_not_help")
    memory.goals.step_outcome("ann", "helped")
    assert [step.outcome for step in memory.goals.steps("ann")] == ["helped"]


def test_steps_and_ideas_are_told_about_separately(memory: Memory):
    memory.goals.offer_step("ann", "friends", "self", 0, NOW)
    assert memory.outcome("ann", "helped") is False
    assert memory.goals.steps("ann")[0].outcome is None


@pytest.mark.parametrize("outcome", ["great", "", "HELPED"])
def test_an_unknown_outcome_is_refused_and_changes_nothing(memory: Memory, outcome: str):
    memory.goals.offer_step("ann", "friends", "self", 0, NOW)
    with pytest.raises(ValueError, match="helped, did_not_help"):
        memory.goals.step_outcome("ann", outcome)
    assert memory.goals.steps("ann") == [TakenStep("friends", "self", 0, NOW)]


def test_the_file_holds_no_sender_id(tmp_path: Path):
    with Memory(tmp_path) as memory:
        memory.goals.offer_step("telegram-4711", "friends", "self", 0, NOW)
        memory.goals.step_outcome("telegram-4711", "helped")
    for file in tmp_path.iterdir():
        assert b"4711" not in file.read_bytes(), file.name
