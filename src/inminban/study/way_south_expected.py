"""Expected arrivals from counted crossings: the rules of the way south, followed month by month without luck.

A small society has few arrivals and many crossings. So crossings are counted in simulated months, and what becomes of
them is worked out as an expectation with the same rules (`institutions.way_south`).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.core.days import day_number
from inminban.core.kinds import Motive
from inminban.rules import way_south

MILLION, WHOLE = 1_000_000, 10_000
N_SEXES, N_NEEDS, N_RELATED = 2, 2, 2  # crossed in need or not; somebody in the South or nobody
SETTLING, LATER = 1, 255


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
    open_ways = [way_south.openness(day_number(day), p) for day in crossings.days]
    for sex in range(N_SEXES):
        stays = 1.0 - way_south.chance_sent_back(sex, False, p) / MILLION
        for need in range(N_NEEDS):
            motive = int(Motive.ECONOMIC if need else Motive.POLITICAL)
            for related in range(N_RELATED):
                there = np.zeros(n + 1)  # by months in China
                for t in range(n):
                    there[1:] = there[:-1].copy()
                    there[0] = 0.0
                    onward = chances_onward(sex, related, open_ways[t], n + 1, p)
                    going = np.zeros(n + 1)
                    chance = way_south.chance_going_home(sex, motive, SETTLING, int(passable[t]), p) / WHOLE
                    going[: p.home_months + 1] = chance
                    arrived = there * stays * onward
                    arrivals[t, sex] += arrived.sum()
                    there = there * stays * (1.0 - onward) * (1.0 - going)
                    there[0] += crossings.counts[t, sex, need, related]
                    in_china[t, sex] += there.sum()
    return Outcome(arrivals, in_china)


def chances_onward(sex: int, related: int, open_ways: int, n_months: int, p: way_south.Parameters) -> Array:
    """Chance of going on in one month by months in China."""
    found = np.full(n_months, way_south.chance_onward(sex, LATER, related, False, open_ways, p) / MILLION)
    found[: min(p.settled, n_months)] = (
        way_south.chance_onward(sex, min(SETTLING, p.settled - 1), related, False, open_ways, p) / MILLION
    )
    return found
