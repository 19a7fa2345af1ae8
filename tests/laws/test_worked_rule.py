"""The worked example of a rule in CONTRIBUTING.md, followed in a copy of the sources, has its effect in a run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.worked_example import ROOT, apply, copy_sources, run, steps


def make_copy(folder: Path) -> None:
    """A copy of the sources, the cases and what makes small societies, with every step of the example done."""
    copy_sources(folder)
    shutil.copytree(ROOT / "tests/cases", folder / "tests/cases", ignore=shutil.ignore_patterns("__pycache__"))
    for made in ("made_simulation.py", "made_society.py", "plain_python.py", "laws/live_party_week.py"):
        (folder / "tests" / made).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "tests" / made, folder / "tests" / made)
    apply(folder, "A rule")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources with the example's changes."""
    folder = tmp_path_factory.mktemp("contributed")
    make_copy(folder)
    return folder


def sessions_in(folder: Path) -> dict[str, Any]:
    """Sessions that members of the party and others had in a week."""
    return dict(json.loads(run(folder, "tests/laws/live_party_week.py")))


def test_the_example_touches_case_number_rule_and_call() -> None:
    assert [step.file.rpartition("/")[2] for step in steps("A rule")] == [
        "self_criticism.toml", "self_criticism.toml", "self_criticism.py", "self_criticism.py", "plan.py",
    ]  # fmt: skip


def test_its_cases_hold(copy: Path) -> None:
    told = run(copy, "-m", "pytest", "tests/cases", "-k", "self_criticism", "-vv", "-p", "no:cacheprovider")
    assert "A party member attends on Wednesday too" in told and "test_every_rule_has_a_case[self_criticism]" in told


def test_members_of_the_party_attend_a_second_session_in_a_run_and_others_do_not(copy: Path) -> None:
    found = sessions_in(copy)
    assert found["members"]["people"] > 100 and found["others"]["people"] > 100
    assert found["members"]["sessions"] == [2]
    assert found["others"]["sessions"] == [1]


def test_without_the_change_everybody_attends_once() -> None:
    found = sessions_in(ROOT)
    assert found["members"]["sessions"] == found["others"]["sessions"] == [1]
