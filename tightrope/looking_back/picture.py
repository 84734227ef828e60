"""The picture of the last weeks: a bar a week, stacked by bid, for a phone 360 pixels wide.

Laid out in the pixels of that phone, from the top left, and drawn at twice their number. Matplotlib
only puts ink where this module says, so that nothing depends on its defaults or moves by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from math import ceil
from typing import Any

from tightrope.asem import Bid
from tightrope.looking_back.summary import BIDS, Summary, Week
from tightrope.looking_back.words import load_words

WIDTH, SCALE = 360, 2
"""Pixels of the phone, and how many of the picture there are to each. The height is as needed."""

_MARGIN, _LINE, _GAP = 10, 19, 6
_POINTS = 11
_CSS_DPI = 96
_INK, _RULE = "#222222", "#767676"
_BAR_WIDTH, _HIGHEST_BAR, _HIGHEST_MOMENT = 56, 120, 26
"""The most a bar, and one moment of it, may take: a few moments shall not look like many."""
_NAME_WIDTH = 100
"""The room that “3 weeks ago” takes."""
_MARK, _APART = 9, 13

_Part = Callable[[Any, Summary, float], None]
"""Draws one part of the picture on the axes, from this height down."""

# Warm for worry about losing somebody, cool for pulling away. Told apart by lightness and hatch as
# well as by hue; orange and blue stay apart for all common kinds of colour-blindness. No hatch is
# level: it would look like the edge of a moment.
_FILLS: dict[Bid, tuple[str, str]] = {
    Bid.REASSURANCE_SEEKING: ("#fee0b6", ""),
    Bid.JEALOUSY: ("#f9a03f", "///"),
    Bid.PROTEST: ("#d9541e", ".."),
    Bid.WITHDRAWAL: ("#d6e6f4", "||"),
    Bid.SELF_RELIANCE: ("#7fb3d8", "\\\\\\"),
    Bid.COMMITMENT_AVOIDANCE: ("#3f7fb5", "xx"),
}


def draw(summary: Summary) -> bytes:
    """The picture as a PNG, WIDTH × SCALE pixels wide; the same bytes for the same summary."""
    page = BytesIO()
    # Matplotlib would write its own version into the file.
    figure_of(summary).savefig(
        page, format="png", dpi=_CSS_DPI * SCALE, facecolor="white", metadata={"Software": None}
    )
    return page.getvalue()


def figure_of(summary: Summary) -> Any:
    """The picture as a figure of matplotlib, without the global state of pyplot."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    parts = _parts(summary)
    height = 2 * _MARGIN + sum(height for height, _ in parts)
    figure = Figure(figsize=(WIDTH / _CSS_DPI, height / _CSS_DPI), dpi=_CSS_DPI * SCALE)
    FigureCanvasAgg(figure)
    axes = figure.add_axes([0, 0, 1, 1])
    axes.axis("off")
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    top = float(_MARGIN)
    for height, part in parts:
        part(axes, summary, top)
        top += height
    return figure


def _parts(summary: Summary) -> list[tuple[float, _Part]]:
    """What is drawn, from the top down, with the height it takes."""
    if not summary.weeks:
        return [(_LINE, _nothing)]
    parts: list[tuple[float, _Part]] = [
        (_LINE * len(summary.bids) + _GAP, _legend),
        (_LINE + _bar_height(summary), _bars),
        (_LINE, _week_names),
    ]
    if summary.steps_tried:
        parts += [(_LINE, _step_marks), (_LINE, _step_key)]
    if summary.answered:
        parts.append((_LINE, _soothed))
    return parts


def _nothing(axes: Any, summary: Summary, top: float) -> None:
    _write(axes, _MARGIN, top, load_words().picture.nothing)


def _legend(axes: Any, summary: Summary, top: float) -> None:
    """The bids that occur, in the order they are stacked, and how often."""
    words = load_words()
    for line, (bid, count) in enumerate(summary.bids.items()):
        y = top + line * _LINE
        _fill(axes, bid, _MARGIN, y + 2, 28, _LINE - 4)
        text = words.picture.bid.format(bid=words.bid[bid], count=count)
        _write(axes, _MARGIN + 36, y, text)


def _bar_height(summary: Summary) -> float:
    return min(_HIGHEST_BAR, _HIGHEST_MOMENT * _highest(summary))


