"""Rows of people over time: free rows for births, removal of the dead and of those who arrived in the South, newborns.

A neighbourhood unit owns a run of person rows; those in use come first, household by household, free rows (all zero)
after them. Within a year households stay where they are; once a year all rows are rearranged (`resettle`).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.columns import NEVER, PEOPLE, Array, Records, Society, make_records
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.device.threads import Threads
from inminban.core.kinds import Fate, Occupation, Whereabouts
from inminban.core.layout import homes_of, rows_of
from inminban.step.families import NOBODY, bear, member_row
from inminban.step.row_moves import NOWHERE, rearrange, regions_of
from inminban.step.row_pool import lend_rows

SLACK_BASIS_POINTS = 600  # of a unit's people
PLACES = ("first_person", "n_people")
LEAST_SLACK = 3  # rows; a unit with more births than free rows gets some of its neighbours'


def rooms(n_people: Array, slack_bp: int) -> Array:
    """Rows that units get for so many people."""
    return n_people + np.maximum(-(-n_people * slack_bp // 10_000), LEAST_SLACK)


@lean_kernel
def count_units(first: int, last: int, society: Society, n_people: Array) -> None:
    """People of units `first` to `last` - 1."""
    for u in range(first, last):
        unit = society.units[u]
        n = 0
        for h in homes_of(unit):
            n += society.households[h].n_people
        n_people[u] = n


@lean_kernel
def spread_units(first: int, last: int, society: Society, first_row: Array, slot: Array) -> None:
    """Set new rows for the people of units `first` to `last` - 1, from `first_row` on, and update their households."""
    for u in range(first, last):
        unit = society.units[u]
        row = first_row[u]
        for h in homes_of(unit):
            home = society.households[h]
            start = int(home.first_person)
            home.first_person = row
            for i in range(start, start + home.n_people):
                slot[i] = row
                row += 1


def first_rows(units: Records, households: Records, n_rows: int) -> Array:
    """Row in which the people of each unit begin, and the end of all."""
    return np.append(households.first_person[units.first_household], n_rows).astype(np.int64)


def edges_of(sizes: Array) -> Array:
    """Where each of several runs of so many rows begins, one after another, and the end of all."""
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])


def spread_out(
    society: Society,
    threads: Threads | None = None,
    needed: Array | int = 0,
    slack_bp: int = SLACK_BASIS_POINTS,
    fate: Array | None = None,
    in_place: bool = True,
) -> tuple[Society, Array | None]:
    """The society in the same order with free rows after the people of every unit, and `fate` in the same rows.

    `needed`: least rows by unit, before slack. The society given is overwritten, unless `in_place` is false.
    """
    if not in_place:
        society = society._replace(households=society.households.copy(), units=society.units.copy())
    people, households, units = society.people, society.households, society.units
    n_people = np.zeros(len(units), dtype=np.int64)
    count_units(0, len(units), society, n_people)
    n_rows = rooms(np.maximum(n_people, needed), slack_bp)
    before, after = first_rows(units, households, len(people)), edges_of(n_rows)
    slot = np.full(len(people), NOWHERE, dtype=np.int32)
    spread_units(0, len(units), society, after, slot)
    units.first_person[:], units.n_rows[:] = after[:-1], n_rows
    if fate is not None:
        moved = np.zeros(int(after[-1]), dtype=fate.dtype)
        moved[slot[slot >= 0]] = fate[slot >= 0]
        fate = moved
    regions = regions_of(len(units))
    people = rearrange(people, slot, before[regions], after[regions], threads, in_place)
    return society._replace(people=people), fate


def has_room(society: Society) -> bool:
    """Whether every unit has the free rows that `make_room` gives."""
    n_people = np.zeros(len(society.units), dtype=np.int64)
    count_units(0, len(n_people), society, n_people)
    return bool((society.units.n_rows == rooms(n_people, SLACK_BASIS_POINTS)).all())


def make_room(society: Society, slack_bp: int = SLACK_BASIS_POINTS, threads: Threads | None = None) -> Society:
    """A copy of the society in the same order, with free rows after the people of every unit."""
    return spread_out(society, threads, slack_bp=slack_bp, in_place=False)[0]


def newborn_marks(health: int) -> Records:
    """One row with the values that every newborn has. `health` in basis points."""
    blank = make_records(PEOPLE, 1)
    for name in ("workplace", "spouse", "mother", "father"):
        blank[name] = NOBODY
    blank.last_birth[:] = NEVER
    blank.occupation[:] = Occupation.CHILD
    blank.health[:] = health
    return blank


@inlined
def is_gone(what: int) -> bool:
    """Whether a fate takes a person's row away."""
    return what in (Fate.DIES, Fate.ARRIVES)


@inlined
def leave_household(home: Any, person: Any) -> None:
    """Correct the household's counts of members away when one of its rows is taken out."""
    if person.whereabouts != Whereabouts.HOME:
        home.n_away -= 1
    if person.whereabouts == Whereabouts.ABROAD:
        home.n_abroad -= 1
    if person.whereabouts == Whereabouts.CHINA:
        home.n_gone -= 1
    if person.leaving_stage != 0:
        home.n_leaving -= 1


@inlined
def take_out_the_gone(unit: Any, society: Any, fate: Any, blank: Any) -> int:
    """Close the gaps that the dead and those who arrived leave in a unit's rows; returns the first free row."""
    people, row, end = society.people, int(unit.first_person), int(unit.first_person)
    for h in homes_of(unit):
        home = society.households[h]
        start, first = row, int(home.first_person)
        end = first + int(home.n_people)
        for i in range(first, end):
            what = fate[i]
            if is_gone(what):
                leave_household(home, people[i])
                continue
            if row != i:
                people[row] = people[i]
                fate[row] = what
            row += 1
        home.first_person = start
        home.n_people = row - start
    for i in range(row, end):
        people[i] = blank[0]
        fate[i] = Fate.STAYS
    return row


