# mypy: disable-error-code="no-any-return"
"""Households: grouping the people of a place into plausible families, as many households as the census has.

Nobody below the adult age heads a household or lives without an adult. Where a place is so small that no mother of
fitting age lives there, a child lives with other adults. At the sizes of whole counties nearly every child has a
woman 18 to 45 years older in the house. Who is whose husband, wife, mother and father is noted as it is decided.
Parents who are dead or live elsewhere are not known.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.arithmetic import last_birth
from inminban.core.columns import PEOPLE
from inminban.core.compile.rule import kernel, rule
from inminban.core.kinds import Marital
from inminban.core.random import STREAM_POPULATION, below, draw
from inminban.population.matching import (
    BIRTH_DAYS,
    N_AGES,
    NOBODY,
    ORDER,
    OTHER,
    PARENT,
    SPOUSE,
    Nuclei,
    make_couples,
    root_of,
    sort_nuclei,
)
from inminban.population.relatives import (
    FATHER_OF,
    MOTHER_OF,
    N_RELATIONS,
    SPOUSE_OF,
    forget_those_elsewhere,
    list_singles,
    merge_any,
    merge_couples,
    note_parents,
    note_parents_alone,
    note_parents_taken_in,
    place_children,
    place_singles,
    split_adults,
)

MOST_BIRTHS = PEOPLE["n_births"].high


class Made(NamedTuple):
    """People in order of household, as written by `write_places`; one row more of `first_person` than households."""

    age: Any  # u1 completed years on the first day
    sex: Any  # u1
    role: Any  # u1 head, spouse, child, parent, other
    birth_day: Any  # i4
    marital: Any  # u1
    n_births: Any  # u1 children of hers in the house
    spouse: Any  # i2 rows from the person's to the one of husband or wife, 0 for none
    mother: Any  # i2 the same for the mother
    father: Any  # i2
    first_person: Any  # i4


@rule
def birth_day(age: int, start_day: int, seed: int, person: int) -> int:
    """A day of birth of a person who is `age` on the first day."""
    last, year_before = last_birth(start_day, np.int64(age)), last_birth(start_day, np.int64(age) + 1)
    word = draw(seed, person, BIRTH_DAYS, STREAM_POPULATION)[0]
    return last - below(word, last - year_before)


@rule
def make_nuclei(n: int) -> Nuclei:
    """Room for `n` nuclei."""
    return Nuclei(
        man=np.full(n, NOBODY, np.int32),
        woman=np.full(n, NOBODY, np.int32),
        wife_age=np.zeros(n, np.int16),
        children=np.zeros(n, np.int16),
        wished=np.zeros(n, np.int16),
        youngest=np.zeros(n, np.int16),
        has_parent=np.zeros(n, np.uint8),
        into=np.full(n, NOBODY, np.int32),
        by_age=np.zeros(n, np.int32),
        first_of_age=np.zeros(N_AGES + 1, np.int64),
        n_open=np.zeros(N_AGES, np.int64),
    )


@rule
def start_rows(ages: Any) -> Any:
    """Row at which each sex and age begins: men by age, then women by age."""
    start = np.zeros((2, N_AGES + 1), np.int64)
    row = 0
    for sex in range(2):
        for age in range(N_AGES):
            start[sex, age] = row
            row += ages[sex, age]
        start[sex, N_AGES] = row
    return start


@rule
def first_adult_alone(ages: Any, start: Any, nuclei: Nuclei, nucleus_of: Any, p: Any) -> int:
    """Where nobody is married, the oldest adult founds a household; returns the number of nuclei (0 or 1)."""
    for age in range(N_AGES - 1, p.adult_age - 1, -1):
        for sex in range(1, -1, -1):
            if ages[sex, age] > 0:
                person = start[sex, age]
                nuclei.man[0], nuclei.woman[0] = (person, NOBODY) if sex == 0 else (NOBODY, person)
                nuclei.wife_age[0] = age
                nucleus_of[person] = 0
                return 1
    return 0


@rule
def marital_states(nuclei: Nuclei, n: int, n_people: int, person_age: Any, p: Any) -> Any:
    """Couples are married; lone mothers are divorced or widowed, and so are the old without a partner."""
    marital = np.zeros(n_people, np.uint8)
    for person in range(n_people):
        if person_age[person] >= p.widowed_from:
            marital[person] = Marital.WIDOWED
    for nucleus in range(n):
        man, woman = nuclei.man[nucleus], nuclei.woman[nucleus]
        if man != NOBODY and woman != NOBODY:
            marital[man] = Marital.MARRIED
            marital[woman] = Marital.MARRIED
        elif woman != NOBODY and marital[woman] == Marital.SINGLE:
            marital[woman] = Marital.DIVORCED
    return marital


@rule
def note_couples(nuclei: Nuclei, n: int, spouse: Any) -> None:
    """Husband and wife of every couple."""
    for nucleus in range(n):
        man, woman = nuclei.man[nucleus], nuclei.woman[nucleus]
        if man != NOBODY and woman != NOBODY:
            spouse[man], spouse[woman] = woman, man


@rule
def count_births(mother: Any) -> Any:
    """Children whom each woman has in the house."""
    births = np.zeros(len(mother), np.uint8)
    for woman in mother:
        if woman != NOBODY and births[woman] < MOST_BIRTHS:
            births[woman] += 1
    return births


@rule
def group_place(ages: Any, n_households: int, seed: int, base: int, p: Any) -> Any:
    """Households of one place: of everybody (men by age, then women by age) household, role, marital state, births.

    Then spouse, mother and father (in columns of one array), the rows by age, and ages.

    `ages` counts people by sex and age; `n_households` is at least 1 and at most the number of adults.
    """
    start = start_rows(ages)
    n_people = start[1, N_AGES]
    nuclei = make_nuclei(n_people)
    nucleus_of = np.full(n_people, NOBODY, np.int32)
    role = np.zeros(n_people, np.uint8)
    person_age = np.zeros(n_people, np.uint8)
    for sex in range(2):
        for age in range(N_AGES):
            person_age[start[sex, age] : start[sex, age + 1]] = age
    n = make_couples(ages, start, nuclei, nucleus_of, seed, base, p)
    if n == 0:
        n = first_adult_alone(ages, start, nuclei, nucleus_of, p)
    marital = marital_states(nuclei, n, n_people, person_age, p)
    for nucleus in range(n):
        if nuclei.man[nucleus] != NOBODY and nuclei.woman[nucleus] != NOBODY:
            role[nuclei.woman[nucleus]] = SPOUSE
    sort_nuclei(nuclei, n, seed, base, p)
    place_children(ages, start, nuclei, n, nucleus_of, role, seed, base, p)
    kin = np.full((n_people, N_RELATIONS), NOBODY, np.int32)
    spouse, mother, father = kin[:, SPOUSE_OF], kin[:, MOTHER_OF], kin[:, FATHER_OF]
    note_couples(nuclei, n, spouse)
    note_parents(nuclei, nucleus_of, role, person_age, mother, father, p)
    singles = list_singles(nucleus_of, person_age, p, seed, base)
    alone = max(len(singles) * p.lives_alone // 10_000, n_households - n)
    alone = min(alone, len(singles), max(n_households - 1, 0))
    surplus = n + alone - n_households
    if surplus > 0:
        surplus = merge_couples(nuclei, n, surplus, seed, base, p)
    if surplus > 0:
        fewer = min(surplus, alone)
        alone, surplus = alone - fewer, surplus - fewer
    note_parents_taken_in(nuclei, n, mother, father, person_age, p)
    n_couples = n
    n = place_singles(singles, nuclei, n, alone, nucleus_of, role, person_age, (seed, base), p)
    if surplus > 0:
        merge_any(nuclei, n_couples, surplus, seed, base)
    elif surplus < 0:
        n = split_adults(nuclei, n, -surplus, nucleus_of, role, person_age, p)
    household = number_households(nuclei, n, nucleus_of, role, n_households, seed, base)
    note_parents_alone(singles, nuclei, nucleus_of, role, marital, (mother, father), start[1, 0], person_age, p)
    forget_those_elsewhere(household, kin, marital)
    return household, role, marital, count_births(mother), kin, start, person_age


@rule
def number_households(
    nuclei: Nuclei, n_nuclei: int, nucleus_of: Any, role: Any, n_households: int, seed: int, base: int
) -> Any:
    """Household of every person, numbered in a shuffled order so that neighbours are not of one age."""
    order = np.arange(n_households)
    for i in range(n_households - 1, 0, -1):
        j = below(draw(seed, base + i, ORDER, STREAM_POPULATION)[1], i + 1)
        order[i], order[j] = order[j], order[i]
    number = np.full(n_nuclei, NOBODY, np.int32)
    n = 0
    for nucleus in range(n_nuclei):
        if nuclei.into[nucleus] == NOBODY:
            number[nucleus] = order[n]
            n += 1
    household = np.zeros(len(nucleus_of), np.int32)
    for person in range(len(nucleus_of)):
        nucleus = nucleus_of[person]
        root = root_of(nuclei.into, nucleus)
        if root != nucleus and role[person] <= SPOUSE:
            role[person] = PARENT if nuclei.wife_age[nucleus] > nuclei.wife_age[root] else OTHER
        household[person] = number[root]
    return household


@kernel
def write_places(
    first: int,
    last: int,
    ages: Any,
    first_person: Any,
    first_household: Any,
    start_day: int,
    seed: int,
    p: Any,
    out: Made,
) -> None:
    """Make the households of places `first` to `last` and write their people in order of household, head first."""
    for place in range(first, last):
        n_households = first_household[place + 1] - first_household[place]
        if n_households == 0:
            continue
        base = first_person[place]
        household, role, marital, births, kin, start, person_age = group_place(ages[place], n_households, seed, base, p)
        row_of = np.zeros(len(household), np.int64)
        filled = np.zeros(n_households + 1, np.int64)
        for person in range(len(household)):
            filled[household[person] + 1] += 1
        for h in range(n_households):
            out.first_person[first_household[place] + h] = base + filled[h]
            filled[h + 1] += filled[h]
        for wanted in range(3):
            for person in range(len(household) - 1, -1, -1):
                if min(role[person], 2) == wanted:
                    row = base + filled[household[person]]
                    filled[household[person]] += 1
                    row_of[person] = row
                    out.age[row] = person_age[person]
                    out.sex[row] = 1 if person >= start[1, 0] else 0
                    out.role[row] = role[person]
                    out.marital[row] = marital[person]
                    out.n_births[row] = births[person]
                    out.birth_day[row] = birth_day(person_age[person], start_day, seed, row)
        write_kin(row_of, kin, out)


@rule
def write_kin(row_of: Any, kin: Any, out: Made) -> None:
    """Write the distance from everybody's row to those of husband or wife, mother and father."""
    for person in range(len(row_of)):
        row = row_of[person]
        for relation in range(N_RELATIONS):
            relative = kin[person, relation]
            distance = row_of[relative] - row if relative != NOBODY else 0
            if relation == SPOUSE_OF:
                out.spouse[row] = distance
            elif relation == MOTHER_OF:
                out.mother[row] = distance
            else:
                out.father[row] = distance
