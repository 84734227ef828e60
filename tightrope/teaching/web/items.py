"""Labelling over HTTP: the next item, what a teacher says of it, and the way back."""

from __future__ import annotations

from tightrope.teaching.desk import Task
from tightrope.teaching.web.calls import Answer, Call
from tightrope.teaching.web.wire import task_sent


def next_item(call: Call) -> Answer:
    """The item this teacher should look at now."""
    return _with_left(call, call.desk.next(call.memory, call.teacher))


def one_item(call: Call) -> Answer:
    """The item that the address names."""
    return {"task": task_sent(call.desk.item(call.memory, call.teacher, call.item))}


def judge(call: Call) -> Answer:
    """Keeps labels, and hands out the next item."""
    form = call.form
    call.desk.judge(
        call.memory,
        call.teacher,
        call.item,
        form.mapping("labels"),
        form.text("note"),
        decides=form.flag("decides"),
    )
    return next_item(call)


def put_off(call: Call) -> Answer:
    """Keeps an item for later, and hands out the next."""
    call.desk.later(call.memory, call.teacher, call.item, call.form.text("note"))
    return next_item(call)


def reword(call: Call) -> Answer:
    """Puts other words in an item's place, and shows it again."""
    call.desk.reword(call.memory, call.item, call.form.text("text"))
    return one_item(call)


def remove(call: Call) -> Answer:
    """Deletes an item, and hands out the next."""
    call.desk.remove(call.memory, call.teacher, call.item)
    return next_item(call)


def undo(call: Call) -> Answer:
    """Takes back what this teacher said last, and shows its item."""
    return _with_left(call, call.desk.undo(call.memory, call.teacher))


def _with_left(call: Call, task: Task | None) -> Answer:
    return {"task": task_sent(task), "left": call.desk.left(call.memory, call.teacher)}
