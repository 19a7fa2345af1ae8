"""Old people who live alone and are taken in by the next generation.

Records do not name grown children. Instead a household of the county is chosen whose head is of the right age and
which has no other old person; households of the same unit are tried first.
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.draws import Draw, of_draw
from inminban.core.kinds import Marital, Whereabouts
from inminban.core.layout import rows_of
from inminban.core.random import STREAM_HOST, below, draw
from inminban.rules import marriage

NOBODY = -1
GREATEST_WORD = 2**32 - 1


@inlined
def is_old_household(people: Any, home: Any, h: int, target: Any, day: int, old_age: int) -> bool:
    """Whether a household is one or two old people, at home, who have not just married."""
    if home.n_people < 1 or home.n_people > 2:
        return False
    n = 0
    for i in rows_of(home):
        person = people[i]
        is_here = person.whereabouts == Whereabouts.HOME and target[i] == h
        n += 1 if is_here and age_in_years(day, person.birth_day) >= old_age else 0
    return n == home.n_people


@inlined
def suits_as_host(people: Any, home: Any, h: int, target: Any, age: int, day: int, p: Any) -> bool:
    """Whether a household can be that of a grown child: head married, of the next generation, no old member."""
    if home.n_people == 0:
        return False
    head = people[home.first_person]
    gap = age - age_in_years(day, head.birth_day)
    if head.marital != Marital.MARRIED or target[home.first_person] != h or not p.child_least <= gap <= p.child_most:
        return False
    n = 0
    for i in rows_of(home):
        n += 1 if age_in_years(day, people[i].birth_day) >= p.old_age else 0
    return n == 0


@inlined
def child_of(society: Any, h: int, plan: Any, has_taken: Any, age: int, luck: int, day: int, p: Any) -> int:
    """The household that takes in the old people of household `h`; -1 if none is found."""
    u = int(society.households[h].unit)
    county = society.counties[society.units[u].county]
    for step in range(min(p.units_for_old, county.n_units)):
        unit = society.units[county.first_unit + (u - county.first_unit + step) % county.n_units]
        for attempt in range(unit.n_households):
            k = unit.first_household + (below(luck, unit.n_households) + attempt) % unit.n_households
            home = society.households[k]
            if has_taken[k] == 0 and suits_as_host(society.people, home, k, plan.target, age, day, p):
                return k
    return NOBODY


@lean_kernel
def take_in_old(
    first: int, last: int, society: Society, plan: Any, has_taken: Array, p: Any, seed: int, day: int
) -> None:
    """Let some old people of households `first` to `last` - 1 move in with the next generation; on one thread only.

    Changes `plan.target`, and `has_taken` of the receiving households.
    """
    for h in range(first, last):
        home = society.households[h]
        if not is_old_household(society.people, home, h, plan.target, day, p.old_age):
            continue
        words = draw(seed, home.id, day, STREAM_HOST)
        if not marriage.is_taken_in(of_draw(words, Draw.OLD_TAKEN_IN), p):
            continue
        age = age_in_years(day, society.people[home.first_person].birth_day)
        host = child_of(society, h, plan, has_taken, age, of_draw(words, Draw.HOST_OF_OLD), day, p)
        if host != NOBODY:
            has_taken[host] = 1
            for i in rows_of(home):
                plan.target[i] = host
