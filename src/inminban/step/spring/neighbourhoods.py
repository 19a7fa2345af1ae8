"""Neighbourhood units and workplaces after people have moved: divide large units, choose heads, assign workplaces."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Records, Society
from inminban.core.compile.rule import lean_kernel
from inminban.core.device.threads import Threads
from inminban.core.draws import Draw, drawn
from inminban.core.kinds import N_OCCUPATIONS
from inminban.core.layout import homes_of, rows_of
from inminban.core.random import below
from inminban.rules import neighbourhood
from inminban.step.record import is_absent

NOBODY = -1


class Divided(NamedTuple):
    """New units, the unit of each household in order, and the first part of each former unit."""

    units: Records
    unit_of_home: Array
    first_part: Array  # and the end of all


def divide_units(units: Records, n_homes: Array, p: Any) -> Divided:
    """New units from the former ones, with `n_homes` households each: empty ones are dropped, large ones divided.

    The parts of a unit are adjacent; the first keeps its number, the others get the county's next numbers.
    """
    n_parts = (n_homes > 0).astype(np.int64)
    for u in np.flatnonzero(n_homes > p.largest):
        n_parts[u] = neighbourhood.parts_of(int(n_homes[u]), p)
    parent = np.repeat(np.arange(len(units)), n_parts)
    made = units[parent].copy()
    first_part = np.cumsum(n_parts) - n_parts
    is_first = np.zeros(len(made), dtype=bool)
    is_first[first_part[n_parts > 0]] = True
    number_new_units(made, is_first, units)
    made.n_households[:] = homes_of_parts(np.arange(len(made)) - first_part[parent], n_parts[parent], n_homes[parent])
    made.first_household[:] = np.cumsum(made.n_households, dtype=np.int64) - made.n_households
    unit_of_home = np.repeat(np.arange(len(made), dtype=np.int32), made.n_households)
    return Divided(made, unit_of_home, np.append(first_part, len(made)))


def homes_of_parts(part: Array, n_parts: Array, n_homes: Array) -> Array:
    """Households of each part: household k of n belongs to part k * parts // n."""
    return -(-(part + 1) * n_homes // n_parts) + (-part * n_homes // n_parts)


def number_new_units(made: Records, is_first: Array, units: Records) -> None:
    """Number the further parts of divided units; their counts of last week are zero."""
    new = np.flatnonzero(~is_first)
    if len(new) == 0:
        return
    greatest = np.zeros(int(units.county.max()) + 1, dtype=np.int64)
    np.maximum.at(greatest, units.county, units.number)
    county = made.county[new].astype(np.int64)
    rank = np.arange(len(new)) - np.searchsorted(county, county)
    made.number[new] = greatest[county] + 1 + rank
    made.called[new] = 0
    made.bought[new] = 0


def place_units(counties: Records, units: Records) -> Records:
    """Counties with the rows of their units."""
    placed = counties.copy()
    placed.n_units[:] = np.bincount(units.county, minlength=len(counties))
    placed.first_unit[:] = np.cumsum(placed.n_units, dtype=np.int64) - placed.n_units
    return placed


@lean_kernel
def choose_heads(first: int, last: int, society: Society, p: Any, seed: int, day: int) -> None:
    """Choose a head for each of units `first` to `last` - 1 that has none at home."""
    for u in range(first, last):
        unit = society.units[u]
        best, best_score = NOBODY, -1
        for h in homes_of(unit):
            home = society.households[h]
            for i in rows_of(home):
                person = society.people[i]
                if is_absent(person):
                    person.is_unit_head = 0
                    continue
                if person.is_unit_head:
                    best, best_score = i, 2**40
                age = age_in_years(day, person.birth_day)
                suits = neighbourhood.suits_as_head(
                    int(person.sex), age, int(person.occupation), int(person.is_party_member), p
                )
                if suits < 0 or best_score >= neighbourhood.head_score(suits + 1, 0):
                    continue
                score = neighbourhood.head_score(suits, drawn(seed, person.id, day, Draw.UNIT_HEAD))
                if score > best_score:
                    best, best_score = i, score
        if best >= 0:
            society.people[best].is_unit_head = 1


class Posts(NamedTuple):
    """Rows of workplaces by county and occupation, and where each pair begins."""

    rows: Array
    first: Array


def list_posts(society: Society) -> Posts:
    """Workplaces and schools of every county by occupation."""
    key = society.workplaces.county.astype(np.int64) * N_OCCUPATIONS + society.workplaces.occupation
    order = np.argsort(key, kind="stable")
    pairs = np.arange(len(society.counties) * N_OCCUPATIONS + 1)
    return Posts(order, np.searchsorted(key[order], pairs).astype(np.int64))


@lean_kernel
def give_posts(
    first: int, last: int, society: Society, rows: Array, county: Array, posts: Posts, seed: int, day: int
) -> None:
    """Give people in `rows` a workplace or school of their kind in the new county; without one they keep the old."""
    for k in range(first, last):
        person = society.people[rows[k]]
        if person.workplace < 0:
            continue
        pair = county[k] * N_OCCUPATIONS + person.occupation
        start, end = posts.first[pair], posts.first[pair + 1]
        if end > start:
            luck = drawn(seed, person.id, day, Draw.NEW_WORKPLACE)
            person.workplace = posts.rows[start + below(luck, end - start)]


def move_posts(society: Society, rows: Array, county: Array, seed: int, day: int, threads: Threads) -> None:
    """Assign workplaces and schools to people who have come to another county."""
    threads.run(give_posts, len(rows), society, rows, county, list_posts(society), seed, day)
