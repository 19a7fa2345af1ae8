"""Shared by many tests: a library, commands, and the option of `make kills`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.made_library import fill

from inminban.cli import main
from inminban.testimony import meaning
from inminban.testimony.library import Library

HERE = Path(__file__).resolve().parent
SLOW_FILES = (  # files that take longest, those first by which others find their rules compiled
    "cases/test_cases.py", "laws/test_checked_mode.py", "same_everywhere/test_gpu.py", "web/test_browser.py",
    "same_everywhere/test_killed_studies.py", "web/test_studies.py", "web/test_runs.py", "cli/test_study_commands.py",
    "known/test_calibration.py", "laws/test_diaries_of_years.py", "known/test_measures.py", "known/test_compare.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files come first, so that two processes end at the same time (`make test` keeps this order)."""
    missing = [name for name in SLOW_FILES if not (HERE / name).is_file()]
    if missing:
        raise pytest.UsageError(f"tests/conftest.py names files that are not there: {missing}")
    places = {HERE / name: place for place, name in enumerate(SLOW_FILES)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option of `make kills`."""
    parser.addoption("--all-kills", action="store_true", help="kill the processes of a study 20 times instead of 4")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """An empty library; the commands use it too. Search by meaning is off, wherever the tests run."""
    file = tmp_path / "data" / "library.sqlite"
    monkeypatch.setenv("INMINBAN_LIBRARY", str(file))
    monkeypatch.setattr(meaning, "is_available", lambda: False)
    with Library.open(file) as opened:
        yield opened


@pytest.fixture
def ids(library: Library) -> dict[str, str]:
    """Ids of the fictional texts, which are in the library."""
    return fill(library)


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Any:
    """Call the command line as a user would."""

    def call(*arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    return call
