"""What holds for every exchange and every history, also with entries the table has lost."""

from hypothesis import given
from hypothesis import strategies as st

from tightrope.asem import (
    Actor,
    Bid,
    Concern,
    Exchange,
    Moment,
    Offer,
    Outcome,
    State,
    cell_for,
    choose,
    dimension_of,
    load_table1,
)

TABLE = load_table1()
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
any_offer = st.builds(
    Offer,
    strategy=st.sampled_from([strategy.id for strategy in TABLE.strategies]) | LOST,
    say=st.integers(0, 5) | st.integers(),
    caution=st.sampled_from([caution.id for caution in TABLE.cautions]) | LOST,
    reflection=st.integers(0, 5) | st.integers(),
    bid=st.sampled_from(Bid),
    outcome=st.none() | st.sampled_from(Outcome),
    actor=st.none() | st.sampled_from(Actor),
)
any_state = st.lists(any_offer, max_size=25).map(lambda offers: State(tuple(offers)))


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
    copy = State(tuple(state.offers))
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
    assert choice.caution.id in strategy.caution
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


@given(st.lists(st.tuples(open_exchange, st.none() | st.sampled_from(Outcome)), max_size=20))
def test_nobody_reads_the_same_line_or_idea_twice_in_a_row(
    turns: list[tuple[Exchange, Outcome | None]],
) -> None:
    offers: tuple[Offer, ...] = ()
    before = None
    for exchange, outcome in turns:
        choice = choose(exchange, State(offers))
        assert choice is not None
        if before is not None:
            assert choice.reflection.text != before.reflection.text
            assert choice.say.text != before.say.text
            if offers[-1].outcome != Outcome.HELPED:
                assert choice.strategy != before.strategy
        offers = (
            *offers,
            Offer(
                choice.strategy,
                choice.say.index,
                choice.caution.id,
                choice.reflection.index,
                exchange.bid,
                outcome,
                exchange.actor,
            ),
        )
        before = choice
