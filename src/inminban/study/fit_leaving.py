"""Fit the numbers of leaving to what was measured up to 2011: `python -m inminban.study.fit_leaving`.

Figures used: leaving_targets.csv (arrivals in South Korea of 1999 to 2011, women among them, provinces of origin,
people in China), nothing later. A frozen society (`frozen.py`) lives the months of departures of 1990 to 2011 with the
real rules; its crossings are counted over several seeds, and what becomes of them is followed as an expectation
(`leaving_expected.py`). Crossings by motive and sex grow in proportion to four numbers of leaving.toml, so these and
the numbers of way_south.toml are fitted together to the counted crossings, within the ranges that their files state:
least squares of the misses, in logarithms of the numbers. Then the society lives again with the numbers found, until
they settle. Nearness of provinces is set by the ratio of origins. Writes the numbers found, and a table of figure,
target, model and error, to docs/reference/fit-leaving.md; the numbers are then put into the parameter files by hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from inminban.core.columns import Array
from inminban.core.disk import write_whole
from inminban.measures.run import open_run
from inminban.numbers.parameters.members import province_names
from inminban.population import make_society
from inminban.study.frozen import Frozen, rules_on
from inminban.study.leaving_expected import FIRST, LAST, Counted, Expected, count, expect, origins
from inminban.study.leaving_misses import misses
from inminban.study.leaving_numbers import FREE, Numbers, numbers_in_force, ranges
from inminban.study.leaving_page import page
from inminban.study.leaving_paths import PATHS_FILE, Paths, paths_of_file, paths_of_run
from inminban.study.leaving_targets import Target, targets

STEP = 0.05  # of the logarithm, by which a number is moved to see what it changes: whole months must move too
STEP_OF_DAY = STEP / 8  # of the day on which the ways were half open, counted from 1990
NORTH, RYANGGANG = "North Hamgyong", "Ryanggang"
MOST_AT_ONCE, LEAST_NEARNESS, MOST_NEARNESS = 3.0, 20.0, 20_000.0


def search(misses_with: Callable[[Numbers], Array], start: Numbers) -> tuple[Numbers, float]:
    """The numbers within their stated ranges with the least mean square miss, and that miss."""
    from scipy.optimize import least_squares

    low, high = np.log(list(ranges().values())).T
    first = np.clip(np.log([getattr(start, name) for name in FREE]), low, high)
    steps = np.array([STEP_OF_DAY if name == "opened" else STEP for name in FREE])

    def put(logarithms: Array) -> Numbers:
        moved: dict[str, Any] = dict(zip(FREE, map(float, np.exp(logarithms)), strict=True))
        return start._replace(**moved)

    found = least_squares(
        lambda logarithms: misses_with(put(logarithms)), first, bounds=(low, high), x_scale=steps / STEP,
        diff_step=steps / np.abs(first), xtol=1e-4, ftol=1e-4,
    )  # fmt: skip
    return put(found.x), float(np.mean(np.square(found.fun)))


def fit_nearness(
    counted: Counted, expected: Expected, x: Numbers, provinces: list[str], asked: Sequence[Target]
) -> Numbers:
    """Nearness scaled by the ratio of wanted to modelled origins of 1998 to 2003, North Hamgyong kept as it is.

    Ryanggang, of which no figure speaks alone, is wanted to send what the two border provinces send together, less
    North Hamgyong. A province's nearness changes threefold at most in one round.
    """
    of_origin = [target for target in asked if target.kind == "origin_percent"]
    period = of_origin[0]
    wanted = {target.who: target.value for target in of_origin if target.first_year == period.first_year}
    both = next(target.value for target in of_origin if f";{RYANGGANG}" in target.who)
    wanted[RYANGGANG] = both - wanted[NORTH]
    share = 100 * origins(expected, counted, period.first_year, period.last_year)
    scale = share[provinces.index(NORTH)] / wanted.pop(NORTH)
    nearness = list(x.nearness)
    for who, value in wanted.items():
        rows = [provinces.index(name) for name in who.split(";")]
        ratio = value / max(share[rows].sum() / scale, 0.2)
        for row in rows:
            moved = nearness[row] * np.clip(ratio, 1 / MOST_AT_ONCE, MOST_AT_ONCE)
            nearness[row] = float(np.clip(moved, LEAST_NEARNESS, MOST_NEARNESS))
    return x._replace(nearness=tuple(nearness))


def fit(frozen: Frozen, seeds: range, rounds: int) -> tuple[Counted, Numbers]:
    """Count, search and live again, `rounds` times; the numbers found, and what was counted with them."""
    x, provinces = numbers_in_force(), frozen.provinces
    for number in range(rounds):
        counted = count(frozen, x, seeds)
        x, least = search(partial(misses, counted, provinces=provinces, asked=targets()), x)
        x = fit_nearness(counted, expect(counted, x), x, provinces, targets())
        print(f"round {number + 1}: mean square miss {least:.3f}", flush=True)
    return count(frozen, x, seeds), x


def read_paths(folder: Path | None, provinces: list[str]) -> tuple[Paths, str]:
    """Hunger, belief and knowledge by year, and where they come from: a run, or the file's."""
    if folder is None:
        return paths_of_file(provinces, FIRST, LAST), f"study/{PATHS_FILE.name}"
    hungry = rules_on(date(2000, 1, 1)).food.hungry
    with open_run(folder) as run:
        info = run.info
        where = f"a run of {info['people']:,} people, seed {info['seed']}, from {info['first_day']}"
        return paths_of_run(run, provinces, FIRST, LAST, hungry), where


def main() -> None:
    """Read the arguments, fit, print and write what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=250_000)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--run", type=Path, help="take hunger, belief and knowledge by year from this run")
    parser.add_argument("--out", type=Path, default=Path("docs/reference/fit-leaving.md"))
    given = parser.parse_args()
    provinces = list(province_names())
    paths, where = read_paths(given.run, provinces)
    made = make_society(given.people, date(FIRST, 1, 1), 1)
    frozen = Frozen(made.society, made.represents, provinces, paths, 1)
    counted, x = fit(frozen, range(1, given.seeds + 1), given.rounds)
    write_whole(given.out, page(counted, x, provinces, f"{where}; {given.people:,} people, {given.seeds} seeds"))
    print(given.out.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
