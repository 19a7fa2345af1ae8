"""Columns and counts that the steps of a spring share, and lists of workplaces and schools."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import MOST_OF_BYTE, Array, Records, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.draws import drawn
from inminban.core.kinds import N_OCCUPATIONS, NOBODY, Occupation
from inminban.core.layout import first_home_of, homes_of_county, last_home_of, rows_of
from inminban.rules.work import has_post

NONE = MOST_OF_BYTE  # no event
# What happens to a person's row this spring
STAYS, LEAVER, GRADUATE, DISCHARGED, UNPLACED, FROM_HOME, PLACED = range(7)


class Counted(IntEnum):
    """Counts made in every county during a spring."""

    PEOPLE = 0
    SOLDIERS = 1
    DUE = 2  # soldiers whose time is over
    DISCHARGED = 3
    YOUTH = 4  # at home, of the ages of study
    STUDENTS = 5
    OLD = 6  # sixty and over
    OLD_AT_WORK = 7  # sixty and over, at a post, able to stay
    ADULTS = 8  # at home, of an age for the party
    MEMBERS = 9
    GROWN = 10  # at home, of an age to inform
    INFORMANTS = 11
    WOMEN = 12  # of working age who do not study
    WOMEN_AT_WORK = 13  # of these, at a post or about to get one
    HOME_WEIGHT = 14  # married women at a post, by how likely they give it up
    HOUSEWIVES = 15  # young enough for a post
    MEN_FIT = 16  # school leavers found fit
    WOMEN_FIT = 17
    OLDER_MEN_FIT = 18  # those who left school in the years before
    OLDER_WOMEN_FIT = 19


N_COUNTED = 20
FIRST_FIT = int(Counted.MEN_FIT)
PEOPLE, SOLDIERS, DUE = int(Counted.PEOPLE), int(Counted.SOLDIERS), int(Counted.DUE)


class Marks(NamedTuple):
    """One entry for every person row: what happens, the former occupation, up to two events, what the family is."""

    what: Array  # u1
    before: Array  # u1 occupation
    first: Array  # u1 LifeEvent or NONE
    second: Array  # u1
    family: Array  # u1, by `step.spring.call_up_families`


class Places(NamedTuple):
    """Rows of workplaces and schools by county and occupation."""

    first: Array
    number: Array


def make_marks(society: Society) -> Marks:
    """Empty marks, at the beginning of a spring."""
    n = len(society.people)
    first, second = (np.full(n, NONE, dtype=np.uint8) for _ in range(2))
    what, family = (np.zeros(n, dtype=np.uint8) for _ in range(2))
    return Marks(what, np.array(society.people.occupation), first, second, family)


def find_places(workplaces: Records, n_counties: int) -> Places:
    """First rows of each county's workplaces of each occupation; workplaces must be sorted so."""
    key = workplaces.county.astype(np.int64) * N_OCCUPATIONS + workplaces.occupation
    if len(key) and (np.diff(key) < 0).any():
        raise ValueError("workplaces must lie in order of county and occupation")
    shape = (n_counties, N_OCCUPATIONS)
    count = np.bincount(key, minlength=shape[0] * shape[1])
    first = np.cumsum(count) - count
    return Places(first.reshape(shape).astype(np.int64), count.reshape(shape).astype(np.int64))


class Spring(NamedTuple):
    """What the rules of one spring read, and the marks that they leave on people; for the compiled kernels."""

    society: Society
    places: Places
    year: Records  # the parameters of the school year, as a compiled record
    seed: int
    day: int  # day number, after 31 March
    marks: Marks


class Homes(NamedTuple):
    """Rows of a county's households from the first to before the last, and of the people in them."""

    first: int
    last: int
    first_row: int
    end_row: int


@inlined
def county_homes(society: Any, c: int) -> Homes:
    """Rows of a county's households and of their people."""
    first, last = first_home_of(society, c), last_home_of(society, c)
    first_row, end_row = 0, 0
    if first < last:
        end = society.households[last - 1]
        first_row = int(society.households[first].first_person)
        end_row = int(end.first_person) + int(end.n_people)
    return Homes(first, last, first_row, end_row)


@inlined
def place_for(spring: Spring, c: int, unit: int, occupation: int) -> int:
    """A workplace or school for a person of a unit, the same for neighbours; NOBODY where there is none."""
    return place_among(spring.places, spring.society, c, unit, occupation)


@inlined
def place_among(places: Any, society: Any, c: int, unit: int, occupation: int) -> int:
    """The same, among the places given."""
    n = places.number[c, occupation]
    if n == 0:
        return NOBODY
    county = society.counties[c]
    rank = min(max(unit - int(county.first_unit), 0), int(county.n_units) - 1)
    return int(places.first[c, occupation] + rank * n // int(county.n_units))


@inlined
def belongs_somewhere(occupation: int) -> bool:
    """Whether people of an occupation have a workplace or school."""
    return has_post(occupation) or occupation in (Occupation.PUPIL, Occupation.STUDENT)


@inlined
def draw_for(spring: Spring, person: Any, purpose: int) -> int:
    """The draw for a person this spring, for one purpose (`core.draws.Draw`)."""
    return drawn(spring.seed, int(person.id), spring.day, purpose)


@inlined
def send_to_place(person: Any, home: Any, c: int, places: Any, society: Any) -> None:
    """Give a person a workplace or school of their county and occupation, unless they have one."""
    occupation = int(person.occupation)
    if not belongs_somewhere(occupation):
        if occupation != Occupation.PRISONER:
            person.workplace = NOBODY
        return
    row = int(person.workplace)
    if row != NOBODY:
        place = society.workplaces[row]
        if place.county == c and place.occupation == occupation:
            return
    person.workplace = place_among(places, society, c, int(home.unit), occupation)


@lean_kernel
def send_to_places(first: int, last: int, society: Society, places: Places) -> None:
    """Send everybody of counties `first` to `last` - 1 whose workplace or school is not of their county to one that is.

    For the end of a resettlement.
    """
    for c in range(first, last):
        for h in homes_of_county(society, c):
            home = society.households[h]
            for i in rows_of(home):
                send_to_place(society.people[i], home, c, places, society)
