"""What somebody is offered: the right cell, what is new first, then what helped."""

from itertools import product

import pytest

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
    choose,
    dimension_of,
    load_reflections,
    load_table1,
)

BIDS = [bid for bid in Bid if bid != Bid.NONE]
ACTORS = [Actor.PARTNER, Actor.SELF]
SITUATIONS = list(product(BIDS, ACTORS, Moment))

CELLS = {
    ("anxiety", "tension"): "anxiety.buffer",
    ("anxiety", "calm"): "anxiety.foster",
    ("avoidance", "tension"): "avoidance.buffer",
    ("avoidance", "calm"): "avoidance.foster",
}


def exchange(
    bid: Bid = Bid.JEALOUSY,
    actor: Actor | None = Actor.PARTNER,
    moment: Moment | None = Moment.TENSION,
    concern: Concern = Concern.NONE,
) -> Exchange:
    return Exchange(bid, dimension_of(bid), actor, moment, concern)


def answer(asked: Exchange, state: State) -> Choice:
    choice = choose(asked, state)
    assert choice is not None
    return choice


def spoken(choice: Choice, asked: Exchange, outcome: Outcome | None = None) -> Offer:
    """Return the offer a memory keeps of a choice that was spoken."""
    return Offer(
        strategy=choice.strategy,
        say=choice.say.index,
        caution=choice.caution.id,
        reflection=choice.reflection.index,
        bid=asked.bid,
        outcome=outcome,
        actor=asked.actor,
    )


def conversation(asked: Exchange, turns: int, outcomes: dict[str, Outcome]) -> list[Choice]:
    """Return the answers to the same exchange told again and again, with what came of each."""
    offers: tuple[Offer, ...] = ()
    choices = []
    for _ in range(turns):
        choice = answer(asked, State(offers))
        choices.append(choice)
        offers = (*offers, spoken(choice, asked, outcomes.get(choice.strategy)))
    return choices


@pytest.mark.parametrize(("bid", "actor", "moment"), SITUATIONS)
def test_every_situation_gets_a_whole_answer_from_its_cell(
    bid: Bid, actor: Actor, moment: Moment
) -> None:
    choice = answer(exchange(bid, actor, moment), State())
    assert choice.cell == CELLS[dimension_of(bid), moment]
    strategy = load_table1().strategy(choice.strategy)
    assert strategy.cell == choice.cell
    assert choice.do == strategy.do[actor].text
    assert choice.say.text == strategy.say[actor][choice.say.index].text
    assert choice.reflection.text == load_reflections()[bid, actor, moment][choice.reflection.index]
    assert choice.caution.text == load_table1().caution(choice.caution.id).text
    assert choice.why == strategy.why
    assert choice.sources == strategy.sources
    assert choice.adapted == (actor == Actor.SELF)


@pytest.mark.parametrize(
    ("bid", "moment", "first"),
    [
        (Bid.REASSURANCE_SEEKING, Moment.TENSION, "anxiety.buffer.reassure"),
        (Bid.JEALOUSY, Moment.TENSION, "anxiety.buffer.touch"),
        (Bid.PROTEST, Moment.TENSION, "anxiety.buffer.affection"),
        (Bid.WITHDRAWAL, Moment.TENSION, "avoidance.buffer.lower_intensity"),
        (Bid.SELF_RELIANCE, Moment.TENSION, "avoidance.buffer.practical_help"),
        (Bid.COMMITMENT_AVOIDANCE, Moment.TENSION, "avoidance.buffer.explain_request"),
        (Bid.REASSURANCE_SEEKING, Moment.CALM, "anxiety.foster.appreciate"),
        (Bid.JEALOUSY, Moment.CALM, "anxiety.foster.small_goals"),
        (Bid.PROTEST, Moment.CALM, "anxiety.foster.stand_by"),
        (Bid.WITHDRAWAL, Moment.CALM, "avoidance.foster.fun"),
        (Bid.SELF_RELIANCE, Moment.CALM, "avoidance.foster.quiet_support"),
        (Bid.COMMITMENT_AVOIDANCE, Moment.CALM, "avoidance.foster.be_needed"),
    ],
)
def test_the_best_suited_strategy_comes_first(bid: Bid, moment: Moment, first: str) -> None:
    assert answer(exchange(bid, moment=moment), State()).strategy == first


