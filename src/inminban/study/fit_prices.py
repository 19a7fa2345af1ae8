"""Fit the numbers behind the price level to the recorded prices of August 2010 to December 2017.

    python -m inminban.study.fit_prices [--people 6000] [--seed 1] [--steps 5] [--out docs/reference]

Three numbers of `prices` are free from 30 November 2009 on: what the state issues for purchases beside its pay, what it
withdraws of its takings, and the part of imports that is for the markets. They are fitted by least squares of the
logarithm of model over record, rice and dollar alike, within the ranges that the parameter file states. The eight
months after the currency reform are left out. Two files are written: `prices-fit.csv` has every trial with its
error, `prices-check.csv` the record beside the model for the best trial, and pay in kilograms of rice by year. The
script changes no parameter file: whoever reruns it puts the best numbers into parameters/prices.toml.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.core.device.threads import Threads
from inminban.core.disk import write_whole
from inminban.core.kinds import Occupation
from inminban.errors import InputError
from inminban.numbers import parameters
from inminban.numbers.country.observed import MarketPrice, market_prices
from inminban.population import make_society
from inminban.rules import work
from inminban.rules.county_market import EMERGENT
from inminban.step.simulation.initial_state import begin
from inminban.step.simulation.output_detail import output_detail_of
from inminban.step.simulation.setting import setting_for

FIRST, LAST = date(2009, 11, 30), date(2017, 12, 14)
FITTED_FROM = date(2010, 8, 1)
FREE = ("purchases", "withdrawn", "civil_share")
LEAST_PEOPLE = 2_000
STEP = 0.1  # of a number, by which it is moved to see what it changes: a small society's prices are not smooth


class Point(NamedTuple):
    """Prices on a day: rice in Pyongyang's kind of county (won/kg) and the dollar (won), recorded and of the model."""

    day: date
    rice: float
    exchange: float
    model_rice: float
    model_exchange: float


def live(numbers: Mapping[str, int], people: int, seed: int) -> list[tuple[date, float, float]]:
    """National price of rice and exchange rate at every week's end of a run with these numbers of `prices`."""
    made = make_society(people, FIRST, seed)
    overrides = {"prices": dict(numbers), "county_market": {"mode": EMERGENT}}
    setting = setting_for(made, FIRST, LAST, seed, overrides, output_detail_of(FIRST, LAST, None))
    simulation = begin(setting, made.society, made.quotas, followed_homes=np.zeros(0, dtype=np.int64))
    prices = simulation.economy.prices
    weeks: list[tuple[date, float, float]] = []

    def note(day: date, _: int) -> bool:
        weeks.append((day, prices.rice / 100, prices.exchange / 100))
        return True

    with Threads(1) as threads:
        simulation.live(threads, note, lambda tables_of_a_year: None)
    return weeks


def beside_record(weeks: list[tuple[date, float, float]], record: Sequence[MarketPrice]) -> list[Point]:
    """The record from August 2010 on, beside the model on the same days, on straight lines between weeks.

    InputError if the weeks do not reach over the record.
    """
    rows = [row for row in record if FITTED_FROM <= row.day <= LAST]
    if not weeks or weeks[0][0] > rows[0].day or weeks[-1][0] < rows[-1].day:
        lived = f"{weeks[0][0]} to {weeks[-1][0]}" if weeks else "no week"
        raise InputError(
            f"the society lived {lived}, the record is of {rows[0].day} to {rows[-1].day}",
            remedy=f"Let it live from {FIRST} to {LAST}.",
        )
    at = [day.toordinal() for day, _, _ in weeks]
    rice, exchange = [week[1] for week in weeks], [week[2] for week in weeks]
    return [
        Point(
            row.day, row.rice_pyongyang, row.won_per_dollar, float(np.interp(row.day.toordinal(), at, rice)),
            float(np.interp(row.day.toordinal(), at, exchange)),
        )
        for row in rows
    ]  # fmt: skip


def logarithms(points: list[Point]) -> Array:
    """The logarithm of model over record, of rice on every day, then of the dollar."""
    rice = [math.log(point.model_rice / point.rice) for point in points]
    return np.array([*rice, *(math.log(point.model_exchange / point.exchange) for point in points)])


