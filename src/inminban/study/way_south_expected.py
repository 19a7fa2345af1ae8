"""Expected arrivals from counted crossings: the rules of the way south, followed month by month without luck.

A small society has few arrivals and many crossings. So crossings are counted in simulated months, and what becomes of
them is worked out as an expectation with the same rules (`rules.way_south`).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.core.days import day_number
from inminban.core.kinds import Motive, Sex
from inminban.rules import way_south

MILLION, WHOLE = 1_000_000, 10_000
MOTIVES = (Motive.POLITICAL, Motive.ECONOMIC)  # not in need, in need
N_SEXES, N_RELATED = len(Sex), 2  # somebody in the South: no, yes
LATER = 255  # months in China: a person who has settled may go on


class Crossings(NamedTuple):
    """Crossings by month, sex, whether in need, whether somebody is in the South (float64), and their months' ends."""

    counts: Array
    days: list[date]


class Outcome(NamedTuple):
    """Expected arrivals and people in China by month and sex."""

    arrivals: Array
    in_china: Array


def follow(crossings: Crossings, passable: Array, p: way_south.Parameters) -> Outcome:
    """Follow everybody who crossed; `passable` (bp by month) is that of the border, for those who go home."""
    n = len(crossings.days)
    arrivals, in_china = np.zeros((n, N_SEXES)), np.zeros((n, N_SEXES))
    there = np.zeros((N_SEXES, len(MOTIVES), N_RELATED, n + 1))  # the last: by months in China
    stays = 1.0 - by_sex([way_south.chance_sent_back.py_func(sex, False, p) / MILLION for sex in Sex])
    for t, day in enumerate(crossings.days):
        there[..., 1:] = there[..., :-1].copy()
        there[..., 0] = 0.0
        onward = chances_onward(day, n + 1, p)
        goes_home = chances_home(int(passable[t]), n + 1, p)
        arrivals[t] = (there * stays * onward).sum(axis=(1, 2, 3))
        there *= stays * (1.0 - onward) * (1.0 - goes_home)
        there[..., 0] = crossings.counts[t]
        in_china[t] = there.sum(axis=(1, 2, 3))
    return Outcome(arrivals, in_china)


def by_sex(values: list[float]) -> Array:
    """Values by sex, to be multiplied with people by sex, need, relatives and months."""
    return np.array(values)[:, None, None, None]


def chances_onward(day: date, n_months: int, p: way_south.Parameters) -> Array:
    """Chance of going on in the month that ends on `day`, by sex, (need), relatives in the South, months in China."""
    open_ways = way_south.openness.py_func(day_number(day), p)
    found = np.empty((N_SEXES, 1, N_RELATED, n_months))
    for sex in Sex:
        for related in range(N_RELATED):
            settling, later = (
                way_south.chance_onward.py_func(int(sex), months, related, False, open_ways, p) / MILLION
                for months in (0, LATER)
            )
            found[sex, 0, related] = later
            found[sex, 0, related, : p.settled] = settling
    return found


def chances_home(passable: int, n_months: int, p: way_south.Parameters) -> Array:
    """Chance of going home in a month by sex, need and months in China."""
    found = np.zeros((N_SEXES, len(MOTIVES), 1, n_months))
    for sex in Sex:
        for need, motive in enumerate(MOTIVES):
            chance = way_south.chance_going_home.py_func(int(sex), int(motive), 1, passable, p) / WHOLE
            found[sex, need, 0, : p.home_months + 1] = chance
    return found