@pytest.mark.parametrize(
    "asked",
    [
        exchange(Bid.NONE),
        exchange(Bid.NONE, actor=Actor.NONE),
        exchange(actor=None),
        exchange(actor=Actor.NONE),
        exchange(moment=None),
        exchange(concern=Concern.SELF_HARM),
        exchange(concern=Concern.PARTNER_ABUSE),
        exchange(concern=Concern.POSSIBLE_ABUSE),
        exchange(concern=Concern.HARM_TO_OTHERS),
    ],
)
def test_no_strategy_where_none_is_called_for(asked: Exchange) -> None:
    assert choose(asked, State()) is None


def test_abuse_that_is_over_bars_nothing() -> None:
    past = exchange(concern=Concern.PAST_ABUSE)
    assert choose(past, State()) == choose(exchange(), State())


@pytest.mark.parametrize(("bid", "actor", "moment"), SITUATIONS)
def test_all_strategies_of_a_cell_come_before_one_comes_again(
    bid: Bid, actor: Actor, moment: Moment
) -> None:
    asked = exchange(bid, actor, moment)
    count = len(load_table1().in_cell(answer(asked, State()).cell))
    chosen = [choice.strategy for choice in conversation(asked, 2 * count, {})]
    assert len(set(chosen[:count])) == count
    # Nothing was told about any, so the second round is in the order of the first.
    assert chosen[count:] == chosen[:count]


def test_a_strategy_offered_for_another_bid_is_not_new() -> None:
    reassured = Offer("anxiety.buffer.reassure", 0, "reassurance_fatigue", 0, Bid.PROTEST)
    asked = exchange(Bid.REASSURANCE_SEEKING)
    assert answer(asked, State()).strategy == reassured.strategy
    assert answer(asked, State((reassured,))).strategy == "anxiety.buffer.commitment"


CELL = ["reassure", "commitment", "affection", "remorse", "touch"]
YES, NO = Outcome.HELPED, Outcome.DID_NOT_HELP


def round_of(*outcomes: Outcome | None) -> list[tuple[str, Outcome | None]]:
    """Return one offer of each strategy of the cell, in table order, with what came of it."""
    return list(zip(CELL, outcomes, strict=True))


def told(*history: tuple[str, Outcome | None], bid: Bid = Bid.PROTEST) -> State:
    return State(
        tuple(
            Offer(f"anxiety.buffer.{name}", 0, "reassurance_fatigue", 0, bid, outcome)
            for name, outcome in history
        )
    )


@pytest.mark.parametrize(
    ("history", "wanted"),
    [
        # What helped, before what nobody told, before what did not help.
        (round_of(NO, None, YES, NO, None), "affection"),
        (round_of(NO, None, NO, None, NO), "commitment"),
        # Within each, the one used longest ago.
        (round_of(None, YES, None, YES, None), "commitment"),
        (round_of(NO, NO, NO, NO, NO), "reassure"),
        # The latest word counts.
        ([*round_of(YES, YES, None, None, None), ("reassure", NO)], "commitment"),
        ([*round_of(NO, None, None, None, None), ("reassure", YES)], "reassure"),
        # "Another idea" brings another: the last offer waits unless it helped.
        (
            [*round_of(YES, None, None, None, None), ("reassure", None)],
            "commitment",
        ),
        (round_of(NO, NO, NO, NO, None), "reassure"),
    ],
)
def test_once_all_are_used_what_helped_comes_first(
    history: list[tuple[str, Outcome | None]], wanted: str
) -> None:
    assert answer(exchange(Bid.PROTEST), told(*history)).strategy == f"anxiety.buffer.{wanted}"


def test_what_helped_with_another_bid_is_not_known_to_help_with_this_one() -> None:
    offers = told(*((name, None) for name in CELL)).offers
    helped = told(("remorse", YES), bid=Bid.JEALOUSY).offers
    with_jealousy, with_protest = (
        answer(exchange(bid), State((*helped, *offers))).strategy
        for bid in (Bid.JEALOUSY, Bid.PROTEST)
    )
    assert with_jealousy == "anxiety.buffer.remorse"
    assert with_protest == "anxiety.buffer.reassure"


@pytest.mark.parametrize("actor", ACTORS)
def test_all_words_of_a_strategy_are_used_before_some_come_again(actor: Actor) -> None:
    asked = exchange(Bid.WITHDRAWAL, actor)
    strategy = load_table1().strategy(answer(asked, State()).strategy)
    # It helps each time, so it is offered again once the others are used.
    choices = conversation(asked, 60, {strategy.id: YES})
    says = [choice.say.index for choice in choices if choice.strategy == strategy.id]
    count = len(strategy.say[actor])
    assert len(says) > 2 * count
    assert says[:count] == list(range(count))
    assert says[count : 2 * count] == says[:count]