class Trial(NamedTuple):
    """Numbers tried (bp), and what came of them."""

    numbers: dict[str, int]
    points: list[Point]

    @property
    def rice(self) -> float:
        """Root mean square of the logarithm of model over record, of rice."""
        return root_mean_square(logarithms(self.points)[: len(self.points)])

    @property
    def exchange(self) -> float:
        """The same of the dollar."""
        return root_mean_square(logarithms(self.points)[len(self.points) :])

    @property
    def error(self) -> float:
        """Both in one."""
        return root_mean_square(logarithms(self.points))


def root_mean_square(values: Array) -> float:
    """The root of the mean of the squares."""
    return float(np.sqrt(np.mean(np.square(values))))


def try_numbers(numbers: dict[str, int], people: int, seed: int) -> Trial:
    """Live a run and compare it with the record."""
    return Trial(numbers, beside_record(live(numbers, people, seed), market_prices()))


def numbers_in_force() -> dict[str, int]:
    """The free numbers on the first day as the parameter file has them (bp)."""
    entries = parameters.entries("prices")
    return {name: int(entries[name].on(FIRST).value) for name in FREE}  # type: ignore[arg-type]


def ranges() -> dict[str, tuple[int, int]]:
    """How far each free number may go: the range that the parameter file states from the first day on (bp)."""
    rows = {name: parameters.entries("prices")[name].on(FIRST) for name in FREE}
    return {name: (int(row.low), int(row.high)) for name, row in rows.items()}  # type: ignore[arg-type]


def search(start: dict[str, int], try_with: Callable[[dict[str, int]], Trial], most: int) -> list[Trial]:
    """Trials in the order made: least squares of the logarithms of model over record, `most` steps.

    The numbers are sought as multiples of where they start; a step costs one trial, and one more for each number.
    """
    from scipy.optimize import least_squares

    trials: list[Trial] = []
    began = np.array([start[name] for name in FREE], dtype=np.float64)
    low, high = np.array(list(ranges().values())).T / began

    def residuals(multiples: Array) -> Array:
        numbers = dict(zip(FREE, (round(value) for value in multiples * began), strict=True))
        trials.append(try_with(numbers))
        return logarithms(trials[-1].points)

    least_squares(residuals, np.clip(1.0, low, high), bounds=(low, high), diff_step=STEP, max_nfev=most, xtol=STEP / 10)
    return trials


def pay_in_rice(points: list[Point]) -> dict[int, float]:
    """Ordinary pay of a month of a factory worker in kilograms of rice at the model's mean price, by year."""
    found = {}
    for year in sorted({point.day.year for point in points}):
        pay = parameters.load("work", work.Parameters, date(year, 7, 1)).pay[Occupation.FACTORY_WORKER] / 100
        found[year] = pay / float(np.mean([point.model_rice for point in points if point.day.year == year]))
    return found


def write(trials: list[Trial], out: Path) -> Trial:
    """Write both tables; returns the best trial."""
    best = min(trials, key=lambda trial: trial.error)
    rows: list[list[Any]] = [[*(f"{name}_bp" for name in FREE), "log_error_rice", "log_error_dollar", "is_best"]]
    for trial in trials:
        values: list[Any] = [trial.numbers[name] for name in FREE]
        rows.append([*values, f"{trial.rice:.3f}", f"{trial.exchange:.3f}", int(trial is best)])
    write_whole(out / "prices-fit.csv", as_csv(rows))
    pay = pay_in_rice(best.points)
    rows = [["day", "rice_won", "model_rice_won", "dollar_won", "model_dollar_won", "pay_kg_of_rice_in_year"]]
    for point in best.points:
        rounded = [f"{value:.0f}" for value in (point.rice, point.model_rice, point.exchange, point.model_exchange)]
        rows.append([point.day, *rounded, f"{pay[point.day.year]:.2f}"])
    write_whole(out / "prices-check.csv", as_csv(rows))
    return best


def as_csv(rows: list[list[Any]]) -> str:
    """Rows as the text of a CSV file."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def main() -> None:
    """Fit, write, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=6_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("docs/reference"))
    asked = parser.parse_args()
    if asked.people < LEAST_PEOPLE:
        parser.error(f"--people must be at least {LEAST_PEOPLE}")
    try_with = partial(try_numbers, people=asked.people, seed=asked.seed)
    best = write(search(numbers_in_force(), try_with, asked.steps), asked.out)
    print(f"best: {best.numbers}; log error of rice {best.rice:.3f}, of the dollar {best.exchange:.3f}")


if __name__ == "__main__":
    main()
