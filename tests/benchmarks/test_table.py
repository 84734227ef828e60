"""The table of `make bench`: its figures, its two forms, and the command line around it."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from benchmarks.__main__ import PARTS, main
from benchmarks.memory import family, proportional
from benchmarks.serving import LENGTH, LONG
from benchmarks.table import (
    Row,
    as_markdown,
    for_terminal,
    median,
    megabytes,
    milliseconds,
    p95,
    seconds,
)

ROWS = [
    Row("a turn", "31.4 ms", "0.50 × the other (62.8 ms)", "200 turns"),
    Row("a | b", "812 MB"),
]


@pytest.mark.parametrize(
    ("values", "middle", "high"),
    [
        ([7], 7, 7),
        ([1, 2], 1.5, 2),
        (list(range(1, 21)), 10.5, 19),
        (list(range(100, 0, -1)), 50.5, 95),
        ([1] * 199 + [900], 1, 1),
    ],
)
def test_median_and_p95(values, middle, high):
    assert median(values) == middle
    assert p95(values) == high


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_no_more_than_one_in_twenty_lies_above_p95(values):
    above = sum(value > p95(values) for value in values)
    assert above * 20 <= len(values)
    assert p95(values) in values


def test_p95_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no values"):
        p95([])


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (seconds(4.24), "4.2 s"),
        (seconds(61.8), "62 s"),
        (milliseconds(0.03141), "31.4 ms"),
        (megabytes(811_900_000), "812 MB"),
    ],
)
def test_units(shown, text):
    assert shown == text


def test_the_terminal_shows_every_cell():
    out = io.StringIO()
    Console(file=out, width=120).print(for_terminal(ROWS))
    for cell in ("measure", "31.4 ms", "0.50 × the other (62.8 ms)", "200 turns", "a | b"):
        assert cell in out.getvalue()


def test_markdown_keeps_its_columns_whatever_a_cell_holds():
    lines = as_markdown(ROWS).splitlines()
    assert lines[0] == "| measure | result | beside | how |"
    assert lines[3] == "| a \\| b | 812 MB |  |  |"
    assert {line.replace("\\|", "").count("|") for line in lines} == {5}


def test_the_message_has_the_length_it_is_said_to_have():
    assert len(LONG) == LENGTH


def test_a_part_that_does_not_exist_is_refused_by_name():
    result = CliRunner().invoke(main, ["speed"])
    assert result.exit_code == 2
    for name in ("speed", *PARTS):
        assert name in result.output


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="memory is read from Linux's /proc")
def test_the_memory_of_this_process_is_found():
    assert os.getpid() in family(os.getppid())
    assert proportional(os.getpid()) > 1e6
    assert proportional(2**22 + 1) == 0
