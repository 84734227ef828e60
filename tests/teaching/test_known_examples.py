"""Looking for what was taught already: on a small project, with the real encoder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from rasa.shared.utils.io import write_yaml

from tightrope.running.settings import ROOT
from tightrope.teaching import example_vectors
from tightrope.teaching.examples_files import ExamplesFileError, read_examples
from tightrope.teaching.judgement import Judgement
from tightrope.teaching.known_examples import KnownExamples
from tightrope.training.examples_importer import ExamplesImporter

KEPT = Path(".rasa", "vectors", "known_examples.npz")
SULKING = "She has not said a word to me since the birthday dinner"
THANKS = "thanks, that was a good idea"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "withdrawal", [(SULKING, {"actor": "partner", "moment": "tension"})])
    write(tmp_path, "jealousy", [("Who is Kim and why does he keep his phone face down", {})])
    (tmp_path / "data" / "nlu" / "thank.yml").write_text(
        f'version: "3.1"\nnlu:\n- intent: thank\n  examples: |\n    - {THANKS}\n    - cheers\n'
    )
    return tmp_path


def write(root: Path, intent: str, examples: list[tuple[str, dict[str, str]]]) -> None:
    (root / "data" / "nlu").mkdir(parents=True, exist_ok=True)
    block = {
        "intent": intent,
        "examples": [{"text": text, "metadata": labels} for text, labels in examples],
    }
    write_yaml({"version": "3.1", "nlu": [block]}, root / "data" / "nlu" / f"{intent}.yml")


def test_every_example_is_read_as_training_reads_it():
    files = sorted(str(file) for file in (ROOT / "data" / "nlu").glob("*.yml"))
    rasa = ExamplesImporter(training_data_paths=files).get_nlu_data().intent_examples
    theirs = [
        (m.get("intent"), m.get("text"), (m.get("metadata") or {}).get("example") or {})
        for m in rasa
    ]
    ours = [(one.intent, one.text, one.metadata) for one in read_examples(ROOT)]
    assert sorted(ours, key=repr) == sorted(theirs, key=repr)


def test_the_nearest_says_the_same_in_other_words(root: Path):
    known = KnownExamples.open(root)
    (sulking, thanks) = known.nearest(
        ["my girlfriend stopped talking to me after the birthday meal", "that helped, thank you"],
        most=2,
    )
    assert sulking[0].text == SULKING
    assert sulking[0].intent == "withdrawal"
    assert sulking[0].judgement == Judgement(bid="withdrawal", actor="partner", moment="tension")
    assert 1 >= sulking[0].likeness > sulking[1].likeness >= 0
    assert thanks[0].judgement == Judgement(talk="thank")


def test_a_known_one_is_found_as_itself(root: Path):
    ((found,),) = KnownExamples.open(root).nearest([SULKING], most=1)
    assert found.text == SULKING
    assert found.likeness > 0.99


@pytest.mark.parametrize(
    "text",
    ["x" * 30_000, "word " * 5_000, "\ud83d half a pair", "\x00\x07", "😭" * 400, "\n\n."],
    ids=["one long word", "many words", "half pair", "control signs", "emoji", "marks"],
)
def test_any_text_is_like_something(root: Path, text: str):
    (found,) = KnownExamples.open(root).nearest([text], most=2)
    assert len(found) == 2
    assert all(0 <= similar.likeness <= 1 for similar in found)


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_text_is_like_nothing(root: Path, text: str):
    assert KnownExamples.open(root).nearest([text, SULKING], most=1)[0] == []


def test_more_are_asked_for_than_there_are(root: Path):
    known = KnownExamples.open(root)
    assert len(known.nearest([SULKING], most=99)[0]) == 4
    assert known.nearest([SULKING], most=0) == [[]]
    assert known.nearest([]) == []


def test_a_project_without_examples_is_refused(tmp_path: Path):
    with pytest.raises(ExamplesFileError, match="holds no examples"):
        KnownExamples.open(tmp_path)


def test_only_what_is_new_is_encoded_and_what_is_gone_is_forgotten(root: Path):
    told: list[tuple[int, int]] = []
    KnownExamples.open(root, lambda done, total: told.append((done, total)))
    assert told == [(4, 4)]
    told.clear()
    KnownExamples.open(root, lambda done, total: told.append((done, total)))
    assert told == []
    write(root, "jealousy", [("He counts how often I like her pictures", {})])
    KnownExamples.open(root, lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
    assert len(np.load(root / KEPT)["keys"]) == 4


def test_many_are_looked_up_where_training_left_them(root: Path, monkeypatch: pytest.MonkeyPatch):
    one_by_one = KnownExamples.open(root).nearest([SULKING])
    (root / KEPT).unlink()
    monkeypatch.setattr(example_vectors, "_MANY", 1)
    together = KnownExamples.open(root).nearest([SULKING])
    assert (root / ".rasa" / "vectors" / "vectors.sqlite").is_file()
    for a, b in zip(one_by_one[0], together[0], strict=True):
        assert a.text == b.text
        assert a.likeness == pytest.approx(b.likeness, abs=1e-3)


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :]


@pytest.mark.parametrize("damage", [half, flipped, lambda _: b"", lambda _: b"no archive"])
def test_a_broken_file_of_vectors_costs_time_and_no_more(
    root: Path, damage: Callable[[bytes], bytes]
):
    right = KnownExamples.open(root).nearest([SULKING])
    (root / KEPT).write_bytes(damage((root / KEPT).read_bytes()))
    assert KnownExamples.open(root).nearest([SULKING]) == right


def test_vectors_of_another_shape_are_left_out(root: Path):
    right = KnownExamples.open(root).nearest([SULKING])
    np.savez(root / KEPT, keys=np.zeros((4, 32), np.uint8), vectors=np.zeros((4, 7)))
    assert KnownExamples.open(root).nearest([SULKING]) == right


def test_where_nothing_can_be_kept_it_is_found_all_the_same(root: Path):
    (root / ".rasa").write_text("a file where a folder should be")
    assert KnownExamples.open(root).nearest([SULKING], most=1)[0][0].text == SULKING


def test_threads_may_look_up_at_once(root: Path):
    known = KnownExamples.open(root)
    expected = known.nearest([SULKING])
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: known.nearest([SULKING]), range(24)))
    assert all(one == expected for one in found)


@pytest.fixture
def broken(root: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    (root / "data" / "nlu" / "broken.yml").write_text(request.param)
    yield root
    shutil.rmtree(root / "data")


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "nlu: [",
        "- a list",
        "version: '3.1'",
        "nlu: text",
        "nlu: [{examples: []}]",
        "nlu: [{intent: thank}]",
        "nlu: [{intent: thank, examples: [secret words]}]",
        "nlu: [{intent: thank, examples: [{text: secret words, metadata: [x]}]}]",
        "nlu: [{intent: thank, examples: [{text: secret words, metadata: {bid: 1}}]}]",
    ],
    indirect=True,
)
def test_a_broken_file_is_named_and_none_of_its_words(broken: Path):
    with pytest.raises(ExamplesFileError, match=r"broken\.yml") as raised:
        read_examples(broken)
    assert "secret" not in str(raised.value)
