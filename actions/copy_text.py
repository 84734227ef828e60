"""The text of somebody's copy: all that was said, and what is noted, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from actions.words import words
from tightrope.asem import Actor, load_goals, load_table1
from tightrope.memory import (
    KeptEpisode,
    Line,
    Memory,
    Offered,
    TakenStep,
    conversation_of,
    conversations_file,
    stored,
)

_INDENT = "    "
"""Before every line but the first of a message, so that none looks like the next message."""


def copy_of(opened: Memory, sender_id: str, now: datetime) -> str:
    """All that is kept of a person, with the conversation of the channel they write in."""
    texts = words().export
    said = conversation_of(conversations_file(opened.folder), sender_id)
    parts = [
        [texts.title, texts.made.format(when=_at(now))],
        [_underlined(texts.said.heading), *(map(_message, said) if said else [texts.said.nothing])],
        [_underlined(texts.noted.heading), *_noted(opened, sender_id)],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _underlined(heading: str) -> str:
    return f"{heading}\n{'-' * len(heading)}"


def _message(line: Line) -> str:
    texts = words().export.said
    who = texts.person if line.by == "person" else texts.assistant
    text = texts.pressed.replace("{title}", line.text) if line.pressed else line.text
    shown = {"picture": texts.picture, "file": texts.file, None: ""}[line.shows]
    when = _at(line.at) if line.at else texts.unknown_time
    first, *rest = " ".join(filter(None, (text, shown))).splitlines() or [""]
    return "\n".join([f"{when} {who}: {first}", *(_INDENT + more for more in rest)])


def _noted(opened: Memory, sender_id: str) -> Iterator[str]:
    texts = words().export.noted
    kept = stored(opened, sender_id)
    if kept.since:
        yield texts.since.format(when=_day(kept.since))
    if not kept.episodes and not kept.steps:
        yield texts.nothing
    offers = opened.offers(sender_id)
    for episode in opened.kept_episodes(sender_id):
        yield from _episode(episode, [offer for offer in offers if offer.episode == episode.id])
    yield from map(_step, opened.goals.steps(sender_id))
    if kept.promised:
        yield texts.promised.format(when=_at(kept.promised))
    else:
        yield texts.not_promised
    if opened.is_set_aside(sender_id):
        yield texts.set_aside
    yield from _learning(opened, sender_id)
    linked = {0: texts.linked.none, 1: texts.linked.one}.get(kept.linked, texts.linked.many)
    yield linked.format(count=kept.linked)


def _learning(opened: Memory, sender_id: str) -> Iterator[str]:
    """Since when a person may be learned from, and what waits of theirs."""
    since = opened.consents.since(sender_id)
    if since is None:
        return
    waiting = opened.inbox.of(sender_id)
    yield words().export.noted.learning.format(when=_day(since), count=len(waiting))
    for text in waiting:
        yield _INDENT + " ".join(text.split())


def _episode(episode: KeptEpisode, offers: list[Offered]) -> Iterator[str]:
    """A moment in a line, and the ideas for it below, in the words used in the talk."""
    texts, why = words().export, words().why
    what = texts.noted.episode.format(
        bid=why.bid.get(episode.bid, episode.bid),
        actor=why.actor.get(episode.actor, episode.actor),
        moment=texts.moment.get(episode.moment, episode.moment),
    )
    misread = f" {texts.noted.misread}" if episode.misread else ""
    yield f"{_at(episode.started)} {what}.{misread}"
    aims = {strategy.id: strategy.aim for strategy in load_table1().strategies}
    for offer in offers:
        suggested = texts.noted.suggested.format(
            # The model may know an idea no more by the name it once had.
            idea=aims.get(offer.strategy, offer.strategy),
            outcome=texts.outcome.of(offer.outcome),
        )
        yield _INDENT + suggested


def _step(step: TakenStep) -> str:
    texts = words().export
    goal = load_goals().get(step.goal)
    told = texts.noted.step.format(
        title=goal.title if goal else step.goal,
        step=goal.step(step.size, Actor(step.actor)) if goal else "",
        outcome=texts.step_outcome.of(step.outcome),
    )
    return f"{_at(step.at)} {told}"


def _at(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M}"


def _day(when: datetime) -> str:
    return f"{when:%Y-%m-%d}"
