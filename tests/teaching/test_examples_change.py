"""What a change of the examples would be: the right file, its form, nothing twice, and why not."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.teaching.examples_project import (
    ERASE,
    OTHERS,
    STORIES,
    TALK,
    content,
    project,
)
from tightrope.teaching.apply_change import apply
from tightrope.teaching.example_lines import entry_for, holds_a_mark, tidy
from tightrope.teaching.examples_change import LeftOut, Proposed, propose, relabel
from tightrope.teaching.examples_files import ExamplesFileError, layout_of
from tightrope.teaching.examples_layout import take_apart
from tightrope.teaching.judgement import Judgement

JEALOUS = Judgement(bid="jealousy", actor="self", moment="calm")
NONE = Judgement(moment="calm")
THANK = Judgement(talk="thank")
FRESH = "Found a second phone in his gym bag and now I check his coat every night"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path)


def test_a_story_goes_into_its_file_in_its_place(root: Path):
    change = propose(root, [Proposed(7, FRESH, JEALOUS)])
    assert (change.added, change.left_out) == ((7,), ())
    assert [file.name for file in change.files] == ["data/nlu/jealousy.yml"]
    assert content(root, "jealousy") == STORIES, "proposing writes nothing"
    apply(root, change)
    lines = f"  - text: '{FRESH}'\n    metadata: {{actor: self, moment: calm}}\n"
    assert lines in content(root, "jealousy")
    assert content(root, "jealousy").replace(lines, "").splitlines() == [
        *STORIES.splitlines()[:4],
        *STORIES.splitlines()[4:7],
        *STORIES.splitlines()[9:12],
        *STORIES.splitlines()[7:9],
        STORIES.splitlines()[12],
    ], "sorted, with the comments above their examples"


def test_talk_goes_where_its_file_has_talk(root: Path):
    proposed = [
        Proposed(1, "Ta, really\nneeded that", THANK),
        Proposed(2, "forget the whole thing please", Judgement(talk="erase")),
    ]
    apply(root, propose(root, proposed))
    assert content(root, "thank") == TALK.replace(
        "    - thanks", "    - Ta, really needed that\n    - thanks"
    )
    assert content(root, "erase") == ERASE.replace(
        "  - text: 'wipe",
        "  - text: 'forget the whole thing please'\n    metadata: {concern: unasked}\n"
        "  - text: 'wipe",
    )


def test_the_diff_is_what_git_applies(root: Path):
    # Once sorted, only what is new changes.
    jealousy = root / "data/nlu/jealousy.yml"
    jealousy.write_bytes(propose(root, [Proposed(1, FRESH, JEALOUS)]).files[0].new)
    apply(root, relabel(root, FRESH, "jealousy", NONE))
    (root / "data/nlu/thank.yml").write_text(TALK.removesuffix("\n"))
    proposed = [
        Proposed(1, "Is it mad to open his post just because her name is on it", JEALOUS),
        Proposed(2, "bless you for this\u2028", THANK),
        Proposed(3, "zzz ok thanks", THANK),
    ]
    change = propose(root, proposed)
    assert [line for line in change.diff.splitlines() if line[:1] == "+"] == [
        "+++ b/data/nlu/jealousy.yml",
        "+  - text: 'Is it mad to open his post just because her name is on it'",
        "+    metadata: {actor: self, moment: calm}",
        "+++ b/data/nlu/thank.yml",
        "+    - bless you for this",
        "+    - thanks, that was kind",  # the last line, which had no end
        "+    - zzz ok thanks",
    ]
    run = ["git", "apply", "-"]
    subprocess.run(run, cwd=root, input=change.diff.encode(), check=True)
    assert {file.path.read_bytes() for file in change.files} == {file.new for file in change.files}
    assert not content(root, "thank").endswith("\n"), "as it was"


SAME = "An example in data/nlu/no_bid.yml"
LEFT = {
    "empty": ("  \n\u2028 \x07", NONE, "It is empty."),
    "a mark": ("see [my post](LINK) about it", NONE, "It holds [words](like this)"),
    "another mark": ("see [my post]{x} about it", NONE, "It holds [words](like this)"),
    "no file": ("nice to meet you", Judgement(talk="greet"), "There is no file data/nlu/greet"),
    "same": (
        "We’re painting   the KITCHEN at the weekend!!",
        NONE,
        "The same words are in an example in data/nlu/no_bid.yml, with the same labels.",
    ),
    "same elsewhere": (
        "we're painting the kitchen at the weekend",
        JEALOUS,
        "The same words are in an example in data/nlu/no_bid.yml, with other labels.",
    ),
    "nearly the same": (
        "we're painting the kitchen at the weekend now",
        NONE,
        "An example in data/nlu/no_bid.yml says nearly the same",
    ),
}


@pytest.mark.parametrize(("text", "judgement", "reason"), LEFT.values(), ids=LEFT)
def test_what_must_not_come_in_is_left_out_with_the_reason(
    root: Path, text: str, judgement: Judgement, reason: str
):
    change = propose(root, [Proposed(3, text, judgement), Proposed(4, FRESH, JEALOUS)])
    assert change.added == (4,)
    assert [one.key for one in change.left_out] == [3]
    assert change.left_out[0].reason.startswith(reason)
    assert change.left_out[0].settled == reason.endswith("same labels.")


def test_who_it_is_about_makes_no_difference(root: Path):
    about_an_ex = Judgement(moment="calm", domain="ex")
    (left,) = propose(
        root, [Proposed(1, "we're painting the kitchen at the weekend", about_an_ex)]
    ).left_out
    assert left.settled


def test_within_a_batch_nothing_comes_twice(root: Path):
    proposed = [
        Proposed(1, FRESH, JEALOUS),
        Proposed(2, FRESH.upper(), JEALOUS),
        Proposed(3, FRESH + "?", NONE),
        Proposed(4, FRESH + " still", JEALOUS),
    ]
    change = propose(root, proposed)
    assert change.added == (1,)
    assert change.left_out == (
        LeftOut(2, "The same words are in another of these messages, with the same labels.", True),
        LeftOut(3, "The same words are in another of these messages, with other labels."),
        LeftOut(4, "Another of these messages says nearly the same in the same words."),
    )


def test_proposed_again_nothing_is_added(root: Path):
    proposed = [Proposed(1, FRESH, JEALOUS), Proposed(2, "bless you", THANK)]
    apply(root, propose(root, proposed))
    again = propose(root, proposed)
    assert (again.files, again.added) == ((), ())
    assert all(one.settled for one in again.left_out)


def test_a_file_by_hand_that_is_broken_stops_it(root: Path):
    (root / "data/nlu/thank.yml").write_text(TALK.replace("    - thanks", "    thanks"))
    with pytest.raises(ExamplesFileError, match=r"thank\.yml, line 6"):
        propose(root, [Proposed(1, FRESH, JEALOUS)])


def test_an_example_moves_with_its_comment(root: Path):
    text = "He knows the name of every man I work with"
    judgement = Judgement(bid="jealousy", actor="partner", moment="calm", concern="possible_abuse")
    (root / "data/nlu/disclose_possible_abuse.yml").write_text(
        OTHERS.replace("no_bid", "disclose_possible_abuse").replace("painting", "tiling")
    )
    change = relabel(root, text, "jealousy", judgement)
    assert change.added == (0,)
    assert [file.path.stem for file in change.files] == ["disclose_possible_abuse", "jealousy"]
    apply(root, change)
    assert text not in content(root, "jealousy")
    assert "# The end." in content(root, "jealousy")
    assert content(root, "disclose_possible_abuse").endswith(
        f"  # The first one, by hand.\n  - text: '{text}'\n"
        "    metadata: {bid: jealousy, actor: partner, moment: calm}\n"
        "  - text: 'we''re tiling the kitchen at the weekend'\n    metadata: {moment: calm}\n"
    )


def test_other_labels_of_the_same_intent_stay_in_the_file(root: Path):
    text = "we're painting the kitchen at the weekend"
    apply(root, relabel(root, text, "no_bid", Judgement(moment="tension")))
    assert content(root, "no_bid") == OTHERS.replace("calm", "tension")
    assert relabel(root, text, "no_bid", Judgement(moment="tension")).files == ()


def test_a_move_that_was_cut_off_half_way_is_finished(root: Path):
    text = "How do I stop counting her colleagues"
    whole = relabel(root, text, "jealousy", NONE)
    whole.files[0].path.write_bytes(whole.files[0].new)
    apply(root, relabel(root, text, "jealousy", NONE))
    assert content(root, "no_bid").count("colleagues") == 1
    assert "colleagues" not in content(root, "jealousy")


def test_the_last_example_of_a_file_does_not_move(root: Path):
    with pytest.raises(ExamplesFileError, match=r"no_bid\.yml would be empty"):
        relabel(root, "we're painting the kitchen at the weekend", "no_bid", JEALOUS)


def test_what_cannot_move_stays(root: Path):
    with pytest.raises(ExamplesFileError, match=r"no_bid\.yml holds no such example any more"):
        relabel(root, "who is she", "no_bid", JEALOUS)
    with pytest.raises(ExamplesFileError, match="no such example"):
        relabel(root, "who is she", "greet", JEALOUS)
    text = "we're painting the kitchen at the weekend"
    change = relabel(root, text, "no_bid", Judgement(talk="greet"))
    assert (change.files, change.added) == ((), ())
    assert "no file" in change.left_out[0].reason


ANY = st.text(max_size=200) | st.text(
    alphabet="'\"\\#-:[]{}|>&*!% \n\t\r\u2028é😭`@,?~", max_size=40
)


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_whatever_a_person_wrote_reads_back_the_same(text: str):
    text = tidy(text)
    if not text or holds_a_mark(text):
        return
    for form, intent, metadata, read in (
        (STORIES, "jealousy", {"actor": "self"}, text),
        (TALK, "thank", {}, " ".join(text.split())),
        (OTHERS.replace("\n", "\r\n"), "no_bid", {}, text),
    ):
        layout = take_apart(form, intent)
        wanted = layout.with_entries([*layout.entries, entry_for(layout, text, metadata)])
        again = layout_of(Path(f"{intent}.yml"), wanted.content().encode())
        assert sorted((e.text, e.metadata == metadata) for e in again.entries if e.text == read)
        assert len(again.entries) == len(layout.entries) + 1
        assert (again.head, again.tail) == (layout.head, layout.tail)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY, min_size=1, max_size=5))
def test_rasa_reads_what_was_written(texts: list[str]):
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

    kept = [text for text in map(tidy, texts) if text and not holds_a_mark(text)]
    for form, intent in ((STORIES, "jealousy"), (TALK, "thank")):
        layout = take_apart(form, intent)
        fresh = [entry_for(layout, text, {}) for text in kept]
        written = layout.with_entries([*layout.entries, *fresh]).content()
        data = RasaYAMLReader().reads(written)
        read = {example.get("text") for example in data.intent_examples}
        assert read >= {entry.text for entry in fresh if "\\u" not in entry.text.lower()}
        assert not data.entity_examples
