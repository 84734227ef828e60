"""What the figures say: how far teachers agree, and what there are few examples of."""

from __future__ import annotations

from dataclasses import asdict

from tightrope.teaching.web.calls import Answer, Call
from tightrope.teaching.web.wire import teacher_sent


def agreement(call: Call) -> Answer:
    """How far teachers agree, and who judged how many."""
    from tightrope.teaching.agreement import agreement as measured
    from tightrope.teaching.agreement import judged_by_two

    said, judged = call.memory.annotations.by_item(), call.memory.annotations.judged()
    return {
        "items": len(judged_by_two(said)),
        "fields": [asdict(found) for found in measured(said)],
        "teachers": [
            {**teacher_sent(one), "active": one.active, "judged": judged.get(one.id, 0)}
            for one in call.memory.teachers.all()
        ],
    }


def coverage(call: Call) -> Answer:
    """How many examples there are of everything, and what is thin beside its like."""
    from tightrope.teaching.coverage import coverage as counted
    from tightrope.teaching.coverage import missing

    found = counted(call.library.examples())
    return {
        "intents": [
            {"intent": intent, "examples": count} for intent, count in sorted(found.intents.items())
        ],
        "cells": [
            {"bid": bid, "actor": actor, "moment": moment, "examples": count}
            for (bid, actor, moment), count in found.bids.items()
        ],
        "missing": [str(one) for one in missing(found)],
    }
