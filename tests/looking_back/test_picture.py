"""The picture: a PNG for a phone, legible, complete, and always the same for the same past."""

from __future__ import annotations

import struct
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from PIL import Image

from tests.looking_back.pasts import NOW, near_pasts, past, weekly
from tightrope.asem import Actor, Bid
from tightrope.looking_back import Past, PastEpisode, draw, load_words, summarise
from tightrope.looking_back.picture import _FILLS, SCALE, WIDTH, figure_of
from tightrope.looking_back.summary import BIDS

MANY = past(
    [(BIDS[n % 6], n * 55 / 60, (True, False, None)[n % 3]) for n in range(60)],
    [(n * 4, n % 3 > 0) for n in range(12)],
)
PASTS = {
    "nothing at all": past(),
    "one moment": weekly(1),
    "three in one week": weekly(3),
    "two weeks": weekly(2, 3),
    "three weeks": weekly(2, 3, 1),
    "four weeks, one bid": weekly(4, 0, 3, 2, bid=Bid.SELF_RELIANCE),
    "five weeks": weekly(1, 0, 0, 0, 12),
    "six weeks": weekly(1, 2, 3, 4, 5, 6),
    "seven weeks": weekly(1, 2, 3, 4, 5, 6, 7),
    "eight weeks, all bids, steps": MANY,
    "only steps": past(steps=[(1, True), (2, False)]),
    "nothing lately": past([(Bid.PROTEST, 100, True)]),
    "hundreds": past(
        [(bid, day, True) for bid in BIDS for day in range(55) for _ in range(3)],
        [(day, day % 2 == 0) for day in range(50)],
    ),
}
each_past = pytest.mark.parametrize("told", PASTS.values(), ids=PASTS)


def opened(told: Past) -> Image.Image:
    picture = Image.open(BytesIO(draw(summarise(told, NOW))))
    picture.load()
    return picture


def texts_of(figure: Any) -> list[Any]:
    return list(figure.axes[0].texts)


@each_past
def test_it_is_a_png_for_a_phone_at_twice_its_pixels(told: Past) -> None:
    picture = opened(told)
    assert picture.format == "PNG"
    assert picture.width == WIDTH * SCALE == 720
    assert 70 <= picture.height <= 720


@each_past
def test_the_same_past_gives_the_same_bytes(told: Past) -> None:
    assert draw(summarise(told, NOW)) == draw(summarise(told, NOW))


def test_the_file_tells_nothing_but_the_picture() -> None:
    data, chunks, place = draw(summarise(MANY, NOW)), [], 8
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        chunks.append(kind)
        place += length + 12
    assert set(chunks) == {b"IHDR", b"pHYs", b"IDAT", b"IEND"}


@each_past
def test_no_text_is_cut_off_or_runs_into_another(told: Past) -> None:
    figure = figure_of(summarise(told, NOW))
    renderer = figure.canvas.get_renderer()
    boxes = {text: text.get_window_extent(renderer) for text in texts_of(figure)}
    for text, box in boxes.items():
        assert box.x0 >= 0, text
        assert box.x1 <= figure.bbox.x1, text
        assert box.y0 >= 0, text
        assert box.y1 <= figure.bbox.y1, text
    for (one, first), (other, second) in combinations(boxes.items(), 2):
        # A pixel of leeway up and down: the boxes of lines hold the tails of letters.
        shared = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert not (first.overlaps(second) and shared > 2), (one, other)


@each_past
def test_text_is_large_and_dark(told: Past) -> None:
    for text in texts_of(figure_of(summarise(told, NOW))):
        assert text.get_fontsize() >= 11
        assert contrast(text.get_color(), "#ffffff") >= 4.5


@each_past
def test_the_page_is_white(told: Past) -> None:
    picture = opened(told).convert("RGB")
    corners = [(x, y) for x in (0, picture.width - 1) for y in (0, picture.height - 1)]
    assert {picture.getpixel(corner) for corner in corners} == {(255, 255, 255)}


