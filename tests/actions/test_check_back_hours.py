"""After how long somebody is asked how it went: a setting of whoever runs it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.check_back import HOURS, CheckBackHoursError, after


@pytest.mark.parametrize(
    ("text", "hours"), [(None, 24), ("", 24), ("24", 24), ("0.5", 0.5), (" 48 ", 48), ("720", 720)]
)
def test_a_number_of_hours_counts_and_a_day_without_one(
    monkeypatch: pytest.MonkeyPatch, text: str | None, hours: float
) -> None:
    monkeypatch.delenv(HOURS, raising=False)
    if text is not None:
        monkeypatch.setenv(HOURS, text)
    assert after() == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["tomorrow", "0", "-1", "721", "nan", "inf", "1,5", "24h"])
def test_anything_else_is_named_with_a_way_out(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(HOURS, text)
    with pytest.raises(CheckBackHoursError, match=f"{HOURS} is .*Set it to a number of hours"):
        after()