@pytest.mark.parametrize(("bid", "actor", "moment"), SITUATIONS)
def test_all_reflections_come_before_one_comes_again(
    bid: Bid, actor: Actor, moment: Moment
) -> None:
    lines = load_reflections()[bid, actor, moment]
    choices = conversation(exchange(bid, actor, moment), 2 * len(lines), {})
    said = [choice.reflection.text for choice in choices]
    assert said == [*lines, *lines]


BUFFER, FOSTER = "avoidance.buffer.give_room", "avoidance.foster.fun"
HERE = (Bid.WITHDRAWAL, Actor.SELF, BUFFER)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ([(*HERE, 0)], 1),
        ([(Bid.WITHDRAWAL, None, BUFFER, 0)], 1),
        # Lines of another situation are other lines.
        ([(Bid.WITHDRAWAL, Actor.PARTNER, BUFFER, 0)], 0),
        ([(Bid.WITHDRAWAL, Actor.SELF, FOSTER, 0)], 0),
        ([(Bid.SELF_RELIANCE, Actor.SELF, BUFFER, 0)], 0),
        # All were said once: the one said longest ago.
        ([(*HERE, index) for index in (2, 0, 1, 3)], 2),
        # One was said twice, long ago: the others come first.
        ([(*HERE, index) for index in (1, 1, 0, 2, 3)], 0),
    ],
)
def test_the_reflection_said_least_in_this_situation_comes_next(
    said: list[tuple[Bid, Actor | None, str, int]], wanted: int
) -> None:
    offers = [
        Offer(strategy, 0, "half_comfort", index, bid, None, actor)
        for bid, actor, strategy, index in said
    ]
    in_between = Offer("anxiety.buffer.touch", 0, "touch_only_if_welcome", 0, Bid.JEALOUSY)
    asked = exchange(Bid.WITHDRAWAL, Actor.SELF)
    assert answer(asked, State((*offers, in_between))).reflection.index == wanted


def test_the_line_just_said_is_not_said_again_even_with_a_strategy_the_table_has_lost() -> None:
    lost = Offer("gone", 0, "gone", 0, Bid.WITHDRAWAL, None, Actor.SELF)
    asked = exchange(Bid.WITHDRAWAL, Actor.SELF)
    assert answer(asked, State()).reflection.index == 0
    assert answer(asked, State((lost,))).reflection.index == 1


def test_cautions_take_turns_even_between_strategies() -> None:
    """A caution shared by two strategies is not said with both in a row."""
    asked = exchange(Bid.REASSURANCE_SEEKING)
    first, second = conversation(asked, 2, {})
    shared = load_table1().strategy(second.strategy).caution
    assert first.caution.id in shared
    assert second.caution.id != first.caution.id


def test_words_of_the_other_actor_count_as_used_only_where_the_actor_is_unknown() -> None:
    asked = exchange(Bid.JEALOUSY, Actor.SELF)
    first = answer(asked, State())
    others = [
        Offer(strategy.id, 0, strategy.caution[0], 0, Bid.PROTEST, YES)
        for strategy in load_table1().in_cell(first.cell)
        if strategy.id != first.strategy
    ]

    def next_say(actor: Actor | None) -> int:
        offer = Offer(first.strategy, 0, first.caution.id, 0, Bid.JEALOUSY, YES, actor)
        again = answer(asked, State((*others, offer)))
        assert again.strategy == first.strategy
        return again.say.index

    assert next_say(Actor.PARTNER) == 0
    assert next_say(Actor.SELF) == 1
    assert next_say(None) == 1


def test_shifts_from_buffering_to_fostering_and_between_bids_in_one_evening() -> None:
    offers: tuple[Offer, ...] = ()
    cells = []
    for asked in (
        exchange(Bid.PROTEST, Actor.PARTNER, Moment.TENSION),
        exchange(Bid.WITHDRAWAL, Actor.SELF, Moment.TENSION),
        exchange(Bid.WITHDRAWAL, Actor.SELF, Moment.CALM),
        exchange(Bid.PROTEST, Actor.PARTNER, Moment.CALM),
    ):
        choice = answer(asked, State(offers))
        cells.append(str(choice.cell))
        offers = (*offers, spoken(choice, asked))
    assert cells == ["anxiety.buffer", "avoidance.buffer", "avoidance.foster", "anxiety.foster"]
