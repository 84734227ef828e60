"""How far teachers agree: kappa by hand, by others' figures, and what counts as a pair."""

import math
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from tests.memory.pasts import NOW
from tightrope.cli import main
from tightrope.memory import ANNOTATOR, Annotation, Memory
from tightrope.teaching.agreement import FIELDS, FieldAgreement, agreement, judged_by_two, kappa
from tightrope.teaching.judgement import Judgement

JEALOUSY = Judgement(bid="jealousy", actor="self")
PARTNERS = Judgement(bid="jealousy", actor="partner")
CALM = Judgement(moment="calm")
HARM = Judgement(concern="self_harm")
THANKS = Judgement(talk="thank")


def said(*items: list[tuple[int, Judgement | None, bool]]) -> dict[int, list[Annotation]]:
    return {
        number: [
            Annotation(number, teacher, judged and judged.as_mapping(), "", decides, NOW)
            for teacher, judged, decides in own
        ]
        for number, own in enumerate(items, start=1)
    }


def pair(one: Judgement, other: Judgement) -> list[tuple[int, Judgement | None, bool]]:
    return [(1, one, False), (2, other, False)]


def of(field: str, *items: list[tuple[int, Judgement | None, bool]]) -> FieldAgreement:
    return dict(zip(FIELDS, agreement(said(*items)), strict=True))[field]


def table(counts: list[list[int]]) -> tuple[list[str], list[str]]:
    """What two said, by how often the first said what its row says, and the second its column."""
    cells = [(row, column, n) for row, own in enumerate(counts) for column, n in enumerate(own)]
    both = list(chain.from_iterable([(str(row), str(column))] * n for row, column, n in cells))
    return [one for one, _ in both], [other for _, other in both]


def value(first: list[str], second: list[str]) -> float:
    with np.errstate(all="ignore"):
        return float(kappa(first, second)(np.ones((1, len(first))))[0])


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # Of 50 requests for a grant two readers say the same of 35, by chance of 25:
        # (0.7 - 0.5) / (1 - 0.5). https://en.wikipedia.org/wiki/Cohen%27s_kappa#Examples
        ([[20, 5], [10, 15]], 0.4),
        # The two tables there in which 60 of 100 are the same, and kappa is not.
        ([[45, 15], [25, 15]], 0.1304),
        ([[25, 35], [5, 35]], 0.2593),
        # By hand: 6 of 10 are the same, by chance (4*3 + 3*4 + 3*3) / 100 = 0.33.
        ([[2, 1, 1], [1, 2, 0], [0, 1, 2]], (0.6 - 0.33) / 0.67),
        ([[5, 0], [0, 5]], 1.0),
        ([[0, 5], [5, 0]], -1.0),
        ([[1, 1], [1, 1]], 0.0),
        # One says the same of all, the other does not: no better than chance.
        ([[9, 1], [0, 0]], 0.0),
    ],
)
def test_kappa_is_what_others_and_a_pencil_make_of_it(counts: list[list[int]], expected: float):
    assert value(*table(counts)) == pytest.approx(expected, abs=5e-5)


def test_kappa_is_undefined_where_both_only_ever_say_the_same_one_thing():
    assert math.isnan(value(["a", "a"], ["a", "a"]))
    found = of("bid", *[pair(JEALOUSY, JEALOUSY)] * 5)
    assert (found.items, found.share, found.kappa, found.low, found.high) == (
        5,
        1,
        None,
        None,
        None,
    )


PAIRS = st.lists(st.tuples(*[st.sampled_from("abcd")] * 2), min_size=1, max_size=40)


@given(PAIRS)
def test_kappa_is_that_of_scikit_learn_within_its_bounds_and_the_same_both_ways(pairs):
    first, second = (list(own) for own in zip(*pairs, strict=True))
    found = value(first, second)
    if len({*first, *second}) == 1:
        assert math.isnan(found)
        return
    assert found == pytest.approx(cohen_kappa_score(first, second), abs=1e-9)
    assert found == pytest.approx(value(second, first), abs=1e-9)
    assert -1 - 1e-9 <= found <= 1 + 1e-9


@given(PAIRS)
def test_the_range_holds_the_value_and_is_the_same_every_time(pairs):
    bids = dict(zip("abcd", ("jealousy", "protest", "withdrawal", "self_reliance"), strict=True))
    items = [
        pair(Judgement(bid=bids[one], actor="self"), Judgement(bid=bids[other], actor="self"))
        for one, other in pairs
    ]
    found = of("bid", *items)
    assert found == of("bid", *items)
    assert found.items == len(pairs)
    if found.kappa is not None:
        assert found.low <= found.kappa <= found.high


