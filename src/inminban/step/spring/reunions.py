"""Children who live with others return to their mother or father once one of them is free and at home again.

Parents are away who have crossed the border, work abroad, serve in the army or are in prison. Their children have then
been taken in by others (`taken_in`). They return in the next spring, to the mother if both parents are back and live
apart. No source says how soon; a year at most is an assumption.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.device.threads import Threads
from inminban.core.kinds import NOBODY
from inminban.core.layout import rows_of
from inminban.step.families import is_child_of
from inminban.step.relatives import find_relatives, known
from inminban.step.spring.taken_in import adults_at_home, is_free_at_home, places_in


@inlined
def is_with_parent(people: Any, home: Any, h: int, child: Any, target: Array) -> bool:
    """Whether the mother or father of a child is in household `h`, free and staying."""
    found = False
    for j in rows_of(home):
        found |= target[j] == h and is_free_at_home(people[j]) and is_child_of(child, people[j])
    return found


@lean_kernel
def mark_parted(
    first: int, last: int, society: Society, target: Array, day: int, adult_age: int, is_parted: Array
) -> None:
    """Mark the minors of households `first` to `last` - 1 who live without mother and father, and stay there so far."""
    people = society.people
    for h in range(first, last):
        home = society.households[h]
        for i in rows_of(home):
            child = people[i]
            is_minor = is_free_at_home(child) and age_in_years(day, child.birth_day) < adult_age
            if is_minor and target[i] == h and not is_with_parent(people, home, h, child, target):
                is_parted[i] = 1


def return_children(society: Society, plan: Any, adult_age: int, day: int, threads: Threads) -> None:
    """Let minors who live without their parents move to one who is free and at home; changes `plan.target`."""
    people = society.people
    is_parted = np.zeros(len(people), dtype=np.uint8)
    threads.run(mark_parted, len(society.households), society, plan.target, day, adult_age, is_parted)
    children = np.flatnonzero(is_parted)
    numbers = known(np.concatenate([people.mother[children], people.father[children]]))
    parents = find_relatives(society, np.zeros(0, dtype=np.int64), numbers, threads)
    parents = parents[adults_at_home(society, parents, day, adult_age)]
    parents = parents[np.argsort(people.id[parents])]
    for name in ("father", "mother"):  # the mother last, so that she counts
        at = places_in(people.id[parents], people[name][children])
        plan.target[children[at != NOBODY]] = plan.target[parents[at[at != NOBODY]]]
