"""Who is taken in by relatives: the old who live alone, by a child; children without an adult, by a brother or sister.

Old people move to the household of their eldest son, else of the eldest daughter in whose house nobody is old, wherever
in the country it is. Children whom nobody is left to look after, since all adults are dead, away or in prison, join
their eldest grown brother or sister, half-siblings too; those who have none join a household nearby. They return to a
parent who comes home (`reunions`). Leaves out grandparents, uncles and aunts.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import MOST_OF_BYTE, Array, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.device.threads import Threads
from inminban.core.draws import Draw, drawn
from inminban.core.kinds import NOBODY, Occupation, Whereabouts
from inminban.core.layout import members_of, rows_of
from inminban.core.random import below
from inminban.rules import marriage
from inminban.step.relatives import find_relatives, known


@lean_kernel
def mark_old(
    first: int, last: int, society: Society, target: Array, p: Any, seed: int, day: int, n_old: Array, moves: Array
) -> None:
    """Count the old in households `first` to `last` - 1; mark those of old people alone who would be taken in now.

    Old people alone are one or two, at home, who have not just married.
    """
    for h in range(first, last):
        home = society.households[h]
        n, n_here = 0, 0
        for i in rows_of(home):
            person = society.people[i]
            is_old = age_in_years(day, person.birth_day) >= p.old_age
            n += 1 if is_old else 0
            n_here += 1 if is_old and person.whereabouts == Whereabouts.HOME and target[i] == h else 0
        n_old[h] = min(n, MOST_OF_BYTE)
        if 1 <= home.n_people <= 2 and n_here == home.n_people:
            moves[h] = marriage.is_taken_in(drawn(seed, home.id, day, Draw.OLD_TAKEN_IN), p)


def adults_at_home(society: Society, rows: Array, day: int, adult_age: int) -> Array:
    """Which of the people in some rows are grown, at home and not in prison."""
    who = society.people[rows]
    age = age_in_years.py_func(day, who.birth_day.astype(np.int64))
    return np.asarray(
        (age >= adult_age) & (who.whereabouts == Whereabouts.HOME) & (who.occupation != Occupation.PRISONER)
    )


def first_of_each(keys: Array, order: tuple[Array, ...]) -> tuple[Array, Array]:
    """Each key once, and the place of its first entry by `order` (as for lexsort: the last counts most)."""
    by_key = np.lexsort((*order, keys))
    found, first = np.unique(keys[by_key], return_index=True)
    return found, by_key[first]


def places_in(numbers: Array, wanted: Array) -> Array:
    """The place of each of the `wanted` among the sorted `numbers`, -1 where it is not among them."""
    at = np.minimum(np.searchsorted(numbers, wanted), max(len(numbers) - 1, 0))
    return np.where(numbers[at] == wanted, at, NOBODY) if len(numbers) else np.full(len(wanted), NOBODY)


def take_in_old(society: Society, plan: Any, p: Any, adult_age: int, seed: int, day: int, threads: Threads) -> None:
    """Let some old people who live alone move to the household of a child; changes `plan.target`."""
    people, n = society.people, len(society.households)
    n_old, moves = np.zeros(n, dtype=np.uint8), np.zeros(n, dtype=np.uint8)
    threads.run(mark_old, n, society, plan.target, p, seed, day, n_old, moves)
    joined = plan.target[plan.target != plan.before]
    moves[joined[joined < n]] = 0  # who has just come to live with them is not left behind
    rows, home, _ = members_of(society, np.flatnonzero(moves))
    by_number = np.argsort(people.id[rows])
    parents, home_of_parent = people.id[rows][by_number], home[by_number]
    children = find_relatives(society, parents, np.zeros(0, dtype=np.int64), threads)
    hosts = plan.target[children].astype(np.int64)
    is_old_home = np.append(n_old, np.zeros(len(plan.unit) - n, dtype=np.uint8)) > 0
    leaves = np.append(moves, np.zeros(len(plan.unit) - n, dtype=np.uint8)) > 0
    can = adults_at_home(society, children, day, adult_age) & ~leaves[hosts] & ~leaves[plan.before[children]]
    can &= (people.sex[children] == 0) | ~is_old_home[hosts]
    children, hosts = children[can], hosts[can]
    who = people[children]
    pairs = [places_in(parents, number.astype(np.int64)) for number in (who.mother, who.father)]
    child = np.concatenate([np.flatnonzero(at != NOBODY) for at in pairs])
    of_home = np.concatenate([home_of_parent[at[at != NOBODY]] for at in pairs])
    found, chosen = first_of_each(of_home, (who.id[child], who.birth_day[child], who.sex[child]))
    host_of_home = np.full(int(moves.sum()), NOBODY, dtype=np.int64)
    host_of_home[found] = hosts[child[chosen]]
    is_taken = host_of_home[home] != NOBODY
    plan.target[rows[is_taken]] = host_of_home[home[is_taken]]


@inlined
def is_free_at_home(person: Any) -> bool:
    """Whether somebody is at home and not in prison."""
    return person.whereabouts == Whereabouts.HOME and person.occupation != Occupation.PRISONER


@lean_kernel
def note_keepers(
    first: int, last: int, society: Society, target: Array, day: int, adult_age: int, keeps: Array, n_left: Array
) -> None:
    """Note which of households `first` to `last` - 1 keep a free adult, and how many children the others have."""
    for h in range(first, last):
        n, n_children = 0, 0
        for i in rows_of(society.households[h]):
            person = society.people[i]
            stays = target[i] == h and is_free_at_home(person)
            is_minor = age_in_years(day, person.birth_day) < adult_age
            n += 1 if stays and not is_minor else 0
            n_children += 1 if stays and is_minor else 0
        keeps[h] = n > 0
        n_left[h] = 0 if n > 0 else n_children


def place_children(
    society: Society, plan: Any, n_units: int, adult_age: int, seed: int, day: int, threads: Threads
) -> None:
    """Children of households without an adult join a grown brother or sister, else a household nearby."""
    people, n = society.people, len(society.households)
    keeps, n_left = np.zeros(n, dtype=np.uint8), np.zeros(n, dtype=np.int16)
    threads.run(note_keepers, n, society, plan.target, day, adult_age, keeps, n_left)
    homes = np.flatnonzero(n_left)
    rows, home, _ = members_of(society, homes)
    is_minor = age_in_years.py_func(day, people.birth_day[rows].astype(np.int64)) < adult_age
    is_here = (people.whereabouts[rows] == Whereabouts.HOME) & (people.occupation[rows] != Occupation.PRISONER)
    rows = rows[is_minor & is_here & (plan.target[rows] == homes[home])]
    parents = known(np.concatenate([people.mother[rows], people.father[rows]]))
    siblings = find_relatives(society, parents, np.zeros(0, dtype=np.int64), threads)
    siblings = siblings[adults_at_home(society, siblings, day, adult_age)]
    hosts = plan.target[siblings].astype(np.int64)
    is_kept = np.append(keeps, np.ones(len(plan.unit) - n, dtype=np.uint8)) > 0
    siblings, hosts = siblings[is_kept[hosts]], hosts[is_kept[hosts]]
    join_siblings(people, rows, siblings, hosts, plan.target)
    threads.run(join_neighbours, len(homes), society, homes, plan, keeps, n_units, seed, day, adult_age)


def join_siblings(people: Any, children: Array, siblings: Array, hosts: Array, target: Array) -> None:
    """Let children move to their eldest grown brother or sister, first of the same mother, then of the same father."""
    for name in ("father", "mother"):
        is_known = people[name][siblings] != NOBODY
        of, born = people[name][siblings[is_known]], people.birth_day[siblings[is_known]]
        parents, eldest = first_of_each(of, (people.id[siblings[is_known]], born))
        at = places_in(parents, people[name][children])
        target[children[at != NOBODY]] = hosts[is_known][eldest[at[at != NOBODY]]]


@inlined
def host_of(society: Any, h: int, keeps: Any, n_units: int, seed: int, day: int) -> int:
    """A household that takes in children of household `h`: of its unit, else of the next of `n_units`; or -1."""
    u = int(society.households[h].unit)
    county = society.counties[society.units[u].county]
    luck = drawn(seed, society.households[h].id, day, Draw.HOST_OF_CHILDREN)
    for step in range(min(n_units, county.n_units)):
        unit = society.units[county.first_unit + (u - county.first_unit + step) % county.n_units]
        for attempt in range(unit.n_households):
            other = unit.first_household + (below(luck, unit.n_households) + attempt) % unit.n_households
            if keeps[other]:
                return other
    return NOBODY


@lean_kernel
def join_neighbours(
    first: int, last: int, society: Society, homes: Array, plan: Any, keeps: Array, n_units: int, seed: int, day: int,
    adult_age: int,
) -> None:  # fmt: skip
    """Let children who are still in households `homes[first:last]`, without an adult, join a household nearby."""
    for k in range(first, last):
        h = homes[k]
        host = host_of(society, h, keeps, n_units, seed, day)
        for i in rows_of(society.households[h]):
            is_child = age_in_years(day, society.people[i].birth_day) < adult_age
            is_child = is_child and is_free_at_home(society.people[i])
            if host != NOBODY and plan.target[i] == h and is_child:
                plan.target[i] = host