def test_more_items_make_the_range_narrower():
    few = [pair(JEALOUSY, JEALOUSY), pair(CALM, CALM), pair(JEALOUSY, CALM), pair(CALM, CALM)]
    one, other = of("bid", *few * 5), of("bid", *few * 50)
    assert one.kappa == pytest.approx(other.kappa)
    assert other.high - other.low < one.high - one.low


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ([], None),
        ([(1, CALM, False)], None),
        ([(1, CALM, False), (2, None, False)], None),
        ([(1, CALM, False), (3, JEALOUSY, True)], None),
        ([(1, CALM, False), (2, JEALOUSY, False)], (CALM, JEALOUSY)),
        ([(1, CALM, False), (3, None, False), (2, JEALOUSY, False)], (CALM, JEALOUSY)),
        ([(2, CALM, False), (1, JEALOUSY, False), (3, HARM, False)], (CALM, JEALOUSY)),
        ([(3, HARM, True), (1, CALM, False), (2, JEALOUSY, False)], (CALM, JEALOUSY)),
    ],
)
def test_an_item_counts_once_by_the_first_two_who_judged_it(own, expected):
    assert judged_by_two(said(own)) == ([expected] if expected else [])


ITEMS = [
    pair(JEALOUSY, PARTNERS),
    pair(JEALOUSY, CALM),
    pair(THANKS, CALM),
    pair(THANKS, THANKS),
    pair(HARM, CALM),
]


@pytest.mark.parametrize(
    ("field", "items", "share"),
    [
        ("talk", 5, 4 / 5),  # whether it is a story
        ("concern", 3, 2 / 3),  # where both told that it is one
        ("bid", 3, 2 / 3),
        ("also", 3, 1.0),
        ("moment", 3, 1 / 3),
        ("actor", 1, 0.0),  # where both saw a bid
    ],
)
def test_a_field_is_compared_where_it_came_up_for_both(field: str, items: int, share: float):
    found = of(field, *ITEMS)
    assert found.items == items
    assert found.share == pytest.approx(share)


def test_without_items_nothing_is_said():
    assert agreement({}) == [FieldAgreement(field, 0, None, None, None, None) for field in FIELDS]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TIGHTROPE_DATA", str(tmp_path))
    return tmp_path


def fill(data: Path, *items: list[tuple[int, Judgement | None, bool]]) -> None:
    with Memory(data) as memory:
        for name in ("Ana", "Bo", "Cy"):
            memory.teachers.add(name, ANNOTATOR, NOW)
        for number, own in enumerate(items, start=1):
            memory.inbox.add("web", f"secret {number}", "unsure", {}, NOW)
            for teacher, judged, decides in own:
                labels = judged and judged.as_mapping()
                memory.annotations.put(number, teacher, labels, NOW, decides=decides)


def shown() -> str:
    result = CliRunner().invoke(main, ["teach", "agreement"])
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize(("items", "words"), [(0, "no messages"), (1, "1 message."), (19, "19 m")])
def test_the_command_says_where_it_is_too_few_to_say(data: Path, items: int, words: str):
    fill(data, *[pair(CALM, CALM)] * items)
    said = " ".join(shown().split())
    assert words in said
    assert "too few" in said
    assert "kappa" not in said


def test_the_command_shows_each_question_and_how_to_read_it(data: Path):
    fill(data, *[pair(JEALOUSY, JEALOUSY), pair(JEALOUSY, CALM), pair(CALM, CALM)] * 8)
    said = shown()
    rows = {
        cells[0]: cells[1:]
        for line in said.splitlines()
        if len(cells := [cell.strip() for cell in line.strip("│").split("│")]) == 5
    }
    assert rows["A story or not"] == ["24", "100%", "one label only", ""]
    assert rows["What is shown"][:3] == ["24", "67%", "0.40"]
    assert rows["Whose reaction"] == ["8", "100%", "too few", ""]
    assert "rules of thumb" in " ".join(said.split())
    assert "secret" not in said


def test_the_command_fits_into_a_narrow_terminal(data: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "60")
    fill(data, *[pair(JEALOUSY, PARTNERS), pair(CALM, CALM)] * 12)
    assert max(map(len, shown().splitlines())) <= 60
