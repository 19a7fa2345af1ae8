"""The worked examples of a number and of a claim in CONTRIBUTING.md have their effect in a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.worked_example import apply, copy_sources, run, steps

LIVE = """
import sys, inminban
from datetime import date
run = inminban.run(people=2_500, first_day=date(2015, 1, 1), last_day=date(2015, 1, 31), out=sys.argv[1])
minutes, sessions = run.sql("SELECT sum(minutes_sessions), sum(n_sessions) FROM groups").fetchone()
print(minutes / sessions)
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources with the changes of both examples."""
    folder = tmp_path_factory.mktemp("contributed")
    copy_sources(folder)
    apply(folder, "A number")
    apply(folder, "A claim")
    return folder


def session_minutes(folder: Path, out: Path) -> float:
    """Mean length of a self-criticism session in January 2015, simulated with the sources of a folder."""
    return float(run(folder, "-c", LIVE, str(out)).splitlines()[-1])


def test_the_examples_touch_sources_numbers_and_figures() -> None:
    assert [Path(step.file).name for step in steps("A number")] == ["sources.toml", "self_criticism.toml"]
    assert [Path(step.file).name for step in steps("A claim")] == ["sources.toml", "figures.toml"]


def test_the_new_number_changes_a_run_and_the_new_claim_gets_a_verdict(copy: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    copy_sources(bare)
    before, after = session_minutes(bare, tmp_path / "before"), session_minutes(copy, tmp_path / "after")
    assert 58 < before <= 60
    assert 73 < after <= 75
    told = run(copy, "-m", "inminban", "check", str(tmp_path / "after"), "--json")
    mine = [verdict for verdict in json.loads(told) if "border-women-trade-2015" in json.dumps(verdict)]
    assert len(mine) == 1 and json.dumps(mine).count("untested") == 0
    assert "border-women-trade-2015" in run(copy, "-m", "inminban", "evidence", "trace", "trade-survey-2016")
