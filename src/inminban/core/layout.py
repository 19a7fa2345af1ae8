"""Finding people through their households, which skips the free rows of the record array."""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.columns import Array, Society
from inminban.core.compile.rule import inlined


@inlined
def rows_of(home: Any) -> Any:
    """Rows of the members of a household."""
    return range(int(home.first_person), int(home.first_person) + int(home.n_people))


@inlined
def homes_of(unit: Any) -> Any:
    """Rows of the households of a neighbourhood unit."""
    return range(int(unit.first_household), int(unit.first_household) + int(unit.n_households))


@inlined
def first_home_of(society: Any, c: int) -> int:
    """First household of a county."""
    county = society.counties[c]
    return int(society.units[county.first_unit].first_household) if county.n_units > 0 else 0


@inlined
def last_home_of(society: Any, c: int) -> int:
    """Row after the last household of a county."""
    county = society.counties[c]
    if county.n_units == 0:
        return 0
    unit = society.units[county.first_unit + county.n_units - 1]
    return int(unit.first_household) + int(unit.n_households)


@inlined
def homes_of_county(society: Any, c: int) -> Any:
    """Rows of the households of a county."""
    return range(first_home_of(society, c), last_home_of(society, c))


def members_of(society: Society, household_rows: Array) -> tuple[Array, Array, Array]:
    """Rows of the members of some households, the household of each as a place in the list, and first members."""
    sizes = society.households.n_people[household_rows].astype(np.int64)
    first = np.cumsum(sizes) - sizes
    starts = society.households.first_person[household_rows].astype(np.int64)
    rows = np.repeat(starts - first, sizes) + np.arange(int(sizes.sum()))
    return rows, np.repeat(np.arange(len(household_rows)), sizes), first


def cut_counties(society: Society, most_units: int) -> tuple[Society, Array]:
    """The society with every county cut into runs of so many units at most, and the county of each run.

    For kernels over counties that only need to know which units to go through: more threads can then work at once.
    """
    counties = society.counties
    n_runs = -(-counties.n_units.astype(np.int64) // most_units)
    county = np.repeat(np.arange(len(counties)), n_runs)
    before = (np.arange(len(county)) - np.repeat(np.cumsum(n_runs) - n_runs, n_runs)) * most_units
    runs = counties[county]
    runs.first_unit[:] = counties.first_unit[county] + before
    runs.n_units[:] = np.minimum(counties.n_units[county] - before, most_units)
    return society._replace(counties=runs), county


def by_county(values: Array, county: Array, n_counties: int) -> Array:
    """Sums of the rows of several runs, by county; runs lie in order of county."""
    sums = np.zeros((n_counties, *values.shape[1:]), dtype=values.dtype)
    if len(values) > 0:
        first = np.flatnonzero(np.diff(county, prepend=-1))
        sums[county[first]] = np.add.reduceat(values, first, axis=0)
    return sums


def everybody(society: Society) -> tuple[Array, Array]:
    """Rows of all people in order of household, and the row of each one's household."""
    rows, home, _ = members_of(society, np.arange(len(society.households)))
    return rows, home


def households_of(society: Society, person_rows: Array) -> Array:
    """Row of the household of each of some people."""
    inhabited = np.flatnonzero(society.households.n_people)
    at = np.searchsorted(society.households.first_person[inhabited], person_rows, side="right") - 1
    return np.asarray(inhabited[at])
