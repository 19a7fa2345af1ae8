"""The fit of prices: a known answer is found, no number leaves its range, and the published fit stands in the file."""

from __future__ import annotations

import csv
import math
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from inminban.errors import InputError
from inminban.numbers.country.observed import MarketPrice, market_prices
from inminban.study.fit_prices import (
    FIRST,
    FITTED_FROM,
    FREE,
    LAST,
    Point,
    Trial,
    beside_record,
    logarithms,
    numbers_in_force,
    pay_in_rice,
    ranges,
    search,
    write,
)

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
DAY = date(2012, 7, 1)
STEPS = 12
START = {"purchases": 60_000, "withdrawn": 400, "civil_share": 2_550}


def point(rice: float, dollar: float, day: date = DAY) -> Point:
    """A record of 1,000 and 2,000 won, and a model that is off by these factors."""
    return Point(day, 1_000.0, 2_000.0, 1_000.0 * rice, 2_000.0 * dollar)


def economy(truth: dict[str, int], numbers: dict[str, int]) -> Trial:
    """Prices by hand: purchases raise both, what is withdrawn lowers them later, imports lower the dollar."""
    ratio = {name: numbers[name] / truth[name] for name in FREE}
    points = []
    for late in (0.0, 0.5, 1.0):
        rice = ratio["purchases"] / ratio["withdrawn"] ** late
        points.append(point(rice, rice / ratio["civil_share"]))
    return Trial(dict(numbers), points)


def test_errors_are_root_mean_squares_of_logarithms() -> None:
    trial = Trial(START, [point(math.e, 1.0), point(1 / math.e, math.e**2)])
    assert logarithms(trial.points) == pytest.approx([1, -1, 0, 2])
    assert (trial.rice, trial.exchange) == pytest.approx((1.0, math.sqrt(2)))
    assert trial.error == pytest.approx(math.sqrt(6 / 4))


@pytest.mark.parametrize(
    "truth",
    [
        {"purchases": 90_000, "withdrawn": 250, "civil_share": 3_100},
        {"purchases": 35_000, "withdrawn": 900, "civil_share": 1_200},
    ],
)
def test_known_numbers_are_found(truth: dict[str, int]) -> None:
    trials = search(START, lambda numbers: economy(truth, numbers), STEPS)
    best = min(trials, key=lambda trial: trial.error)
    assert trials[0].numbers == START and trials[0].error > 0.2
    assert best.error < 0.01
    assert [best.numbers[name] / truth[name] for name in FREE] == pytest.approx([1, 1, 1], rel=0.02)
    for name in FREE:
        for factor in (1.1, 1 / 1.1):
            beside = best.numbers | {name: round(best.numbers[name] * factor)}
            assert economy(truth, beside).error > best.error


def test_no_trial_leaves_the_range_that_the_file_states() -> None:
    truth = {"purchases": 400_000, "withdrawn": 20, "civil_share": 300}  # all of them beyond it
    trials = search(START, lambda numbers: economy(truth, numbers), STEPS)
    for name, (low, high) in ranges().items():
        assert all(low <= trial.numbers[name] <= high for trial in trials)
    best = min(trials, key=lambda trial: trial.error)
    assert best.numbers["purchases"] == pytest.approx(ranges()["purchases"][1], rel=0.02)
    assert best.error < trials[0].error


def weeks(first: date, last: date) -> list[tuple[date, float, float]]:
    """Prices that rise by one won a day, rice from 0 and the dollar from 1,000 on the first day of the fit."""
    days = range((first - FIRST).days, (last - FIRST).days + 1, 7)
    return [(FIRST + timedelta(days=at), float(at), 1_000.0 + at) for at in days]


def test_the_model_stands_beside_the_record_on_the_day_of_the_record() -> None:
    record = [
        MarketPrice(day=day, rice_pyongyang=900, rice_hyesan=950, won_per_dollar=1_400)
        for day in (FITTED_FROM - timedelta(days=1), FITTED_FROM + timedelta(days=2), LAST, LAST + timedelta(days=1))
    ]
    found = beside_record(weeks(FIRST, LAST + timedelta(days=7)), record)
    assert [row.day for row in found] == [FITTED_FROM + timedelta(days=2), LAST]
    since = (found[0].day - FIRST).days
    assert found[0] == pytest.approx(Point(found[0].day, 900, 1_400, since, 1_000 + since))


@pytest.mark.parametrize(
    ("lived", "says"),
    [
        ([], "lived no week"),
        (weeks(FIRST, date(2016, 1, 1)), "lived 2009-11-30 to 2015-12-28"),
        (weeks(date(2011, 1, 1), LAST), "lived 2011-01-01"),
    ],
)
def test_weeks_that_do_not_reach_over_the_record_are_refused(lived: list[tuple[date, float, float]], says: str) -> None:
    with pytest.raises(InputError, match=rf"{says}.* the record is of 2010-08-10 to 2017-12-14. Let it live from 2009"):
        beside_record(lived, market_prices())


def test_pay_in_rice_is_the_years_pay_at_the_mean_price() -> None:
    dear, cheap = pay_in_rice([point(2.0, 1.0), point(4.0, 1.0)]), pay_in_rice([point(1.0, 1.0)])
    assert list(dear) == [2012] and dear[2012] == pytest.approx(cheap[2012] / 3)


def test_both_tables_are_of_the_best_trial(tmp_path: Path) -> None:
    trials = [Trial(START, [point(2.0, 2.0)]), Trial(START | {"withdrawn": 300}, [point(1.1, 1.0)])]
    assert write(trials, tmp_path) is trials[1]
    rows = list(csv.DictReader((tmp_path / "prices-fit.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["withdrawn_bp"], row["log_error_rice"], row["is_best"]) for row in rows] == [
        ("400", "0.693", "0"), ("300", "0.095", "1"),
    ]  # fmt: skip
    check = list(csv.DictReader((tmp_path / "prices-check.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["model_rice_won"] for row in check] == ["1100"]


def test_the_numbers_in_force_and_those_of_the_published_fit_are_within_their_ranges() -> None:
    rows = list(csv.DictReader((REFERENCE / "prices-fit.csv").read_text(encoding="utf-8").splitlines()))
    best = next(row for row in rows if row["is_best"] == "1")
    errors = [float(np.hypot(float(row["log_error_rice"]), float(row["log_error_dollar"]))) for row in rows]
    assert rows.index(best) == int(np.argmin(errors))
    found = {name: int(best[f"{name}_bp"]) for name in FREE}
    for name, (low, high) in ranges().items():
        assert low <= found[name] <= high and low <= numbers_in_force()[name] <= high
