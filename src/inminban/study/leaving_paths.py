"""What a frozen society feels and holds by year: from leaving_paths.toml, or from a run."""

from __future__ import annotations

from datetime import date
from math import log
from pathlib import Path
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.errors import InputError
from inminban.measures import Value, by_group, measure
from inminban.measures.estimate import day_of
from inminban.measures.query import Where
from inminban.measures.run import Run
from inminban.numbers.parameters.lines import read_toml

PATHS_FILE = Path(__file__).resolve().parent / "leaving_paths.toml"
LEVELS = ("nutrition", "conviction", "outside_knowledge")
TOP_FIFTH = 1.4  # standard deviations by which the mean of the highest fifth lies above the middle
GROWN = ["17-29", "30-44", "45-59"]
MIDDLE, RICHEST = 3, 5
LEAST_SHARE, AROUND_HALF = 0.001, 0.02
LEAST_USD, LEAST_LOG = 0.1, 0.1


class Paths(NamedTuple):
    """Means and spreads (bp) by level, year and province, and by year what holds for everybody.

    at_post: share at the post (percent); usd: money of the middle household, usd_spread: that of its logarithm;
    rice_usd: price of rice (USD/kg).
    """

    years: list[int]
    mean: dict[str, Array]  # (year, province)
    spread: dict[str, Array]  # (year, province)
    border_knowledge: int
    fear: int
    at_post: Array
    usd: Array
    usd_spread: Array
    rice_usd: Array


def paths_of_file(provinces: list[str], first: int, last: int) -> Paths:
    """The paths of leaving_paths.toml for years `first` to `last`."""
    content = read_toml(PATHS_FILE).content
    years = list(range(first, last + 1))
    shape = (len(years), len(provinces))

    def along(name: str) -> Array:
        return np.interp(years, content["year"], [float(value) for value in content[name]])

    mean = {name: np.repeat(along(name)[:, None], len(provinces), axis=1) for name in LEVELS}
    mean["nutrition"] += [float(content["nutrition_of_province"].get(name, 0)) for name in provinces]
    spread = {name: np.full(shape, float(content[f"{name}_spread"])) for name in LEVELS}
    return Paths(years, mean, spread, int(content["border_knowledge"]), int(content["fear"]),
                 along("at_post_percent"), along("usd_of_household"), np.full(len(years), float(content["usd_spread"])),
                 np.full(len(years), float(content["rice_usd"])))  # fmt: skip


def paths_of_run(run: Run, provinces: list[str], first: int, last: int, hungry: int) -> Paths:
    """The same from a run: yearly means by province of those of 17 to 59, the spread of nourishment from the hungry.

    `hungry` [bp] is the model's threshold. Shares at the post and other spreads stay as in the file. InputError for a
    run that did not live all these years.
    """
    check_years(run, first, last)
    paths = paths_of_file(provinces, first, last)
    grown: Where = {"age_group": GROWN, "year": paths.years}

    def by_place(name: str, unit: str) -> dict[Any, Value]:
        return by_group(measure(run, name, ("year", "province"), grown, unit=unit), "year", "province")

    shares = by_place("hungry", "percent")
    for name in LEVELS:
        for (year, province), level in by_place(name, "bp").items():
            at = paths.years.index(year), provinces.index(province)
            paths.mean[name][at] = level.value
            if name == "nutrition":
                spread = spread_below(hungry - level.value, shares[year, province].value / 100)
                paths.spread[name][at] = paths.spread[name][at] if spread is None else spread
    read_money(run, paths)
    return paths._replace(border_knowledge=0)


def check_years(run: Run, first: int, last: int) -> None:
    """InputError unless the run lived from the first day of `first` to the last day of `last`."""
    began, ended = day_of(run.info["first_day"]), day_of(run.info["last_day_lived"])
    if began > date(first, 1, 1) or ended < date(last, 12, 31):
        raise InputError(
            f"the run lives {began} to {ended}, the fit needs {first} to {last}",
            file=run.path,
            remedy=f"Make one with `inminban run --from {first}-01-01 --to {last}-12-31`, or fit without --run.",
        )


def spread_below(distance: float, share: float) -> float | None:
    """Spread of a bell curve of which `share` lies more than `distance` above (or below, if negative) its mean.

    None where the two do not fit together, or half lies there, so that any spread would do.
    """
    share = min(max(share, LEAST_SHARE), 1 - LEAST_SHARE)
    if abs(share - 0.5) <= AROUND_HALF:
        return None
    spread = distance / NormalDist().inv_cdf(share)
    return spread if spread > 0 else None


def read_money(run: Run, paths: Paths) -> None:
    """Put a run's money of the middle fifth, its spread, and its price of rice into the paths, in US dollars."""
    asked: Where = {"year": paths.years}
    rate, rice = (by_group(measure(run, name, ("year",), asked), "year") for name in ("exchange_rate", "rice_price"))
    held: Where = {**asked, "wealth_fifth": [MIDDLE, RICHEST]}
    won, dollars = (
        by_group(measure(run, name, ("year", "wealth_fifth"), held), "year", "wealth_fifth")
        for name in ("won_at_home", "dollars_at_home")
    )
    for year, dollar in rate.items():
        if (year, MIDDLE) not in won or (year, RICHEST) not in won:
            continue
        middle, richest = (
            won[year, fifth].value / dollar.value + dollars[year, fifth].value for fifth in (MIDDLE, RICHEST)
        )
        at, middle = paths.years.index(year), max(middle, LEAST_USD)
        paths.usd[at] = middle
        paths.usd_spread[at] = max(log(max(richest, middle) / middle), LEAST_LOG) / TOP_FIFTH
        paths.rice_usd[at] = rice[year].value / dollar.value
