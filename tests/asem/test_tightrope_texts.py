"""What the paper says of the words themselves: praise, requests, closeness and steps.

Numbers in brackets are the paper's references. A text that breaks a rule is to be rewritten, not
the rule. What holds for whatever is said is in `tests/test_every_text.py`.
"""

from __future__ import annotations

import re

import pytest

from tightrope.asem import Actor, Cell, load_balance, load_goals, load_table1

TABLE = load_table1()
GOALS = load_goals()
ACTORS = (Actor.PARTNER, Actor.SELF)
PARTNER, SELF = ACTORS

Placed = tuple[str, str]
"""Where a text stands, and the text."""


def says(strategy: str, *actors: Actor) -> list[Placed]:
    entry = TABLE.strategy(strategy)
    return [
        (f"{strategy}.say.{actor}.{number}", text.text)
        for actor in actors or ACTORS
        for number, text in enumerate(entry.say[actor])
    ]


def does(strategy: str, *actors: Actor) -> list[Placed]:
    entry = TABLE.strategy(strategy)
    return [(f"{strategy}.do.{actor}", entry.do[actor].text) for actor in actors or ACTORS]


def in_cells(*cells: Cell) -> list[str]:
    return [strategy.id for strategy in TABLE.strategies if strategy.cell in cells]


def steps() -> list[Placed]:
    return [
        (f"{goal.id}.steps.{size}.{actor}", goal.step(size, actor))
        for goal in GOALS.goals
        for size in range(len(goal.steps))
        for actor in ACTORS
    ]


def each(texts: list[Placed]) -> pytest.MarkDecorator:
    """Runs a test for each text, under the place where it stands."""
    return pytest.mark.parametrize(
        "text", [text for _, text in texts], ids=[place for place, _ in texts]
    )


def found(pattern: str, text: str) -> bool:
    return re.search(rf"\b({pattern})\b", text.lower()) is not None


# ------------------------------------------- praise is specific, and carries its caution [29, 30]

PRAISE = ("anxiety.foster.appreciate", "anxiety.foster.own_effort")

GLOBAL_PRAISE = (
    r"amazing|incredible|fantastic|awesome|wonderful|marvellous|brilliant|perfect|excellent|"
    r"extraordinary|exceptional|outstanding|remarkable|superb|terrific|gifted|talented|genius|"
    r"special|star|hero|legend|(the|my|one of the) (very )?best|great|well done|good job|"
    r"good for you|congratulations|proud of (you|them|myself)|make me proud|impress\w+|"
    r"(so|very|really|truly) (good|clever|smart|strong|kind|capable|brave|lovely)|"
    r"you('re| are) (so|such|a|an|the)|always|never|everything you|anything you|can do anything|"
    r"in everything|at everything|nobody (does|is|could)|born to"
)
"""Praise of the whole person: nobody can check it, and whoever doubts themselves hears charity."""

DEED = (
    # what one did: “you kept going”, “I planned it”, “how you handled that”, “you've seen me do”
    r"(you|i|they)( also| still| really)? "
    r"((?!need)\w+ed|did|kept|took|had|went|said|made|got|held)|"
    # or the question for it: “how did you do that?”, “ask me how I did it”, “what I did”
    r"(how|what) (did )?(you|i|they) d(id|o)|me do|which part|one thing (they|you) did|"
    r"name something they did"
)
"""Something that was done, or the question what it was."""


@each([text for strategy in in_cells(Cell.ANXIETY_FOSTER) for text in says(strategy)])
def test_nobody_is_praised_as_a_whole(text: str) -> None:
    assert not found(GLOBAL_PRAISE, text)


@each([text for strategy in in_cells(Cell.ANXIETY_FOSTER) for text in does(strategy)])
def test_nobody_is_told_to_praise_somebody_as_a_whole(text: str) -> None:
    assert not found(GLOBAL_PRAISE, text)


@each([text for strategy in PRAISE for text in (*says(strategy), *does(strategy))])
def test_praise_names_what_was_done_or_asks_for_it(text: str) -> None:
    assert found(DEED, text)


@pytest.mark.parametrize("strategy", PRAISE)
def test_praise_carries_a_caution_about_praise(strategy: str) -> None:
    carried = [TABLE.caution(name) for name in TABLE.strategy(strategy).caution]
    about_praise = [caution for caution in carried if 30 in caution.sources]
    assert about_praise
    assert all(found("praise|encouragement", caution.text) for caution in about_praise)
    # It is the first, and so the one that is said with the first praise.
    assert about_praise[0] is carried[0]


