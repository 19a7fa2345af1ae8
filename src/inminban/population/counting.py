"""Counts of the synthesised people: civilians by county, sex, occupation and age, and other counts for the margins.

Civilians are the people at home and in prison; prisoners count by their former occupation.
"""

from __future__ import annotations

import os
from typing import Any, NamedTuple

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.device.threads import Threads
from inminban.core.kinds import N_CLASSES, N_OCCUPATIONS, Education, Occupation, Whereabouts
from inminban.core.layout import homes_of_county, rows_of

N_AGES = 131


class Civilians(NamedTuple):
    """Civilians of every county; first index the county."""

    occupations: Array  # by sex and occupation
    ages: Array  # by sex, completed years and whether at work
    songbun: Array  # by class
    members: Array  # of the party
    graduates: Array
    informants: Array


@inlined
def count_person(person: Any, c: int, day: int, out: Civilians) -> None:
    """Count one person of a county; soldiers are skipped."""
    if person.whereabouts != Whereabouts.HOME:
        return
    occupation = int(person.post_before) if person.occupation == Occupation.PRISONER else int(person.occupation)
    age = min(max(age_in_years(day, person.birth_day), 0), N_AGES - 1)
    out.occupations[c, person.sex, occupation] += 1
    out.ages[c, person.sex, age, 1 if occupation <= Occupation.ARTIST else 0] += 1
    out.songbun[c, person.songbun] += 1
    out.members[c] += person.is_party_member
    out.graduates[c] += 1 if person.education == Education.COLLEGE else 0
    out.informants[c] += person.is_informant


@lean_kernel
def count_people(first: int, last: int, society: Society, day: int, out: Civilians) -> None:
    """Count the civilians of counties `first` to `last` - 1 as of a day; no row may be free."""
    for c in range(first, last):
        for h in homes_of_county(society, c):
            home = society.households[h]
            for i in rows_of(home):
                count_person(society.people[i], c, day, out)


def count_civilians(society: Society, day: int) -> Civilians:
    """The civilians of every county, their ages as of a day."""
    n = len(society.counties)
    shapes = ((n, 2, N_OCCUPATIONS), (n, 2, N_AGES, 2), (n, N_CLASSES), (n,), (n,), (n,))
    out = Civilians(*(np.zeros(shape, dtype=np.int64) for shape in shapes))
    with Threads(os.cpu_count() or 1) as threads:
        threads.run(count_people, n, society, day, out)
    return out
