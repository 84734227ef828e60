"""The help lines: complete, sourced, recently checked, and found by what people call a country."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.safety.country_names import country_code, country_name
from tightrope.safety.help_lines import HelpLinesError, Need, load_help_lines, plain_name

COUNTRIES = load_help_lines().countries
MUST_HAVE = {Need.SELF_HARM, Need.PARTNER_ABUSE, Need.UNDER_18}
NONE_FOUND = {("TR", Need.SELF_HARM)}
"""Needs for which no line could be found; the international directories are named instead."""

ENTRY = """
check_again_after_days: 30
international: []
countries:
- country: XA
  name: Nowhere
  emergency: "1"
  lines:
  - name: A line
    for: [self_harm]
    phone: "123"
    hours: day and night
    languages: [English]
    source: https://example.org/line
    checked: 2026-11-01
"""


def test_there_are_lines_for_many_countries():
    assert len(COUNTRIES) >= 25


def test_no_line_was_checked_too_long_ago():
    outdated = load_help_lines().outdated(date.today())
    assert not outdated, f"Compare these with their source (docs/help-lines.md): {outdated}"


@pytest.mark.parametrize("country", COUNTRIES, ids=[country.country for country in COUNTRIES])
def test_a_country_has_a_line_for_each_need(country):
    served = {need for line in country.lines for need in line.needs}
    assert served | {need for code, need in NONE_FOUND if code == country.country} >= MUST_HAVE


def test_a_youth_line_is_not_offered_to_adults_only():
    lines = load_help_lines().lines("GB", {Need.UNDER_18})
    assert [line.name for line in lines] == ["Childline (under 19)"]


def test_lines_without_doubt_are_named_first():
    for country in COUNTRIES:
        doubts = [line.doubt is not None for line in load_help_lines().lines(country.country, Need)]
        assert doubts == sorted(doubts)


@pytest.mark.parametrize("need", Need)
def test_there_is_a_directory_for_every_need(need: Need):
    assert load_help_lines().directories({need})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UK", "GB"),
        ("I'm in the U.S.", "US"),
        ("we live in the Netherlands", "NL"),
        ("south africa please", "ZA"),
        ("Deutschland", "DE"),
        ("Jamaica", "JM"),
        ("Côte d’Ivoire", "CI"),
        ("I'm not in the UK", None),
        ("we met in Kenya", None),
        ("", None),
        ("😭", None),
    ],
)
def test_a_country_is_known_by_what_people_call_it(text: str, code: str | None):
    assert country_code(text) == code


def test_every_name_of_a_country_leads_to_it():
    for country in COUNTRIES:
        for name in (country.name, *country.also):
            assert country_code(name) == country.country, name


@given(st.text(max_size=200))
def test_any_text_can_be_looked_up(text: str):
    country_code(text)
    plain_name(text)


def test_a_country_without_lines_has_a_name():
    assert country_name("JM") == "Jamaica"
    assert country_name("XX") == "XX"


def written(folder: Path, text: str) -> Path:
    file = folder / "help_lines.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_an_old_entry_is_named(tmp_path: Path):
    lines = load_help_lines(written(tmp_path, ENTRY))
    checked = date(2026, 11, 1)
    assert lines.outdated(checked + timedelta(days=30)) == ()
    assert lines.outdated(checked + timedelta(days=31)) == ("XA: A line",)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("    source: https://example.org/line\n", ""), "source.*missing"),
        (("    checked: 2026-11-01\n", ""), "checked.*missing"),
        (("checked: 2026-11-01", "checked: lately"), "checked"),
        (("source: https://example.org/line", "source: a friend"), "source"),
        (('    phone: "123"\n', ""), "no way to reach it"),
        (("[self_harm]", "[sadness]"), "none of the words"),
        (("[self_harm]", "[]"), "not said what the line is for"),
        (("country: XA", "country: Nowhere"), "country"),
        (("hours:", "ours:"), "nobody knows this field|missing"),
        (("international: []", "international: ["), "YAML"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, change: tuple[str, str], complaint: str):
    with pytest.raises(HelpLinesError, match=rf"(?s)help_lines\.yml.*({complaint})"):
        load_help_lines(written(tmp_path, ENTRY.replace(*change)))


def test_a_name_that_stands_for_two_countries_is_refused(tmp_path: Path):
    other = ENTRY.split("countries:\n")[1].replace("XA", "XB")
    with pytest.raises(HelpLinesError, match=r"XB.*'nowhere' also stands for XA"):
        load_help_lines(written(tmp_path, ENTRY + other))
