"""What counted crossings come to: arrivals and people in China, expected with any numbers of leaving.

Crossings of a frozen society are counted once. They grow in proportion to the chance of their motive, and those of men
to the share that the post lets go; what becomes of whoever crossed is then followed as an expectation.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.core.kinds import Motive
from inminban.errors import InputError
from inminban.step.context import Rules
from inminban.step.simulation.leavers import ARRIVED
from inminban.study.frozen import Frozen, rules_on
from inminban.study.leaving_numbers import MALE, Numbers, leaving_with, way_with
from inminban.study.way_south_expected import Crossings, follow

FIRST, LAST = 1990, 2011
N_YEARS = LAST - FIRST + 1
ECONOMIC = int(Motive.ECONOMIC)


class Counted(NamedTuple):
    """Crossings in people of the country, by month, sex, motive, somebody in the South (no, yes), province.

    `arrivals`: as simulated, by year, sex and province. `by_hand`: the numbers they were counted with.
    """

    crossings: Array
    days: list[date]
    arrivals: Array
    by_hand: Numbers


class Expected(NamedTuple):
    """Expected arrivals by year and sex, and people in China at each year's end."""

    arrivals: Array
    in_china: Array


def month_ends() -> list[date]:
    """The last day of every month of the years that are lived."""
    return [date(year, month, monthrange(year, month)[1]) for year in range(FIRST, LAST + 1) for month in range(1, 13)]


def rules_by_day(x: Numbers) -> dict[date, Rules]:
    """The rules of every month's end with the free numbers put in."""
    found = {}
    for day in month_ends():
        rules = rules_on(day)
        found[day] = rules._replace(leaving=leaving_with(rules.leaving, x), way_south=way_with(rules.way_south, x))
    return found


def count(frozen: Frozen, x: Numbers, seeds: range) -> Counted:
    """Live the years with these numbers once for each seed and count. InputError if nobody crosses."""
    rules = rules_by_day(x)
    days = sorted(rules)
    n_provinces = len(frozen.provinces)
    crossings = np.zeros((len(days), 2, len(Motive), 2, n_provinces))
    arrivals = np.zeros((N_YEARS, 2, n_provinces))
    for seed in seeds:
        departures = frozen.live(rules.__getitem__, seed)
        rows = departures.leavers.columns()
        if not rows:
            continue
        month = (rows["year"] - FIRST) * 12 + rows["crossing"].astype("datetime64[M]").astype(int) % 12
        related = (rows["n_in_south"] > 0).astype(int)
        weight = 1.0 / departures.scale / len(seeds)
        np.add.at(crossings, (month, rows["sex"], rows["motive"], related, rows["province"]), weight)
        came = rows["end"] == ARRIVED
        year = rows["arrival_year"][came] - FIRST
        np.add.at(arrivals, (year, rows["sex"][came], rows["province"][came]), weight)
    if not crossings.any():
        raise InputError(
            f"nobody of {len(frozen.rows):,} people left in {FIRST} to {LAST}, so there is nothing to fit",
            remedy="Take more people or more seeds (--people, --seeds).",
        )
    return Counted(crossings, days, arrivals, x)


def expect(counted: Counted, x: Numbers) -> Expected:
    """What the counted crossings come to with other numbers: scaled by motive and sex, then followed."""
    was = counted.by_hand
    scaled = counted.crossings.sum(axis=4)
    scaled[:, :, Motive.ECONOMIC] *= x.hunger / was.hunger
    scaled[:, :, Motive.POLITICAL] *= x.doubt / was.doubt
    scaled[:, :, Motive.FAMILY] *= x.relative / was.relative
    scaled[:, MALE] *= x.held_by_post / was.held_by_post
    in_need = np.stack([scaled.sum(axis=2) - scaled[:, :, ECONOMIC], scaled[:, :, ECONOMIC]], axis=2)
    passable = passable_by_month(tuple(counted.days))
    outcome = follow(Crossings(in_need, counted.days), passable, way_with(last_rules().way_south, x))
    arrivals = outcome.arrivals.reshape(N_YEARS, 12, 2).sum(axis=1)
    return Expected(arrivals, outcome.in_china.reshape(N_YEARS, 12, 2)[:, -1].sum(axis=1))


@cache
def last_rules() -> Rules:
    """The rules of the last day."""
    return rules_on(date(LAST, 12, 31))


@cache
def passable_by_month(days: tuple[date, ...]) -> Array:
    """How passable the border was (bp) at each month's end."""
    return np.array([rules_on(day).leaving.passable for day in days], dtype=np.int64)


def origins(expected: Expected, counted: Counted, first_year: int, last_year: int) -> Array:
    """Shares of arrivals by province: those of crossings since four years before, as arrivals are few."""
    months = slice(max(first_year - 4 - FIRST, 0) * 12, (last_year - FIRST + 1) * 12)
    by_province = counted.crossings[months].sum(axis=(0, 2, 3))
    share = by_province / np.maximum(by_province.sum(axis=1, keepdims=True), 1e-9)
    span = slice(first_year - FIRST, last_year - FIRST + 1)
    by_sex = expected.arrivals[span].sum(axis=0)
    found: Array = (share * by_sex[:, None]).sum(axis=0) / max(by_sex.sum(), 1e-9)
    return found
