"""A month with one person: whatever they tell, they are not told the same over and over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import product

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tightrope.asem import (
    Actor,
    Bid,
    Cell,
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
START = datetime(2026, 5, 1, 8, 0, tzinfo=timezone.utc)
EPISODES = 60
ROOM = (Concern.NONE, Concern.PAST_ABUSE)

Situation = tuple[Bid, Actor, Moment]
SITUATIONS: list[Situation] = list(
    product([bid for bid in Bid if bid != Bid.NONE], (Actor.PARTNER, Actor.SELF), Moment)
)


@dataclass(frozen=True)
class Told:
    """One episode of the month: what was told, when, and what came of each idea asked for."""

    situation: Situation
    concern: Concern
    after: timedelta
    outcomes: tuple[Outcome | None, ...]
    misread: bool


@dataclass(frozen=True)
class Answer:
    """One answer, and what the person had been offered before it."""

    told: Told
    choice: Choice | None
    before: tuple[Offer, ...]


def told(situations: list[Situation]) -> st.SearchStrategy[Told]:
    concerns = [*[Concern.NONE] * 12, Concern.PAST_ABUSE, *Concern]
    return st.builds(
        Told,
        situation=st.sampled_from(situations),
        concern=st.sampled_from(concerns),
        # Half a day on average; the clock may have been put back.
        after=st.sampled_from([timedelta(minutes=minutes) for minutes in (5, 300, 900, 1700, -90)]),
        outcomes=st.lists(
            st.sampled_from([None, Outcome.HELPED, Outcome.DID_NOT_HELP]), min_size=1, max_size=3
        ).map(tuple),
        misread=st.sampled_from([False] * 9 + [True]),
    )


month = (
    # Few situations are told again and again, or a month is too short to hear all of a cell.
    st.lists(st.sampled_from(SITUATIONS), min_size=1, max_size=4, unique=True).flatmap(
        lambda situations: st.lists(told(situations), min_size=EPISODES, max_size=EPISODES)
    )
)


def lived(episodes: list[Told]) -> list[Answer]:
    """What is answered in a month, one idea for each outcome."""
    answers: list[Answer] = []
    offers: tuple[Offer, ...] = ()
    now = START
    for number, episode in enumerate(episodes):
        bid, actor, moment = episode.situation
        exchange = Exchange(bid, dimension_of(bid), actor, moment, episode.concern)
        now += episode.after
        for outcome in episode.outcomes:
            choice = choose(exchange, State(offers, now, number))
            answers.append(Answer(episode, choice, offers))
            if choice is not None:
                offers = (*offers, remembered(choice, episode, outcome, number, now))
    return answers


def remembered(
    choice: Choice, episode: Told, outcome: Outcome | None, number: int, now: datetime
) -> Offer:
    bid, actor, _ = episode.situation
    return Offer(
        strategy=choice.strategy,
        say=choice.say.index,
        caution=choice.caution.id,
        reflection=choice.reflection.index,
        bid=bid,
        outcome=outcome,
        actor=actor,
        episode=number,
        at=now,
        balance=choice.due.rule if choice.due else None,
        misread=episode.misread,
    )


def pairs(cell: Cell, actor: Actor) -> set[tuple[str, int]]:
    """Every strategy of a cell in each of its wordings."""
    return {
        (strategy.id, say)
        for strategy in TABLE.in_cell(cell)
        for say in range(len(strategy.say[actor]))
    }


def check_called_for(answer: Answer) -> None:
    """No idea while a concern is open, and one whenever none is."""
    assert (answer.choice is None) == (answer.told.concern not in ROOM)


def check_cell(answer: Answer, choice: Choice) -> None:
    """Never an idea from another cell."""
    bid, _, moment = answer.told.situation
    assert choice.cell == TABLE.strategy(choice.strategy).cell == cell_for(bid, moment)


def check_words(answer: Answer, choice: Choice) -> None:
    """No idea in the same words again while something else of the cell was said less often."""
    actor = answer.told.situation[1]
    times = Counter((past.strategy, past.say) for past in answer.before if past.actor is actor)
    here = times[choice.strategy, choice.say.index]
    assert here == min(times[pair] for pair in pairs(choice.cell, actor))
    if here:
        event("all words of a cell were used up")


def check_caution(answer: Answer, choice: Choice) -> None:
    """A caution with every idea, its own or one that has come due; always when it comes again."""
    own = TABLE.strategy(choice.strategy).caution
    assert choice.caution.text.strip()
    if choice.due:
        event(f"due: {choice.due.rule}")
        assert choice.caution.id == RULES[choice.due.rule].caution
        assert choice.caution.text in RULES[choice.due.rule].say[answer.told.situation[1]]
    else:
        assert choice.caution.id in own
        assert choice.caution.text == TABLE.caution(choice.caution.id).text
    if any(past.strategy == choice.strategy for past in answer.before):
        event("an idea came again")


def check_follows(last: Choice, answer: Answer, choice: Choice) -> None:
    """Neither the line that shows one was heard nor the words twice in a row, nor the idea."""
    assert choice.reflection.text != last.reflection.text
    assert choice.say.text != last.say.text
    before = answer.before[-1]
    if before.actor is answer.told.situation[1] and before.outcome is not Outcome.HELPED:
        assert choice.strategy != last.strategy


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(month)
def test_a_month_of_sixty_episodes(episodes: list[Told]) -> None:
    last = None
    for answer in lived(episodes):
        check_called_for(answer)
        if answer.choice is None:
            continue
        check_cell(answer, answer.choice)
        check_words(answer, answer.choice)
        check_caution(answer, answer.choice)
        if last is not None:
            check_follows(last, answer, answer.choice)
        last = answer.choice


def every_evening(situation: Situation, count: int, *outcomes: Outcome | None) -> list[Choice]:
    """The same told every evening, with these outcomes."""
    evening = Told(situation, Concern.NONE, timedelta(hours=12), outcomes, misread=False)
    answers = [answer.choice for answer in lived([evening] * count)]
    return [choice for choice in answers if choice is not None]


def test_all_words_of_a_cell_come_before_any_come_again() -> None:
    for situation in SITUATIONS:
        bid, actor, moment = situation
        cell = cell_for(bid, moment)
        assert cell is not None
        count = len(pairs(cell, actor))
        said = [
            (choice.strategy, choice.say.index) for choice in every_evening(situation, count, None)
        ]
        assert set(said) == pairs(cell, actor)


def test_an_idea_that_helps_every_time_does_not_come_in_the_same_words_either() -> None:
    for situation in SITUATIONS:
        choices = every_evening(situation, 5, Outcome.HELPED, Outcome.HELPED, Outcome.HELPED)
        assert len({choice.say.text for choice in choices}) == len(choices)


def test_no_text_is_worn_out_in_a_month_of_one_fear() -> None:
    """Sixty evenings of one bid: each wording about equally often, and cautions that come due."""
    for situation in SITUATIONS:
        bid, actor, moment = situation
        choices = every_evening(situation, EPISODES, Outcome.DID_NOT_HELP)
        cell = cell_for(bid, moment)
        assert cell is not None
        words = Counter((choice.strategy, choice.say.index) for choice in choices)
        assert max(words.values()) - min(words[pair] for pair in pairs(cell, actor)) <= 1
        lines = Counter(choice.reflection.text for choice in choices)
        assert max(lines.values()) - min(lines.values()) <= 1
        assert any(choice.due for choice in choices)
