"""Old people who live alone and are taken in by the next generation.

Nobody's row names grown children, so a household of the county stands for theirs whose head is of the right age and
who keeps no other old person; those of the same unit are asked first.
"""

from __future__ import annotations

from typing import Any

from inminban.core.columns import Array, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.draws import Draw, of_draw
from inminban.core.kinds import Marital, Whereabouts
from inminban.core.random import STREAM_HOST, below, draw
from inminban.rules import marriage

MARRIED, HOME = int(Marital.MARRIED), int(Whereabouts.HOME)
NOBODY = -1
GREATEST_WORD = 4_294_967_295
UNITS_ASKED = 4
GENERATION_LEAST, GENERATION_MOST = 18, 46  # years


@inlined
def years(person: Any, day: int) -> int:
    """Completed years."""
    return (day - person.birth_day) * 4 // 1_461


@inlined
def is_old_household(people: Any, home: Any, h: int, target: Any, day: int, old_age: int) -> bool:
    """Whether a household is one or two old people, at home, who have not just married."""
    if home.n_people < 1 or home.n_people > 2:
        return False
    n = 0
    for i in range(home.first_person, home.first_person + home.n_people):
        person = people[i]
        n += 1 if person.whereabouts == HOME and target[i] == h and years(person, day) >= old_age else 0
    return n == home.n_people


@inlined
def suits_as_host(people: Any, home: Any, h: int, target: Any, age: int, day: int, old_age: int) -> bool:
    """Whether a household can be that of somebody's child: head married, of the next generation, nobody old in it."""
    if home.n_people == 0:
        return False
    head = people[home.first_person]
    gap = age - years(head, day)
    if head.marital != MARRIED or target[home.first_person] != h or not GENERATION_LEAST <= gap <= GENERATION_MOST:
        return False
    n = 0
    for i in range(home.first_person, home.first_person + home.n_people):
        n += 1 if years(people[i], day) >= old_age else 0
    return n == 0


@inlined
def child_of(society: Any, h: int, plan: Any, has_taken: Any, age: int, luck: int, day: int, old_age: int) -> int:
    """The household that takes in the old of household `h`; -1 if none is found."""
    u = int(society.households[h].unit)
    county = society.counties[society.units[u].county]
    for step in range(min(UNITS_ASKED, county.n_units)):
        unit = society.units[county.first_unit + (u - county.first_unit + step) % county.n_units]
        for attempt in range(unit.n_households):
            k = unit.first_household + (below(luck, unit.n_households) + attempt) % unit.n_households
            home = society.households[k]
            if has_taken[k] == 0 and suits_as_host(society.people, home, k, plan.target, age, day, old_age):
                return k
    return NOBODY


@lean_kernel
def take_in_old(
    first: int, last: int, society: Society, plan: Any, has_taken: Array, p: Any, seed: int, day: int
) -> None:
    """Let some old people of households `first` to `last` - 1 move in with the next generation; not to be shared out.

    Changes `plan.target`, and `has_taken` of the households that took somebody in.
    """
    for h in range(first, last):
        home = society.households[h]
        if not is_old_household(society.people, home, h, plan.target, day, p.old_age):
            continue
        words = draw(seed, home.id, day, STREAM_HOST)
        if not marriage.is_taken_in(of_draw(words, Draw.OLD_TAKEN_IN), p):
            continue
        age = years(society.people[home.first_person], day)
        host = child_of(society, h, plan, has_taken, age, of_draw(words, Draw.HOST_OF_OLD), day, p.old_age)
        if host != NOBODY:
            has_taken[host] = 1
            for i in range(home.first_person, home.first_person + home.n_people):
                plan.target[i] = host