@pytest.mark.parametrize(
    "text",
    [
        "You're amazing.",
        "You are a wonderful person.",
        "That was perfect.",
        "You're the best.",
        "You're so great at this.",
        "I'm proud of you.",
        "You always manage.",
        "You never fail.",
        "Well done you.",
        "You can do anything.",
    ],
)
def test_praise_of_the_whole_person_is_noticed(text: str) -> None:
    assert found(GLOBAL_PRAISE, text)


@pytest.mark.parametrize(
    "text",
    [
        "I admire you.",
        "You need nobody.",
        "You are patient.",
        "That's clever.",
        "I like you so much.",
    ],
)
def test_praise_without_a_deed_is_noticed(text: str) -> None:
    assert not found(DEED, text)


# --------------------------------------------- nobody who pulls away is asked for closeness [32]

AVOIDANCE = in_cells(Cell.AVOIDANCE_BUFFER, Cell.AVOIDANCE_FOSTER)

ASKS_FOR_CLOSENESS = (
    # feelings
    r"how (you|they|do you|do they|are you|are they|you're|they're)( really| truly)? feel(ing)?|"
    r"what (you|they|you're|they're|are you|are they)( really)? feel(ing)?|"
    r"(?<!leave )(your|their|the|more) (feelings|emotions)|(?<!no )feelings? (with|about)|"
    # opening up
    r"open(ing|s)? up|let me in|let (you|them) in|let (your|their) guard down|"
    r"(?<!don't )(tell|show) me everything|what's (wrong|going on|the matter)|"
    r"(you can|why don't you|won't you) (talk|trust|tell)|pour\w* (out|your)|"
    # the two of you as the subject
    r"(?<!no )talk(ing)? about (us|this|it|things|the two of (us|you)|where)|"
    r"(?<!no )talk about the|where (is this|this is|are we|we're|we are) (going|heading)|"
    r"(our|the|your) (relationship|connection|bond)|what (we|you two) (are|mean)|"
    # closeness
    r"clos(er|eness) (to|with|between)|be close|get close\w*|feel(ing)? close\w*|"
    r"(come|coming|move) closer|connect\w*|more affection|(do|will) you (still )?(love|want|need)|"
    r"say (that )?you (love|want|need)|i need (you|us|more)|i need to feel|"
    # work on it
    r"work(ing)? on (us|this|it|things|your|the|our)|good for (us|the two|your)|"
    r"chang(e|ing) (for|your|their)|(get|bring|encourage|make) (them|you) to"
)
"""Open attempts at closeness: they feel like being managed, and whoever is pushed backs away."""


@each([text for strategy in AVOIDANCE for text in says(strategy, PARTNER)])
def test_whoever_pulls_away_is_not_openly_asked_for_closeness(text: str) -> None:
    assert not found(ASKS_FOR_CLOSENESS, text)


@each([text for strategy in AVOIDANCE for text in does(strategy, PARTNER)])
def test_nobody_is_told_to_ask_openly_for_closeness(text: str) -> None:
    assert not found(ASKS_FOR_CLOSENESS, text)


SOFTENING = next(rule for rule in load_balance().rules if rule.id == "softening_only")
REQUESTS = SOFTENING.requests or {}


@each([(f"requests.{number}", text) for number, text in enumerate(REQUESTS[PARTNER])])
def test_nor_is_the_fair_request_one_for_closeness(text: str) -> None:
    assert not found(ASKS_FOR_CLOSENESS, text)


@pytest.mark.parametrize(
    "text",
    [
        "Tell me how you feel.",
        "Ask them what they're feeling.",
        "What are you really feeling?",
        "I'd like to hear more about your feelings.",
        "Ask them to open up a little.",
        "Please let me in.",
        "Can we talk about us?",
        "Let's talk about the two of us.",
        "Where is this going?",
        "I'd like us to work on this.",
        "It would be good for us.",
        "I want to feel closer to you.",
        "Let's reconnect. I need more from you.",
        "Do you still love me?",
        "Work on the relationship together.",
        "Gently get them to talk.",
        "You can tell me everything. What's wrong?",
    ],
)
def test_asking_for_closeness_is_noticed(text: str) -> None:
    assert found(ASKS_FOR_CLOSENESS, text)


# ------------------------------------------------ requests come with a reason or a limit [12, 32]

REASON = r"because|why|reason|means|so (that|you|i|we)|since"
LIMIT = (
    r"once|half( an hour)?|an hour|(one|ten|\w+teen|\w+ty) (minutes?|thing|piece|part|half|hour)|"
    r"for one|a (bit|piece|part)|short|shorter|quick|small(er|est)?|little|less|easy|"
    r"first step|two words|this (week|month)|the next one|by (the )?\w+day|by the weekend|"
    r"how much|the part you can|don't have to|leave the (big|rest)|say no"
)


def asks(text: str) -> bool:
    """Whether a text for oneself asks the partner for something, rather than tell oneself."""
    return "?" in text or re.match(r"(help|tell|ask|give|let) me", text.lower()) is not None


