"""What holds for every exchange and every history, also with entries the table has lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.asem import (
    Actor,
    Bid,
    Choice,
    Concern,
    Exchange,
    Moment,
    Offer,
    Outcome,
    State,
    cell_for,
    choose,
    dimension_of,
    load_balance,
    load_table1,
)

TABLE = load_table1()
RULES = {rule.id: rule for rule in load_balance().rules}
DAY = timedelta(days=1)
ROOM = (Concern.NONE, Concern.PAST_ABUSE)

LOST = st.sampled_from(["anxiety.buffer.gone", "avoidance.foster.gone", "gone", ""]) | st.text()

any_exchange = st.builds(
    lambda bid, actor, moment, concern: Exchange(bid, dimension_of(bid), actor, moment, concern),
    st.sampled_from(Bid),
    st.none() | st.sampled_from(Actor),
    st.none() | st.sampled_from(Moment),
    st.sampled_from(Concern),
)
open_exchange = st.builds(
    lambda bid, actor, moment, concern: Exchange(bid, dimension_of(bid), actor, moment, concern),
    st.sampled_from([bid for bid in Bid if bid != Bid.NONE]),
    st.sampled_from([Actor.PARTNER, Actor.SELF]),
    st.sampled_from(Moment),
    st.sampled_from(ROOM),
)
any_time = st.datetimes(
    datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(timezone.utc)
) | st.integers(0, 40).map(lambda days: datetime(2026, 5, 1, tzinfo=timezone.utc) - days * DAY)
any_episode = st.none() | st.integers(0, 5) | st.integers()
any_offer = st.builds(
    Offer,
    strategy=st.sampled_from([strategy.id for strategy in TABLE.strategies]) | LOST,
    say=st.integers(0, 5) | st.integers(),
    caution=st.sampled_from([caution.id for caution in TABLE.cautions]) | LOST,
    reflection=st.integers(0, 5) | st.integers(),
    bid=st.sampled_from(Bid),
    outcome=st.none() | st.sampled_from(Outcome),
    actor=st.none() | st.sampled_from(Actor),
    episode=any_episode,
    at=st.none() | any_time,
    balance=st.none() | st.sampled_from([*RULES]) | LOST,
    misread=st.booleans(),
)
any_state = st.builds(
    State,
    offers=st.lists(any_offer, max_size=25).map(tuple),
    now=st.none() | any_time,
    episode=any_episode,
)


@given(any_exchange, any_state)
def test_answers_exactly_where_a_strategy_is_called_for(exchange: Exchange, state: State) -> None:
    called_for = (
        exchange.bid != Bid.NONE
        and exchange.actor in (Actor.PARTNER, Actor.SELF)
        and exchange.moment is not None
        and exchange.concern in ROOM
    )
    assert (choose(exchange, state) is not None) == called_for


@given(any_exchange, any_state)
def test_same_input_same_answer(exchange: Exchange, state: State) -> None:
    copy = replace(state, offers=tuple(state.offers))
    assert choose(exchange, state) == choose(exchange, state)
    assert state == copy


@given(open_exchange, any_state)
def test_never_leaves_the_cell_and_always_has_words_and_a_caution(
    exchange: Exchange, state: State
) -> None:
    choice = choose(exchange, state)
    assert choice is not None
    assert exchange.moment is not None
    strategy = TABLE.strategy(choice.strategy)
    assert choice.cell == strategy.cell == cell_for(exchange.bid, exchange.moment)
    if choice.due is None:
        assert choice.caution.id in strategy.caution
    else:
        assert choice.caution.id == RULES[choice.due.rule].caution
    assert all(
        (choice.reflection.text, choice.do, choice.say.text, choice.caution.text, choice.why)
    )


@given(open_exchange, any_state)
def test_new_strategies_come_first_and_the_best_suited_of_them(
    exchange: Exchange, state: State
) -> None:
    choice = choose(exchange, state)
    assert choice is not None
    offered = {offer.strategy for offer in state.offers}
    new = [strategy for strategy in TABLE.in_cell(choice.cell) if strategy.id not in offered]
    suited = [strategy for strategy in new if exchange.bid in strategy.for_]
    if new:
        assert choice.strategy in {strategy.id for strategy in new}
    if suited:
        best = min(strategy.for_.index(exchange.bid) for strategy in suited)
        assert TABLE.strategy(choice.strategy).for_.index(exchange.bid) == best


@given(open_exchange, any_state)
def test_never_the_reflection_of_the_last_offer(exchange: Exchange, state: State) -> None:
    choice = choose(exchange, state)
    assert choice is not None
    if state.offers and state.offers[-1].bid == exchange.bid:
        assert choice.reflection.index != state.offers[-1].reflection


Turn = tuple[Exchange, "Outcome | None"]


def answers(turns: list[Turn]) -> list[tuple[Choice, Offer]]:
    """What is answered to one exchange after the other, and what is remembered of each."""
    given: list[tuple[Choice, Offer]] = []
    for exchange, outcome in turns:
        choice = choose(exchange, State(tuple(offer for _, offer in given)))
        assert choice is not None
        offer = Offer(
            choice.strategy,
            choice.say.index,
            choice.caution.id,
            choice.reflection.index,
            exchange.bid,
            outcome,
            exchange.actor,
        )
        given.append((choice, offer))
    return given


def check_nothing_twice_in_a_row(turns: list[Turn]) -> None:
    given = answers(turns)
    for (before, last), (choice, offer) in pairwise(given):
        assert choice.reflection.text != before.reflection.text
        assert choice.say.text != before.say.text
        # For the other of the two, the same idea is another thing to do.
        if offer.actor == last.actor:
            assert choice.strategy != before.strategy or last.outcome == Outcome.HELPED
        else:
            assert choice.do != before.do


@given(st.lists(st.tuples(open_exchange, st.none() | st.sampled_from(Outcome)), max_size=20))
def test_nobody_reads_the_same_line_or_idea_twice_in_a_row(turns: list[Turn]) -> None:
    check_nothing_twice_in_a_row(turns)


def told(bid: Bid, actor: Actor, moment: Moment) -> Exchange:
    return Exchange(bid, dimension_of(bid), actor, moment)


@settings(deadline=None)
@given(
    st.sampled_from([bid for bid in Bid if bid != Bid.NONE]),
    st.sampled_from(Moment),
    st.lists(
        st.tuples(
            # Mostly one of the two, so that the words for them run out.
            st.sampled_from([Actor.PARTNER, Actor.SELF, Actor.SELF, Actor.SELF]),
            st.sampled_from([None, None, *Outcome]),
        ),
        min_size=15,
        max_size=45,
    ),
)
def test_nor_do_they_when_the_words_of_a_cell_run_out(
    bid: Bid, moment: Moment, turns: list[tuple[Actor, Outcome | None]]
) -> None:
    check_nothing_twice_in_a_row([(told(bid, actor, moment), outcome) for actor, outcome in turns])


@pytest.mark.parametrize("turns", ["sssssssssspssspsss", "s" * 40, "ps" * 25])
def test_what_was_said_about_the_other_of_the_two_leaves_no_idea_over(turns: str) -> None:
    """Two ideas for the partner once kept one for oneself back, which then came twice in a row."""
    whose = {"s": Actor.SELF, "p": Actor.PARTNER}
    check_nothing_twice_in_a_row(
        [(told(Bid.WITHDRAWAL, whose[turn], Moment.CALM), None) for turn in turns]
    )


@given(open_exchange, any_state)
def test_no_words_again_while_others_of_the_cell_were_said_less_often(
    exchange: Exchange, state: State
) -> None:
    choice = choose(exchange, state)
    assert choice is not None
    actor = exchange.actor
    assert actor is not None
    said = [(offer.strategy, offer.say) for offer in state.offers if offer.actor in (None, actor)]
    times = [
        said.count((strategy.id, say))
        for strategy in TABLE.in_cell(choice.cell)
        for say in range(len(strategy.say[actor]))
    ]
    # A strategy that is new to this person comes first; its words were said least often, too.
    assert said.count((choice.strategy, choice.say.index)) == min(times)


@st.composite
def worn_out(draw: st.DrawFn) -> tuple[Exchange, State]:
    """An exchange, and a past in which nearly all words of its cell were said, in any order."""
    exchange = draw(open_exchange)
    assert exchange.actor is not None
    assert exchange.moment is not None
    cell = cell_for(exchange.bid, exchange.moment)
    assert cell is not None
    words = [
        (strategy.id, say)
        for strategy in TABLE.in_cell(cell)
        for say in range(len(strategy.say[exchange.actor]))
    ]
    said = draw(st.permutations(words))[draw(st.integers(0, 7)) :]
    offers = tuple(
        Offer(
            strategy,
            say,
            "half_comfort",
            0,
            exchange.bid,
            draw(st.none() | st.sampled_from(Outcome)),
            draw(st.sampled_from([exchange.actor, exchange.actor, None])),
        )
        for strategy, say in said
    )
    return exchange, State(offers)


@given(worn_out())
def test_whatever_is_left_of_a_cell_is_said_next(told: tuple[Exchange, State]) -> None:
    exchange, state = told
    choice = choose(exchange, state)
    assert choice is not None
    said = {(offer.strategy, offer.say) for offer in state.offers}
    again = (choice.strategy, choice.say.index) in said
    assert exchange.actor is not None
    count = sum(len(s.say[exchange.actor]) for s in TABLE.in_cell(choice.cell))
    assert again == (len(said) == count)


@pytest.mark.parametrize("last", [strategy.id for strategy in TABLE.strategies])
@pytest.mark.parametrize("actor", [Actor.PARTNER, Actor.SELF])
def test_what_is_left_is_said_even_if_it_is_the_idea_just_given(last: str, actor: Actor) -> None:
    """No past leaves somebody without an answer, also not one of an earlier version."""
    cell = TABLE.strategy(last).cell
    bid = TABLE.strategy(last).for_[0]
    moment = next(moment for moment in Moment if cell_for(bid, moment) == cell)
    said = [
        (strategy.id, say)
        for strategy in TABLE.in_cell(cell)
        for say in range(len(strategy.say[actor]))
        if strategy.id != last
    ]
    offers = [
        Offer(strategy, say, "half_comfort", 0, bid, None, actor)
        for strategy, say in [*said, (last, 0)]
    ]
    choice = choose(told(bid, actor, moment), State(tuple(offers)))
    assert choice is not None
    assert (choice.strategy, choice.say.index) == (last, 1)


@given(open_exchange, any_state)
def test_episodes_and_times_change_nothing_but_the_caution(
    exchange: Exchange, state: State
) -> None:
    choice = choose(exchange, state)
    plain = choose(exchange, State(state.offers))
    assert choice is not None
    assert plain is not None
    assert plain.due is None
    assert replace(choice, due=None, caution=plain.caution) == plain
    if choice.due is None:
        assert choice.caution == plain.caution
