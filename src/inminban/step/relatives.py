"""Relatives who live elsewhere: people found by the numbers of their mother and father, in one pass over everybody."""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.columns import MOST_OF_BYTE, Array, Society
from inminban.core.compile.rule import lean_kernel
from inminban.core.device.threads import Threads
from inminban.core.kinds import Whereabouts
from inminban.core.layout import households_of, rows_of
from inminban.rules.remittances import MOST_PUT_BY

NOBODY = -1
GREATEST = 10_000


@lean_kernel
def mark_relatives(
    first: int, last: int, society: Society, is_parent: Array, is_person: Array, is_found: Array
) -> None:
    """Mark people of households `first` to `last` - 1 who may be children of some people, or may be some people.

    `is_parent` and `is_person` (u1) say so of a number, at the place of its remainder by their length.
    """
    n = len(is_parent)
    for h in range(first, last):
        for i in rows_of(society.households[h]):
            person = society.people[i]
            mother, father = max(int(person.mother), 0), max(int(person.father), 0)
            of_mother = person.mother != NOBODY and is_parent[mother % n] != 0
            of_father = person.father != NOBODY and is_parent[father % n] != 0
            if of_mother or of_father or is_person[int(person.id) % n] != 0:
                is_found[i] = 1


def places_of(numbers: Array, n: int) -> Array:
    """Which remainders by `n` some numbers have (u1)."""
    marks = np.zeros(n, dtype=np.uint8)
    marks[numbers % n] = 1
    return marks


def find_relatives(society: Society, parents: Array, people: Array, threads: Threads) -> Array:
    """Rows of all children of the people with the numbers `parents`, and of the people with the numbers `people`."""
    if len(parents) + len(people) == 0:
        return np.zeros(0, dtype=np.int64)
    is_found = np.zeros(len(society.people), dtype=np.uint8)
    n = len(is_found)
    threads.run(
        mark_relatives, len(society.households), society, places_of(parents, n), places_of(people, n), is_found
    )  # fmt: skip
    rows = np.flatnonzero(is_found)
    threads.copy_to_host(society.people, rows)
    who = society.people[rows]
    is_child = np.isin(who.mother, parents) | np.isin(who.father, parents)
    return rows[is_child | np.isin(who.id, people)]


def known(numbers: Array) -> Array:
    """Each number once, without the -1 of those who are not on record (int64)."""
    return np.unique(numbers[numbers != NOBODY]).astype(np.int64)


def question_relatives(society: Society, left: Array, fear: int, threads: Threads) -> None:
    """Add fear (bp) to close relatives at home, in other households, of those in rows `left` who left the country.

    Close relatives are parents, children, brothers and sisters; members of the household are questioned as one family
    (`step.month.leaving.shock_family`).
    """
    if len(left) == 0:
        return
    people, homes = society.people, households_of(society, left)
    parents = known(np.concatenate([people.mother[left], people.father[left]]))
    rows = find_relatives(society, np.union1d(parents, people.id[left]), parents, threads)
    is_elsewhere = ~np.isin(households_of(society, rows), homes) if len(rows) else np.zeros(0, dtype=np.bool_)
    rows = rows[is_elsewhere & (people.whereabouts[rows] == Whereabouts.HOME)]
    people.fear[rows] = np.minimum(people.fear[rows].astype(np.int64) + fear, GREATEST)
    threads.copy_to_device(people, rows)


def hand_on_help(society: Society, arrived: Array, threads: Threads) -> None:
    """Let relatives take the place of a household of which nobody is left at home: help from the South goes to them.

    `arrived`: rows of people who have just arrived in the South. The household of a mother or father comes first, then
    that of the eldest child, brother or sister.
    """
    if len(arrived) == 0:
        return
    people, households = society.people, society.households
    home = households_of(society, arrived)
    is_empty = households.n_people[home] <= households.n_gone[home]
    for row, h in zip(arrived[is_empty].tolist(), home[is_empty].tolist(), strict=True):
        if households.n_in_south[h] == 0:
            continue  # another who arrived from this household was first
        of_row = np.array([row])
        parents = known(np.concatenate([people.mother[of_row], people.father[of_row]]))
        kin = find_relatives(society, np.union1d(parents, people.id[of_row]), parents, threads)
        there = households_of(society, kin) if len(kin) else kin
        kin = kin[(there != h) & (people.whereabouts[kin] == Whereabouts.HOME)]
        if len(kin) == 0:
            continue
        is_parent = np.isin(people.id[kin], parents)
        first = kin[np.lexsort((people.id[kin], people.birth_day[kin], ~is_parent))[:1]]
        both = np.append(households_of(society, first), h)
        threads.copy_to_host(households, both)
        move_help(households, h, int(both[0]))
        threads.copy_to_device(households, both)


def move_help(households: Array, giver: int, taker: int) -> None:
    """Move who is in the South, and what they have put by, from one household's record to another's."""
    homes: Any = households
    n, cents = int(homes.n_in_south[giver]), int(homes.south_cents[giver])
    homes.n_in_south[taker] = min(int(homes.n_in_south[taker]) + n, MOST_OF_BYTE)
    homes.south_cents[taker] = min(int(homes.south_cents[taker]) + cents, MOST_PUT_BY)
    homes.n_in_south[giver], homes.south_cents[giver] = 0, 0
