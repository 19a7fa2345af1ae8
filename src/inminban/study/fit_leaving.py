"""Fit the numbers of leaving to what was measured up to 2011: `python -m inminban.study.fit_leaving`.

Figures used: leaving_targets.csv (arrivals in South Korea of 1999 to 2011, women among them, provinces of origin,
people in China), nothing later. A frozen society (`frozen.py`) lives the months of departures of 1990 to 2011 with the
real rules; its crossings are counted over several seeds, and what becomes of them is followed as an expectation
(`way_south_expected.py`). Crossings by motive and sex grow in proportion to four numbers of leaving.toml, so these and
the numbers of way_south.toml are searched together on the counted crossings; then the society lives again with the
numbers found, until they settle. Nearness of provinces is set by the ratio of origins. Writes the numbers found, and a
table of figure, target, model and error, to docs/reference/fit-leaving.md; the numbers are then put into the parameter
files by hand.
"""

from __future__ import annotations

import argparse
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import cache
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.core.disk import write_whole
from inminban.core.kinds import Motive, Sex
from inminban.measures.run import open_run
from inminban.numbers import parameters
from inminban.numbers.parameters.members import province_names
from inminban.population import make_society
from inminban.rules import leaving, way_south
from inminban.step.simulation.leavers import ARRIVED
from inminban.study.frozen import Frozen, Paths, paths_of_file, paths_of_run, rules_on
from inminban.study.leaving_targets import Target, targets
from inminban.study.way_south_expected import Crossings, follow

FIRST, LAST = 1990, 2011
STEPS = (0.4, 0.2, 0.1, 0.05, 0.02)  # of the logarithm, from coarse to fine
ROUNDS_OF_STEP = 4
YEAR_FACTOR, TOTAL_FACTOR, POINTS = log(1.5), log(1.15), 5.0
MALE, FEMALE = int(Sex.MALE), int(Sex.FEMALE)
ECONOMIC = int(Motive.ECONOMIC)


class Numbers(NamedTuple):
    """The free numbers: four of leaving.toml, eight of way_south.toml, in engine units, and nearness by province."""

    hunger: float
    doubt: float
    relative: float
    held_by_post: float
    onward: float
    opened: float
    doubling: float
    woman: float  # by_sex of women, bp
    settles: float  # of women, bp
    settled: float
    man_home: float  # goes_home of men, bp
    woman_home: float
    nearness: tuple[float, ...]


# How far the search may go. Bounds of `doubt`, `relative`, `held_by_post`, `settled` keep what witnesses describe:
# political reasons, people who follow relatives, men held by their posts, women who settle for some years only.
BOUNDS = {
    "hunger": (1e4, 1e6), "doubt": (2e4, 1e6), "relative": (1e4, 1e6), "held_by_post": (500, 6_000),
    "onward": (1e3, 2e5), "opened": (3_600, 7_300), "doubling": (150, 1_200), "woman": (1_500, 30_000),
    "settles": (100, 10_000), "settled": (6, 48), "man_home": (300, 4_000), "woman_home": (100, 2_500),
}  # fmt: skip
OF_LEAVING = ("hunger", "doubt", "relative", "held_by_post")


def numbers_in_force() -> Numbers:
    """Where the search begins: what the parameter files hold."""
    day = date(2000, 1, 1)
    p = parameters.load("leaving", leaving.Parameters, day)
    w = parameters.load("way_south", way_south.Parameters, day)
    return Numbers(
        p.hunger, p.doubt, p.relative, p.held_by_post, w.onward, w.opened, w.doubling, w.by_sex[FEMALE],
        w.settles[FEMALE], w.settled, w.goes_home[MALE], w.goes_home[FEMALE], tuple(map(float, p.nearness)),
    )  # fmt: skip


def way_with(base: way_south.Parameters, x: Numbers) -> way_south.Parameters:
    """The numbers of the way south with the free ones put in."""
    return base._replace(
        onward=round(x.onward), opened=round(x.opened), doubling=round(x.doubling),
        by_sex=(base.by_sex[MALE], round(x.woman)), settles=(base.settles[MALE], round(x.settles)),
        settled=round(x.settled), goes_home=(round(x.man_home), round(x.woman_home)),
    )  # fmt: skip


