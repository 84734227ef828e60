"""Table 1 is complete, and a broken file is refused with words that help to mend it."""

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from tightrope.asem import (
    Actor,
    Bid,
    Cell,
    Dimension,
    Moment,
    Strategy,
    Table1Error,
    cell_for,
    load_table1,
)

PACKAGED = (files("tightrope.asem") / "table1.yml").read_text(encoding="utf-8")
TABLE = load_table1()


def test_every_cell_has_the_strategies_of_the_paper() -> None:
    assert Counter(str(strategy.cell) for strategy in TABLE.strategies) == {
        "anxiety.buffer": 5,
        "avoidance.buffer": 5,
        "anxiety.foster": 5,
        "avoidance.foster": 4,
    }


@pytest.mark.parametrize("strategy", TABLE.strategies, ids=lambda strategy: strategy.id)
def test_every_strategy_says_what_to_do_for_either_actor(strategy: Strategy) -> None:
    assert set(strategy.do) == set(strategy.say) == {Actor.PARTNER, Actor.SELF}
    assert min(len(texts) for texts in strategy.say.values()) >= 4
    assert all(text.adapted for text in (strategy.do[Actor.SELF], *strategy.say[Actor.SELF]))
    partner_texts = (strategy.do[Actor.PARTNER], *strategy.say[Actor.PARTNER])
    assert not any(text.adapted for text in partner_texts)


@pytest.mark.parametrize("bid", [bid for bid in Bid if bid != Bid.NONE])
@pytest.mark.parametrize("moment", list(Moment))
def test_every_bid_has_a_strategy_that_suits_it_best(bid: Bid, moment: Moment) -> None:
    cell = cell_for(bid, moment)
    assert cell is not None
    assert any(strategy.for_[0] == bid for strategy in TABLE.in_cell(cell))


def test_every_caution_and_reference_is_used() -> None:
    named = {name for strategy in TABLE.strategies for name in strategy.caution}
    assert named == {caution.id for caution in TABLE.cautions}
    lists = [strategy.sources for strategy in TABLE.strategies]
    lists += [caution.sources for caution in TABLE.cautions]
    lists += [ripple.sources for ripple in TABLE.ripple_effects]
    assert {number for sources in lists for number in sources} == set(TABLE.references)


def test_ripples_run_in_both_directions() -> None:
    ripples = [ripple.dimension for ripple in TABLE.ripple_effects]
    assert sorted(ripples) == [Dimension.ANXIETY, Dimension.AVOIDANCE]


@pytest.mark.parametrize(
    ("strategy", "source"),
    [
        ("anxiety.buffer.affection", 24),
        ("anxiety.buffer.remorse", 25),
        ("anxiety.buffer.touch", 26),
        ("avoidance.buffer.give_room", 33),
        ("avoidance.buffer.practical_help", 41),
        ("anxiety.foster.appreciate", 29),
        ("avoidance.foster.be_needed", 37),
        ("avoidance.foster.fun", 40),
        ("avoidance.foster.small_steps", 39),
    ],
)
def test_strategies_rest_on_the_study_the_paper_names(strategy: str, source: int) -> None:
    assert source in TABLE.strategy(strategy).sources


@pytest.mark.parametrize(
    ("caution", "source"),
    [
        ("reassurance_fatigue", 25),
        ("praise_must_ring_true", 30),
        ("challenge_must_be_winnable", 31),
        ("pushing_brings_distance", 32),
        ("half_comfort", 41),
        ("softening_for_ever", 36),
        ("entrenched_pattern", 11),
    ],
)
def test_cautions_rest_on_the_study_the_paper_names(caution: str, source: int) -> None:
    assert source in TABLE.caution(caution).sources


def test_entries_are_found_by_id() -> None:
    assert TABLE.strategy("avoidance.foster.fun").cell == Cell.AVOIDANCE_FOSTER
    with pytest.raises(KeyError, match=r"no entry 'anxiety\.buffer\.shout'"):
        TABLE.strategy("anxiety.buffer.shout")


def test_the_packaged_file_is_read_once_and_another_file_every_time(tmp_path: Path) -> None:
    assert load_table1() is load_table1()
    own = tmp_path / "own.yml"
    own.write_text(PACKAGED, encoding="utf-8")
    assert load_table1(own) == TABLE
    own.write_text(PACKAGED.replace("version: 1", "version: 2", 1), encoding="utf-8")
    assert load_table1(own).version == 2


def entry_of(strategy: str) -> str:
    """Return the packaged text of one strategy, from its id to the next entry."""
    start = PACKAGED.index(f"  - id: {strategy}\n")
    end = PACKAGED.find("\n\n", start)
    return PACKAGED[start:end]


def edited(strategy: str, old: str, new: str) -> str:
    """Return the packaged file with one change, made inside one strategy."""
    entry = entry_of(strategy)
    assert old in entry
    return PACKAGED.replace(entry, entry.replace(old, new, 1))


def replaced(old: str, new: str) -> str:
    assert old in PACKAGED
    return PACKAGED.replace(old, new, 1)


