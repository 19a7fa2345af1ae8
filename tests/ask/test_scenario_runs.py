"""A question of what would be makes the runs it needs, if it is told to: at small size, with the same people."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from inminban.ask import context
from inminban.ask.request import Request, Supposed, Years
from inminban.ask.scenario_runs import PEOPLE, SMALL, runs_wanted
from inminban.cli.main import app
from inminban.measures import Run, open_run
from inminban.run.run import run as simulate

DAYS = (date(2015, 6, 1), date(2015, 6, 30))
QUESTION = "What would happen to call-ups if bribes were impossible?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month of a small society."""
    out = tmp_path_factory.mktemp("runs") / "history"
    with simulate("history", people=1_000, first_day=DAYS[0], last_day=DAYS[1], seed=3, out=out):
        return out


def test_the_scenario_is_run_beside_history_and_answered_from(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "user_state_path", lambda *_, **__: tmp_path)
    monkeypatch.setenv("INMINBAN_LIBRARY", str(tmp_path / "none.sqlite"))
    monkeypatch.chdir(tmp_path)
    asked = ["ask", QUESTION, "--run", str(folder), "--format", "json"]
    without = json.loads(CliRunner().invoke(app, asked).stdout)
    assert not without["is_answered"] and "inminban run no-bribes" in without["steps"][0]
    made = json.loads(CliRunner().invoke(app, [*asked, "--run-scenarios"]).stdout)
    assert made["is_answered"]
    with open_run(folder.parent / "no-bribes") as world:
        names = ("people", "seed", "first_day", "last_day")
        assert world.info["scenario"] == "no-bribes"
        assert [world.info[name] for name in names] == [1_000, 3, "2015-06-01", "2015-06-30"]
    told = {one["scenario"] for one in made["numbers"]}
    assert {"", "no-bribes"} <= told
    again = json.loads(CliRunner().invoke(app, asked).stdout)
    assert again["numbers"] == made["numbers"]


def test_of_a_large_run_a_small_pair_of_the_years_asked_about_is_made(folder: Path) -> None:
    with open_run(folder) as opened:
        large = Run.__new__(Run)
        large.__dict__.update(opened.__dict__)
        info = {**opened.info, "people": SMALL, "first_day": "1990-01-01", "last_day": "2025-12-31"}
        object.__setattr__(large, "info", type(opened.info)(info))
        asked = Request(
            kind="counterfactual", measures=("hungry",), periods=(Years(first=1996, last=1997),),
            supposed=Supposed(said="no markets", scenario="no-markets"),
        )  # fmt: skip
        made = list(runs_wanted(asked, large, "no-markets"))
    assert [one.scenario for one in made] == ["history", "no-markets"]
    assert {(one.people, one.first_day, one.last_day) for one in made} == {
        (PEOPLE, date(1995, 1, 1), date(1997, 12, 31))
    }
    assert len({one.out for one in made}) == 2 and {one.seed for one in made} == {3}
