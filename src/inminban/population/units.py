# mypy: disable-error-code="no-any-return"
"""Neighbourhood units (inminban): 20 to 40 households of one county and one kind of settlement, with a head.

A place with fewer households than the smallest unit is one unit, however small; samples of a few thousand people have
many such.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from pydantic import BaseModel

from inminban.core.columns import UNITS, Array, Records, make_records
from inminban.core.compile.rule import kernel
from inminban.core.kinds import Whereabouts
from inminban.core.random import STREAM_UNIT, below, draw
from inminban.population.fitting import Integers
from inminban.population.numbers import Parameters
from inminban.rules.neighbourhood import head_score, suits_as_head


class DishRow(BaseModel):
    """country/dishes.csv: parts of the soldiers' lunch box"""

    dish: str
    source: str
    note: str = ""


class Layout(NamedTuple):
    """Where units begin: rows of units by place, and of households by unit."""

    first_unit_of_place: Integers
    first_household: Integers
    place: Integers


def unit_counts(households: Integers, p: Parameters) -> Integers:
    """Units of every place: about the mean size, none above the largest or below the smallest where possible."""
    wanted = (households + p.unit_mean // 2) // p.unit_mean
    least = -(-households // p.unit_largest)
    most = np.maximum(households // p.unit_smallest, 1)
    return np.where(households > 0, np.minimum(np.maximum(wanted, least), np.maximum(most, least)), 0)


def lay_out(households: Integers, p: Parameters) -> Layout:
    """Spread the households of every place evenly over its units."""
    counts = unit_counts(households, p)
    place = np.repeat(np.arange(len(counts)), counts)
    first_unit = np.concatenate([[0], np.cumsum(counts)])
    first_home = np.concatenate([[0], np.cumsum(households)])
    rank = np.arange(len(place)) - first_unit[place]
    start = first_home[place] + rank * households[place] // counts[place]
    return Layout(first_unit, np.concatenate([start, [first_home[-1]]]), place)


def make_units(layout: Layout, n_dishes: int, seed: int) -> Records:
    """Columns of units; means of belief and wealth are set once households have theirs."""
    n = len(layout.place)
    county = layout.place // 2
    counties = np.searchsorted(county, np.arange(county[-1] + 1)) if n else np.zeros(0, np.int64)
    dish = np.zeros(n, np.uint8)
    draw_dishes(0, n, seed, n_dishes, dish)
    made = make_records(UNITS, n)
    made.first_household[:] = layout.first_household[:-1]
    made.n_households[:] = np.diff(layout.first_household)
    made.county[:] = county
    made.settlement[:] = layout.place % 2
    made.number[:] = np.arange(n) - counties[county] + 1
    made.dish[:] = dish
    return made


@kernel
def draw_dishes(first: int, last: int, seed: int, n_dishes: int, dish: Any) -> None:
    """Which part of the soldiers' lunch box each unit brings."""
    for unit in range(first, last):
        dish[unit] = below(draw(seed, unit, 0, STREAM_UNIT)[0], n_dishes)


@kernel
def choose_heads(first: int, last: int, unit_first_person: Any, age: Any, people: Any, p: Any, seed: int) -> None:
    """Choose one adult of every unit as its head."""
    for unit in range(first, last):
        best, best_score = -1, np.int64(-1)
        for i in range(unit_first_person[unit], unit_first_person[unit + 1]):
            if people.whereabouts[i] != Whereabouts.HOME or people.sanction_days[i] > 0:
                continue
            suits = suits_as_head(people.sex[i], age[i], people.occupation[i], people.is_party_member[i], p)
            if suits < 0:
                continue
            score = head_score(suits, draw(seed, i, 1, STREAM_UNIT)[0])
            if score > best_score:
                best, best_score = i, score
        if best >= 0:
            people.is_unit_head[best] = 1


def summarize(units: Records, unit_first_person: Array, standard: Array) -> None:
    """Write the mean wealth per head (jon) of each unit's households."""
    n = np.maximum(np.diff(unit_first_person), 1)
    wealth = np.add.reduceat(standard, units.first_household, dtype=np.int64)
    units.mean_standard[:] = wealth // n