def without_cell(cell: str) -> str:
    text = PACKAGED
    for strategy in TABLE.in_cell(Cell(cell)):
        text = text.replace(entry_of(strategy.id), "")
    return text


def only_says(strategy: str, actor: str, count: int) -> str:
    """Return the packaged file with the first `count` texts of one list left."""
    lines = entry_of(strategy).split("\n")
    start = max(place for place, line in enumerate(lines) if line == f"      {actor}:")
    end = next(
        place for place in range(start + 1, len(lines)) if not lines[place].startswith("        - ")
    )
    kept = lines[: start + 1 + count] + lines[end:]
    return PACKAGED.replace(entry_of(strategy), "\n".join(kept))


FUN = "avoidance.foster.fun"

BROKEN = {
    "yaml: an open quote": (
        replaced('aim: "Mend the hurt"', 'aim: "Mend the hurt'),
        ["line ", "not valid YAML", "quotes"],
    ),
    "yaml: a key twice": (
        edited(FUN, "    aim:", '    why: "x"\n    aim:'),
        ["line ", "duplicate key", "repeated key"],
    ),
    "yaml: nothing in it": ("", ["holds no keys", "packaged file"]),
    "yaml: a list": ("- one", ["holds no keys"]),
    "yaml: a forbidden character": (replaced("Mend", "Mend\x07"), ["not valid YAML"]),
    "caution nobody knows": (
        edited(FUN, "caution: [closeness_as_project", "caution: [closeness_project"),
        [f"strategy {FUN}", "'caution'", "'closeness_project'", "add it there"],
    ),
    "no caution": (
        edited(FUN, "caution: [closeness_as_project, pushing_brings_distance]", "caution: []"),
        [f"strategy {FUN}", "'caution'", "is empty", "at least one"],
    ),
    "caution twice": (
        edited(FUN, "pushing_brings_distance]", "closeness_as_project]"),
        [f"strategy {FUN}", "'caution'", "twice"],
    ),
    "do without the partner's text": (
        edited(FUN, "      partner: {", "      nobody: {"),
        [f"strategy {FUN}", "'do'", "none of the words", "partner, self"],
    ),
    "do without one actor": (
        edited(FUN, "      self: {", "      none: {"),
        [f"strategy {FUN}", "'do'", "text for 'self' is missing", "Add 'self:'"],
    ),
    "say for nobody": (
        edited(FUN, "    why:", '      none:\n        - {text: "Hm."}\n    why:'),
        [f"strategy {FUN}", "'say'", "'none' shows no bid"],
    ),
    "two say": (
        only_says(FUN, "self", 2),
        [f"strategy {FUN}", "'say'", "self has 2 texts, fewer than 3", "Write more"],
    ),
    "say not marked adapted": (
        edited(FUN, 'Are you in?", adapted: true', 'Are you in?"'),
        [f"strategy {FUN}", "'say'", "self, no. 1", "not marked as adapted", "adapted: true"],
    ),
    "partner's say marked adapted": (
        edited(FUN, 'bad at it together?"', 'bad at it together?", adapted: true'),
        [f"strategy {FUN}", "'say'", "partner, no. 1", "Remove the mark"],
    ),
    "do not marked adapted": (
        edited(FUN, 'talk is optional.", adapted: true', 'talk is optional."'),
        [f"strategy {FUN}", "'do'", "self is not marked as adapted"],
    ),
    "adapted is no yes or no": (
        edited(FUN, 'talk is optional.", adapted: true', 'talk is optional.", adapted: perhaps'),
        [f"strategy {FUN}", "'do > self > adapted'", "neither true nor false"],
    ),
    "say too long": (
        edited(FUN, "Are you in?", "word " * 30),
        [f"strategy {FUN}", "'say'", "no. 1", "more than 30", "Shorten"],
    ),
    "say empty": (
        edited(FUN, '"That was the best hour of my week."', '" "'),
        [f"strategy {FUN}", "'say'", "no. 4", "empty"],
    ),
    "say is a number": (
        edited(FUN, '"That was the best hour of my week."', "7"),
        [f"strategy {FUN}", "'say > partner > no. 4 > text'", "no text", "quotes"],
    ),
    "do too long": (
        edited(FUN, "Suggest", "word " * 40 + "Suggest"),
        [f"strategy {FUN}", "'do'", "partner has ", "more than 40"],
    ),
    "why too long": (
        edited(FUN, "New and funny", "word " * 40 + "New and funny"),
        [f"strategy {FUN}", "'why'", "more than 40"],
    ),
    "caution too long": (
        replaced("Asked for over", "word " * 30 + "Asked for over"),
        ["caution reassurance_fatigue", "'text'", "more than 30"],
    ),
    "bid nobody knows": (
        edited(FUN, "for: [withdrawal", "for: [sulking"),
        [f"strategy {FUN}", "'for > no. 1'", "none of the words", "withdrawal"],
    ),
    "bid of the other dimension": (
        edited(FUN, "for: [withdrawal", "for: [jealousy"),
        [f"strategy {FUN}", "'for'", "'jealousy' does not belong"],
    ),
    "no bid": (
        edited(FUN, "for: [withdrawal, commitment_avoidance, self_reliance]", "for: [none]"),
        [f"strategy {FUN}", "'for'", "'none' does not belong"],
    ),
    "cell without strategies": (
        without_cell("avoidance.foster"),
        ["cell avoidance.foster", "no strategy", "Add one"],
    ),
    "cell without words": (
        replaced("  - id: avoidance.foster\n", "  - id: avoidance.buffer\n"),
        ["cell avoidance.buffer", "'id'", "another entry"],
    ),
    "cell nobody knows": (
        edited(FUN, "cell: avoidance.foster", "cell: avoidance.feast"),
        [f"strategy {FUN}", "'cell'", "avoidance.foster"],
    ),
    "id in another cell": (
        replaced(f"id: {FUN}", "id: avoidance.buffer.fun"),
        ["strategy avoidance.buffer.fun", "'id'", "Begin it 'avoidance.foster.'"],
    ),
    "id with a space": (
        replaced(f"id: {FUN}", "id: avoidance.foster.some fun"),
        ["strategy avoidance.foster.some fun", "'id'", "not an id"],
    ),
    "id twice": (
        replaced(f"id: {FUN}", "id: avoidance.foster.be_needed"),
        ["strategy avoidance.foster.be_needed", "'id'", "another entry has this id"],
    ),
    "no id": (
        replaced(f"  - id: {FUN}\n    cell", "  - cell"),
        ["strategy no. 17", "'id'", "missing", "Add it"],
    ),
    "reference not listed": (
        edited(FUN, "sources: [40]", "sources: [38]"),
        [f"strategy {FUN}", "'sources'", "reference 38 is not listed", "'references'"],
    ),
    "caution cites what is not listed": (
        replaced("sources: [36]", "sources: [99]"),
        ["caution softening_for_ever", "reference 99 is not listed"],
    ),
    "reference in words": (
        replaced("  41: {", "  forty-one: {"),
        ["reference forty-one", "not a number"],
    ),
    "reference without a doi": (
        replaced(', doi: "10.1037/a0038866"', ""),
        ["reference 41", "'doi'", "Add it"],
    ),
    "no sources": (
        edited(FUN, "sources: [40]", "sources: []"),
        [f"strategy {FUN}", "'sources'", "is empty"],
    ),
    "field missing": (
        edited(FUN, '    aim: "Something new and light, together"\n', ""),
        [f"strategy {FUN}", "'aim'", "missing", "Add it"],
    ),
    "field empty": (
        edited(FUN, 'aim: "Something new and light, together"', "aim:"),
        [f"strategy {FUN}", "'aim'", "Fill it in"],
    ),
    "field nobody knows": (
        edited(FUN, "    aim:", "    goal: fun\n    aim:"),
        [f"strategy {FUN}", "'goal'", "Remove it"],
    ),
    "strategy is a word": (
        replaced("strategies:\n", "strategies:\n  - fun\n"),
        ["strategy no. 1", "not a set of fields"],
    ),
    "no cautions at all": (
        replaced("\ncautions:\n", "\nwarnings:\n"),
        ["top level", "'cautions'", "missing"],
    ),
    "no references at all": (
        replaced("\nreferences:\n", "\nworks:\n"),
        ["top level", "'references'", "missing"],
    ),
    "section nobody knows": (
        PACKAGED + "\nnotes: []\n",
        ["top level", "'notes'", "Remove it"],
    ),
    "no version": (replaced("version: 1", ""), ["top level", "'version'", "Add it"]),
}


