"""The fit of famine deaths: a known curve of deaths gives its factor back, and the numbers in force are the fitted."""

from __future__ import annotations

import csv
import math
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.known.test_evidence_estimates import SmallRun

from inminban.errors import InputError
from inminban.numbers import parameters
from inminban.study.fit_famine import (
    DEFAULT,
    FIRST,
    FREE,
    LEAST,
    MOST,
    NEAR_ENOUGH,
    TARGET,
    Deaths,
    Trial,
    as_csv,
    deaths_of,
    fit,
    numbers_in_force,
    scenario_of,
)

ROOT = Path(__file__).resolve().parents[2]
CALENDAR = """SELECT day::DATE AS day, isodow(day) - 1 AS weekday, 0 AS event_minutes, 0 AS rehearsal_minutes,
 FALSE AS is_holiday, '' AS campaigns
 FROM range(DATE '1990-01-01', DATE '2001-01-01', INTERVAL 1 DAY) AS days(day)"""
DEATHS = """SELECT * FROM (VALUES
 (DATE '1992-05-01', 1, 'Kangwon', 'farmer'), (DATE '1995-05-01', 1, 'Kangwon', 'farmer'),
 (DATE '1996-05-01', 1, 'North Hamgyong', 'farmer'), (DATE '1997-05-01', 1, 'South Hamgyong', 'miner'),
 (DATE '1998-05-01', 1, 'Pyongyang', 'farmer'), (DATE '1997-05-01', 0, 'Pyongyang', 'farmer'),
 (DATE '1997-05-01', 1, 'Pyongyang', 'prisoner'), (DATE '2000-12-31', 1, 'Kangwon', 'farmer')
 ) AS rows(day, detail, province, occupation), (SELECT 'death' AS event, 'female' AS sex, 40 AS age)"""


def made_run(folder: Path, deaths: str = DEATHS, first: str = "1990-01-01", last: str = "2000-12-31") -> Any:
    run = SmallRun(folder, {"calendar": CALENDAR, "life_events": deaths}, last)
    run.info["first_day"] = first
    return run


class Curve:
    """Deaths that rise as a power of the numbers, and pass the target at a known multiple of those in force."""

    def __init__(self, root: float, power: float = 0.8, seeds_differ_by: float = 0.0) -> None:
        self.root, self.power, self.differ, self.lived = root, power, seeds_differ_by, 0

    def __call__(self, numbers: dict[str, int], seed: int) -> Deaths:
        self.lived += 1
        factor = numbers["hunger_worst"] / numbers_in_force()["hunger_worst"]
        luck = self.differ * (1 if seed % 2 else -1)
        return Deaths(TARGET * (factor / self.root) ** self.power * math.exp(luck), 75.0, 45.0)


@pytest.mark.parametrize("root", [0.55, 0.8, 1.0, 1.3, 1.95])
def test_a_known_curve_gives_its_factor_back(root: float) -> None:
    best, trials = fit(Curve(root), 1)
    assert abs(math.log(best / root)) <= NEAR_ENOUGH
    assert len(trials) < 8  # no more than the seven factors of a plain table


def test_seeds_that_differ_as_much_either_way_change_nothing() -> None:
    best, trials = fit(Curve(1.3, seeds_differ_by=0.2), 2)
    assert abs(math.log(best / 1.3)) <= NEAR_ENOUGH
    assert {trial.seed for trial in trials} == {1, 2} and len(trials) % 2 == 0


def test_the_error_at_the_best_is_no_larger_than_beside_it_and_every_trial_is_kept() -> None:
    curve = Curve(0.8)
    best, trials = fit(curve, 1)
    assert len(trials) == curve.lived
    found = min(trials, key=lambda trial: abs(trial.log_error))
    assert abs(math.log(found.factor / best)) <= NEAR_ENOUGH
    assert all(abs(found.log_error) <= abs(trial.log_error) for trial in trials)
    for beside in (best * 1.1, best / 1.1):
        numbers = {name: round(value * beside) for name, value in numbers_in_force().items()}
        assert abs(math.log(curve(numbers, 1).total / TARGET)) > abs(found.log_error)