def written(told: Past) -> list[str]:
    return [text.get_text() for text in texts_of(figure_of(summarise(told, NOW)))]


def test_only_the_bids_that_occur_are_named_with_how_often() -> None:
    mixed = past([(Bid.WITHDRAWAL, 1, True), (Bid.JEALOUSY, 2, None), (Bid.WITHDRAWAL, 9, False)])
    assert written(mixed) == [
        "worry about somebody else: 1",
        "going quiet or pulling away: 2",
        "1",
        "2",
        "last week",
        "this week",
        "You said how 2 went: in 1 it helped",
    ]


def test_steps_are_marked_and_explained() -> None:
    summary = summarise(past(steps=[(1, True), (2, False), (3, True)]), NOW)
    assert written(past(steps=[(1, True), (2, False), (3, True)])) == [
        "0",
        "this week",
        "steps that went well: 2",
        "others: 1",
    ]
    circles = [p for p in figure_of(summary).axes[0].patches if type(p).__name__ == "Circle"]
    # One for each step, and one for each kind beside its name.
    assert len(circles) == 3 + 2


@pytest.mark.parametrize(
    ("weeks", "names"),
    [
        (1, ["this week"]),
        (2, ["last week", "this week"]),
        (3, ["2 weeks ago", "last week", "this week"]),
        (4, ["2 weeks ago", "this week"]),
        (6, ["4 weeks ago", "2 weeks ago", "this week"]),
        (8, ["6 weeks ago", "3 weeks ago", "this week"]),
    ],
)
def test_this_week_is_named_always_and_others_where_there_is_room(
    weeks: int, names: list[str]
) -> None:
    assert [text for text in written(weekly(*[1] * weeks)) if "week" in text] == names


def test_a_bar_is_as_high_as_there_were_moments() -> None:
    axes = figure_of(summarise(weekly(4, 1, 0, 2), NOW)).axes[0]
    key, *bars = [p.get_height() for p in axes.patches if type(p).__name__ == "Rectangle"]
    assert bars == pytest.approx([4 * bars[1], bars[1], 2 * bars[1]])
    assert key < 20


def test_bids_are_told_apart_by_more_than_colour() -> None:
    assert set(_FILLS) == set(BIDS)
    assert len({hatch for _, hatch in _FILLS.values()}) == len(BIDS)
    assert len({colour for colour, _ in _FILLS.values()}) == len(BIDS)


def test_what_pulls_in_is_warm_and_what_pulls_away_is_cool() -> None:
    red_over_blue = {bid: rgb(colour)[0] - rgb(colour)[2] for bid, (colour, _) in _FILLS.items()}
    assert [bid for bid in BIDS if red_over_blue[bid] > 0] == list(BIDS[:3])


@settings(max_examples=15, deadline=None)
@given(near_pasts)
def test_any_past_can_be_drawn(told: Past) -> None:
    assert opened(told).width == 720


def test_whose_moments_they_were_is_not_drawn() -> None:
    def told_of(actor: Actor) -> Past:
        at = NOW - timedelta(days=1)
        return Past(tuple(PastEpisode(Bid.PROTEST, actor, at, None) for _ in range(3)))

    theirs, own = (draw(summarise(told_of(a), NOW)) for a in (Actor.PARTNER, Actor.SELF))
    assert theirs == own


def test_the_package_is_imported_without_matplotlib_and_pyplot_never() -> None:
    code = (
        "import sys; import tightrope.looking_back as back; from datetime import datetime;"
        "assert 'matplotlib' not in sys.modules;"
        "past = back.summarise(back.Past(), datetime(2026, 1, 1)); back.told(past);"
        "assert 'matplotlib' not in sys.modules;"
        "assert back.draw(past)[:4] == b'\\x89PNG';"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_no_word_on_the_picture_is_written_elsewhere_than_in_the_file() -> None:
    assert written(past()) == [load_words().picture.nothing]


def rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.lstrip("#"))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in rgb(colour)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
