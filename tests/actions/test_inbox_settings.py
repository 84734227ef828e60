"""The settings of the inbox, checked when the actions start."""

from __future__ import annotations

import pytest

from actions.inbox import CONCERNS, SHARE, InboxSettingError, share, with_concerns


@pytest.mark.parametrize(
    ("text", "number"),
    [(None, 0.02), ("", 0.02), ("0", 0), ("1", 1), (" 0.5 ", 0.5), ("1e-3", 0.001)],
)
def test_a_share_is_a_number_from_0_to_1(
    monkeypatch: pytest.MonkeyPatch, text: str | None, number: float
) -> None:
    monkeypatch.delenv(SHARE, raising=False)
    if text is not None:
        monkeypatch.setenv(SHARE, text)
    assert share() == number


@pytest.mark.parametrize("text", ["2", "2%", "-0.1", "nan", "inf", "0,02", "some"])
def test_any_other_share_is_named_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv(SHARE, text)
    with pytest.raises(InboxSettingError, match=f"{SHARE} is .*Set it to a number from 0 to 1"):
        share()


@pytest.mark.parametrize(("text", "kept"), [(None, False), ("", False), ("no", False), ("yes", 1)])
def test_concerns_are_kept_only_with_a_yes(
    monkeypatch: pytest.MonkeyPatch, text: str | None, kept: bool
) -> None:
    monkeypatch.delenv(CONCERNS, raising=False)
    if text is not None:
        monkeypatch.setenv(CONCERNS, text)
    assert with_concerns() == kept


@pytest.mark.parametrize("text", ["true", "1", "YES", "of course"])
def test_anything_but_yes_or_no_is_named(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(CONCERNS, text)
    with pytest.raises(InboxSettingError, match=f"{CONCERNS} is .*yes or no"):
        with_concerns()