def leaving_with(base: leaving.Parameters, x: Numbers) -> leaving.Parameters:
    """The numbers of leaving with the free ones put in; poverty moves with hunger."""
    return base._replace(
        hunger=round(x.hunger),
        poor=round(base.poor * x.hunger / base.hunger), doubt=round(x.doubt), relative=round(x.relative),
        held_by_post=round(x.held_by_post), nearness=tuple(round(value) for value in x.nearness),
    )  # fmt: skip


class Counted(NamedTuple):
    """Crossings per real person scale, by month, sex, motive, somebody in the South, province; and arrivals counted.

    `by_hand`: the numbers they were counted with.
    """

    crossings: Array
    days: list[date]
    arrivals: Array  # by year, sex and province, as simulated
    by_hand: Numbers


def count(frozen: Frozen, x: Numbers, seeds: range) -> Counted:
    """Live the years with these numbers once for each seed and count."""
    rules = rules_by_day(x)
    days = sorted(rules)
    n_provinces = len(frozen.provinces)
    crossings = np.zeros((len(days), 2, 4, 2, n_provinces))
    arrivals = np.zeros((LAST - FIRST + 1, 2, n_provinces))
    for seed in seeds:
        departures = frozen.live(rules.__getitem__, seed)
        rows = departures.leavers.columns()
        month = (rows["year"] - FIRST) * 12 + rows["crossing"].astype("datetime64[M]").astype(int) % 12
        related = (rows["n_in_south"] > 0).astype(int)
        weight = 1.0 / departures.scale / len(seeds)
        np.add.at(crossings, (month, rows["sex"], rows["motive"], related, rows["province"]), weight)
        came = rows["end"] == ARRIVED
        year = rows["arrival_year"][came] - FIRST
        np.add.at(arrivals, (year, rows["sex"][came], rows["province"][came]), weight)
    return Counted(crossings, days, arrivals, x)


def rules_by_day(x: Numbers) -> dict[date, Any]:
    """The rules of every month's end with the free numbers put in."""
    found = {}
    for year in range(FIRST, LAST + 1):
        for month in range(1, 13):
            day = date(year, month, monthrange(year, month)[1])
            rules = rules_on(day)
            found[day] = rules._replace(leaving=leaving_with(rules.leaving, x), way_south=way_with(rules.way_south, x))
    return found


@cache
def last_rules() -> Any:
    """The rules of the last day."""
    return rules_on(date(LAST, 12, 31))


class Expected(NamedTuple):
    """Expected arrivals by year and sex, and people in China at each year's end."""

    arrivals: Array
    in_china: Array


def expect(counted: Counted, x: Numbers) -> Expected:
    """What the counted crossings come to with other numbers: scaled by motive and sex, then followed."""
    was = counted.by_hand
    scaled = counted.crossings.sum(axis=4)
    scaled[:, :, Motive.ECONOMIC] *= x.hunger / was.hunger
    scaled[:, :, Motive.POLITICAL] *= x.doubt / was.doubt
    scaled[:, :, Motive.FAMILY] *= x.relative / was.relative
    scaled[:, MALE] *= x.held_by_post / was.held_by_post
    in_need = np.stack([scaled.sum(axis=2) - scaled[:, :, ECONOMIC], scaled[:, :, ECONOMIC]], axis=2)
    base = last_rules()
    passable = passable_by_month(tuple(counted.days))
    outcome = follow(Crossings(in_need, counted.days), passable, way_with(base.way_south, x))
    n_years = LAST - FIRST + 1
    arrivals = outcome.arrivals.reshape(n_years, 12, 2).sum(axis=1)
    return Expected(arrivals, outcome.in_china.reshape(n_years, 12, 2)[:, -1].sum(axis=1))


@cache
def passable_by_month(days: tuple[date, ...]) -> Array:
    """How passable the border was (bp) at each month's end."""
    return np.array([rules_on(day).leaving.passable for day in days], dtype=np.int64)


