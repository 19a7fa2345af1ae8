"""The month's births and deaths: decided by each person's own luck before any row moves.

Deaths come first; a woman who lives bears by age, by the children she has and by how she is nourished, if her husband
is at home and no infant is in the house. Hunger's part of a death is known: the life table alone would have spared.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.draws import Draw, drawn, of_draw
from inminban.core.kinds import Fate, LifeEvent, Marital, Occupation, Sex, Whereabouts
from inminban.core.random import STREAM_VITAL, draw
from inminban.rules import fertility, mortality
from inminban.step.events import Events, events_of, join_events
from inminban.step.families import newborn_id, spouse_row
from inminban.step.rows import household_of

STAYS, DIES, GIVES_BIRTH = int(Fate.STAYS), int(Fate.DIES), int(Fate.GIVES_BIRTH)
FEMALE = int(Sex.FEMALE)
MARRIED, WIDOWED = int(Marital.MARRIED), int(Marital.WIDOWED)
HOME = int(Whereabouts.HOME)
CHILD = int(Occupation.CHILD)
OLDEST = 110
OF_HUNGER = 1  # detail of a death: the life table alone would have spared


class VitalTables(NamedTuple):
    """Chances of a month in 1/100,000,000 for one year, by completed years of age from 0 to 110."""

    deaths: Array  # sex, age: without hunger
    births: Array  # age: of a well-fed woman with her husband, before the number of her children counts


@inlined
def age_row(person: Any, day: int) -> int:
    """Completed years as a row of the tables."""
    return min(max((day - person.birth_day) * 4 // 1_461, 0), OLDEST)


@inlined
def hazard_of(person: Any, age: int, rules: Any, tables: Any) -> int:
    """Chance of dying this month."""
    of_hunger = mortality.hunger_hazard(int(person.nutrition), int(person.health), age, rules.mortality)
    return mortality.monthly_hazard(tables.deaths[person.sex, age], of_hunger)


@inlined
def has_infant(people: Any, home: Any, day: int, spacing: int) -> bool:
    """Whether a child was born in a household within the last days."""
    n = 0
    for j in range(home.first_person, home.first_person + home.n_people):
        n += 1 if day - people[j].birth_day < spacing else 0
    return n > 0


@inlined
def gives_birth(people: Any, home: Any, i: int, age: int, word: int, rules: Any, tables: Any, day: int) -> bool:
    """Whether the woman in row `i` bears this month; the rare luck is asked first."""
    person, p = people[i], rules.fertility
    if person.marital != MARRIED or person.whereabouts != HOME or tables.births[age] == 0:
        return False
    chance = fertility.monthly_chance(tables.births[age], int(person.n_births), int(person.nutrition), p)
    if not fertility.is_born(word, chance) or has_infant(people, home, day, p.spacing):
        return False
    husband = spouse_row(people, home.first_person, home.first_person + home.n_people, i)
    return husband >= 0 and people[husband].whereabouts == HOME


@inlined
def widow(people: Any, home: Any, i: int) -> None:
    """Note the spouse of the one who dies in row `i` as widowed."""
    if people[i].marital == MARRIED:
        spouse = spouse_row(people, home.first_person, home.first_person + home.n_people, i)
        if spouse >= 0:
            people[spouse].marital = WIDOWED


@lean_kernel
def decide_vital(
    first: int,
    last: int,
    society: Society,
    released: Array,
    rules: Any,
    tables: VitalTables,
    seed: int,
    day: int,
    fate: Array,
) -> None:
    """Mark who dies and who gives birth in units `first` to `last` - 1 among those whose fate is to stay.

    `fate`: one Fate (u1) for every person row; `released`: the same, set to 1 for those who came home from prison this
    month. Widows and widowers are noted at once.
    """
    people = society.people
    for u in range(first, last):
        unit = society.units[u]
        for h in range(unit.first_household, unit.first_household + unit.n_households):
            home = society.households[h]
            for i in range(home.first_person, home.first_person + home.n_people):
                person = people[i]
                if person.was_released:
                    released[i] = 1
                if fate[i] != STAYS:
                    continue
                words = draw(seed, person.id, day, STREAM_VITAL)
                age = age_row(person, day)
                if mortality.is_dead(of_draw(words, Draw.DIES), hazard_of(person, age, rules, tables)):
                    fate[i] = DIES
                    widow(people, home, i)
                elif person.sex == FEMALE and gives_birth(
                    people, home, i, age, of_draw(words, Draw.BEARS), rules, tables, day
                ):
                    fate[i] = GIVES_BIRTH


@lean_kernel
def note_causes(
    first: int, last: int, society: Society, rows: Array, tables: VitalTables, seed: int, day: int, of_hunger: Array
) -> None:
    """Of the dead in `rows[first:last]`: 1 where the life table alone would have spared them."""
    for k in range(first, last):
        person = society.people[rows[k]]
        word = drawn(seed, person.id, day, Draw.DIES)
        by_table = tables.deaths[person.sex, age_row(person, day)]
        of_hunger[k] = 0 if mortality.is_dead(word, by_table) else OF_HUNGER


@lean_kernel
def note_newborns(
    first: int, last: int, society: Society, rows: Array, p: Any, seed: int, day: int, numbers: Array, sexes: Array
) -> None:
    """Permanent number and sex of the children of the mothers in `rows[first:last]`."""
    for k in range(first, last):
        mother = society.people[rows[k]]
        numbers[k] = newborn_id(int(mother.id), int(mother.n_births))
        sexes[k] = 0 if fertility.is_boy(drawn(seed, numbers[k], day, Draw.IS_BOY), p) else 1


def vital_events(society: Society, fate: Array, rules: Any, tables: VitalTables, seed: int, day: int) -> Events:
    """The log of a month's deaths and births; to be taken before fates are applied, in order of rows.

    Detail of a death: 1 if hunger took somebody whom the life table alone would have spared, else 0. Of a birth: the
    mother's number; person, sex and age are the newborn's.
    """
    dead, mothers = np.flatnonzero(fate == DIES), np.flatnonzero(fate == GIVES_BIRTH)
    of_hunger = np.zeros(len(dead), dtype=np.int64)
    note_causes(0, len(dead), society, dead, tables, seed, day, of_hunger)
    numbers, sexes = np.zeros(len(mothers), dtype=np.int64), np.zeros(len(mothers), dtype=np.int64)
    note_newborns(0, len(mothers), society, mothers, rules.fertility, seed, day, numbers, sexes)
    households = society.households
    at, there = household_of(society, dead), household_of(society, mothers)
    deaths = events_of(society, dead, LifeEvent.DEATH, day, households.id[at], households.county[at], of_hunger)
    mother_ids = society.people.id[mothers]
    births = events_of(
        society, mothers, LifeEvent.BIRTH, day, households.id[there], households.county[there], mother_ids
    )
    births |= {"person": numbers, "sex": sexes, "age": np.zeros(len(mothers), dtype=np.int64)}
    births["occupation"] = np.full(len(mothers), CHILD)
    return join_events([deaths, births])
