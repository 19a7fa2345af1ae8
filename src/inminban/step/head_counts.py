"""Counts of people: by county and kind, by age, and which households have a member of a kind."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.device.threads import Threads
from inminban.core.kinds import N_HOSTS, N_OCCUPATIONS, Occupation, Whereabouts
from inminban.core.layout import by_county, cut_counties, homes_of, homes_of_county, rows_of
from inminban.rules import work_abroad
from inminban.step.context import Rules, as_record
from inminban.step.day.household_money import parts_by_place
from inminban.step.families import has_spouse_at_home

UNITS_OF_RUN = 32  # units whose people one call counts
YEARS_OF_GROUP = 5
OLDEST_GROUP = 17 * YEARS_OF_GROUP
N_AGE_GROUPS = OLDEST_GROUP // YEARS_OF_GROUP + 1
N_WHEREABOUTS = 4
FOLLOWED = -1  # in place of an occupation: is followed month by month


class Head(IntEnum):
    """Counts made in every county."""

    PEOPLE = 0
    AT_HOME = 1
    HOMES = 2  # households with anybody in them
    BRIBE_SHARES = 3
    TEACHERS = 4
    TUTORS = 5
    SAVINGS = 6  # cents kept for workers abroad
    DOCTORS = 7


N_HEADS = 8


@inlined
def row_after(unit: Any, households: Any) -> int:
    """The row behind the last person of a unit."""
    last = households[unit.first_household + unit.n_households - 1]
    return int(last.first_person) + int(last.n_people)


@lean_kernel
def count_heads_of(
    first: int, last: int, society: Society, p: Any, people: Array, homes: Array, sums: Array
) -> None:  # fmt: skip
    """Count counties `first` to `last` - 1: people by county, whereabouts and occupation.

    `sums`: savings of workers abroad, and parts of the bribes; `p`: the compiled record of inspections.
    """
    for c in range(first, last):
        county = society.counties[c]
        for u in range(county.first_unit, county.first_unit + county.n_units):
            unit = society.units[u]
            kept, shares = 0, 0
            for i in range(society.households[unit.first_household].first_person, row_after(unit, society.households)):
                person = society.people[i]
                people[c, person.whereabouts, person.occupation] += 1
                kept += person.savings_abroad
                shares += parts_by_place(person, p)
            sums[c, 0] += kept
            sums[c, 1] += shares
            for h in homes_of(unit):
                homes[c] += 1 if society.households[h].n_people > 0 else 0


def count_heads(society: Society, rules: Rules, threads: Threads) -> Array:
    """Count people by county and Head (int64)."""
    runs, county = cut_counties(society, UNITS_OF_RUN)
    n, n_runs = len(society.counties), len(county)
    sums, found, homes = (np.zeros(shape, dtype=np.int64) for shape in ((n, N_HEADS), (n_runs, 2), (n_runs,)))
    people = np.zeros((n_runs, N_WHEREABOUTS, N_OCCUPATIONS), dtype=np.int64)
    threads.run(count_heads_of, n_runs, runs, as_record(rules).inspections, people, homes, found)
    people, homes, found = (by_county(values, county, n) for values in (people, homes, found))
    at_home = people[:, Whereabouts.HOME]
    sums[:, Head.PEOPLE] = people.sum(axis=(1, 2))
    sums[:, Head.AT_HOME] = at_home.sum(axis=1)
    sums[:, Head.HOMES] = homes
    sums[:, Head.BRIBE_SHARES] = found[:, 1]
    sums[:, Head.TEACHERS] = people[:, :, Occupation.TEACHER].sum(axis=1)
    sums[:, Head.DOCTORS] = at_home[:, Occupation.DOCTOR]
    sums[:, Head.TUTORS] = at_home[:, Occupation.ARTIST]
    sums[:, Head.SAVINGS] = found[:, 0]
    return sums


@lean_kernel
def count_ages_of(first: int, last: int, society: Society, day: int, hungry: int, counts: Array) -> None:
    """Count counties `first` to `last` - 1 by sex, five years of age and whereabouts: (people, of these hungry)."""
    for c in range(first, last):
        for h in homes_of_county(society, c):
            home = society.households[h]
            for i in rows_of(home):
                person = society.people[i]
                group = min(age_in_years(day, person.birth_day), OLDEST_GROUP) // YEARS_OF_GROUP
                cell = counts[c, person.sex, group, person.whereabouts]
                cell[0] += 1
                cell[1] += 1 if person.nutrition < hungry else 0


def count_ages(society: Society, day: int, hungry: int, threads: Threads) -> Array:
    """Count people by county, sex, five-year age group and whereabouts, and those nourished below `hungry`."""
    runs, county = cut_counties(society, UNITS_OF_RUN)
    counts = np.zeros((len(county), 2, N_AGE_GROUPS, N_WHEREABOUTS, 2), dtype=np.int64)
    threads.run(count_ages_of, len(counts), runs, day, hungry, counts)
    return by_county(counts, county, len(society.counties))


@lean_kernel
def note_kind(first: int, last: int, society: Society, kind: int, has_any: Array) -> None:
    """Mark which of households `first` to `last` - 1 have a member of an occupation, or one who is FOLLOWED."""
    for h in range(first, last):
        for i in rows_of(society.households[h]):
            person = society.people[i]
            if (person.is_followed > 0) if kind == FOLLOWED else (person.occupation == kind):
                has_any[h] = True


def homes_with(society: Society, kind: int) -> Array:
    """Which households have a member of an occupation, or one who is FOLLOWED month by month."""
    has_any = np.zeros(len(society.households), dtype=np.bool_)
    note_kind(0, len(has_any), society, int(kind), has_any)
    return has_any


@inlined
def could_be_sent(people: Any, home: Any, i: int, day: int, p: Any) -> bool:
    """Whether the state would send a person abroad: at home with a wife there, not the head of a unit."""
    person = people[i]
    if person.whereabouts != Whereabouts.HOME or person.is_unit_head != 0:
        return False
    age = age_in_years(day, person.birth_day)
    if not work_abroad.is_recruitable(person.sex, person.marital, age, person.songbun, person.occupation, p):
        return False
    if not work_abroad.is_trusted_family(int(home.n_gone) + int(home.n_in_south), int(home.is_punished)):
        return False
    return has_spouse_at_home(people, home, i)


@lean_kernel
def count_postable(first: int, last: int, society: Society, day: int, p: Any, could: Array, workers: Array) -> None:
    """Of counties `first` to `last` - 1: men who could be sent abroad, and workers abroad by host."""
    for c in range(first, last):
        for h in homes_of_county(society, c):
            home = society.households[h]
            for i in rows_of(home):
                person = society.people[i]
                if person.whereabouts == Whereabouts.ABROAD:
                    workers[c, person.host] += 1
                could[c] += 1 if could_be_sent(society.people, home, i, day, p) else 0


def postable(society: Society, day: int, p: Any, threads: Threads) -> tuple[int, Array]:
    """Men who could be sent abroad, and workers abroad by host; `p`: the compiled record of work abroad."""
    runs, county = cut_counties(society, UNITS_OF_RUN)
    could = np.zeros(len(county), dtype=np.int64)
    workers = np.zeros((len(could), N_HOSTS), dtype=np.int64)
    threads.run(count_postable, len(could), runs, day, p, could, workers)
    return int(could.sum()), workers.sum(axis=0)
