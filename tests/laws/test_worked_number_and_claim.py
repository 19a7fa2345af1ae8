"""The worked examples of a number and of a claim in CONTRIBUTING.md have their effect in a run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.worked_example import apply, copy_sources, steps

import inminban
from inminban import evidence
from inminban.evidence import records
from inminban.evidence.trace import trace_source
from inminban.measures import Run
from inminban.numbers import parameters
from inminban.numbers.parameters import sources
from inminban.numbers.parameters.lines import read_toml

NUMBERS, SOURCES, EVIDENCE = parameters.PARAMETERS, sources.SOURCES_FILE, records.EVIDENCE
CACHES = (vars(parameters)["_entries"], sources.known_sources, records.claims, records.figures)


@pytest.fixture
def contributed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The package reads numbers, sources and figures from a copy with the changes of both examples."""
    copy_sources(tmp_path)
    apply(tmp_path, "A number")
    apply(tmp_path, "A claim")
    package = tmp_path / "src" / "inminban"
    numbers = package / NUMBERS.relative_to(sources.SOURCES_FILE.parents[1])
    monkeypatch.setattr(parameters, "read_toml", lambda path: read_toml(numbers / path.name))
    monkeypatch.setattr(sources, "SOURCES_FILE", package / "evidence" / SOURCES.name)
    monkeypatch.setattr(records, "EVIDENCE", package / "evidence")
    for cache in CACHES:
        cache.cache_clear()
    yield
    monkeypatch.undo()
    for cache in CACHES:
        cache.cache_clear()


def january(out: Path) -> Run:
    """January 2015 with 2,500 people."""
    return inminban.run(people=2_500, first_day=date(2015, 1, 1), last_day=date(2015, 1, 31), out=out)


def session_minutes(run: Run) -> float:
    """Mean length of a self-criticism session."""
    row = run.sql("SELECT sum(minutes_sessions) / sum(n_sessions) FROM groups").fetchone()
    assert row is not None
    return float(row[0])


def test_the_examples_touch_sources_numbers_and_figures() -> None:
    assert [Path(step.file).name for step in steps("A number")] == ["sources.toml", "self_criticism.toml"]
    assert [Path(step.file).name for step in steps("A claim")] == ["sources.toml", "figures.toml"]


def test_without_the_new_number_a_session_lasts_an_hour(tmp_path: Path) -> None:
    assert 58 < session_minutes(january(tmp_path / "run")) <= 60


@pytest.mark.usefixtures("contributed")
def test_the_new_number_changes_a_run_and_the_new_claim_gets_a_verdict(tmp_path: Path) -> None:
    run = january(tmp_path / "run")
    assert 73 < session_minutes(run) <= 75
    found = [verdict for verdict in evidence.check(run) if verdict.id == "border-women-trade-2015"]
    assert [verdict.verdict in ("agree", "disagree") for verdict in found] == [True]
    assert "border-women-trade-2015" in str(trace_source("trade-survey-2016"))
