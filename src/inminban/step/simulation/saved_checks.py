"""Checks of a restored run: valid row numbers, known categories, tables of the right shape.

Compiled rules follow row numbers without a test; a wrong one would read other memory. So all are checked here, even
though checkpoints have a hash.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from inminban.core.column import Column
from inminban.core.columns import COUNTIES, HOUSEHOLDS, PEOPLE, UNITS, WORKPLACES, Array, Records, Society, as_records
from inminban.core.kinds import N_OCCUPATIONS, N_WON
from inminban.step.month.summaries import OF_CELLS, OF_GRAIN
from inminban.step.simulation.household_accounts import N_COUNTED, N_HELD, N_STEPS

TABLES: dict[str, dict[str, Column]] = {
    "people": PEOPLE, "households": HOUSEHOLDS, "units": UNITS, "workplaces": WORKPLACES, "counties": COUNTIES,
}  # fmt: skip
CODES = ("wealth_fifth", "is_followed", "is_border", "is_coastal")  # numbers that serve as places in a table, too


def check_fits(arrays: Mapping[str, Array], n_provinces: int) -> None:
    """Raise ValueError for arrays that no run between two weeks can have."""
    society = Society(*(as_records(arrays[name]) for name in Society._fields))
    n_counties = len(society.counties)
    shapes: dict[str, tuple[int, ...]] = {
        "county_week": (n_counties,), "by_county": (n_counties,), "posts": (n_counties, N_OCCUPATIONS),
        "cells": (n_provinces, *OF_CELLS), "food": (n_provinces, *OF_GRAIN),
        "followed_won": (arrays["followed_ids"].size, N_WON), "followed_ids": (arrays["followed_ids"].size,),
    }  # fmt: skip
    for of in ("month", "came", *(["day"] if "day_panel" in arrays else [])):
        n = arrays[f"{of}_ids"].size
        shapes |= {
            f"{of}_ids": (n,), f"{of}_opening": (n, N_HELD), f"{of}_between": (n, N_STEPS, N_HELD),
            f"{of}_before": (n, N_COUNTED),
        }  # fmt: skip
    shapes |= {name: (arrays["homes_ids"].size,) for name in ("homes_ids", "homes_home")}
    for name, shape in shapes.items():
        require(arrays[name].shape == shape, f"{name} has the shape {arrays[name].shape}, not {shape}")
    for name, records in society._asdict().items():
        require(records.ndim == 1, f"{name} is not a list of rows")
        check_codes(name, records)
    check_links(society, n_provinces)
    homes = arrays["followed_homes"]
    require(homes.ndim == 1 and lies_in(homes, 0, len(society.households)), "followed households are missing")


def require(is_so: bool | np.bool_, otherwise: str) -> None:
    """Raise ValueError with a message unless a condition holds."""
    if not is_so:
        raise ValueError(otherwise)


def lies_in(values: Array, low: int, end: int) -> bool:
    """Whether all values are at least `low` and below `end`."""
    return len(values) == 0 or bool(low <= values.min() and values.max() < end)


def check_codes(table: str, records: Records) -> None:
    """Categories (columns whose unit is an enumeration) must exist."""
    for name, column in TABLES[table].items():
        if (column.unit[:1].isupper() and column.unit != "Ever") or name in CODES:
            require(
                lies_in(records[name], min(column.low, 0), column.high + 1), f"{table}.{name} holds unknown categories"
            )


def check_links(society: Society, n_provinces: int) -> None:
    """Counties hold units, units households and person rows, households people: all in order, with no row outside."""
    people, homes, units, workplaces, counties = society
    runs(counties.first_unit, counties.n_units, len(units), "counties")
    runs(units.first_household, units.n_households, len(homes), "units")
    runs(units.first_person, units.n_rows, len(people), "units' rows")
    first, n = homes.first_person.astype(np.int64), homes.n_people.astype(np.int64)
    require(lies_in(n, 0, len(people) + 1), "households have a wrong number of people")
    require(len(homes) == 0 or bool(first[0] >= 0 and first[-1] + n[-1] <= len(people)), "people of households missing")
    require((first[:-1] + n[:-1] <= first[1:]).all(), "households overlap")
    require((homes.unit == np.repeat(np.arange(len(units)), units.n_households)).all(), "households in wrong units")
    require(lies_in(counties.province, 0, n_provinces), "unknown province")
    for name, records in (("households", homes), ("units", units), ("workplaces", workplaces)):
        require(lies_in(records.county, 0, len(counties)), f"{name} in an unknown county")
    require(lies_in(people.workplace, -1, len(workplaces)), "people have an unknown workplace")


def runs(first: Array, n: Array, total: int, name: str) -> None:
    """Runs of rows must follow one another and together cover all rows."""
    ends = np.cumsum(n.astype(np.int64))
    is_right = lies_in(n, 0, total + 1) and (first == ends - n).all() and (ends[-1] if len(ends) else 0) == total
    require(is_right, f"{name} do not follow one another")
