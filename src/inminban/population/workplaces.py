"""Workplaces and schools: every worker belongs to one in their county, every pupil and student to a school.

Sizes are real sizes, so a county of a small sample has one workplace an occupation, with fewer members than a real one.
Neighbours work and learn together: members are taken in order of where they live.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.columns import WORKPLACES, Array, Records, make_records
from inminban.core.compile.rule import kernel
from inminban.core.kinds import N_OCCUPATIONS, NOBODY
from inminban.population.fitting import Integers
from inminban.population.numbers import Parameters


def workplace_counts(members: Integers, p: Parameters) -> Integers:
    """Workplaces by county and occupation from the numbers of their members: at least one where anybody lives.

    A workplace without members is one that may get some in later years.
    """
    sizes = np.array(p.workplace_members, dtype=np.int64)
    rounded = (members + sizes // 2) // np.maximum(sizes, 1)
    is_inhabited = members.sum(axis=1, keepdims=True) > 0
    return np.where(is_inhabited & (sizes > 0), np.maximum(rounded, 1), 0)


def make_workplaces(first_person_of_county: Array, occupation: Array, workplace: Array, p: Parameters) -> Records:
    """Fill the column `workplace` of people, and return the workplaces in order of county and occupation."""
    n_counties = len(first_person_of_county) - 1
    members = np.zeros((n_counties, N_OCCUPATIONS), dtype=np.int64)
    count_members(0, n_counties, first_person_of_county, occupation, members)
    counts = workplace_counts(members, p)
    first = (np.cumsum(counts.ravel()) - counts.ravel()).reshape(counts.shape)
    n_members = np.zeros(int(counts.sum()), dtype=np.int32)
    give_workplaces(0, n_counties, first_person_of_county, occupation, members, counts, first, workplace, n_members)
    kinds = np.repeat(np.arange(n_counties * N_OCCUPATIONS), counts.ravel())
    made = make_records(WORKPLACES, len(kinds))
    made.county[:] = kinds // N_OCCUPATIONS
    made.occupation[:] = kinds % N_OCCUPATIONS
    made.n_members[:] = n_members
    return made


@kernel
def count_members(first: int, last: int, first_person: Any, occupation: Any, members: Any) -> None:
    """People by county and occupation."""
    for county in range(first, last):
        for i in range(first_person[county], first_person[county + 1]):
            members[county, occupation[i]] += 1


@kernel
def give_workplaces(
    first: int,
    last: int,
    first_person: Any,
    occupation: Any,
    members: Any,
    counts: Any,
    first_workplace: Any,
    workplace: Any,
    n_members: Any,
) -> None:
    """Send each member to a workplace of their county and occupation, even in size, neighbours together."""
    for county in range(first, last):
        seen = np.zeros(N_OCCUPATIONS, np.int64)
        for i in range(first_person[county], first_person[county + 1]):
            kind = occupation[i]
            if counts[county, kind] == 0:
                workplace[i] = NOBODY
                continue
            row = first_workplace[county, kind] + seen[kind] * counts[county, kind] // members[county, kind]
            seen[kind] += 1
            workplace[i] = row
            n_members[row] += 1