def model_value(target: Target, expected: Expected, counted: Counted, provinces: list[str]) -> float:
    """What the model has for one figure."""
    span = slice(target.first_year - FIRST, target.last_year - FIRST + 1)
    if target.kind == "arrivals":
        return float(expected.arrivals[span].sum())
    if target.kind == "women_percent":
        return 100 * float(expected.arrivals[span, FEMALE].sum() / max(expected.arrivals[span].sum(), 1e-9))
    if target.kind == "in_china":
        return float(expected.in_china[span].mean())
    origin = origins(expected, counted, target)
    chosen = [provinces.index(name) for name in target.who.split(";")]
    return 100 * float(origin[chosen].sum())


def origins(expected: Expected, counted: Counted, target: Target) -> Array:
    """Shares of arrivals by province: those of crossings since four years before, as arrivals are few."""
    months = slice(max(target.first_year - 4 - FIRST, 0) * 12, (target.last_year - FIRST + 1) * 12)
    by_province = counted.crossings[months].sum(axis=(0, 2, 3))
    share = by_province / np.maximum(by_province.sum(axis=1, keepdims=True), 1e-9)
    span = slice(target.first_year - FIRST, target.last_year - FIRST + 1)
    by_sex = expected.arrivals[span].sum(axis=0)
    found: Array = (share * by_sex[:, None]).sum(axis=0) / max(by_sex.sum(), 1e-9)
    return found


def miss(target: Target, value: float) -> float:
    """How far off: 1 is the edge of what is asked for (a factor of 1.5 a year, 5 points, the source's own range)."""
    if target.kind == "arrivals":
        return log(max(value, 1e-3) / target.value) / YEAR_FACTOR
    if target.kind == "in_china" and target.low and target.high:
        edge = log(target.high / target.value) if value > target.value else log(target.value / target.low)
        return log(max(value, 1.0) / target.value) / edge
    return (value - target.value) / POINTS


def score(counted: Counted, x: Numbers, provinces: list[str]) -> float:
    """Mean square of what is missed, with the total of all years; origins do not move in this search."""
    expected = expect(counted, x)
    moving = [target for target in targets() if target.kind != "origin_percent"]
    misses = [miss(target, model_value(target, expected, counted, provinces)) for target in moving]
    wanted = sum(target.value for target in moving if target.kind == "arrivals")
    total = log(max(float(expected.arrivals[1999 - FIRST :].sum()), 1.0) / wanted) / TOTAL_FACTOR
    return float(np.mean(np.square([*misses, total])))


def search(goal: Callable[[Numbers], float], start: Numbers) -> tuple[Numbers, float]:
    """Step each number up and down on a logarithmic scale, coarse to fine, keeping what is better."""
    best, least = start, goal(start)
    for step in STEPS:
        for _ in range(ROUNDS_OF_STEP):
            before = least
            for name, (low, high) in BOUNDS.items():
                for sign in (1, -1):
                    size = step / 8 if name == "opened" else step
                    moved = float(np.clip(getattr(best, name) * np.exp(sign * size), low, high))
                    tried = Numbers(**{**best._asdict(), name: moved})
                    if (found := goal(tried)) < least:
                        best, least = tried, found
            if before - least < 1e-4:
                break
    return best, least


def fit_nearness(counted: Counted, expected: Expected, x: Numbers, provinces: list[str]) -> Numbers:
    """Nearness scaled by the ratio of wanted to modelled origins of 1998 to 2003, North Hamgyong kept at one."""
    wanted = {target.who: target.value for target in targets() if target.kind == "origin_percent"
              and target.last_year == 2003 and target.first_year < 2003}  # fmt: skip
    north = wanted["North Hamgyong"]
    both = next(target.value for target in targets() if ";Ryanggang" in target.who)
    wanted["Ryanggang"] = both - north
    period = next(target for target in targets() if target.kind == "origin_percent")
    share = 100 * origins(expected, counted, period)
    nearness = list(x.nearness)
    scale = share[provinces.index("North Hamgyong")] / north
    for who, value in wanted.items():
        rows = [provinces.index(name) for name in who.split(";")]
        ratio = value / max(share[rows].sum() / scale, 0.2)
        for row in rows:
            if who != "North Hamgyong":
                nearness[row] = float(np.clip(nearness[row] * np.clip(ratio, 0.3, 3.0), 20, 20_000))
    return x._replace(nearness=tuple(nearness))