@inlined
def shift_household(home: Any, people: Any, fate: Any, by: int) -> None:
    """Move a household's rows back by some rows, last member first."""
    first = int(home.first_person)
    if by > 0:
        for i in range(first + int(home.n_people) - 1, first - 1, -1):
            people[i + by] = people[i]
            fate[i + by] = fate[i]
    home.first_person = first + by


@inlined
def bear_children(home: Any, people: Any, fate: Any, newborn: Any, rules: Any, seed: int, day: int) -> None:
    """Write the newborn of a household behind its members, in order of their mothers."""
    first, n = int(home.first_person), int(home.n_people)
    slot = first + n
    for i in range(first, first + n):
        if fate[i] != Fate.GIVES_BIRTH:
            continue
        husband = member_row(people, home, int(people[i].spouse))
        father_class = int(people[husband if husband >= 0 else i].songbun)
        people[slot] = newborn[0]
        fate[slot] = Fate.STAYS
        bear(people[slot], people[i], father_class, rules, seed, day)
        slot += 1
    home.n_people = slot - first


@inlined
def count_births(home: Any, fate: Any) -> int:
    """Mothers of this month in a household."""
    n = 0
    for i in rows_of(home):
        n += 1 if fate[i] == Fate.GIVES_BIRTH else 0
    return n


@inlined
def put_in_newborns(
    unit: Any, society: Any, fate: Any, n_births: int, newborn: Any, rules: Any, seed: int, day: int
) -> None:
    """Make room for the newborn of a unit, from its last household to its first."""
    shift = n_births
    h = int(unit.first_household) + int(unit.n_households) - 1
    while shift > 0:
        home = society.households[h]
        n_here = count_births(home, fate)
        shift -= n_here
        shift_household(home, society.people, fate, shift)
        if n_here > 0:
            bear_children(home, society.people, fate, newborn, rules, seed, day)
        h -= 1


@lean_kernel
def count_fates(first: int, last: int, society: Society, fate: Array, needed: Array) -> None:
    """Rows that units `first` to `last` - 1 use now or will use after this month, whichever is more."""
    for u in range(first, last):
        unit = society.units[u]
        now, then = 0, 0
        for h in homes_of(unit):
            home = society.households[h]
            now += home.n_people
            for i in rows_of(home):
                what = fate[i]
                then += 0 if is_gone(what) else (2 if what == Fate.GIVES_BIRTH else 1)
        needed[u] = max(now, then)


@lean_kernel
def apply_fate(
    first: int,
    last: int,
    society: Society,
    fate: Array,
    blank: Records,
    newborn: Records,
    rules: Any,
    seed: int,
    day: int,
) -> None:
    """Remove those who died or arrived in the South and insert the newborn, in units `first` to `last` - 1.

    `fate` holds a Fate for every row; afterwards it is STAYS for all who remain except mothers; `blank` and `newborn`
    are one row each. The unit must have room (`count_fates`). Keeps `n_people`, `n_away` and `n_abroad` right; a
    household without members stays until the year's resettlement.
    """
    for u in range(first, last):
        unit = society.units[u]
        n_births, n_gone = 0, 0
        for h in homes_of(unit):
            home = society.households[h]
            for i in rows_of(home):
                n_births += 1 if fate[i] == Fate.GIVES_BIRTH else 0
                n_gone += 1 if is_gone(fate[i]) else 0
        if n_gone > 0:
            take_out_the_gone(unit, society, fate, blank)
        if n_births > 0:
            put_in_newborns(unit, society, fate, n_births, newborn, rules, seed, day)


def settle_month(society: Society, fate: Array, rules: Any, seed: int, day: int, threads: Threads) -> Society:
    """Apply a month's fates; the society given is overwritten.

    A unit that has more births than room gets free rows of its neighbours', or, if these do not suffice, all rows
    are rearranged. `fate`: one Fate (u1) for every person row; overwritten. `rules`: the compiled record of all
    parameters.
    """
    needed = np.zeros(len(society.units), dtype=np.int64)
    threads.run(count_fates, len(needed), society, fate, needed)
    if not lend_rows(society, fate, needed, threads):
        threads.move_to_host(*society)
        society, moved = spread_out(society, threads, needed, fate=fate)
        fate = fate if moved is None else moved
    blank, newborn = make_records(PEOPLE, 1), newborn_marks(int(rules.fertility.newborn_health))
    threads.run(apply_fate, len(needed), society, fate, blank, newborn, rules, seed, day)
    if threads.has_own_memory:
        show_places(society, threads)
    return society


@lean_kernel
def note_places(first: int, last: int, households: Records, first_person: Array, n_people: Array) -> None:
    """Note the rows of the people of households `first` to `last` - 1, and their number."""
    for h in range(first, last):
        first_person[h], n_people[h] = households[h].first_person, households[h].n_people


def show_places(society: Society, threads: Threads) -> None:
    """Copy the rows of households' people to the host, without the other columns of households."""
    households = society.households
    first_person, n_people = (np.zeros(len(households), dtype=households[name].dtype) for name in PLACES)
    threads.run(note_places, len(households), households, first_person, n_people)
    households.first_person[:], households.n_people[:] = first_person, n_people
