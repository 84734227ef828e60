"""When a caution has come due, and what is said then: the tightrope, through `choose`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.asem import (
    SMALL_STEP,
    Actor,
    Bid,
    Cell,
    Choice,
    Due,
    Exchange,
    Moment,
    Offer,
    Outcome,
    State,
    choose,
    dimension_of,
    load_balance,
    load_table1,
)

NOW = datetime(2026, 5, 20, 21, 0, tzinfo=timezone.utc)
TONIGHT = 100
"""The episode that is open."""

RULES = {rule.id: rule for rule in load_balance().rules}
SECOND = timedelta(seconds=1)
ACTORS = (Actor.PARTNER, Actor.SELF)
ANXIOUS = (Bid.REASSURANCE_SEEKING, Bid.JEALOUSY, Bid.PROTEST)
AVOIDANT = (Bid.WITHDRAWAL, Bid.SELF_RELIANCE, Bid.COMMITMENT_AVOIDANCE)

STRATEGIES = {
    Cell.ANXIETY_BUFFER: "anxiety.buffer.reassure",
    Cell.ANXIETY_FOSTER: "anxiety.foster.stand_by",
    Cell.AVOIDANCE_BUFFER: "avoidance.buffer.give_room",
    Cell.AVOIDANCE_FOSTER: "avoidance.foster.fun",
}


def offer(
    bid: Bid = Bid.JEALOUSY,
    actor: Actor | None = Actor.PARTNER,
    cell: Cell = Cell.ANXIETY_BUFFER,
    *,
    episode: int | None = TONIGHT,
    ago: timedelta | None = timedelta(minutes=10),
    outcome: Outcome | None = None,
    balance: str | None = None,
    misread: bool = False,
) -> Offer:
    """An earlier answer, made some time ago."""
    return Offer(
        strategy=STRATEGIES[cell],
        say=0,
        caution="reassurance_fatigue",
        reflection=0,
        bid=bid,
        outcome=outcome,
        actor=actor,
        episode=episode,
        at=None if ago is None else NOW - ago,
        balance=balance,
        misread=misread,
    )


def days(number: float) -> timedelta:
    return timedelta(days=number)


def answer(
    offers: Iterable[Offer] = (),
    bid: Bid = Bid.JEALOUSY,
    actor: Actor = Actor.PARTNER,
    moment: Moment = Moment.TENSION,
    *,
    now: datetime | None = NOW,
    episode: int | None = TONIGHT,
) -> Choice:
    exchange = Exchange(bid, dimension_of(bid), actor, moment)
    choice = choose(exchange, State(tuple(offers), now, episode))
    assert choice is not None
    return choice


def rule(choice: Choice) -> str | None:
    return choice.due.rule if choice.due else None


def told(choice: Choice) -> Due:
    """What has come due; there must be something."""
    assert choice.due is not None
    return choice.due


def evening(
    turns: int,
    bid: Bid,
    actor: Actor,
    moment: Moment = Moment.TENSION,
    offers: Iterable[Offer] = (),
) -> list[Choice]:
    """The answers to the same exchange told again and again in one episode."""
    before, choices = tuple(offers), []
    for _ in range(turns):
        choice = answer(before, bid, actor, moment)
        choices.append(choice)
        before = (
            *before,
            Offer(
                choice.strategy,
                choice.say.index,
                choice.caution.id,
                choice.reflection.index,
                bid,
                None,
                actor,
                TONIGHT,
                NOW,
                rule(choice),
            ),
        )
    return choices


def test_nothing_is_due_the_first_time() -> None:
    for bid in (*ANXIOUS, *AVOIDANT):
        for actor in ACTORS:
            for moment in Moment:
                assert rule(answer((), bid, actor, moment)) is None


# ---------------------------------------------------------------- reassurance again and again


@pytest.mark.parametrize("bid", ANXIOUS)
def test_reassurance_comes_due_from_the_third_time_in_an_episode(bid: Bid) -> None:
    rules = [rule(choice) for choice in evening(5, bid, Actor.PARTNER)]
    assert rules == [None, None, *["reassurance_again"] * 3]


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize(
    ("earlier", "wanted"), [(3, None), (4, "reassurance_again"), (5, "reassurance_again")]
)
def test_reassurance_comes_due_from_the_fifth_time_in_seven_days(
    actor: Actor, earlier: int, wanted: str | None
) -> None:
    offers = [offer(actor=actor, episode=n, ago=days(n)) for n in range(1, earlier + 1)]
    assert rule(answer(offers, actor=actor)) == wanted


@pytest.mark.parametrize(
    ("ago", "wanted"),
    [(days(7) - SECOND, True), (days(7), True), (days(7) + SECOND, False), (days(30), False)],
)
def test_seven_days_are_seven_days(ago: timedelta, wanted: bool) -> None:
    offers = [offer(episode=9, ago=ago), *(offer(episode=n, ago=days(n)) for n in (1, 2, 3))]
    assert (rule(answer(offers)) == "reassurance_again") is wanted


UNLIKE = {
    "another bid": offer(Bid.PROTEST),
    "another actor": offer(actor=Actor.SELF),
    "nobody knows whose": offer(actor=None),
    "another cell": offer(cell=Cell.ANXIETY_FOSTER),
    "the other dimension": offer(Bid.WITHDRAWAL, cell=Cell.AVOIDANCE_BUFFER),
    "misread": offer(misread=True),
}
"""Answers that are none to the same bid of the same actor in the same cell."""


@pytest.mark.parametrize("case", [*UNLIKE, "another episode"])
def test_only_the_same_bid_counts_within_an_episode(case: str) -> None:
    counted = offer()
    assert rule(answer([counted, counted])) == "reassurance_again"
    other = UNLIKE.get(case) or offer(episode=TONIGHT - 1)
    for offers in ([counted, other], [other, counted], [other, other, counted]):
        assert rule(answer(offers)) is None


@pytest.mark.parametrize("case", [*UNLIKE, "nobody knows when"])
def test_only_the_same_bid_counts_within_the_week(case: str) -> None:
    counted = [offer(episode=n, ago=days(n)) for n in (1, 2, 3, 4)]
    assert rule(answer(counted)) == "reassurance_again"
    other = replace(UNLIKE.get(case) or offer(ago=None), episode=5)
    assert rule(answer([*counted[:3], other])) is None


@pytest.mark.parametrize(
    ("bid", "moment"),
    [(Bid.JEALOUSY, Moment.CALM), (Bid.WITHDRAWAL, Moment.TENSION), (Bid.PROTEST, Moment.CALM)],
)
@pytest.mark.parametrize("actor", ACTORS)
def test_it_is_about_reassurance_only(bid: Bid, moment: Moment, actor: Actor) -> None:
    assert {rule(choice) for choice in evening(6, bid, actor, moment)} == {None}


@pytest.mark.parametrize("actor", ACTORS)
def test_reassurance_stays_and_its_caution_is_the_rules_with_a_way_on(actor: Actor) -> None:
    choices = evening(8, Bid.REASSURANCE_SEEKING, actor)[2:]
    for choice in choices:
        due = told(choice)
        assert choice.cell == Cell.ANXIETY_BUFFER
        assert load_table1().strategy(choice.strategy).cell == Cell.ANXIETY_BUFFER
        assert choice.caution.id == due.caution == "reassurance_fatigue"
        assert choice.caution.text == due.text
        assert due.text == RULES["reassurance_again"].say[actor][due.say]
        assert due.offers == SMALL_STEP
        assert due.sources == (24, 25)
        assert due.request is None


def test_what_comes_due_changes_the_caution_and_nothing_else() -> None:
    offers = [offer(Bid.PROTEST, ago=timedelta(minutes=n)) for n in (30, 20, 10)]
    due = answer(offers, Bid.PROTEST)
    without = answer(offers, Bid.PROTEST, now=None, episode=None)
    assert rule(due) == "reassurance_again"
    assert rule(without) is None
    assert replace(due, due=None, caution=without.caution) == without
    assert without.caution.id in load_table1().strategy(without.strategy).caution


# ------------------------------------------------------------------- handing back to the person


@pytest.mark.parametrize("bid", ANXIOUS)
def test_a_person_who_seeks_comfort_is_handed_back_the_second_time(bid: Bid) -> None:
    rules = [rule(choice) for choice in evening(4, bid, Actor.SELF)]
    assert rules == [None, "hand_back", "reassurance_again", "reassurance_again"]


@pytest.mark.parametrize(
    ("bid", "actor", "moment"),
    [
        (Bid.JEALOUSY, Actor.PARTNER, Moment.TENSION),
        (Bid.JEALOUSY, Actor.SELF, Moment.CALM),
        (Bid.WITHDRAWAL, Actor.SELF, Moment.TENSION),
        (Bid.WITHDRAWAL, Actor.SELF, Moment.CALM),
    ],
)
def test_nobody_else_is_handed_back(bid: Bid, actor: Actor, moment: Moment) -> None:
    assert [rule(choice) for choice in evening(2, bid, actor, moment)] == [None, None]


@pytest.mark.parametrize("case", [*UNLIKE, "another episode"])
def test_handing_back_counts_the_same_bid_in_the_episode(case: str) -> None:
    other = UNLIKE.get(case) or offer(episode=TONIGHT - 1)
    if case == "another actor":
        mine = other
        other = replace(other, actor=Actor.PARTNER)
    else:
        mine = offer(actor=Actor.SELF)
        other = replace(other, actor=Actor.SELF if other.actor else None)
    assert rule(answer([mine], actor=Actor.SELF)) == "hand_back"
    assert rule(answer([other, other], actor=Actor.SELF)) is None


def test_handing_back_points_to_the_partner_and_offers_nothing_more() -> None:
    choice = answer([offer(actor=Actor.SELF)], actor=Actor.SELF)
    due = told(choice)
    assert choice.caution.id == due.caution == "soothing_is_not_building"
    assert choice.caution.text == due.text == RULES["hand_back"].say[Actor.SELF][0]
    assert due.sources == (12, 24, 28)
    assert due.offers is None
    assert due.request is None


# ---------------------------------------------------------------------------- softening for weeks


def weeks(*ago: float, bid: Bid = Bid.WITHDRAWAL, actor: Actor = Actor.PARTNER) -> list[Offer]:
    """Softening, each time in an episode of its own; the first of them helped.

    One that helped is no entrenched pattern, so that nothing but softening can come due.
    """
    return [
        offer(
            bid,
            actor,
            Cell.AVOIDANCE_BUFFER,
            episode=number,
            ago=days(age),
            outcome=Outcome.HELPED if number == len(ago) - 1 else None,
        )
        for number, age in enumerate(ago)
    ]


FIVE = weeks(15, 10, 6, 3, 1)
"""Five softened episodes over more than two weeks: the next one is the sixth."""


def softened(offers: Iterable[Offer], actor: Actor = Actor.PARTNER) -> Choice:
    return answer(offers, Bid.WITHDRAWAL, actor)


@pytest.mark.parametrize(
    ("ago", "wanted"),
    [
        # five and this one
        ((14, 10, 6, 3, 1), True),
        ((14, 10, 6, 3), False),
        ((30, 20, 15, 14, 10, 6, 3, 1), True),
        # over two weeks
        ((13.99, 10, 6, 3, 1), False),
        ((5, 4, 3, 2, 1, 0.5, 0.2), False),
        # within two months
        ((60, 10, 6, 3, 1), True),
        ((60.01, 10, 6, 3, 1), False),
        ((61, 60, 10, 6, 3, 1), True),
        ((61, 14, 6, 3, 1), False),
    ],
)
@pytest.mark.parametrize("actor", ACTORS)
def test_softening_comes_due_after_weeks_of_it(
    ago: tuple[float, ...], wanted: bool, actor: Actor
) -> None:
    assert (rule(softened(weeks(*ago, actor=actor), actor)) == "softening_only") is wanted


def test_all_bids_of_the_dimension_are_softened_alike() -> None:
    mixed = [replace(one, bid=AVOIDANT[n % 3]) for n, one in enumerate(FIVE)]
    assert {rule(answer(mixed, bid)) for bid in AVOIDANT} == {"softening_only"}


@pytest.mark.parametrize(
    "change",
    [
        {"actor": Actor.SELF},
        {"misread": True},
        {"bid": Bid.PROTEST, "strategy": STRATEGIES[Cell.ANXIETY_BUFFER]},
        {"strategy": "avoidance.softening.gone"},
        {"at": None},
    ],
    ids=["another actor", "misread", "anxiety", "a strategy that is lost", "nobody knows when"],
)
def test_only_softening_of_the_same_dimension_and_actor_counts(change: dict[str, Any]) -> None:
    assert rule(softened(FIVE)) == "softening_only"
    for place in range(len(FIVE)):
        offers = [*FIVE[:place], replace(FIVE[place], **change), *FIVE[place + 1 :]]
        assert rule(softened(offers)) is None


FOSTER = Cell.AVOIDANCE_FOSTER


@pytest.mark.parametrize(
    ("something_else", "wanted"),
    [
        (offer(Bid.WITHDRAWAL, cell=FOSTER, episode=7, ago=days(2)), None),
        (offer(Bid.SELF_RELIANCE, cell=FOSTER, episode=7, ago=days(60)), None),
        (offer(Bid.WITHDRAWAL, cell=FOSTER), None),
        (offer(Bid.WITHDRAWAL, cell=FOSTER, episode=7, ago=days(60) + SECOND), "softening_only"),
        (offer(Bid.WITHDRAWAL, Actor.SELF, FOSTER, episode=7, ago=days(2)), "softening_only"),
        (
            offer(Bid.WITHDRAWAL, cell=FOSTER, episode=7, ago=days(2), misread=True),
            "softening_only",
        ),
        (offer(cell=Cell.ANXIETY_FOSTER, episode=7, ago=days(2)), "softening_only"),
        (offer(Bid.PROTEST, episode=7, ago=days(2)), "softening_only"),
    ],
    ids=[
        "two days ago",
        "two months ago",
        "tonight",
        "longer ago",
        "for the other actor",
        "misread",
        "for the other dimension",
        "anxiety buffered",
    ],
)
def test_softening_is_not_all_where_something_was_fostered(
    something_else: Offer, wanted: str | None
) -> None:
    assert rule(softened([*FIVE, something_else])) == wanted


@pytest.mark.parametrize("bid", [*ANXIOUS, Bid.WITHDRAWAL])
def test_softening_comes_due_only_while_softening(bid: Bid) -> None:
    moment = Moment.CALM if bid is Bid.WITHDRAWAL else Moment.TENSION
    assert rule(answer(FIVE, bid, moment=moment)) is None


@pytest.mark.parametrize("actor", ACTORS)
def test_softening_comes_with_one_fair_request(actor: Actor) -> None:
    choice = softened(weeks(15, 10, 6, 3, 1, actor=actor), actor)
    due = told(choice)
    in_file = RULES["softening_only"]
    assert choice.cell == Cell.AVOIDANCE_BUFFER
    assert choice.caution.id == due.caution == "softening_for_ever"
    assert choice.caution.text == due.text == in_file.say[actor][0]
    assert in_file.requests is not None
    assert due.request == in_file.requests[actor][0]
    assert due.offers is None
    assert due.sources == (32, 34, 36, 41)


@pytest.mark.parametrize(
    ("ago", "wanted"),
    [
        (timedelta(minutes=5), None),
        (days(7), None),
        (days(7) + SECOND, "softening_only"),
        (days(20), "softening_only"),
    ],
)
def test_softening_is_not_told_again_within_a_week(ago: timedelta, wanted: str | None) -> None:
    said = offer(
        Bid.WITHDRAWAL, cell=Cell.AVOIDANCE_BUFFER, episode=8, ago=ago, balance="softening_only"
    )
    assert rule(softened([*FIVE, said])) == wanted


def test_softening_is_told_once_in_an_evening() -> None:
    choices = evening(4, Bid.WITHDRAWAL, Actor.PARTNER, offers=FIVE)
    assert [rule(choice) for choice in choices] == ["softening_only", None, None, None]


# ------------------------------------------------------------------------------- beyond tips


def episodes(
    *ago: float,
    bid: Bid = Bid.PROTEST,
    actor: Actor = Actor.PARTNER,
    cell: Cell = Cell.ANXIETY_FOSTER,
    helped: int | None = None,
) -> list[Offer]:
    """One answer in each of some episodes; that with the index `helped` helped.

    Fostering, and another bid than the one asked about, so that reassurance cannot come due.
    """
    return [
        offer(
            bid,
            actor,
            cell,
            episode=number,
            ago=days(age),
            outcome=Outcome.HELPED if number == helped else None,
        )
        for number, age in enumerate(ago)
    ]


SEVEN = (27, 23, 20, 16, 9, 5, 2)
"""Days since seven episodes, more of them before than lately: the next one is the eighth."""


@pytest.mark.parametrize(
    ("ago", "wanted"),
    [
        (SEVEN, True),
        (SEVEN[1:], False),
        ((50, 40, 30, 29), False),
        ((28, *SEVEN[1:]), True),
        ((28.001, *SEVEN[1:]), False),
    ],
)
@pytest.mark.parametrize("actor", ACTORS)
def test_the_eighth_episode_in_four_weeks_is_beyond_tips(
    ago: tuple[float, ...], wanted: bool, actor: Actor
) -> None:
    choice = answer(episodes(*ago, actor=actor), actor=actor)
    assert (rule(choice) == "beyond_tips") is wanted


@pytest.mark.parametrize("moment", list(Moment))
@pytest.mark.parametrize(
    ("bids", "cell"),
    [
        (ANXIOUS, Cell.ANXIETY_BUFFER),
        (ANXIOUS, Cell.ANXIETY_FOSTER),
        (AVOIDANT, Cell.AVOIDANCE_BUFFER),
        (AVOIDANT, Cell.AVOIDANCE_FOSTER),
    ],
)
def test_all_bids_of_a_dimension_make_one_pattern_in_tension_and_calm(
    bids: tuple[Bid, ...], cell: Cell, moment: Moment
) -> None:
    past = [
        replace(one, bid=bids[n % 3], strategy=STRATEGIES[cell])
        for n, one in enumerate(episodes(*SEVEN))
    ]
    assert {rule(answer(past, bid, moment=moment)) for bid in bids} == {"beyond_tips"}


@pytest.mark.parametrize("helped", range(len(SEVEN)))
def test_it_is_not_beyond_tips_if_something_helped(helped: int) -> None:
    assert rule(answer(episodes(*SEVEN, helped=helped))) is None


def test_what_helped_longer_ago_or_elsewhere_does_not_soothe_this() -> None:
    helped: dict[str, Any] = {"outcome": Outcome.HELPED}
    for elsewhere in (
        replace(episodes(28.001)[0], episode=50, **helped),
        replace(episodes(3, actor=Actor.SELF)[0], episode=50, **helped),
        replace(episodes(3, bid=Bid.WITHDRAWAL)[0], episode=50, **helped),
        replace(episodes(3)[0], episode=50, misread=True, **helped),
    ):
        assert rule(answer([elsewhere, *episodes(*SEVEN)])) == "beyond_tips"


def test_what_did_not_help_is_beyond_tips_all_the_more() -> None:
    past = [replace(one, outcome=Outcome.DID_NOT_HELP) for one in episodes(*SEVEN)]
    assert rule(answer(past)) == "beyond_tips"


@pytest.mark.parametrize(
    "change",
    [
        {"actor": Actor.SELF},
        {"bid": Bid.WITHDRAWAL},
        {"misread": True},
        {"at": None},
        {"episode": 1},
        {"episode": TONIGHT},
    ],
    ids=["actor", "dimension", "misread", "nobody knows when", "the same episode", "tonight"],
)
def test_only_episodes_of_the_same_dimension_and_actor_count(change: dict[str, Any]) -> None:
    past = episodes(*SEVEN)
    for place in (0, 2, 6):
        offers = [*past[:place], replace(past[place], **change), *past[place + 1 :]]
        assert rule(answer(offers)) is None


def test_several_ideas_in_one_episode_are_one_episode() -> None:
    past = [one for one in episodes(*SEVEN[1:]) for _ in range(3)]
    assert rule(answer(past)) is None


BEFORE, LATELY = (27, 22, 16), (12, 10, 8, 5, 2)
"""Three episodes in the two weeks before the last two, and five in those: with this one, six."""


@pytest.mark.parametrize(
    ("before", "lately", "wanted"),
    [
        (BEFORE, LATELY, True),
        (BEFORE[1:], LATELY, True),
        # Six are twice three; they are not twice four.
        ((27, 22, 19, 16), LATELY, False),
        ((27, 22, 19, 16), (13, 11, *LATELY), True),
        # Five are too few, whatever was before.
        ((16,), LATELY[1:], False),
        # Without anything before, nothing is known to have grown worse.
        ((), LATELY, False),
        ((29, 40), LATELY, False),
        ((28,), LATELY, True),
    ],
)
def test_twice_as_many_episodes_as_before_are_beyond_tips(
    before: tuple[float, ...], lately: tuple[float, ...], wanted: bool
) -> None:
    # The first of all helped, so that only growing worse can be what has come due.
    past = episodes(*before, *lately, helped=0 if before else None)
    assert (rule(answer(past)) == "beyond_tips") is wanted


@pytest.mark.parametrize("place", range(len(BEFORE), len(BEFORE) + len(LATELY)))
def test_growing_worse_is_not_told_if_something_helped_lately(place: int) -> None:
    past = episodes(*BEFORE, *LATELY, helped=0)
    past[place] = replace(past[place], outcome=Outcome.HELPED)
    assert rule(answer(past)) is None


def test_several_ideas_in_one_episode_do_not_make_it_worse() -> None:
    past = episodes(*BEFORE, *LATELY[1:], helped=0)
    assert rule(answer([one for one in past for _ in range(3)])) is None
    # Nor do they make the time before look worse than it was.
    grown = episodes(*BEFORE, *LATELY, helped=0)
    again = [one for one in grown for _ in range(3 if one.episode in range(3) else 1)]
    assert rule(answer(again)) == "beyond_tips"


@pytest.mark.parametrize("moment", list(Moment))
def test_beyond_tips_is_told_once_in_an_episode(moment: Moment) -> None:
    choices = evening(3, Bid.JEALOUSY, Actor.PARTNER, moment, episodes(*SEVEN))
    rules = [rule(choice) for choice in choices]
    assert rules[0] == "beyond_tips"
    assert "beyond_tips" not in rules[1:]


def test_beyond_tips_is_told_again_in_another_episode() -> None:
    said = offer(episode=60, ago=days(1), balance="beyond_tips")
    assert rule(answer([*episodes(*SEVEN), said])) == "beyond_tips"
    assert rule(answer([*episodes(*SEVEN), replace(said, episode=TONIGHT)])) is None


@pytest.mark.parametrize("actor", ACTORS)
def test_beyond_tips_names_therapy(actor: Actor) -> None:
    choice = answer(episodes(*SEVEN, actor=actor), actor=actor)
    due = told(choice)
    assert choice.caution.id == due.caution == "entrenched_pattern"
    assert choice.caution.text == due.text == RULES["beyond_tips"].say[actor][0]
    assert "Emotionally Focused Therapy" in due.text
    assert due.sources == (11,)
    assert due.offers is None
    assert due.request is None


# ---------------------------------------------------------------------------------- together


def test_the_first_rule_that_holds_is_told() -> None:
    many = [
        replace(one, bid=Bid.JEALOUSY, actor=Actor.SELF, strategy=STRATEGIES[Cell.ANXIETY_BUFFER])
        for one in episodes(*SEVEN)
    ]
    tonight = offer(actor=Actor.SELF)
    # Beyond tips, reassurance again and hand back would all hold.
    assert rule(answer([*many, tonight, tonight], actor=Actor.SELF)) == "beyond_tips"
    said = replace(tonight, balance="beyond_tips")
    assert rule(answer([*many, tonight, said], actor=Actor.SELF)) == "reassurance_again"
    assert rule(answer([*many, said], actor=Actor.SELF)) == "hand_back"


def test_the_fifth_time_in_a_week_comes_before_handing_back() -> None:
    week = [offer(actor=Actor.SELF, episode=n, ago=days(n)) for n in (1, 2, 3)]
    assert rule(answer([*week, offer(actor=Actor.SELF)], actor=Actor.SELF)) == "reassurance_again"
    assert rule(answer([*week[1:], offer(actor=Actor.SELF)], actor=Actor.SELF)) == "hand_back"


def test_beyond_tips_comes_before_softening_which_follows() -> None:
    many = [
        replace(one, bid=Bid.WITHDRAWAL, strategy=STRATEGIES[Cell.AVOIDANCE_BUFFER])
        for one in episodes(*SEVEN)
    ]
    choices = evening(3, Bid.WITHDRAWAL, Actor.PARTNER, offers=many)
    assert [rule(choice) for choice in choices] == ["beyond_tips", "softening_only", None]


def situation(name: str, actor: Actor) -> tuple[Bid, list[Offer]]:
    """A bid and a past in which a rule holds, without a single text of it said so far."""
    if name == "beyond_tips":
        return Bid.JEALOUSY, episodes(*SEVEN, actor=actor)
    if name == "softening_only":
        return Bid.WITHDRAWAL, weeks(15, 10, 6, 3, 1, actor=actor)
    earlier = 2 if name == "reassurance_again" else 1
    return Bid.JEALOUSY, [offer(actor=actor)] * earlier


SAID = [(name, actor) for name, entry in RULES.items() for actor in ACTORS if entry.say[actor]]


@pytest.mark.parametrize(("name", "actor"), SAID)
def test_texts_take_turns(name: str, actor: Actor) -> None:
    bid, past = situation(name, actor)
    says, requests = RULES[name].say[actor], (RULES[name].requests or {}).get(actor)
    count = len(says) * (len(requests) if requests else 1)
    said = []
    for times in range(2 * count):
        # Long ago and elsewhere, so that nothing but the turn depends on it.
        before = [offer(Bid.NONE, episode=70 + n, ago=days(90), balance=name) for n in range(times)]
        said.append(told(answer([*before, *past], bid, actor)))
    assert {due.rule for due in said} == {name}
    assert [due.text for due in said] == list(says) * (2 * count // len(says))
    assert [due.text for due in said] == [says[due.say] for due in said]
    if requests:
        assert [due.request for due in said] == list(requests) * (2 * count // len(requests))


def test_each_rule_keeps_its_own_turn() -> None:
    bid, past = situation("reassurance_again", Actor.SELF)
    others = ["beyond_tips", "hand_back", "gone", None]
    for count in range(1, len(others) + 1):
        before = [
            offer(Bid.NONE, episode=70, ago=days(90), balance=name) for name in others[:count]
        ]
        assert told(answer([*before, *past], bid, Actor.SELF)).say == 0


def test_in_one_evening_no_text_is_told_twice_in_a_row() -> None:
    texts = [choice.caution.text for choice in evening(12, Bid.JEALOUSY, Actor.SELF)]
    assert all(one != other for one, other in pairwise(texts))


# ------------------------------------------------------------- what is not known, odd clocks


@pytest.mark.parametrize(("name", "actor"), SAID)
def test_nothing_is_due_where_neither_time_nor_episode_is_known(name: str, actor: Actor) -> None:
    bid, past = situation(name, actor)
    assert rule(answer(past, bid, actor)) == name
    assert rule(answer(past, bid, actor, now=None, episode=None)) is None


@pytest.mark.parametrize(
    ("name", "without", "wanted"),
    [
        ("beyond_tips", "now", None),
        ("softening_only", "now", None),
        ("reassurance_again", "now", "reassurance_again"),
        ("hand_back", "now", "hand_back"),
        # The exchange opens a new episode then.
        ("beyond_tips", "episode", "beyond_tips"),
        ("softening_only", "episode", "softening_only"),
        ("reassurance_again", "episode", None),
        ("hand_back", "episode", None),
    ],
)
def test_a_rule_needs_what_it_counts_by_and_no_more(
    name: str, without: str, wanted: str | None
) -> None:
    bid, past = situation(name, Actor.SELF)
    known: dict[str, Any] = {"now": NOW, "episode": TONIGHT, without: None}
    assert rule(answer(past, bid, Actor.SELF, **known)) == wanted


def test_five_times_in_a_week_are_known_without_an_episode() -> None:
    week = [offer(episode=n, ago=days(n)) for n in (1, 2, 3, 4)]
    assert rule(answer(week, episode=None)) == "reassurance_again"
    assert rule(answer(week, now=None)) is None


def test_offers_of_which_neither_time_nor_episode_is_known_count_for_nothing() -> None:
    past = [
        *(offer(actor=Actor.SELF, episode=None, ago=None) for _ in range(9)),
        *(
            offer(Bid.WITHDRAWAL, Actor.SELF, Cell.AVOIDANCE_BUFFER, episode=None, ago=None)
            for _ in range(9)
        ),
    ]
    for bid in (Bid.JEALOUSY, Bid.WITHDRAWAL):
        for episode in (None, TONIGHT):
            assert rule(answer(past, bid, Actor.SELF, episode=episode)) is None


@pytest.mark.parametrize("ahead", [SECOND, days(3), days(400)])
def test_with_the_clock_put_back_later_offers_count_as_made_now(ahead: timedelta) -> None:
    week = [offer(episode=n, ago=-ahead) for n in (1, 2, 3, 4)]
    assert rule(answer(week)) == "reassurance_again"
    assert rule(answer(week[1:])) is None
    many = [replace(one, at=NOW + ahead) for one in episodes(*SEVEN)]
    assert rule(answer(many)) == "beyond_tips"
    # Made now, they are not of the weeks before, but they do count.
    later = [replace(one, at=NOW + ahead) for one in FIVE]
    assert rule(softened(later)) is None
    assert rule(softened([FIVE[0], *later[1:]])) == "softening_only"
    said = offer(
        Bid.WITHDRAWAL, cell=Cell.AVOIDANCE_BUFFER, ago=-ahead, balance="softening_only", episode=8
    )
    assert rule(softened([*FIVE, said])) is None


any_offer = st.builds(
    offer,
    bid=st.sampled_from(Bid),
    actor=st.sampled_from(ACTORS),
    cell=st.sampled_from(Cell),
    episode=st.none() | st.integers(TONIGHT - 9, TONIGHT),
    ago=st.none() | st.timedeltas(-days(3), days(90)),
    outcome=st.sampled_from([None, None, None, *Outcome]),
    balance=st.sampled_from([None, None, *RULES, "gone"]),
    misread=st.booleans(),
)
any_past = st.lists(any_offer, max_size=30)
any_bid = st.sampled_from([*ANXIOUS, *AVOIDANT])
HOLDS_IN = {
    "beyond_tips": {*Cell},
    "softening_only": {Cell.AVOIDANCE_BUFFER},
    "reassurance_again": {Cell.ANXIETY_BUFFER},
    "hand_back": {Cell.ANXIETY_BUFFER},
}


@given(any_past, any_bid, st.sampled_from(ACTORS), st.sampled_from(Moment))
def test_whatever_comes_due_is_of_its_cell_and_in_its_own_words(
    past: list[Offer], bid: Bid, actor: Actor, moment: Moment
) -> None:
    choice = answer(past, bid, actor, moment)
    plain = answer(past, bid, actor, moment, now=None, episode=None)
    assert replace(choice, due=None, caution=plain.caution) == plain
    if choice.due:
        entry = RULES[choice.due.rule]
        assert choice.cell in HOLDS_IN[entry.id]
        assert choice.caution.id == choice.due.caution == entry.caution
        assert choice.caution.text == choice.due.text == entry.say[actor][choice.due.say]
        assert (choice.due.offers, choice.due.sources) == (entry.offers, entry.sources)
        assert (choice.due.request is None) == (entry.requests is None)
        assert entry.id != "hand_back" or actor is Actor.SELF


@given(any_past, any_past, any_bid, st.sampled_from(ACTORS), st.sampled_from(Moment))
def test_what_was_misread_makes_nothing_come_due_and_keeps_nothing_back(
    past: list[Offer], wrong: list[Offer], bid: Bid, actor: Actor, moment: Moment
) -> None:
    misread = [replace(one, misread=True) for one in wrong]
    with_it = rule(answer([*misread, *past], bid, actor, moment))
    assert with_it == rule(answer(past, bid, actor, moment))