def _highest(summary: Summary) -> int:
    return max(len(week.episodes) for week in summary.weeks)


def _bars(axes: Any, summary: Summary, top: float) -> None:
    """A bar for each week, with the number of its moments above."""
    from matplotlib.lines import Line2D

    bottom = top + _LINE + _bar_height(summary)
    moment = _bar_height(summary) / max(1, _highest(summary))
    width = min(_BAR_WIDTH, 0.62 * _column(summary.weeks))
    for place, week in enumerate(summary.weeks):
        y, x = bottom, _middle(summary.weeks, place)
        for bid in reversed(BIDS):
            height = moment * week.episodes.count(bid)
            y -= height
            if height:
                _fill(axes, bid, x - width / 2, y, width, height)
        _write(axes, x, y - _LINE, str(len(week.episodes)), align="center")
    ends = [_MARGIN, WIDTH - _MARGIN]
    axes.add_line(Line2D(ends, [bottom, bottom], color=_RULE, linewidth=1))


def _week_names(axes: Any, summary: Summary, top: float) -> None:
    """Names this week and, back from it, as many others as there is room for."""
    names, weeks = load_words().week, summary.weeks
    every = ceil(_NAME_WIDTH / _column(weeks))
    for place, week in enumerate(weeks):
        if week.ago % every:
            continue
        x, name = _middle(weeks, place), names.of(week.ago)
        # At the edges a name moves inwards, lest it be cut off.
        if x < _MARGIN + _NAME_WIDTH / 2:
            _write(axes, _MARGIN, top, name)
        elif x > WIDTH - _MARGIN - _NAME_WIDTH / 2:
            _write(axes, WIDTH - _MARGIN, top, name, align="right")
        else:
            _write(axes, x, top, name, align="center")


def _step_marks(axes: Any, summary: Summary, top: float) -> None:
    """A mark for each step, under its week; smaller where many are crowded into one."""
    weeks = summary.weeks
    most = max(len(week.steps) for week in weeks)
    apart = min(_APART, _column(weeks) / (most + 1))
    for place, week in enumerate(weeks):
        first = _middle(weeks, place) - apart * (len(week.steps) - 1) / 2
        for number, well in enumerate(week.steps):
            _mark(axes, first + number * apart, top, well, _MARK * apart / _APART)


def _step_key(axes: Any, summary: Summary, top: float) -> None:
    """What the marks mean, and how many there are of each kind."""
    texts, x = load_words().picture, float(_MARGIN)
    for well, count, text in (
        (True, summary.steps_well, texts.step_well),
        (False, summary.steps_tried - summary.steps_well, texts.step_not),
    ):
        if count:
            _mark(axes, x + _MARK / 2, top, well, _MARK)
            x = _write(axes, x + _APART + 2, top, text.format(count=count)) + 1.5 * _APART


def _soothed(axes: Any, summary: Summary, top: float) -> None:
    text = load_words().picture.soothed
    _write(axes, _MARGIN, top, text.format(soothed=summary.soothed, answered=summary.answered))


def _column(weeks: tuple[Week, ...]) -> float:
    return (WIDTH - 2 * _MARGIN) / len(weeks)


def _middle(weeks: tuple[Week, ...], place: int) -> float:
    return _MARGIN + _column(weeks) * (place + 0.5)


def _write(axes: Any, x: float, top: float, text: str, align: str = "left") -> float:
    """Writes in the line that begins at `top`; returns where the text ends."""
    style = {"color": _INK, "fontsize": _POINTS, "family": "DejaVu Sans"}
    written = axes.text(x, top + _LINE / 2, text, ha=align, va="center_baseline", **style)
    return float(written.get_window_extent(axes.figure.canvas.get_renderer()).x1) / SCALE


def _fill(axes: Any, bid: Bid, x: float, y: float, width: float, height: float) -> None:
    from matplotlib.patches import Rectangle

    colour, hatch = _FILLS[bid]
    style = {"facecolor": colour, "hatch": hatch, "edgecolor": _INK, "linewidth": 0.6}
    axes.add_patch(Rectangle((x, y), width, height, **style))


def _mark(axes: Any, x: float, top: float, well: bool, size: float) -> None:
    from matplotlib.patches import Circle

    style = {"facecolor": _INK if well else "white", "edgecolor": _INK, "linewidth": 1}
    axes.add_patch(Circle((x, top + _LINE / 2), size / 2, **style))
