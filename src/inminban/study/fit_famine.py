"""Fit how deadly hunger and worn-down health are to the excess deaths of 1993 to 2000.

    python -m inminban.study.fit_famine [--people 25000] [--seeds 2] [--out docs/reference/famine-fit.csv]

Two numbers of `mortality` are free, `hunger_worst` and `illness_worst`. The total alone cannot tell them apart, so that
both are moved together: each trial multiplies the numbers in force by one factor and lives 1990 to 2000. The error is
the logarithm of deaths of hunger in the model over the middle (geometric) of the 240,000 to 420,000 of Spoorenberg and
Schwekendiek, as a mean over seeds; when they died and where is written down beside it and not fitted. The script
changes no parameter file: whoever reruns it puts the best numbers into parameters/mortality.toml.
"""

from __future__ import annotations

import argparse
import csv
import math
import tempfile
from datetime import date
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import inminban
from inminban.core.disk import write_whole
from inminban.measures import value_of
from inminban.numbers import parameters
from inminban.rules import mortality

FIRST, LAST = date(1990, 1, 1), date(2000, 12, 31)
LOW, HIGH = 240_000, 420_000
TARGET = math.sqrt(LOW * HIGH)
FACTORS = (0.5, 0.7, 0.85, 1.0, 1.2, 1.4, 2.0)
FREE = ("hunger_worst", "illness_worst")
DEFAULT = Path("docs/reference/famine-fit.csv")


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


def try_factor(factor: float, seed: int, people: int, folder: Path) -> Trial:
    """Live 1990 to 2000 with both numbers multiplied, and count."""
    numbers = {name: round(value * factor) for name, value in numbers_in_force().items()}
    file = folder / f"trial-{round(100 * factor)}.toml"
    file.write_text(scenario_of(numbers), encoding="utf-8")
    out = folder / f"run-{factor}-{seed}"
    with inminban.run(str(file), people=people, first_day=FIRST, last_day=LAST, seed=seed, out=out) as lived:
        found = {
            name: value_of(lived, name, {"year": list(range(1993, 2001))})
            for name in ("hunger_deaths", "famine_deaths_at_peak", "famine_deaths_in_hamgyong")
        }
    deaths, peak, hamgyong = (one.value if one else 0.0 for one in found.values())
    error = math.log(deaths / TARGET) if deaths else -math.inf
    return Trial(
        factor,
        seed,
        numbers["hunger_worst"],
        numbers["illness_worst"],
        round(deaths),
        round(peak, 1),
        round(hamgyong, 1),
        round(error, 3),
    )


def best_of(trials: list[Trial]) -> float:
    """The factor with the smallest mean error over its seeds."""
    errors: dict[float, list[float]] = {}
    for trial in trials:
        errors.setdefault(trial.factor, []).append(trial.log_error)
    return min(errors, key=lambda factor: abs(sum(errors[factor]) / len(errors[factor])))


def main() -> None:
    """Read the arguments, live the trials, write them and say which is best."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=25_000)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--out", type=Path, default=DEFAULT)
    given = parser.parse_args()
    trials = []
    with tempfile.TemporaryDirectory() as folder:
        for factor in FACTORS:
            for seed in range(1, given.seeds + 1):
                trials.append(try_factor(factor, seed, given.people, Path(folder)))
                print(*trials[-1], flush=True)
    text = StringIO()
    csv.writer(text).writerows([Trial._fields, *trials])
    write_whole(given.out, text.getvalue())
    best = best_of(trials)
    print(f"Best factor {best}; in force: {numbers_in_force()}. Written: {given.out}")


if __name__ == "__main__":
    main()