REQUESTING = ("avoidance.buffer.explain_request", "avoidance.buffer.ask_less")


@each(
    [text for strategy in REQUESTING for text in says(strategy, PARTNER)]
    + [text for strategy in REQUESTING for text in does(strategy)]
    + [text for strategy in REQUESTING for text in says(strategy, SELF) if asks(text[1])]
    + [(f"requests.{PARTNER}.{n}", text) for n, text in enumerate(REQUESTS[PARTNER])]
)
def test_a_request_comes_with_a_reason_or_a_limit(text: str) -> None:
    assert found(f"{REASON}|{LIMIT}", text)


@pytest.mark.parametrize("strategy", REQUESTING)
def test_there_are_requests_for_either_actor(strategy: str) -> None:
    assert len([text for _, text in says(strategy, SELF) if asks(text)]) >= 1
    assert len(says(strategy, PARTNER)) >= 3


@pytest.mark.parametrize(
    "text",
    [
        "I need you to answer me.",
        "Could you come on Saturday?",
        "Please call me every evening.",
        "I'd like more time with you.",
    ],
)
def test_a_bare_request_is_noticed(text: str) -> None:
    assert not found(f"{REASON}|{LIMIT}", text)


# ------------------------------------------------------- steps can be won, and checked [30, 31]

COUNTS = r"counts?|((it|that|this|step)('s| is)|you've) done( it)?"
"""Says when the step is done."""

UNCHECKABLE = (
    r"feel(s|ing)? (better|more|less|good|calm\w*|sure\w*|confiden\w+|secure)|confiden\w+|"
    r"be(come)? (more|less|better|braver|happier|stronger|calmer|nicer)|(your|their) best|"
    r"as (much|well|often|long) as|try (hard|harder|to be|not to)|more often|every day|"
    r"believe in|improve\w*|get better at|perfect\w*|well enough|a good \w+ (friend|person)|"
    r"work on (yourself|themselves)|grow(ing)? as"
)
"""A result nobody can tell from its opposite, or that is not in one's hands."""

TAKES_OVER = (
    r"remind them|make sure|check (on|up|that|whether)|should|must|have to|push|"
    r"(do|decide|choose|plan|book|sort|write) (it|this|that|one) for them|report back to you"
)
"""What takes a step out of the hands it belongs to."""


@each(steps())
def test_every_step_says_when_it_is_done(text: str) -> None:
    assert found(COUNTS, text)
    assert not found(UNCHECKABLE, text)


@each([step for step in steps() if step[0].endswith(f".{PARTNER}")])
def test_no_step_is_taken_out_of_their_hands(text: str) -> None:
    assert not found(TAKES_OVER, text)


@pytest.mark.parametrize(
    "text",
    [
        "Remind them on Friday.",
        "Make sure they go.",
        "Book it for them.",
        "They should ring first.",
    ],
)
def test_taking_over_is_noticed(text: str) -> None:
    assert found(TAKES_OVER, text)


NUMBERS = {"five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "ninety": 90}


@each([step for step in steps() if ".steps.0." in step[0]])
def test_the_first_step_takes_five_minutes_at_most(text: str) -> None:
    minutes = [word for word in re.findall(r"(\w+) minutes?\b", text.lower()) if word != "a"]
    assert all(NUMBERS[word] <= 5 for word in minutes)
    assert not found(r"hours?|days?|weeks?|evenings?", text)


SMALL_GOALS = "anxiety.foster.small_goals"


@each([*says(SMALL_GOALS), *does(SMALL_GOALS)])
def test_a_small_goal_is_something_one_can_see_done(text: str) -> None:
    assert found(r"try|bit|steps?|thing|something|hear about it|this week", text)
    assert not found(UNCHECKABLE, text)


@each(does(SMALL_GOALS))
def test_a_goal_begins_small_and_ends_in_something_finished(text: str) -> None:
    assert found("small", text)
    assert found("when it works|finish", text)


@pytest.mark.parametrize(
    "text",
    [
        "See a friend some time.",
        "Ask what they have done lately.",
        "Go for a walk and enjoy it.",
        "Try to be less shy with people.",
    ],
)
def test_a_step_without_an_end_is_noticed(text: str) -> None:
    assert not found(COUNTS, text)


@pytest.mark.parametrize(
    "text",
    [
        "It counts when you feel more confident.",
        "Do your best; that counts.",
        "Be more patient for a week. It counts if you manage.",
        "It's done when you feel better.",
        "Try harder at work. It counts if you try to be early.",
    ],
)
def test_a_step_that_nobody_can_check_is_noticed(text: str) -> None:
    assert found(COUNTS, text)
    assert found(UNCHECKABLE, text)
