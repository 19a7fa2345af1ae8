"""Fit how deadly hunger and worn-down health are to the excess deaths of 1993 to 2000.

    python -m inminban.study.fit_famine [--people 25000] [--seeds 2] [--out docs/reference/famine-fit.csv]

Two numbers of `mortality` are free, `hunger_worst` and `illness_worst`. The total alone cannot tell them apart, so that
both are moved together: each trial multiplies the numbers in force by one factor and lives 1990 to 2000. The error is
the logarithm of deaths of hunger in the model over the middle (geometric) of the 240,000 to 420,000 of Spoorenberg and
Schwekendiek, as a mean over seeds. Deaths rise with the factor, so the best is where the mean error is 0, found by
Brent's method between half and twice; when they died and where is written down beside it and not fitted. The script
changes no parameter file: whoever reruns it puts the best numbers into parameters/mortality.toml.
"""

from __future__ import annotations

import argparse
import csv
import math
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import inminban
from inminban.core.disk import write_whole
from inminban.errors import InputError
from inminban.measures import Run, value_of
from inminban.measures.estimate import day_of
from inminban.numbers import parameters
from inminban.rules import mortality

FIRST, LAST = date(1990, 1, 1), date(2000, 12, 31)
YEARS = list(range(1993, 2001))
LOW, HIGH = 240_000, 420_000
TARGET = math.sqrt(LOW * HIGH)
LEAST, MOST = 0.5, 2.0
NEAR_ENOUGH = 0.02  # of the factor's logarithm: two seeds differ by as much
FREE = ("hunger_worst", "illness_worst")
DEFAULT = Path("docs/reference/famine-fit.csv")


class Deaths(NamedTuple):
    """Deaths of hunger from 1993 to 2000, and the parts (percent) of 1996 to 1998 and of both Hamgyong."""

    total: float
    percent_1996_to_1998: float
    percent_in_hamgyong: float


class Trial(NamedTuple):
    """One factor lived with one seed: the two numbers (per million and month) and who died of hunger, 1993 to 2000."""

    factor: float
    seed: int
    hunger_worst: int
    illness_worst: int
    deaths: int
    percent_1996_to_1998: float
    percent_in_hamgyong: float
    log_error: float


Live = Callable[[dict[str, int], int], Deaths]  # with these numbers and this seed


def numbers_in_force() -> dict[str, int]:
    """The two free numbers as the parameter file has them."""
    found = parameters.load("mortality", mortality.Parameters, FIRST)
    return {name: int(getattr(found, name)) for name in FREE}


def scenario_of(numbers: dict[str, int]) -> str:
    """A scenario file in which the two numbers differ."""
    head = 'label = "Trial"\ndescription = "A trial of the fit of famine deaths."\n'
    return head + "".join(
        f'\n[parameters.mortality.{name}]\nvalue = {value}\nunit = "per million"\n' for name, value in numbers.items()
    )


def deaths_of(run: Run) -> Deaths:
    """Deaths of hunger in a run. InputError if it did not live 1993 to 2000 or nobody died of hunger."""
    began, ended = day_of(run.info["first_day"]), day_of(run.info["last_day_lived"])
    if began > date(YEARS[0], 1, 1) or ended < date(YEARS[-1], 12, 31):
        raise InputError(
            f"the run lives {began} to {ended}, the fit needs {YEARS[0]} to {YEARS[-1]}",
            remedy=f"Let it live from {FIRST} to {LAST}.",
        )
    names = ("hunger_deaths", "famine_deaths_at_peak", "famine_deaths_in_hamgyong")
    found = [value_of(run, name, {"year": YEARS}) for name in names]
    values = [one.value for one in found if one is not None]
    if len(values) < len(names) or not values[0]:
        raise InputError(
            f"nobody of {run.info['people']:,} people died of hunger in {YEARS[0]} to {YEARS[-1]}",
            remedy="Take more people (--people).",
        )
    return Deaths(*values)


def live(numbers: dict[str, int], seed: int, people: int, folder: Path) -> Deaths:
    """Live 1990 to 2000 with these numbers and count."""
    name = "-".join(map(str, [*numbers.values(), seed]))
    file = folder / f"{name}.toml"
    file.write_text(scenario_of(numbers), encoding="utf-8")
    with inminban.run(str(file), people=people, first_day=FIRST, last_day=LAST, seed=seed, out=folder / name) as lived:
        return deaths_of(lived)


def try_factor(factor: float, seed: int, live: Live) -> Trial:
    """Both numbers multiplied by a factor, lived with one seed."""
    numbers = {name: round(value * factor) for name, value in numbers_in_force().items()}
    found = live(numbers, seed)
    return Trial(
        round(factor, 3), seed, numbers["hunger_worst"], numbers["illness_worst"], round(found.total),
        round(found.percent_1996_to_1998, 1), round(found.percent_in_hamgyong, 1),
        round(math.log(found.total / TARGET), 3),
    )  # fmt: skip


def fit(live: Live, seeds: int) -> tuple[float, list[Trial]]:
    """The factor with which the mean error over seeds is 0, and every trial in the order made.

    InputError if deaths are too few even with twice the numbers in force, or too many with half of them.
    """
    from scipy.optimize import brentq

    trials: list[Trial] = []

    def mean_error(logarithm: float) -> float:
        made = [try_factor(math.exp(logarithm), seed, live) for seed in range(1, seeds + 1)]
        trials.extend(made)
        print(*made, sep="\n", flush=True)
        return sum(trial.log_error for trial in made) / len(made)

    ends = math.log(LEAST), math.log(MOST)
    errors = [mean_error(end) for end in ends]
    if errors[0] > 0 or errors[1] < 0:
        raise InputError(
            f"deaths of hunger do not pass {TARGET:,.0f} between {LEAST:g} and {MOST:g} times the numbers in force: "
            f"{' and '.join(f'{TARGET * math.exp(error):,.0f}' for error in errors)}",
            remedy="Look at what changed hunger, or move the numbers in parameters/mortality.toml first.",
        )
    known = dict(zip(ends, errors, strict=True))
    root = brentq(lambda at: known[at] if at in known else mean_error(at), *ends, xtol=NEAR_ENOUGH)
    return math.exp(root), trials


def as_csv(trials: list[Trial]) -> str:
    """The trials, from the least factor to the greatest, as the text of a CSV file."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([Trial._fields, *sorted(trials)])
    return text.getvalue()


def main() -> None:
    """Read the arguments, live the trials, write them and say which is best."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=25_000)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--out", type=Path, default=DEFAULT)
    given = parser.parse_args()
    if given.seeds < 1:
        parser.error("--seeds must be at least 1")
    with tempfile.TemporaryDirectory() as folder:
        best, trials = fit(partial(live, people=given.people, folder=Path(folder)), given.seeds)
    write_whole(given.out, as_csv(trials))
    print(f"Best factor {best:.3f}; in force: {numbers_in_force()}. Written: {given.out}")


if __name__ == "__main__":
    main()
