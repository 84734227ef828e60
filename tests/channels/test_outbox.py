"""The latest replies, kept for those who were away."""

from tightrope.channels.outbox import Outbox


class Clock:
    """Seconds that pass when they are told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def texts(replies: list[dict[str, object]]) -> list[object]:
    return [reply["text"] for reply in replies]


def test_only_what_came_after_is_given() -> None:
    outbox = Outbox()
    first = outbox.add("a", {"text": "one"})
    outbox.add("b", {"text": "other"})
    outbox.add("a", {"text": "two", "re": "m"})
    assert texts(outbox.since("a", 0)) == ["one", "two"]
    assert texts(outbox.since("a", first["seq"])) == ["two"]
    assert texts(outbox.answers("a", "m")) == ["two"]
    assert outbox.since("nobody", 0) == []


def test_numbers_grow_within_a_moment_and_after_a_restart() -> None:
    clock = Clock()
    outbox = Outbox(clock=clock)
    numbers = [outbox.add("a", {})["seq"] for _ in range(5)]
    assert numbers == sorted(set(numbers))
    clock.now += 1
    assert Outbox(clock=clock).add("a", {})["seq"] > numbers[-1]


def test_replies_are_not_kept_for_long() -> None:
    clock = Clock()
    outbox = Outbox(seconds=60, clock=clock)
    outbox.add("a", {"text": "old"})
    clock.now += 61
    assert outbox.since("a", 0) == []
    outbox.add("b", {"text": "new"})
    clock.now -= 61
    assert outbox.since("a", 0) == []


def test_what_nobody_was_there_to_hear_is_kept_for_longer() -> None:
    clock = Clock()
    outbox = Outbox(seconds=60, seconds_unheard=3600, clock=clock)
    outbox.add("a", {"text": "heard"})
    outbox.add("a", {"text": "unheard"}, unheard=True)
    clock.now += 3000
    outbox.add("b", {"text": "of somebody else"})
    assert texts(outbox.since("a", 0)) == ["unheard"]
    clock.now += 3000
    assert outbox.since("a", 0) == []


def test_neither_are_too_many() -> None:
    outbox = Outbox(per_session=2, sessions=2)
    for text in ("one", "two", "three"):
        outbox.add("a", {"text": text})
    assert texts(outbox.since("a", 0)) == ["two", "three"]
    outbox.add("b", {"text": "b"})
    outbox.add("a", {"text": "four"})
    outbox.add("c", {"text": "c"})
    assert outbox.since("b", 0) == []
    assert texts(outbox.since("a", 0)) == ["three", "four"]


def test_a_session_can_be_forgotten() -> None:
    outbox = Outbox()
    outbox.add("a", {"text": "one"})
    outbox.forget("a")
    outbox.forget("nobody")
    assert outbox.since("a", 0) == []