def main() -> None:
    """Read the arguments, fit, print and write what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=250_000)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--run", type=Path, help="take hunger, belief and knowledge by year from this run")
    parser.add_argument("--out", type=Path, default=Path("docs/reference/fit-leaving.md"))
    given = parser.parse_args()
    provinces = list(province_names())
    made = make_society(given.people, date(FIRST, 1, 1), 1)
    frozen = Frozen(made.society, made.represents, provinces, read_paths(given.run, provinces), 1)
    x, seeds = numbers_in_force(), range(1, given.seeds + 1)
    for number in range(given.rounds):
        counted = count(frozen, x, seeds)
        x, least = search(lambda tried: score(counted, tried, provinces), x)  # noqa: B023
        x = fit_nearness(counted, expect(counted, x), x, provinces)
        print(f"round {number + 1}: mean square miss {least:.3f}", flush=True)
    counted = count(frozen, x, seeds)
    write_whole(given.out, report(counted, x, provinces, given))
    print(given.out.read_text(encoding="utf-8"))


def read_paths(folder: Path | None, provinces: list[str]) -> Paths:
    """Hunger, belief and knowledge by year: of a run, or the file's."""
    if folder is None:
        return paths_of_file(provinces, FIRST, LAST)
    hungry = rules_on(date(2000, 1, 1)).food.hungry
    return paths_of_run(open_run(folder), provinces, FIRST, LAST, hungry)


def report(counted: Counted, x: Numbers, provinces: list[str], given: argparse.Namespace) -> str:
    """The page of what was found."""
    expected = expect(counted, x)
    where = "study/leaving_paths.toml"
    if given.run:
        info = open_run(given.run).info
        where = f"a run of {info['people']:,} people, seed {info['seed']}, from {info['first_day']}"
    lines = [
        "# The fit of leaving", "",
        "Made by `python -m inminban.study.fit_leaving`; the script says how. Hunger, belief and knowledge by year are",
        f"those of {where}; {given.people:,} people, {given.seeds} seeds. A miss of 1 is the edge of what was asked",
        "for: a factor of 1.5 in a year's arrivals, 5 points of a share, the range of an estimate. These figures were",
        "fitted, so agreement with them tests little.", "", "## Numbers found", "", "| number | value |", "|---|---:|",
    ]  # fmt: skip
    lines += [f"| {name} | {getattr(x, name):,.0f} |" for name in BOUNDS]
    lines += [f"| nearness {name} | {value:,.0f} |" for name, value in zip(provinces, x.nearness, strict=True)]
    lines += ["", "In engine units: chances per million (hunger, doubt, relative, onward), days (opened, doubling),",
              "months (settled), basis points (the others).", "", "## Figures", "",
              "| figure | years | of | target | model | miss |", "|---|---|---|---:|---:|---:|"]  # fmt: skip
    for target in targets():
        value = model_value(target, expected, counted, provinces)
        years = (
            f"{target.first_year}"
            if target.first_year == target.last_year
            else f"{target.first_year}-{target.last_year}"
        )
        lines.append(f"| {target.kind} | {years} | {target.who} | {target.value:,.4g} | {value:,.4g} | "
                     f"{miss(target, value):+.2f} |")  # fmt: skip
    wanted = sum(target.value for target in targets() if target.kind == "arrivals")
    total, counted_total = expected.arrivals[1999 - FIRST :].sum(), counted.arrivals[1999 - FIRST :].sum()
    lines += [
        "",
        f"Arrivals of 1999 to 2011 together: target {wanted:,.0f}, expected {total:,.0f} "
        f"({100 * (total / wanted - 1):+.1f} %), counted in the simulated months {counted_total:,.0f}.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
