"""The month's births and deaths, drawn for each person before any row moves.

Deaths are drawn first. A woman who survives gives birth with a chance that depends on her age, the children she has and
her nourishment, if her husband is at home and her last birth was long enough ago. A death counts as one of hunger if
the same draw against the life table alone would not have been a death.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.draws import Draw, drawn, of_draw
from inminban.core.kinds import Fate, LifeEvent, Marital, Occupation, Sex, Whereabouts
from inminban.core.layout import homes_of, households_of, rows_of
from inminban.core.random import STREAM_VITAL, draw
from inminban.rules import fertility, mortality
from inminban.step.events import Events, events_of, join_events
from inminban.step.families import birth_day_of, has_spouse_at_home, newborn_id, spouse_row

OLDEST = 110
OF_HUNGER = 1  # detail of a death that the life table alone would not have caused


class VitalTables(NamedTuple):
    """Chances of a month in 1/100,000,000 for one year, by completed years of age from 0 to 110."""

    deaths: Array  # sex, age: without hunger
    births: Array  # age: of a well-fed woman with her husband, before the number of her children counts


@inlined
def age_row(person: Any, day: int) -> int:
    """Completed years as a row of the tables."""
    return min(max(age_in_years(day, person.birth_day), 0), OLDEST)


@inlined
def hazard_of(person: Any, age: int, rules: Any, tables: Any) -> int:
    """Chance of dying this month."""
    of_hunger = mortality.hunger_hazard(int(person.nutrition), int(person.health), age, rules.mortality)
    return mortality.monthly_hazard(tables.deaths[person.sex, age], of_hunger)


@inlined
def gives_birth(
    people: Any, home: Any, i: int, age: int, word: int, rules: Any, tables: Any, seed: int, day: int
) -> bool:
    """Whether the woman in row `i` gives birth this month; the draw, which few pass, is checked first."""
    person, p = people[i], rules.fertility
    if person.marital != Marital.MARRIED or person.whereabouts != Whereabouts.HOME or tables.births[age] == 0:
        return False
    chance = fertility.monthly_chance(tables.births[age], int(person.n_births), int(person.nutrition), p)
    if not fertility.is_born(word, chance):
        return False
    born = birth_day_of(newborn_id(int(person.id), int(person.n_births)), seed, day)
    if not fertility.is_spaced(born, int(person.last_birth), p):
        return False
    return has_spouse_at_home(people, home, i)


@inlined
def widow(people: Any, home: Any, i: int) -> None:
    """Mark the husband or wife of the person who dies in row `i` as widowed."""
    spouse = spouse_row(people, home, i)
    if spouse >= 0:
        people[spouse].marital = Marital.WIDOWED


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
        for h in homes_of(unit):
            home = society.households[h]
            for i in rows_of(home):
                person = people[i]
                if person.was_released:
                    released[i] = 1
                if fate[i] != Fate.STAYS:
                    continue
                words = draw(seed, person.id, day, STREAM_VITAL)
                age = age_row(person, day)
                if mortality.is_dead(of_draw(words, Draw.DIES), hazard_of(person, age, rules, tables)):
                    fate[i] = Fate.DIES
                    widow(people, home, i)
                elif person.sex == Sex.FEMALE and gives_birth(
                    people, home, i, age, of_draw(words, Draw.BEARS), rules, tables, seed, day
                ):
                    fate[i] = Fate.GIVES_BIRTH


@lean_kernel
def note_causes(
    first: int, last: int, society: Society, rows: Array, tables: VitalTables, seed: int, day: int, of_hunger: Array
) -> None:
    """Of the dead in `rows[first:last]`: 1 where the life table alone would not have made them die."""
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

    Detail of a death: 1 if it was one of hunger, else 0. Of a birth: the
    mother's number; person, sex and age are the newborn's.
    """
    dead, mothers = np.flatnonzero(fate == Fate.DIES), np.flatnonzero(fate == Fate.GIVES_BIRTH)
    of_hunger = np.zeros(len(dead), dtype=np.int64)
    note_causes(0, len(dead), society, dead, tables, seed, day, of_hunger)
    numbers, sexes = np.zeros(len(mothers), dtype=np.int64), np.zeros(len(mothers), dtype=np.int64)
    note_newborns(0, len(mothers), society, mothers, rules.fertility, seed, day, numbers, sexes)
    households = society.households
    at, there = households_of(society, dead), households_of(society, mothers)
    deaths = events_of(society, dead, LifeEvent.DEATH, day, households.id[at], households.county[at], of_hunger)
    mother_ids = society.people.id[mothers]
    births = events_of(
        society, mothers, LifeEvent.BIRTH, day, households.id[there], households.county[there], mother_ids
    )
    births |= {"person": numbers, "sex": sexes, "age": np.zeros(len(mothers), dtype=np.int64)}
    births["occupation"] = np.full(len(mothers), Occupation.CHILD)
    return join_events([deaths, births])
