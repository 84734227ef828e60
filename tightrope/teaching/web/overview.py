"""What a teacher sees around the items: themselves, the codebook, and where others differ."""

from __future__ import annotations

from collections import Counter

from tightrope.teaching.codebook import codebook
from tightrope.teaching.progress import Progress, Stage
from tightrope.teaching.web.calls import Answer, Call
from tightrope.teaching.web.wire import said_sent, teacher_sent


def me(call: Call) -> Answer:
    """Who is logged in, how much is left to them, and how far everything is."""
    stages = Counter(found.stage for found in call.desk.progress(call.memory))
    return {
        **teacher_sent(call.teacher),
        "left": call.desk.left(call.memory, call.teacher),
        "counts": {stage.value: stages[stage] for stage in Stage},
    }


def questions(call: Call) -> Answer:
    """The codebook, with what a message that tells no story can be."""
    talk = [{"id": name, "example": example} for name, example in call.library.talk.items()]
    return {**codebook().dict(), "talk": talk}


def different(call: Call) -> Answer:
    """What teachers differ on, and what somebody put off with a word to the others."""
    names = {teacher.id: teacher.name for teacher in call.memory.teachers.all()}
    return {
        "items": [
            {
                "id": found.item.id,
                "text": found.item.text,
                "day": found.item.day.isoformat(),
                "why": found.item.why,
                "said": said_sent(found.said, names),
            }
            for found in call.desk.progress(call.memory)
            if found.stage is Stage.DIFFERENT or _is_asked_about(found)
        ]
    }


def _is_asked_about(found: Progress) -> bool:
    put_off = any(one.labels is None and one.note for one in found.said)
    return put_off and found.stage is not Stage.READY
