"""Marital status and children on the first day, read off who lives with whom.

The population is put together from couples, but only households remain of it: their first row is the head, the next
the spouse if there is one. Couples of another generation in the house are found by age. Whoever has a child in the
house and no partner is widowed; so are the old without a partner, but for those who never married.
"""

from __future__ import annotations

from typing import Any

from inminban.core.columns import Society
from inminban.core.kinds import Marital, Sex
from inminban.core.random import STREAM_MARRIAGE, draw, is_lucky
from inminban.core.rule import lean_sweep, part
from inminban.core.threads import Threads

SINGLE, MARRIED, WIDOWED = int(Marital.SINGLE), int(Marital.MARRIED), int(Marital.WIDOWED)
MALE, FEMALE = int(Sex.MALE), int(Sex.FEMALE)
FIRST_DAY = 0  # the draw of nobody's wedding
YOUNGER_WIFE, OLDER_WIFE = 18, 8  # most years, as couples are made
GENERATION_LEAST, GENERATION_MOST = 18, 46  # years between mother and child
LONE_FROM = 45  # age from which people without a partner have mostly lost one
YOUNGEST_WIFE = 18
NEVER_MARRIED = 300  # bp, as `ever_married` of parameters/population.toml
NOBODY = -1


@part
def years(person: Any, day: int) -> int:
    """Completed years."""
    return (day - person.birth_day) * 4 // 1_461


@part
def is_couple(man: Any, woman: Any, day: int) -> bool:
    """Whether a man and a woman can be a couple by age."""
    older = years(man, day) - years(woman, day)
    return (
        -OLDER_WIFE <= older <= YOUNGER_WIFE and years(woman, day) >= YOUNGEST_WIFE and years(man, day) >= YOUNGEST_WIFE
    )


@part
def marry_elders(people: Any, home: Any, day: int) -> None:
    """Marry the couples among those a generation older than the head."""
    first, last = int(home.first_person), int(home.first_person) + int(home.n_people)
    head_age = years(people[first], day)
    for i in range(first + 1, last):
        man = people[i]
        if man.sex != MALE or man.marital == MARRIED or years(man, day) < head_age + GENERATION_LEAST - 2:
            continue
        best, best_gap = NOBODY, 1_000
        for j in range(first + 1, last):
            woman = people[j]
            if woman.sex == MALE or woman.marital == MARRIED or years(woman, day) < head_age + GENERATION_LEAST - 4:
                continue
            gap = abs(years(man, day) - years(woman, day) - 3)
            if is_couple(man, woman, day) and gap < best_gap:
                best, best_gap = j, gap
        if best >= 0:
            people[i].marital = MARRIED
            people[best].marital = MARRIED


@part
def children_of(people: Any, home: Any, i: int, day: int) -> int:
    """Unmarried people of the household who are young enough to be a woman's children."""
    n = 0
    age = years(people[i], day)
    for j in range(home.first_person, home.first_person + home.n_people):
        gap = age - years(people[j], day)
        n += 1 if people[j].marital == SINGLE and GENERATION_LEAST <= gap <= GENERATION_MOST else 0
    return n


@part
def judge_alone(people: Any, home: Any, i: int, day: int, seed: int) -> int:
    """Marital status of somebody without a partner in the house."""
    person = people[i]
    age = years(person, day)
    is_lone_parent = i == home.first_person and age >= 20 and children_of(people, home, i, day) > 0
    if is_lone_parent:
        return WIDOWED
    if age < LONE_FROM or is_lucky(draw(seed, person.id, FIRST_DAY, STREAM_MARRIAGE)[0], NEVER_MARRIED):
        return SINGLE
    return WIDOWED


@lean_sweep
def note_marital(first: int, last: int, society: Society, seed: int, day: int) -> None:
    """Write marital status and children born of the people of households `first` to `last` - 1."""
    people = society.people
    for h in range(first, last):
        home = society.households[h]
        start, end = int(home.first_person), int(home.first_person) + int(home.n_people)
        for i in range(start, end):
            people[i].marital = SINGLE
            people[i].n_births = 0
        if end - start > 1:
            head, second = people[start], people[start + 1]
            if head.sex == MALE and second.sex == FEMALE and is_couple(head, second, day):
                head.marital = MARRIED
                second.marital = MARRIED
        if end - start > 2:
            marry_elders(people, home, day)
        for i in range(start, end):
            if people[i].marital == SINGLE:
                status = judge_alone(people, home, i, day, seed)
                if status == WIDOWED:
                    people[i].marital = status
        for i in range(start, end):
            person = people[i]
            if person.sex == FEMALE and person.marital != SINGLE:
                person.n_births = min(children_of(people, home, i, day), 15)


def give_marital(society: Society, seed: int, day: int, threads: Threads) -> None:
    """Write `marital` and `n_births` of everybody on the first day; nothing else is changed."""
    threads.run(note_marital, len(society.households), society, seed, day)
