"""What the page is sent of tasks, labels and people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tightrope.memory import Annotation, Teacher
from tightrope.teaching.desk import Similar, Task
from tightrope.teaching.judgement import Judgement

Sent = dict[str, Any]


def task_sent(task: Task | None) -> Sent | None:
    """An item as a teacher looks at it."""
    if task is None:
        return None
    return {
        "id": task.item.id,
        "text": task.item.text,
        "day": task.item.day.isoformat(),
        "why": task.item.why,
        "suggestion": _labels(task.suggestion),
        "similar": [_similar(one) for one in task.similar],
        "second": task.second,
        "said": None if task.said is None else {"labels": task.said.labels, "note": task.said.note},
    }


def said_sent(said: Sequence[Annotation], names: Mapping[int, str]) -> list[Sent]:
    """What several teachers said of an item, with their names."""
    return [{"teacher": names[one.teacher], "labels": one.labels, "note": one.note} for one in said]


def teacher_sent(teacher: Teacher) -> Sent:
    """Who somebody is."""
    return {"name": teacher.name, "role": teacher.role}


def _similar(one: Similar) -> Sent:
    return {
        "text": one.text,
        "labels": one.judgement.as_mapping(),
        "likeness": round(one.likeness, 3),
    }


def _labels(judged: Judgement | None) -> Mapping[str, str] | None:
    return None if judged is None else judged.as_mapping()
