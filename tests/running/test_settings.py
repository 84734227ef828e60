"""Where things are kept and listened to: ports, addresses, and the token of the API."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest

from tests.conftest import free_port
from tightrope.running.settings import LOOPBACK, PortTakenError, Settings


def settings(folder: Path) -> Settings:
    return Settings(data=folder / "data", port=free_port(), action_port=free_port())


def test_one_port_is_named_and_the_other_follows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TIGHTROPE_DATA", raising=False)
    own = Settings.of_port(5005)
    assert (own.port, own.action_port) == (5005, 5055)
    assert own.address == "http://127.0.0.1:5005/"
    assert own.data == tmp_path / "var"


def test_the_data_folder_can_be_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIGHTROPE_DATA", "else/where")
    assert Settings.of_port(5005).data == tmp_path / "else" / "where"


@pytest.mark.parametrize("taken", ["port", "action_port"])
def test_a_taken_port_is_named_with_a_way_out(tmp_path: Path, taken: str):
    own = settings(tmp_path)
    own.check_ports()
    with socket.socket() as other:
        other.bind((LOOPBACK, getattr(own, taken)))
        other.listen()
        with pytest.raises(PortTakenError) as caught:
            own.check_ports()
    complaint = str(caught.value)
    assert complaint.startswith(f"Port {getattr(own, taken)} is in use")
    assert complaint.endswith(f"make chat PORT={own.port + 100}")
    assert "\n" not in complaint
    own.check_ports()


def test_a_port_just_given_up_is_free(tmp_path: Path):
    own = settings(tmp_path)
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((LOOPBACK, own.port))
        server.listen()
        with socket.create_connection((LOOPBACK, own.port)) as client:
            connection, _ = server.accept()
            connection.close()
            assert client.recv(1) == b""
    own.check_ports()


@pytest.fixture
def no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIGHTROPE_API_TOKEN", raising=False)


@pytest.mark.usefixtures("no_token")
def test_the_token_is_long_kept_and_its_owners_alone(tmp_path: Path):
    own = settings(tmp_path)
    token = own.environment()["TIGHTROPE_API_TOKEN"]
    assert len(token) >= 32
    assert stat.S_IMODE((own.data / "api_token").stat().st_mode) == 0o600
    assert own.environment()["TIGHTROPE_API_TOKEN"] == token
    assert settings(tmp_path / "other").environment()["TIGHTROPE_API_TOKEN"] != token


@pytest.mark.usefixtures("no_token")
def test_an_empty_token_file_does_not_open_the_api(tmp_path: Path):
    own = settings(tmp_path)
    own.data.mkdir()
    (own.data / "api_token").touch(mode=0o600)
    assert len(own.environment()["TIGHTROPE_API_TOKEN"]) >= 32


@pytest.mark.parametrize("value", ["of-my-own", ""])
def test_a_token_of_ones_own_counts_unless_it_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
):
    monkeypatch.setenv("TIGHTROPE_API_TOKEN", value)
    token = settings(tmp_path).environment()["TIGHTROPE_API_TOKEN"]
    assert (token == value) if value else len(token) >= 32


def test_the_processes_keep_to_the_folder_and_to_this_machine(tmp_path: Path):
    own = settings(tmp_path)
    environment = own.environment()
    assert environment["SANIC_HOST"] == LOOPBACK
    assert environment["TIGHTROPE_ACTION_URL"] == f"http://{LOOPBACK}:{own.action_port}/webhook"
    assert Path(environment["TIGHTROPE_TRACKER_DB"]).parent == own.data
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"


def test_no_second_thread_multiplies_and_spins_on_beside_the_actions(tmp_path: Path):
    settings = Settings(data=tmp_path, port=1, action_port=2)
    assert settings.environment()["OPENBLAS_NUM_THREADS"] == "1"
