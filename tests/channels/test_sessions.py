"""Session ids, their tokens, and the secret that signs them."""

import stat
from pathlib import Path

import jwt
import pytest
from rasa.shared.exceptions import RasaException

from tightrope.channels.left_sessions import FILE as LEFT_FILE
from tightrope.channels.sessions import (
    AUDIENCE,
    SECRET_FILE,
    Sessions,
    load_secret,
    open_sessions,
)

SECRET = "s" * 40


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that is not there yet, and no secret in the environment."""
    folder = tmp_path / "var" / "tightrope"
    monkeypatch.setenv("TIGHTROPE_DATA", str(folder))
    monkeypatch.delenv("TIGHTROPE_SESSION_SECRET", raising=False)
    return folder


def test_the_secret_is_made_once_for_its_owner_only(data_folder: Path) -> None:
    first = load_secret()
    assert len(first) >= 32
    assert load_secret() == first
    assert stat.S_IMODE((data_folder / SECRET_FILE).stat().st_mode) == 0o600


def test_the_data_folder_is_var_unless_said_otherwise(
    tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TIGHTROPE_DATA")
    monkeypatch.chdir(tmp_path)
    secret = load_secret()
    assert (tmp_path / "var" / SECRET_FILE).read_text() == secret
    assert not data_folder.exists()


def test_a_secret_from_the_environment_comes_first(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIGHTROPE_SESSION_SECRET", SECRET)
    assert load_secret() == SECRET
    assert not data_folder.exists()


def test_a_short_secret_is_refused_with_the_way_to_a_good_one(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIGHTROPE_SESSION_SECRET", "short")
    with pytest.raises(RasaException, match="TIGHTROPE_SESSION_SECRET") as raised:
        load_secret()
    assert "token_hex" in str(raised.value)
    assert "short " not in str(raised.value)


def test_a_truncated_secret_file_is_refused_by_name(data_folder: Path) -> None:
    data_folder.mkdir(parents=True)
    (data_folder / SECRET_FILE).write_text("")
    with pytest.raises(RasaException, match=SECRET_FILE):
        load_secret()


def test_a_token_stands_for_its_session_and_nothing_else_does() -> None:
    sessions = Sessions(SECRET, 1)
    session = sessions.new()
    assert sessions.read(sessions.token(session)) == session
    assert sessions.read(session) is None
    assert Sessions("t" * 40, 1).read(sessions.token(session)) is None
    assert Sessions(SECRET, -1).token(session) != sessions.token(session)
    assert sessions.read(Sessions(SECRET, -1).token(session)) is None


def test_a_kept_session_that_was_left_stays_closed_as_long_as_its_token_lives(
    data_folder: Path,
) -> None:
    sessions = open_sessions(1, 90)
    session = sessions.new()
    token = sessions.token(session, keep=True)
    assert sessions.is_kept(token)
    assert not sessions.is_kept(sessions.token(session))
    sessions.leave(session)
    until = float((data_folder / LEFT_FILE).read_text().split()[0])
    assert until >= jwt.decode(token, options={"verify_signature": False})["exp"]
    assert open_sessions(1, 90).read(token) is None


@pytest.mark.parametrize("claim", ["yes", 1, None, {"x": 1}])
def test_only_a_plain_yes_counts_as_kept(claim: object) -> None:
    claims = {"sub": "web-x", "exp": 9999999999, "aud": AUDIENCE, "keep": claim}
    token = jwt.encode(claims, SECRET, algorithm="HS256")
    assert not Sessions(SECRET, 1).is_kept(token)


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "web-x", "aud": AUDIENCE},
        {"sub": "web-x", "exp": 9999999999},
        {"sub": "web-x", "exp": 9999999999, "aud": "another"},
        {"exp": 9999999999, "aud": AUDIENCE},
    ],
)
def test_a_token_made_for_something_else_is_none_of_ours(claims: dict[str, object]) -> None:
    token = jwt.encode(claims, SECRET, algorithm="HS256")
    assert Sessions(SECRET, 1).read(token) is None


def test_ids_do_not_repeat() -> None:
    sessions = Sessions(SECRET, 1)
    assert len({sessions.new() for _ in range(1000)}) == 1000
