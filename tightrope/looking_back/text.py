"""The answer to “How are we doing?” in words, and its picture for somebody who cannot see it."""

from __future__ import annotations

from collections import Counter

from tightrope.asem import Bid
from tightrope.looking_back.summary import BIDS, Finding, Summary, Week
from tightrope.looking_back.words import Words, load_words


def told(summary: Summary) -> str:
    """The answer: how many moments, what helped, whether that changes, how the steps went."""
    words = load_words()
    if summary.finding is Finding.TOO_EARLY:
        parts = [_few(summary, words), _steps(summary, words), words.too_early.closing]
    else:
        parts = [
            words.answer.opening.format(**_counted(summary, words)),
            _kind(summary, words),
            _soothed(summary, words),
            getattr(words.finding, summary.finding.value),
            _steps(summary, words),
        ]
    return " ".join(part for part in parts if part)


def described(summary: Summary) -> str:
    """All that the picture shows: every week by bid, the sums, what helped and the steps."""
    words = load_words()
    if not summary.weeks:
        return words.picture.nothing
    parts = [words.described.intro]
    parts += [_week(week, words) for week in summary.weeks]
    parts += [_total(summary, words), _soothed(summary, words), _steps(summary, words)]
    return " ".join(part for part in parts if part)


def _counted(summary: Summary, words: Words) -> dict[str, str]:
    return {
        "moments": words.moments.of(summary.episodes),
        "span": words.span.of(len(summary.weeks)),
    }


def _few(summary: Summary, words: Words) -> str:
    if not summary.weeks:
        return words.too_early.never
    few = words.too_early.some if summary.episodes else words.too_early.none_lately
    return few.format(**_counted(summary, words))


def _kind(summary: Summary, words: Words) -> str:
    """What the moments were, or nothing where no kind stands out."""
    (bid, most), *others = Counter(summary.bids).most_common()
    if not others:
        return words.answer.always.format(bid=words.bid[bid])
    if most == others[0][1]:
        return ""
    return words.answer.mostly.format(bid=words.bid[bid])


def _soothed(summary: Summary, words: Words) -> str:
    soothed, answered, texts = summary.soothed, summary.answered, words.soothed
    if answered == 0:
        return ""
    if answered == 1:
        return texts.one_helped if soothed else texts.one_not
    text = {0: texts.none, answered: texts.all}.get(soothed, texts.some)
    return text.format(soothed=soothed, answered=answered)


def _steps(summary: Summary, words: Words) -> str:
    well, tried, texts = summary.steps_well, summary.steps_tried, words.steps
    if tried == 0:
        return ""
    if tried == 1:
        return texts.one_well if well else texts.one_not
    text = {0: texts.none, tried: texts.all}.get(well, texts.some)
    return text.format(well=well, tried=tried)


def _week(week: Week, words: Words) -> str:
    name, moments = words.week.of(week.ago), words.moments.of(len(week.episodes))
    bids = _listed({bid: week.episodes.count(bid) for bid in BIDS}, words)
    text = words.described.week_bids if bids else words.described.week
    said = text.format(week=name[0].upper() + name[1:], moments=moments, bids=bids)
    if not week.steps:
        return said
    steps = words.described.steps.format(well=sum(week.steps), tried=len(week.steps))
    return f"{said} {steps}"


def _total(summary: Summary, words: Words) -> str:
    """All weeks together, or nothing where there is but one."""
    if len(summary.weeks) == 1:
        return ""
    moments, bids = words.moments.of(summary.episodes), _listed(summary.bids, words)
    text = words.described.total_bids if bids else words.described.total
    return text.format(moments=moments, bids=bids)


def _listed(counts: dict[Bid, int], words: Words) -> str:
    return "; ".join(
        words.picture.bid.format(bid=words.bid[bid], count=count)
        for bid, count in counts.items()
        if count
    )