@pytest.mark.parametrize("case", BROKEN)
def test_says_where_a_file_is_broken_and_what_to_do(case: str, tmp_path: Path) -> None:
    text, wanted = BROKEN[case]
    broken = tmp_path / "edited.yml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(Table1Error) as refused:
        load_table1(broken)
    message = str(refused.value)
    assert message.startswith("edited.yml: ")
    assert message.endswith(".")
    assert [part for part in wanted if part not in message] == [], message


def test_the_line_named_is_the_line_to_look_at(tmp_path: Path) -> None:
    broken = tmp_path / "edited.yml"
    broken.write_text('version: 1\ncells:\n  - id: "a"\n   - id: "b"\n', encoding="utf-8")
    with pytest.raises(Table1Error, match=r"edited\.yml: line 4: "):
        load_table1(broken)


def test_a_file_that_is_not_there_or_not_utf8_is_named(tmp_path: Path) -> None:
    with pytest.raises(Table1Error, match=r"gone\.yml: file: No such file.*Check the path"):
        load_table1(tmp_path / "gone.yml")
    latin = tmp_path / "latin.yml"
    latin.write_bytes("title: café".encode("latin-1"))
    with pytest.raises(Table1Error, match=r"latin\.yml: file: it is not UTF-8"):
        load_table1(latin)
