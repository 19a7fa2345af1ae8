"""`inminban serve`: it listens on this machine, and beyond it only for the public part of the column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, dict[str, Any]]]:
    """Stands in for the server: remembers each application that would listen, and where."""
    calls: list[tuple[Any, dict[str, Any]]] = []
    monkeypatch.setattr("uvicorn.run", lambda app, **options: calls.append((app, options)))
    return calls


def test_it_listens_on_this_machine(command: Any, served: list[Any], tmp_path: Path) -> None:
    ended = command("serve", "--runs", tmp_path, "--library", tmp_path / "library.sqlite")
    assert (ended.code, ended.out) == (0, "Open http://localhost:8451/ in a browser. Ctrl-C ends the server.\n")
    assert [(one["host"], one["port"]) for _, one in served] == [("127.0.0.1", 8451)]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "127.0.0.1.example.org", ""])
def test_it_refuses_to_listen_beyond_this_machine(command: Any, served: list[Any], host: str) -> None:
    ended = command("serve", "--host", host, "--name", "column.example.org")
    assert (ended.code, served) == (2, [])
    assert "can be reached from other machines" in ended.err and "--public" in ended.err


def test_beyond_this_machine_there_is_the_column_alone(command: Any, served: list[Any], tmp_path: Path) -> None:
    arguments = ("--public", "--host", "0.0.0.0", "--name", "column.example.org")
    command("serve", *arguments, "--runs", tmp_path, "--library", tmp_path / "library.sqlite")
    [(app, options)] = served
    assert options["host"] == "0.0.0.0"
    with TestClient(app, base_url="http://column.example.org", follow_redirects=True) as client:
        assert client.get("/").url.path == "/column"
        assert [client.get(path).status_code for path in ("/runs/new", "/desk", "/library")] == [404] * 3


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_every_address_of_a_machine_needs_a_name_for_readers(command: Any, served: list[Any], host: str) -> None:
    ended = command("serve", "--public", "--host", host)
    assert (ended.code, served) == (2, []) and "--name" in ended.err