@pytest.mark.parametrize("root", [0.3, 3.0])
def test_a_curve_that_does_not_pass_the_target_is_refused_with_what_was_found(root: float) -> None:
    with pytest.raises(InputError, match=r"do not pass 317,490 between 0\.5 and 2 times") as caught:
        fit(Curve(root, power=1.0), 1)
    least, most = (int(word.replace(",", "")) for word in caught.value.what.split(": ")[1].split(" and "))
    assert (least, most) == pytest.approx((TARGET * 0.5 / root, TARGET * 2 / root), rel=0.001)
    assert caught.value.remedy.startswith("Look at what changed hunger")


def test_deaths_are_those_of_hunger_at_liberty_from_1993_to_2000(tmp_path: Path) -> None:
    found = deaths_of(made_run(tmp_path))
    assert found == pytest.approx(Deaths(500.0, 60.0, 40.0))  # five of six, at 100 people for one


@pytest.mark.parametrize(("first", "last"), [("1994-01-01", "2000-12-31"), ("1990-01-01", "1999-12-31")])
def test_a_run_without_all_years_is_refused(tmp_path: Path, first: str, last: str) -> None:
    with pytest.raises(InputError, match=f"the run lives {first} to {last}, the fit needs 1993 to 2000. Let it live"):
        deaths_of(made_run(tmp_path, first=first, last=last))


@pytest.mark.parametrize("deaths", [DEATHS + " WHERE FALSE", DEATHS + " WHERE detail = 0"])
def test_a_run_in_which_nobody_died_of_hunger_says_take_more_people(tmp_path: Path, deaths: str) -> None:
    with pytest.raises(InputError, match=r"nobody of 240,000 people died of hunger in 1993 to 2000\. Take more people"):
        deaths_of(made_run(tmp_path, deaths))


def test_a_trial_is_a_scenario_in_which_both_numbers_differ(tmp_path: Path) -> None:
    file = tmp_path / "trial.toml"
    file.write_text(scenario_of({"hunger_worst": 30_000, "illness_worst": 5_000}), encoding="utf-8")
    assert parameters.load_scenario(file).overrides == {"mortality": {"hunger_worst": 30_000, "illness_worst": 5_000}}


def test_trials_are_written_from_the_least_factor_to_the_greatest() -> None:
    _, trials = fit(Curve(1.3), 1)
    rows = list(csv.DictReader(as_csv(trials).splitlines()))
    assert tuple(rows[0]) == Trial._fields and len(rows) == len(trials)
    factors = [float(row["factor"]) for row in rows]
    assert factors == sorted(factors) and (factors[0], factors[-1]) == (0.5, 2.0)


def test_the_numbers_in_force_are_those_of_the_published_fit_and_within_their_ranges() -> None:
    rows = list(csv.DictReader((ROOT / DEFAULT).read_text(encoding="utf-8").splitlines()))
    factors = sorted({float(row["factor"]) for row in rows})
    errors = [np.mean([float(row["log_error"]) for row in rows if float(row["factor"]) == one]) for one in factors]
    root = math.exp(float(np.interp(0.0, errors, np.log(factors))))
    at_one = next(row for row in rows if float(row["factor"]) == 1)
    for name in FREE:
        row = parameters.entries("mortality")[name].on(date(1996, 1, 1))
        refitted = root * int(at_one[name])
        assert int(row.low) <= LEAST * int(row.value) and MOST * int(row.value) <= int(row.high)  # type: ignore[arg-type]
        assert int(row.low) <= refitted <= int(row.high)  # type: ignore[arg-type]
        assert row.value == pytest.approx(refitted, rel=0.05)
        assert row == parameters.entries("mortality")[name].on(FIRST)
