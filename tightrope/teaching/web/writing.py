"""Into the examples over HTTP: what is ready, the change it would make, and making it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tightrope.teaching.examples_change import LeftOut
from tightrope.teaching.into_data import accept
from tightrope.teaching.ready import change_of, ready
from tightrope.teaching.web.calls import Answer, Call
from tightrope.teaching.web.wire import Sent


def look(call: Call) -> Answer:
    """What is ready and can become an example, what cannot, and how the files would change."""
    items = ready(call.desk.progress(call.memory))
    change = change_of(call.library.root, items)
    texts = {found.item.id: found.item.text for found in items}
    return {
        "items": [
            {
                "id": found.item.id,
                "text": found.item.text,
                "labels": found.judgement.as_mapping(),
                "intent": found.judgement.intent,
            }
            for found in items
            if found.judgement is not None and found.item.id in change.added
        ],
        "left_out": _left_out(change.left_out, texts),
        "diff": change.diff,
    }


def write(call: Call) -> Answer:
    """Makes examples of the items that were chosen, as far as they are still ready."""
    chosen = set(call.form.numbers("items"))
    items = [one for one in ready(call.desk.progress(call.memory)) if one.item.id in chosen]
    texts = {found.item.id: found.item.text for found in items}
    change = accept(
        call.memory,
        call.library.root,
        [(found.item.id, found.judgement) for found in items if found.judgement is not None],
    )
    if change.added:
        call.library.reload()
    return {
        "added": len(change.added),
        "left_out": _left_out(change.left_out, texts),
        "diff": change.diff,
    }


def _left_out(left_out: Iterable[LeftOut], texts: Mapping[int, str]) -> list[Sent]:
    return [
        {"id": one.key, "text": texts.get(one.key, ""), "reason": one.reason} for one in left_out
    ]
