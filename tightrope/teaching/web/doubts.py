"""Labels that may be wrong over HTTP: the list, and what a maintainer says of each."""

from __future__ import annotations

from tightrope.teaching.apply_change import apply
from tightrope.teaching.examples_change import relabel
from tightrope.teaching.examples_files import Example, read_examples
from tightrope.teaching.judgement import Judgement
from tightrope.teaching.label_error_report import dismiss_suspect, read_report
from tightrope.teaching.label_errors import Suspect
from tightrope.teaching.web.calls import Answer, Call
from tightrope.teaching.web.refusals import GONE, Refusal, RefusedError

_CHANGED = Refusal(GONE, "This example has changed meanwhile. Open the list anew.")


def listed(call: Call) -> Answer:
    """The labels that are doubted still: not those found right, nor those changed since."""
    root = call.library.root
    report = read_report(root)
    if report is None:
        return {"made": None, "stale": False, "suspects": []}
    examples = {(one.intent, one.text): one for one in read_examples(root)}
    doubted = ((one, examples.get((one.intent, one.text))) for one in report.left(root))
    return {
        "made": report.at,
        "stale": report.is_stale(root),
        "suspects": [
            {
                "text": one.text,
                "intent": one.intent,
                "field": one.field,
                "given": one.given,
                "likelier": one.likelier,
                "confidence": one.confidence,
                "labels": example.judgement.as_mapping(),
            }
            for one, example in doubted
            if example is not None and _stands(one, example)
        ],
    }


def keep(call: Call) -> Answer:
    """Remembers that a label is right."""
    if not dismiss_suspect(call.library.root, call.form.text("text"), call.form.text("field")):
        raise RefusedError(_CHANGED)
    return {}


def change(call: Call) -> Answer:
    """Gives an example other labels, which may move it to another file."""
    judged = Judgement.read(call.form.mapping("labels"), call.desk.talk)
    root = call.library.root
    changed = relabel(root, call.form.text("text"), call.form.text("intent"), judged)
    if not changed.added:
        raise RefusedError(Refusal(GONE, changed.left_out[0].reason))
    apply(root, changed)
    call.library.reload()
    return {"diff": changed.diff}


def _stands(one: Suspect, example: Example) -> bool:
    """Whether the example says still what is doubted."""
    return str(example.judgement.as_mapping().get(one.field, one.given)) == one.given
