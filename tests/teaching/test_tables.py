"""Files people bring: every form that spreadsheets write is read, every fault named by place."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tightrope.running.settings import ROOT
from tightrope.teaching.examples_files import Example, read_examples, talk_intents
from tightrope.teaching.judgement import Judgement
from tightrope.teaching.tables import (
    EXAMPLE_COLUMNS,
    LONGEST,
    MOST_ROWS,
    TableError,
    example_rows,
    guarded,
    read_table,
    write_table,
)

TALK = frozenset({"thank", "erase"})
JEALOUS = Judgement(bid="jealousy", actor="self", moment="calm")
STORY = "jealousy,self,calm"
HEAD = "text,bid,actor,moment\n"


def table(folder: Path, content: str | bytes, name: str = "messages.csv") -> Any:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, TALK)


FORMS = {
    "commas": HEAD + f'"who, then, is she",{STORY}\n',
    "semicolons": HEAD.replace(",", ";") + "who, then, is she;jealousy;self;calm\n",
    "tabs": HEAD.replace(",", "\t") + "who, then, is she\tjealousy\tself\tcalm\n",
    "Excel": "\ufeff" + HEAD.replace("\n", "\r\n") + f'"who, then, is she",{STORY}\r\n',
    "old Mac": HEAD.replace("\n", "\r") + f'"who, then, is she",{STORY}\r',
    "another order": "Moment, Actor ,TEXT,bid\n" + 'calm,self,"who, then, is she",jealousy\n',
    "empty rows and cells": HEAD[:-1] + f',,\n\n"who, then, is she",{STORY},,\n,,,,,\n',
    "as for evaluation": "text,bid,actor,phase,safety,also\n"
    + '"who, then, is she",jealousy,self,calm,none,none\n',
    "as we write it": "intent,text,actor,moment\n" + 'jealousy,"who, then, is she",self,calm\n',
    "with columns of their own": "id,text,bid,actor,moment,mood\n"
    + f'7,"who, then, is she",{STORY},bad\n',
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_of_a_table_is_read(form: str, tmp_path: Path):
    read = table(tmp_path, form)
    assert [(row.text, row.judgement) for row in read.rows] == [("who, then, is she", JEALOUS)]
    assert read.ignored == (("id", "mood") if "mood" in form else ())


def test_jsonl_is_read_by_line(tmp_path: Path):
    lines = [
        {"text": "who\nis\u2028she", "bid": "jealousy", "actor": "self", "phase": "calm", "id": 3},
        {"text": "ta", "talk": "thank", "bid": None},
        {"text": "hit again", "intent": "disclose_abuse", "moment": "tension"},
        {"text": "a word alone"},
    ]
    content = "\n\r\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    read = table(tmp_path, content, "messages.JSONL")
    assert [(row.number, row.text, row.judgement) for row in read.rows] == [
        (1, "who\nis\u2028she", JEALOUS),
        (3, "ta", Judgement(talk="thank")),
        (5, "hit again", Judgement(concern="partner_abuse")),
        (7, "a word alone", None),
    ]
    assert read.ignored == ("id",)


FAULTS = {
    "no such column": ("message,bid\nzoe,none\n", "has no column 'text'. The first row names"),
    "empty": ("", "has no column 'text'"),
    "no rows": (HEAD, "holds no messages"),
    "two for one": ("text,moment,phase\nzoe,calm,calm\n", "has two columns for moment. Keep one"),
    "too many cells": (HEAD + f"hi zoe, you,{STORY}\n", "row 2, it has 5 columns, and the first"),
    "an open quote": (HEAD + f'"zoe,{STORY}\n', "line 2: this is not CSV"),
    "a quote within": (HEAD + f'"zoe" said,{STORY}\n', "line 2: this is not CSV"),
    "a NUL": (HEAD + f"zoe\0,{STORY}\n", "line 2: this is not CSV"),
    "no message": (HEAD + f" ,{STORY}\n", "row 2, column text: there is no message in it"),
    "too long": (HEAD + "z" * (LONGEST + 1) + f",{STORY}\n", "text: is longer than 10,000"),
    "an unknown label": (HEAD + "zoe,envy,self,calm\n", "row 2, column bid: is 'envy'. It is one"),
    "a message as a label": (HEAD + "a,it was zoe,self,calm\n", "column bid: is something else"),
    "a label missing": (HEAD + "zoe,jealousy,,calm\n", "row 2, column actor: is missing"),
    "no moment": ("text,bid,actor\nzoe,none,none\n", "row 2, column moment: is missing"),
    "their own name": (
        "text,bid,actor,phase\nzoe,jealousy,self,hot\n",
        "row 2, column phase: is 'hot'. It is one of tension, calm",
    ),
    "an unknown talk": ("text,talk\nzoe,sing\n", "row 2, column talk: is 'sing'"),
    "talk and labels": ("text,talk,bid\nzoe,thank,none\n", "column talk: a message is a story"),
    "an unknown intent": ("intent,text\nzoe,hi\n", "row 2, column intent: is none that there is"),
    "intent and another bid": (
        "intent,text,bid,actor,moment\nprotest,zoe,jealousy,self,calm\n",
        "row 2, column bid: does not go with the intent",
    ),
}


@pytest.mark.parametrize(("content", "complaint"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_table_is_refused_without_a_message(content: str, complaint: str, tmp_path: Path):
    with pytest.raises(TableError) as raised:
        table(tmp_path, content)
    assert complaint in str(raised.value)
    assert "zoe" not in str(raised.value)
    assert str(raised.value).startswith("messages.csv")


JSON_FAULTS = {
    "half a line": ('{"text": "zoe"', "row 1, it is not JSON"),
    "a list": ('["zoe"]', "row 1, it is not a JSON object"),
    "deep": ("[" * 100_000, "row 1, it is not JSON"),
    "a number": ('{"text": 12}', "row 1, column text: there is no message in it"),
    "half a sign": ('{"text": "zoe \\ud83d"}', "column text: holds half a sign"),
    "a list as a label": ('{"text": "zoe", "bid": ["none"]}', "row 1, column moment: is missing"),
    "a list as the intent": ('{"text": "zoe", "intent": []}', "row 1, column intent: is no word"),
    "a name twice": ('{"text": "zoe", "Text ": "zoe"}', "row 1, a name stands in it twice"),
}


@pytest.mark.parametrize(("content", "complaint"), JSON_FAULTS.values(), ids=JSON_FAULTS)
def test_a_faulty_line_is_refused_without_a_message(content: str, complaint: str, tmp_path: Path):
    with pytest.raises(TableError) as raised:
        table(tmp_path, content, "messages.jsonl")
    assert complaint in str(raised.value)
    assert "zoe" not in str(raised.value)


def test_faulty_rows_are_named_up_to_twenty(tmp_path: Path):
    rows = "".join(f"zoe {n},{'envy' if n % 2 else 'jealousy'},self,calm\n" for n in range(60))
    with pytest.raises(TableError) as raised:
        table(tmp_path, HEAD + rows)
    lines = str(raised.value).splitlines()
    assert lines[0].endswith("rows to mend, so nothing was taken from it:")
    assert [line.partition(",")[0] for line in lines[1:4]] == ["  row 3", "  row 5", "  row 7"]
    assert len(lines) == 22
    assert lines[-1] == "  And 10 more."


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (HEAD.encode() + b"caf\xe9,jealousy,self,calm\n", "is not UTF-8.*“CSV UTF-8”"),
        ((HEAD + "a,b\n").encode("utf-16"), "is not UTF-8"),
        ("text\n" + "a\n" * (MOST_ROWS + 1), "more than 100,000 rows"),
    ],
    ids=["Latin-1", "UTF-16", "too many rows"],
)
def test_a_file_that_is_none_is_refused_whole(content: str | bytes, complaint: str, tmp_path: Path):
    with pytest.raises(TableError, match=complaint):
        table(tmp_path, content)


@pytest.mark.parametrize("name", ["-", "messages", "messages.xlsx", ".csv"])
def test_the_ending_says_what_a_file_is(name: str, tmp_path: Path):
    with pytest.raises(TableError, match=r"neither in \.csv nor in \.jsonl"):
        read_table(tmp_path / name, TALK)
    with pytest.raises(TableError, match=r"neither in \.csv nor in \.jsonl"):
        write_table(Path(name), ["text"], [])


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(TableError, match=r"gone\.csv cannot be read: No such file"):
        read_table(tmp_path / "gone.csv", TALK)
    with pytest.raises(TableError, match="cannot be written: No such file"):
        write_table(tmp_path / "no" / "folder.csv", ["text"], [])


RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str):
    assert not guarded(text).startswith(RUN_BY_SPREADSHEETS)


MESSAGES = st.text(max_size=60) | st.text(alphabet="'=+-@\t\r\n\",;é😭＝ \u2028", max_size=12)
ENDINGS = pytest.mark.parametrize("ending", ["csv", "jsonl"])


def holds(text: str) -> bool:
    """Whether it is a message; no NUL was ever typed."""
    return bool(text.strip()) and "\0" not in text


@ENDINGS
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(MESSAGES.filter(holds), min_size=1, max_size=4))
def test_what_was_written_comes_back_the_same(texts: list[str], ending: str, tmp_path: Path):
    metadata = {"actor": "self", "moment": "calm"}
    examples = [
        *(Example("jealousy", text, metadata) for text in texts),
        Example("erase", texts[0], {"concern": "unasked"}),
    ]
    path = tmp_path / f"out.{ending}"
    assert write_table(path, EXAMPLE_COLUMNS, example_rows(examples)) == len(examples)
    rows = read_table(path, TALK).rows
    assert [(row.text, row.judgement) for row in rows] == [
        (one.text, one.judgement) for one in examples
    ]


@ENDINGS
def test_all_our_examples_come_back_the_same(ending: str, tmp_path: Path):
    examples = read_examples(ROOT)
    path = tmp_path / f"all.{ending}"
    write_table(path, EXAMPLE_COLUMNS, example_rows(examples))
    rows = read_table(path, talk_intents(ROOT)).rows
    assert [(row.text, row.judgement) for row in rows] == [
        (one.text, one.judgement) for one in examples
    ]


FULL = """
import resource, sys
from pathlib import Path
from tightrope.teaching.tables import write_table
resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
write_table(Path(sys.argv[1]), ["text"], [{"text": "a" * 99}] * 99)
"""


def test_a_full_disk_leaves_the_file_of_before(tmp_path: Path):
    path = tmp_path / "out.csv"
    path.write_text("of before")
    command = [sys.executable, "-c", FULL, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "TableError" in done.stderr
    assert "Whatever stood there before is as it was" in done.stderr
    assert path.read_text() == "of before"
    assert list(tmp_path.iterdir()) == [path]
