"""Reading data/nlu: every example with its labels, nothing changed by it, and faults named."""

from pathlib import Path

import pytest

from tests.teaching.examples_project import OTHERS, STORIES, TALK, content, project
from tightrope.running.settings import ROOT
from tightrope.teaching.examples_files import (
    ExamplesFileError,
    layout_of,
    read_examples,
    read_files,
    talk_intents,
)
from tightrope.teaching.judgement import Judgement
from tightrope.understanding.labels import STORIES as STORY_INTENTS

HEAD = 'version: "3.1"\nnlu:\n- intent: no_bid\n  examples:\n'
ONE = "  - text: 'we had soup'\n    metadata: {moment: calm}\n"


def test_every_example_is_read_with_what_it_means(tmp_path: Path):
    found = {one.text: one.judgement for one in read_examples(project(tmp_path))}
    assert found['who is "sam" and why does she text at midnight 😭'] == Judgement(
        bid="jealousy", actor="self", moment="tension"
    )
    assert found["we're painting the kitchen at the weekend"] == Judgement(moment="calm")
    assert found["thanks, that was kind"] == Judgement(talk="thank")
    assert found["delete what I said"] == Judgement(talk="erase")
    assert len(found) == 9


def test_talk_is_what_is_no_story(tmp_path: Path):
    assert talk_intents(project(tmp_path)) == {"thank", "erase"}
    ours = talk_intents(ROOT)
    assert {"thank", "erase", "unreadable"} <= ours
    assert not ours & set(STORY_INTENTS)


