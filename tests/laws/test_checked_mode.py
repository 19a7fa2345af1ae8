"""Checked mode finds every overflow that is planted, and a society lives all years in it without one."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from tests.made_simulation import live_weeks, make_simulation
from tests.made_society import make_small_society

from inminban.core.columns import prove_society
from inminban.core.compile import ranges
from inminban.core.compile.cache import cache_root
from inminban.errors import InputError, RangeError
from inminban.run.checked_process import run_in_checked_process
from inminban.run.run import run
from inminban.step.simulation import world

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "src"
PEOPLE = 1_000
Found = dict[str, list[str] | None]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], Found]:
    """What became of the planted faults in a process of its own; compiled code is kept from one call to the next."""
    cache = tmp_path_factory.mktemp("cache")

    def call(is_checked: bool) -> Found:
        environment = os.environ | {"PYTHONPATH": str(SOURCE), "INMINBAN_CACHE": str(cache)}
        environment[ranges.VARIABLE] = "1" if is_checked else "0"
        command = [sys.executable, "-W", "error", str(HERE / "planted_overflows.py")]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, done.stderr[-3_000:]
        found: Found = json.loads(done.stdout)
        return found

    return call


def test_every_planted_overflow_is_found_also_by_code_loaded_from_disk(planted: Callable[[bool], Found]) -> None:
    for found in (planted(True), planted(True)):
        assert [name for name, error in found.items() if error is None] == []
        others = {name: error[0] for name, error in found.items() if error and error[0] != "RangeError"}
        assert others == {"a row that is not there": "IndexError"}


def test_the_same_faults_pass_in_silence_without_it(planted: Callable[[bool], Found]) -> None:
    assert set(planted(False).values()) == {None}


def test_an_error_says_where_what_fits_and_what_the_number_is(planted: Callable[[bool], Found]) -> None:
    said = {name: error[1] for name, error in planted(True).items() if error}
    line = 1 + (HERE / "planted_overflows.py").read_text("utf-8").splitlines().index("    person.fear = fear")
    place = f"planted_overflows.py, line {line}: fear (fear) holds 0 to 10,000"
    assert place in said["a number beyond the range of a column"]
    assert "the number written is 12,000. This is a defect" in said["a number beyond the range of a column"]
    assert "minutes (waking minutes) holds 0 to 29,760" in said["an entry of an array in a record"]
    assert "offences (offences since the last session) holds 0 to 255" in said["a part inlined into a kernel"]
    assert "a place of type int32 holds -2,147,483,648 to 2,147,483,647" in said["an entry of an array"]
    assert "a product does not fit into 64 bits" in said["a product"]


def test_a_column_that_plain_numpy_has_overfilled_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    society = make_small_society(1, 1)
    prove_society(society, "at first")
    society.people.minutes[7, 2] = -1
    with pytest.raises(RangeError, match=r"later: people.minutes\[7, 2\] holds 0 to 29,760 .* the value is -1\."):
        prove_society(society, "later")


def test_the_weeks_of_a_checked_engine_end_with_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world, "IS_CHECKED", True)
    simulation = make_simulation(make_small_society(10, 1), date(2015, 3, 2), date(2015, 3, 15))
    with pytest.raises(RangeError, match=r"week to 2015-03-15: households.wealth_fifth\[3\] holds 1 to 5"):
        live_weeks(simulation, after=lambda *_: simulation.society.households.wealth_fifth.__setitem__(3, 9))


def test_all_years_are_lived_in_checked_mode_and_end_as_they_do_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The compiler takes less trouble over the checked rules than it would for a user, and keeps them apart."""
    with monkeypatch.context() as patch:
        patch.setenv("NUMBA_OPT", "1")
        patch.setenv("INMINBAN_CACHE", str(cache_root() / "quickly-compiled"))
        checked = run(people=PEOPLE, checked=True, threads=1, out=tmp_path / "checked")
    usual = run(people=PEOPLE, threads=1, out=tmp_path / "usual")
    assert (checked.info["is_checked"], usual.info["is_checked"]) == (True, False)
    assert checked.info["first_day"] == "1990-01-01" and checked.info["last_day_lived"] == "2025-12-31"
    assert checked.info["state_sha256"] == usual.info["state_sha256"]
    assert checked.info["sources_hash"] == usual.info["sources_hash"]


def test_what_goes_wrong_in_the_checked_process_is_said_here(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="Choose a later last day"):
        run_in_checked_process({"last_day": date(1989, 1, 1), "out": tmp_path / "run"})


def test_the_checked_process_is_given_every_argument(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(import_module("inminban.run.run"), "run_in_checked_process", given.update)
    run(people=PEOPLE, checked=True, out=tmp_path / "run")
    assert set(inspect.signature(run).parameters) - set(given) == {"checked", "progress"}


def test_bad_arguments_are_refused_before_a_process_is_started(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        run(people=1, checked=True, out=tmp_path / "run")
