"""What families are to the army: only sons of old parents, brothers who serve, families that are not trusted.

Noted once a spring, before anybody is called up, for everybody of the ages of the call-up. Brothers who serve belong to
the same household still; whether a son is the only one is looked up among all people, whatever house they live in.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Society
from inminban.core.compile.rule import inlined, lean_kernel, rule
from inminban.core.device.threads import Threads
from inminban.core.kinds import NOBODY, FamilyMark, Sex, Whereabouts
from inminban.core.layout import homes_of_county, rows_of
from inminban.rules import army
from inminban.step.families import are_siblings, is_child_of
from inminban.step.relatives import find_relatives, known

BROTHERS, DISTRUSTED, ONLY_SON = int(FamilyMark.BROTHERS), int(FamilyMark.DISTRUSTED), int(FamilyMark.ONLY_SON)


@rule
def n_brothers_of(mark: int) -> int:
    """Brothers who serve, at most 15."""
    return mark & BROTHERS


@rule
def is_distrusted(mark: int) -> int:
    """1 for somebody from a family of leavers or of people punished for politics."""
    return 1 if mark & DISTRUSTED else 0


@rule
def stays_with_parents(mark: int) -> bool:
    """Whether this is the only son of old parents."""
    return mark & ONLY_SON != 0


@inlined
def has_old_parents_only(people: Any, home: Any, i: int, day: int, p: Any) -> bool:
    """Whether a parent of the person in row `i` is at home, and none there who is not old."""
    n_old, n_young = 0, 0
    for j in rows_of(home):
        parent = people[j]
        if parent.whereabouts == Whereabouts.HOME and is_child_of(people[i], parent):
            is_old = army.is_old_parent(age_in_years(day, parent.birth_day), int(parent.sex), p)
            n_old += 1 if is_old else 0
            n_young += 0 if is_old else 1
    return n_old > 0 and n_young == 0


@inlined
def mark_of(people: Any, home: Any, i: int, day: int, p: Any) -> int:
    """The mark of the person in row `i`, as far as the household shows it."""
    n_serving, n_sons = 0, 0
    for j in rows_of(home):
        brother = people[j]
        if j != i and brother.sex == Sex.MALE and are_siblings(people[i], brother):
            n_sons += 1
            n_serving += 1 if brother.whereabouts == Whereabouts.ARMY else 0
    mark = min(n_serving, BROTHERS)
    if home.is_punished == 1 or home.n_gone > 0 or home.n_in_south > 0:
        mark += DISTRUSTED
    if people[i].sex == Sex.MALE and n_sons == 0 and has_old_parents_only(people, home, i, day, p):
        mark += ONLY_SON
    return mark


@lean_kernel
def note_marks(first: int, last: int, society: Society, year: Any, day: int, family: Array) -> None:
    """Mark everybody at home of the ages of the call-up in counties `first` to `last` - 1."""
    p, school_last_age = year.army, year.population.school_last_age
    for c in range(first, last):
        for h in homes_of_county(society, c):
            home = society.households[h]
            for i in rows_of(home):
                person = society.people[i]
                age = age_in_years(day, person.birth_day)
                if person.whereabouts == Whereabouts.HOME and school_last_age < age <= p.oldest_called:
                    family[i] = mark_of(society.people, home, i, day, p)


def clear_sons_with_brothers(society: Society, family: Array, threads: Threads) -> None:
    """Take the mark of an only son from whoever has a brother in another household."""
    people, rows = society.people, np.flatnonzero(family & ONLY_SON)
    parents = known(np.concatenate([people.mother[rows], people.father[rows]]))
    kin = find_relatives(society, parents, np.zeros(0, dtype=np.int64), threads)
    sons = kin[people.sex[kin] == Sex.MALE]
    for name in ("mother", "father"):
        numbers, n_sons = np.unique(people[name][sons], return_counts=True)
        of_several = numbers[(n_sons > 1) & (numbers != NOBODY)]
        rows_of_several = rows[np.isin(people[name][rows], of_several)]
        family[rows_of_several] &= ~np.uint8(ONLY_SON)


def note_families(society: Society, year: Any, day: int, family: Array, threads: Threads) -> None:
    """Write into `family` what the family of everybody of the ages of the call-up is to the army."""
    threads.run(note_marks, len(society.counties), society, year, day, family)
    clear_sons_with_brothers(society, family, threads)