FORMS = {
    "by hand": STORIES,
    "one line each": TALK,
    "windows": STORIES.replace("\n", "\r\n"),
    "windows, one line each": TALK.replace("\n", "\r\n"),
    "no newline at the end": OTHERS.removesuffix("\n"),
    "no newline, one line each": TALK.removesuffix("\n"),
    "a mark of Windows' editor": "\ufeff" + OTHERS,
    "comments everywhere": f"# top\n{OTHERS.replace('  examples:', '  examples:  # of all')}# end",
    "over several lines": HEAD + "  - text: >-\n      we had\n      soup\n\n  - text: |\n      a\n",
    "flow": HEAD + "  - {text: 'we had soup', metadata: {moment: calm}}\n  - {text: no}\n",
    "a line separator": HEAD + "  - text: 'we\u2028had soup'\n  - text: plain\n",
    "no dash's blank": TALK.replace("- cheers", "-cheers"),
    "blank lines between": TALK.replace("    - thanks", "\n    - thanks") + "\n\n",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_taken_apart_and_put_together_a_file_is_the_same(form: str, tmp_path: Path):
    intent = next(name for name in ("jealousy", "no_bid", "thank") if f"intent: {name}" in form)
    layout = read_files(project(tmp_path, **{intent: form}))[intent].layout
    assert layout.content() == content(tmp_path, intent) == form
    sorted_ = layout.with_entries(reversed(layout.entries))
    again = layout_of(tmp_path / f"{intent}.yml", sorted_.content().encode())
    assert {e.text: e.metadata for e in again.entries} == {
        e.text: e.metadata for e in layout.entries
    }
    assert sorted(sorted_.content().split()) == sorted(form.split())


def test_all_our_files_are_sorted_and_stay_what_they_are():
    for file in read_files(ROOT).values():
        assert file.layout.content().encode() == file.content
        assert file.layout.with_entries(file.layout.entries) == file.layout, (
            f"{file.name} is not sorted; the next writing would sort it"
        )


FAULTS = {
    "a quote left open": (HEAD + "  - text: 'he said\n" + ONE, r"line \d+: this is not"),
    "an apostrophe": (HEAD + "  - text: 'it's zoe'\n", "line 5: this is not valid YAML"),
    "a reference": (HEAD + "  - text: *zoe\n", "line 5: this is not valid YAML"),
    "a sign": (HEAD + ONE + "  - text: 'zoe\x07'\n", "line 7: a sign stands here"),
    "tabs": (HEAD + "\t- text: 'zoe'\n", "this is not valid YAML"),
    "empty": ("", "line 1: there must be `version` and `nlu`"),
    "a list": ("- zoe\n", "line 1: there must be `version`"),
    "more than examples": (HEAD + ONE + "rules: []\n", "line 1: there must be `version`"),
    "an old version": (HEAD.replace("3.1", "2.0") + ONE, 'another than "3.1"'),
    "two intents": (HEAD + ONE + HEAD.partition("nlu:\n")[2] + ONE, "a file holds one intent"),
    "another's name": (HEAD.replace("no_bid", "zoe") + ONE, "line 3: the intent is another"),
    "no examples": (HEAD, "line 4: there is no list of examples"),
    "examples in brackets": (HEAD[:-1] + " [zoe]\n", "line 4: there is no list of examples"),
    "folded": (HEAD[:-1] + " >\n    - zoe\n", "line 4: there is no list of examples"),
    "a line without a dash": (HEAD[:-1] + " |\n    - a\n    zoe\n", "line 6: an example begins"),
    "a deeper line": (HEAD[:-1] + " |\n    - a\n      - zoe\n", "line 4: the examples stand at"),
    "a bare text": (HEAD + ONE + "  - zoe is out\n", "line 7: an example has `text:`"),
    "a number": (HEAD + "  - text: 12\n", "line 5: an example has `text:`"),
    "a key twice": (HEAD + "  - text: zoe\n    text: zoe\n", "line 5: an example has `text:`"),
    "an unknown key": (HEAD + "  - text: zoe\n    note: zoe\n", "line 5: an example has `text:`"),
    "an unknown label": (HEAD + ONE + "  - text: zoe\n    metadata: {a: a}\n", "line 8: a label"),
    "an unknown value": (HEAD + "  - text: zoe\n    metadata: {actor: zoe}\n", "line 6: a label"),
    "labels as a word": (HEAD + "  - text: zoe\n    metadata: zoe\n", "line 6: the labels must"),
    "two on a line": (HEAD + "  - {text: a}\n  - &x {text: zoe}\n  - *x\n", "two examples share"),
}  # fmt: skip


@pytest.mark.parametrize(("form", "complaint"), FAULTS.values(), ids=FAULTS)
def test_faults_are_named_without_a_message(form: str, complaint: str, tmp_path: Path):
    with pytest.raises(ExamplesFileError, match=complaint) as raised:
        read_examples(project(tmp_path, no_bid=form))
    assert str(raised.value).startswith("data/nlu/no_bid.yml, line ")
    assert "zoe" not in str(raised.value)


def test_what_is_not_utf_8_is_named(tmp_path: Path):
    root = project(tmp_path, no_bid=HEAD)
    (root / "data/nlu/no_bid.yml").write_bytes((HEAD + ONE).encode() + b"  - text: 'caf\xe9'\n")
    with pytest.raises(ExamplesFileError, match=r"no_bid.yml, line 7: this is not UTF-8"):
        read_examples(root)


def test_a_project_without_examples_says_so(tmp_path: Path):
    with pytest.raises(ExamplesFileError, match="holds no examples"):
        read_examples(tmp_path)
    (tmp_path / "data" / "nlu" / "thank.yml").mkdir(parents=True)
    with pytest.raises(ExamplesFileError, match=r"thank\.yml cannot be read"):
        read_examples(tmp_path)


def test_labels_may_stand_one_below_the_other(tmp_path: Path):
    labels = "    metadata:\n      actor: self\n      # why not\n      moment: calm\n"
    file = HEAD.replace("no_bid", "jealousy") + f"  - text: 'one'\n{labels}  - text: two\n{labels}"
    layout = read_files(project(tmp_path, jealousy=file))["jealousy"].layout
    assert [entry.text for entry in layout.entries] == ["one", "two"]
    assert layout.entries[0].metadata == {"actor": "self", "moment": "calm"}
    assert layout.content() == file
