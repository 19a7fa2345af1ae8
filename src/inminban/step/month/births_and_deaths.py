"""The month's deaths, births, conceptions and growth, decided for each person before any row moves.

Deaths are drawn first. A woman who survives gives birth on the day on which she is due. Another conceives with a chance
that depends on her age, the children she has and her nourishment, if her husband is at home and her last birth was long
enough ago. A death counts as one of hunger if the same draw against the life table alone would not have been a death,
and a birth as prevented by hunger if a well-fed woman would have conceived by the same draw.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.arithmetic import age_in_years, months_of_age
from inminban.core.columns import Array, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.days import MONTHS_OF_YEAR
from inminban.core.draws import Draw, drawn, of_draw
from inminban.core.kinds import Fate, LifeEvent, Marital, Occupation, Sex, Whereabouts
from inminban.core.layout import homes_of, households_of, rows_of
from inminban.core.random import STREAM_VITAL, below, draw
from inminban.rules import fertility, growth, mortality
from inminban.step.events import Events, events_of, join_events
from inminban.step.families import conception_of, has_spouse_at_home, newborn_id, spouse_row

OLDEST = 110
WELL_FED = 10_000  # bp
STAYS, PREVENTED = int(Fate.STAYS), int(Fate.BIRTH_PREVENTED)
OF_HUNGER = 1  # detail of a death that the life table alone would not have caused


class VitalTables(NamedTuple):
    """Chances of a month in 1/100,000,000 for one year, by completed years of age from 0 to 110."""

    deaths: Array  # sex, age: without hunger
    births: Array  # age: of a well-fed woman with her husband to conceive, before the number of her children counts


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
def gives_birth(person: Any, day: int) -> bool:
    """Whether a woman gives birth this month; a child born in China or in the army is on no record."""
    if not fertility.is_due(int(person.is_expecting), int(person.last_birth), day):
        return False
    person.is_expecting = 0
    return bool(person.whereabouts == Whereabouts.HOME)


@inlined
def could_conceive(people: Any, home: Any, i: int, due: int, p: Any) -> bool:
    """Whether the woman in row `i` lives with her husband and may bear a child on a day."""
    return fertility.is_spaced(due, int(people[i].last_birth), p) and has_spouse_at_home(people, home, i)


@inlined
def chance_to_conceive(person: Any, age: int, nutrition: int, rules: Any, tables: Any) -> int:
    """Chance (1/100,000,000) of a wife at home to conceive this month at some nourishment; 0 of all others."""
    if person.marital != Marital.MARRIED or person.whereabouts != Whereabouts.HOME:
        return 0
    return int(fertility.monthly_chance(tables.births[age], int(person.n_births), nutrition, rules.fertility))


@inlined
def conceives(people: Any, home: Any, i: int, age: int, word: int, rules: Any, tables: Any, seed: int, day: int) -> int:
    """Note whether the woman in row `i` conceives this month; returns her fate. The draw is checked first."""
    person, p = people[i], rules.fertility
    if not fertility.is_conceived(word, chance_to_conceive(person, age, WELL_FED, rules, tables)):
        return STAYS
    conceived = conception_of(newborn_id(int(person.id), int(person.n_births)), seed, day)
    due = fertility.due_day(conceived, p)
    if not could_conceive(people, home, i, due, p):
        return STAYS
    if not fertility.is_conceived(word, chance_to_conceive(person, age, int(person.nutrition), rules, tables)):
        return PREVENTED
    person.is_expecting, person.last_birth = 1, due
    return STAYS


@inlined
def grow(person: Any, age: int, day: int, p: Any) -> None:
    """Note the height that a child has lost or made up this month."""
    if growth.grows(age, p):
        months = months_of_age(day, int(person.birth_day))
        person.height_lost = growth.lost_after_month(int(person.height_lost), months, int(person.nutrition), p)


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
    """Mark who dies and who gives birth in units `first` to `last` - 1 among those whose fate is to stay, let children
    grow, and note who conceives.

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
                grow(person, age_row(person, day), day, rules.growth)
                words = draw(seed, person.id, day, STREAM_VITAL)
                age = age_row(person, day)
                if mortality.is_dead(of_draw(words, Draw.DIES), hazard_of(person, age, rules, tables)):
                    fate[i] = Fate.DIES
                    widow(people, home, i)
                elif person.sex == Sex.FEMALE and gives_birth(person, day):
                    fate[i] = Fate.GIVES_BIRTH
                elif person.sex == Sex.FEMALE and person.is_expecting == 0 and tables.births[age] > 0:
                    word = of_draw(words, Draw.CONCEIVES)
                    fate[i] = conceives(people, home, i, age, word, rules, tables, seed, day)


@lean_kernel
def begin_families(
    first: int, last: int, society: Society, rules: Any, tables: VitalTables, seed: int, day: int
) -> None:
    """Note which women of units `first` to `last` - 1 expect a child on the first day, and how tall children are.

    Nobody has been hungry before that day; who starts in the years after a famine starts taller than those who lived
    through it.
    """
    people, p = society.people, rules.fertility
    for u in range(first, last):
        for h in homes_of(society.units[u]):
            home = society.households[h]
            for i in rows_of(home):
                person, age = people[i], age_row(people[i], day)
                person.height_lost = lost_well_fed(months_of_age(day, int(person.birth_day)), rules.growth)
                if person.sex != Sex.FEMALE:
                    continue
                words = draw(seed, person.id, day, STREAM_VITAL)
                chance = chance_to_conceive(person, age, WELL_FED, rules, tables)
                due = day + below(of_draw(words, Draw.DUE_AT_START), int(p.gestation))
                if fertility.is_conceived(
                    of_draw(words, Draw.EXPECTS_AT_START), fertility.chance_at_start(chance, p)
                ) and could_conceive(people, home, i, due, p):
                    person.is_expecting, person.last_birth = 1, due


@inlined
def lost_well_fed(months: int, p: Any) -> int:
    """Height that somebody of so many months has lost who was never hungry."""
    lost = growth.lost_at_birth(WELL_FED, p)
    for month in range(min(months, int(p.grown_at) * MONTHS_OF_YEAR)):
        lost = growth.lost_after_month(lost, month, WELL_FED, p)
    return lost


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
    """The log of a month's deaths, births and births prevented; taken before fates are applied, in order of rows.

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
    kept_from = np.flatnonzero(fate == Fate.BIRTH_PREVENTED)
    where = households_of(society, kept_from)
    prevented = events_of(
        society, kept_from, LifeEvent.BIRTH_PREVENTED, day, households.id[where], households.county[where]
    )
    return join_events([deaths, births, prevented])
