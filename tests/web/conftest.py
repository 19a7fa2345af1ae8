"""The web application over made-up runs: a client that asks it directly, a server, and a browser where there is one."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Client
from starlette.testclient import TestClient
from tests.made_long_run import make_long_run
from tests.made_run import make_run
from tests.made_server import serving

from inminban.measures.run import open_run
from inminban.web.app import create_app
from inminban.web.jobs import STUDIES, Jobs
from inminban.web.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"]
"""What the browser is started with; it knows no other machine than this one."""

NO_BROWSER = "there is no Chromium here; on Debian: apt-get install chromium"


@pytest.fixture(scope="session")
def runs_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a short run, a long run, and a folder that is none; beside it a study that is half done."""
    folder = tmp_path_factory.mktemp("runs")
    make_run(folder / "short")
    make_long_run(folder / "long")
    make_long_run(folder / "again")
    (folder / "letters").mkdir()
    worlds = folder.parent / "studies" / "markets" / "worlds"
    worlds.mkdir(parents=True)
    question = {
        "kind": "ensemble", "scenarios": ["history", "no-markets"], "seeds": 2, "draws": 10, "people": 25_000,
        "first_day": "2015-01-01", "last_day": "2015-12-31", "asked": ["hungry", "rice_price"], "checks": False,
    }  # fmt: skip
    (worlds.parent / "study.json").write_text(json.dumps({"format": 1, "question": question}), encoding="utf-8")
    for number in range(12):
        (worlds / f"{number}.json").write_text("{}", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def long_run_folder(runs_folder: Path) -> Path:
    """The folder of the long run."""
    return runs_folder / "long"


@pytest.fixture(scope="session")
def person(runs_folder: Path) -> int:
    """Somebody whom the long run followed."""
    with open_run(runs_folder / "long") as run:
        return int(run.read("panel_months", columns=("person",))[0]["person"])


@pytest.fixture(scope="session")
def settings(runs_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """What the application of the tests is started with."""
    own = tmp_path_factory.mktemp("own")
    return Settings(runs=runs_folder, library=own / "library.sqlite", claims=own / "claims", desk=own / "desk")


@pytest.fixture(scope="session")
def client(settings: Settings) -> Iterator[Client]:
    """Asks the application without a network."""
    with TestClient(create_app(settings), base_url="http://localhost", raise_server_exceptions=False) as made:
        yield made


@pytest.fixture(autouse=True)
def new_reader(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test is asked by a reader of its own: what one chose, a language, is not kept for the next."""
    asks = request.getfixturevalue("client") if "client" in request.fixturenames else None
    yield
    if asks is not None:
        asks.cookies.clear()


@pytest.fixture(scope="session")
def server(settings: Settings) -> Iterator[str]:
    """The address of a server on this machine, for a browser."""
    with serving(create_app(settings)) as port:
        yield f"http://localhost:{port}"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium instead of one that would have to be fetched."""
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    """The application over empty folders of its own. Nothing that was started goes on after the test."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # a test that is killed still comes to its end
    try:
        yield create_app(Settings(runs=tmp_path / "runs"))
    finally:
        end_all(Jobs(tmp_path / "runs"))
        end_all(Jobs(tmp_path / "studies", STUDIES))
        signal.signal(signal.SIGTERM, before)


@pytest.fixture
def own(app: FastAPI) -> Iterator[Client]:
    """Asks that application without a network."""
    with TestClient(app, base_url="http://localhost") as made:
        yield made


def end_all(jobs: Jobs) -> None:
    """End the processes of jobs; each leads a group of its own."""
    for job in jobs.listed():
        if job.is_going_on:
            with suppress(ProcessLookupError):
                os.killpg(int((jobs.place(job.name) / "pid").read_text("utf-8")), signal.SIGKILL)
