"""The page about the model tells the truth: its example runs and its numbers are right."""

import doctest
import re
from pathlib import Path

from tightrope.asem import load_table1

PAGE = Path(__file__).parents[2] / "docs" / "model.md"


def test_the_example_runs_as_printed() -> None:
    results = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert results.attempted >= 5
    assert results.failed == 0


def test_the_number_of_strategies_is_the_one_told() -> None:
    told = re.search(r"holds (\d+) strategies", PAGE.read_text(encoding="utf-8"))
    assert told is not None
    assert int(told[1]) == len(load_table1().strategies)
