"""The encoder's files: found, checked, and named when something is wrong with them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tightrope.understanding import encoder_files as module
from tightrope.understanding.encoder_files import EncoderFilesError, encoder_file

WEIGHTS = "weights_of_a_test/weights"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one file, which is the one expected."""
    folder = tmp_path / "weights_of_a_test"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "weights").write_bytes(b"right")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(module, "FILES", {WEIGHTS: hashlib.sha256(b"right").hexdigest()})
    return folder


def test_the_expected_file_is_found(package: Path):
    assert encoder_file(WEIGHTS) == package / "weights"


def test_a_changed_file_is_refused(package: Path):
    (package / "weights").write_bytes(b"wrong")
    with pytest.raises(EncoderFilesError, match=r"weights in weights_of_a_test .*`make install`"):
        encoder_file(WEIGHTS)


def test_a_missing_file_is_named(package: Path):
    (package / "weights").unlink()
    with pytest.raises(EncoderFilesError, match=r"lacks weights\. Run `make install`"):
        encoder_file(WEIGHTS)


def test_a_missing_package_is_named():
    with pytest.raises(EncoderFilesError, match=r"no_such_package_here lacks weights"):
        encoder_file("no_such_package_here/weights")


def test_the_installed_files_are_the_expected_ones():
    assert all(encoder_file(name).is_file() for name in module.FILES)
