"""Every situation has its reflections, and a broken file is refused with words that help."""

from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest

from tightrope.asem import Actor, Bid, Moment, ReflectionsError, load_reflections

PACKAGED = (files("tightrope.asem") / "reflections.yml").read_text(encoding="utf-8")
FIRST = '        - "Right now your partner needs to hear that the two of you are all right."\n'


def test_all_24_situations_have_at_least_four_lines() -> None:
    lines = load_reflections()
    bids = [bid for bid in Bid if bid != Bid.NONE]
    assert set(lines) == set(product(bids, (Actor.PARTNER, Actor.SELF), Moment))
    assert len(lines) == 24
    assert min(len(variants) for variants in lines.values()) >= 4


def test_the_packaged_file_is_read_once_and_cannot_be_changed() -> None:
    assert load_reflections() is load_reflections()
    with pytest.raises(TypeError):
        load_reflections()[Bid.PROTEST, Actor.SELF, Moment.CALM] = ()  # type: ignore[index]


def replaced(old: str, new: str) -> str:
    assert old in PACKAGED
    return PACKAGED.replace(old, new, 1)


BROKEN = {
    "an open quote": (replaced('right."', "right."), ["line ", "not valid YAML"]),
    "nothing under the top key": ("reflections:", ["'reassurance_seeking'", "missing"]),
    "another top key": (replaced("\nreflections:", "\nlines:"), ["'reassurance_seeking'"]),
    "bid nobody knows": (
        replaced("reflections:\n", "reflections:\n  sulking: {}\n"),
        ["reflections, field 'sulking'", "no such situation"],
    ),
    "bid missing": (
        replaced("  jealousy:", "  protest_too:"),
        ["reflections, field 'jealousy'", "missing", "Add it"],
    ),
    "actor missing": (
        replaced("    partner:", "    somebody:"),
        ["reflections > reassurance_seeking, field 'partner'", "missing"],
    ),
    "moment misspelled": (
        replaced("      tension:", "      tense:"),
        ["reflections > reassurance_seeking > partner, field 'tension'", "missing"],
    ),
    "moment too many": (
        replaced("      tension:", "      later: []\n      tension:"),
        ["reassurance_seeking > partner, field 'later'", "Correct the name"],
    ),
    "lines missing": (
        replaced(PACKAGED[PACKAGED.index(FIRST) : PACKAGED.index("      calm:")], ""),
        ["reflections > reassurance_seeking > partner > tension", "fewer than 3"],
    ),
    "line too long": (
        replaced(FIRST, f'        - "{"word " * 23}"\n'),
        ["partner > tension, field 'no. 1'", "23 words", "1 to 22"],
    ),
    "line empty": (replaced(FIRST, '        - ""\n'), ["'no. 1'", "empty"]),
    "line is a number": (replaced(FIRST, "        - 7\n"), ["'no. 1'", "no text"]),
}


@pytest.mark.parametrize("case", BROKEN)
def test_says_where_a_file_is_broken_and_what_to_do(case: str, tmp_path: Path) -> None:
    text, wanted = BROKEN[case]
    broken = tmp_path / "edited.yml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(ReflectionsError) as refused:
        load_reflections(broken)
    message = str(refused.value)
    assert message.startswith("edited.yml: ")
    assert [part for part in wanted if part not in message] == [], message
