# mypy: disable-error-code="no-any-return"
"""Soldiers on the first day: rows in the households they come from, mostly of parents, away in the army.

They are planned separately from civilians, since the county tables leave them out and their margins must stay exact.
Places send soldiers in proportion to their civilians.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array, Records
from inminban.core.compile.rule import kernel, rule
from inminban.core.days import MONTHS_OF_YEAR
from inminban.core.kinds import Occupation, Sex, Whereabouts
from inminban.core.layout import rows_of
from inminban.core.random import STREAM_POPULATION, below, draw
from inminban.population.fitting import Floats, Integers, largest_remainder, round_table
from inminban.population.households import MOST_BIRTHS, Made, birth_day
from inminban.population.matching import CHILD, N_AGES, NOBODY, SPOUSE, nearest_age, wish
from inminban.population.relatives import fits_as_father, fits_as_parent
from inminban.rules.army import term_at_age

FIRST_NUMBER = 2**31  # soldiers are numbered from here for their draws
MOTHERS, TERMS = 101, 102  # purposes of draws, used in place of the day


class Recruits(NamedTuple):
    """Soldiers in order of place: household (row of all), age and sex; `first` row of each place, one row more."""

    first: Any
    household: Any
    mother: Any  # row of the mother, before soldiers were added, -1 for none
    father: Any  # row of the father
    age: Any
    sex: Any


def soldier_counts(size: Integers, ages: Floats, n_soldiers: int) -> Integers:
    """Soldiers by place, sex and age: `n_soldiers` with the sexes and ages of `ages` (2 x 101)."""
    counts = np.zeros((len(size), 2, ages.shape[1]), dtype=np.int64)
    sexes = largest_remainder(ages.sum(axis=1), n_soldiers)
    taken = np.zeros(len(size), dtype=np.int64)
    for sex in range(2):
        upto = largest_remainder(size.astype(np.float64), int(sexes[: sex + 1].sum()))
        rows = np.maximum(upto - taken, 0)
        while rows.sum() > sexes[sex]:
            rows[np.argmax(rows)] -= 1
        taken = taken + rows
        columns = largest_remainder(ages[sex], int(sexes[sex])) if sexes[sex] else np.zeros(ages.shape[1], np.int64)
        counts[:, sex] = round_table(rows[:, None] * (columns / max(1, sexes[sex])), rows, columns)
    return counts


@rule
def list_mothers(
    first: int, last: int, first_person: Any, made: Made, first_of_age: Any, by_age: Any, mother: Any
) -> None:
    """Lay households `first` to `last` - 1 in blocks by the age of the wife, or of the head where there is none."""
    age = np.zeros(last - first, np.int64)
    first_of_age[:] = 0
    for h in range(first, last):
        chosen = first_person[h]
        mother[h - first] = NOBODY
        for i in range(first_person[h], first_person[h + 1]):
            if made.sex[i] == Sex.FEMALE and made.role[i] <= SPOUSE:
                chosen = i
                mother[h - first] = i
        age[h - first] = made.age[chosen]
        first_of_age[age[h - first] + 1] += 1
    for a in range(N_AGES):
        first_of_age[a + 1] += first_of_age[a]
    filled = first_of_age[:N_AGES].copy()
    for h in range(first, last):
        a = age[h - first]
        by_age[filled[a]] = h - first
        filled[a] += 1


@kernel
def seat_soldiers(
    first: int, last: int, counts: Any, first_home: Any, first_person: Any, made: Made, seed: int, p: Any, out: Recruits
) -> None:
    """Find a household with a mother of fitting age for every soldier of places `first` to `last`."""
    for place in range(first, last):
        row = out.first[place]
        n_homes = first_home[place + 1] - first_home[place]
        if out.first[place + 1] == row or n_homes == 0:
            continue
        first_of_age = np.zeros(N_AGES + 1, np.int64)
        by_age, mother = np.zeros(n_homes, np.int64), np.zeros(n_homes, np.int64)
        list_mothers(first_home[place], first_home[place + 1], first_person, made, first_of_age, by_age, mother)
        n_open = first_of_age[1:] - first_of_age[:-1]
        for sex in range(2):
            for age in range(N_AGES):
                for _ in range(counts[place, sex, age]):
                    words = draw(seed, FIRST_NUMBER + row, MOTHERS, STREAM_POPULATION)
                    home = take_home(age, words, first_of_age, n_open, by_age, n_homes, p)
                    out.household[row] = first_home[place] + home
                    note_parents_of_soldier(row, mother[home], age, made, p, out)
                    out.age[row] = age
                    out.sex[row] = sex
                    row += 1


@rule
def note_parents_of_soldier(row: int, woman: int, age: int, made: Made, p: Any, out: Recruits) -> None:
    """Mother and father of a soldier: the couple whose household it is, where the ages allow it."""
    if woman == NOBODY or not fits_as_parent(np.int64(made.age[woman]), age, p):
        return
    out.mother[row] = woman
    man = woman + np.int64(made.spouse[woman])
    if man != woman and fits_as_father(np.int64(made.age[man]), age, p):
        out.father[row] = man


@rule
def take_home(age: int, words: Any, first_of_age: Any, n_open: Any, by_age: Any, n_homes: int, p: Any) -> int:
    """A household that has sent nobody yet, with a wife old enough to be the mother; any household if there is none."""
    wished = age + wish(p.mother_mean, p.mother_spread, words[0])
    own = nearest_age(n_open, wished, age + p.mother_youngest, age + p.mother_oldest)
    if own == NOBODY:
        return below(words[1], n_homes)
    start = first_of_age[own]
    place, end = start + below(words[1], n_open[own]), start + n_open[own] - 1
    home = by_age[place]
    by_age[place], by_age[end] = by_age[end], by_age[place]
    n_open[own] -= 1
    return home


def add_soldiers(
    made: Made, counts: Integers, first_home: Array, start_day: int, seed: int, p: Any, threads: Any
) -> tuple[Made, Array]:
    """Everybody with the soldiers behind the members of their households; and the rows of soldiers."""
    first = np.concatenate([[0], np.cumsum(counts.sum(axis=(1, 2)))]).astype(np.int64)
    n = int(first[-1])
    out = Recruits(
        first, np.zeros(n, np.int64), np.full(n, NOBODY, np.int64), np.full(n, NOBODY, np.int64),
        np.zeros(n, np.uint8), np.zeros(n, np.uint8),
    )  # fmt: skip
    threads.run(seat_soldiers, len(counts), counts, first_home, made.first_person, made, seed, p, out)
    return _insert(made, out, start_day, seed)


def _insert(made: Made, out: Recruits, start_day: int, seed: int) -> tuple[Made, Array]:
    """Everybody in order of household, civilians before soldiers; and the rows of the soldiers in that order.

    Rows within a household keep their distances, so that relatives are found where they were.
    """
    n_homes = len(made.first_person) - 1
    extra = np.bincount(out.household, minlength=n_homes).astype(np.int32)
    first_person = made.first_person + np.concatenate([[0], np.cumsum(extra, dtype=np.int32)]).astype(np.int32)
    add_births(0, len(out.mother), out.mother, made.n_births)
    order = np.argsort(out.household, kind="stable")
    home = out.household[order]
    rank = np.arange(len(order)) - np.searchsorted(home, home)
    rows = first_person[1:][home] - extra[home] + rank
    days = np.zeros(len(order), dtype=np.int32)
    draw_birth_days(0, len(order), order, out.age, start_day, seed, days)
    shift = (first_person - made.first_person)[:-1][home]
    mother, father = (distances(parent[order], rows, shift) for parent in (out.mother, out.father))
    columns = {}
    for name, old, new in (
        ("age", made.age, out.age[order]), ("sex", made.sex, out.sex[order]), ("role", made.role, CHILD),
        ("birth_day", made.birth_day, days), ("marital", made.marital, 0), ("n_births", made.n_births, 0),
        ("spouse", made.spouse, 0), ("mother", made.mother, mother), ("father", made.father, father),
    ):  # fmt: skip
        column = np.zeros(len(old) + len(order), dtype=old.dtype)
        spread(0, n_homes, made.first_person, first_person, old, column)
        column[rows] = new
        columns[name] = column
    return Made(**columns, first_person=first_person), rows


def distances(parent: Array, rows: Array, shift: Array) -> Array:
    """Rows from those of soldiers to those of a parent (before soldiers were added), 0 for none."""
    return np.where(parent != NOBODY, parent + shift - rows, 0).astype(np.int16)


@kernel
def add_births(first: int, last: int, mother: Any, n_births: Any) -> None:
    """Count soldiers `first` to `last` - 1 with the women who count as their mothers."""
    for k in range(first, last):
        if mother[k] >= 0 and n_births[mother[k]] < MOST_BIRTHS:
            n_births[mother[k]] += 1


@kernel
def spread(first: int, last: int, before: Any, after: Any, old: Any, column: Any) -> None:
    """Copy a column of the civilians of households `first` to `last` - 1 to their new rows."""
    for h in range(first, last):
        for k in range(before[h + 1] - before[h]):
            column[after[h] + k] = old[before[h] + k]


@kernel
def count_away(first: int, last: int, homes: Any, people: Any) -> None:
    """Members of households `first` to `last` - 1 who are not at home."""
    for h in range(first, last):
        n = 0
        for i in rows_of(homes[h]):
            n += 1 if people[i].whereabouts != Whereabouts.HOME else 0
        homes[h].n_away = n


@kernel
def draw_birth_days(first: int, last: int, number: Any, age: Any, start_day: int, seed: int, days: Any) -> None:
    """Days of birth of soldiers, who are numbered in order of place."""
    for i in range(first, last):
        days[i] = birth_day(age[number[i]], start_day, seed, FIRST_NUMBER + number[i])


def enlist(people: Records, age: Array, rows: Array, army: Any, seed: int, p: Any) -> None:
    """Mark soldiers as away, and draw how many months each has still to serve."""
    people.whereabouts[rows] = Whereabouts.ARMY
    people.occupation[rows] = Occupation.SOLDIER
    draw_terms(0, len(rows), rows, people, age, army, seed, p.camps_first_age)


@kernel
def draw_terms(first: int, last: int, rows: Any, people: Any, age: Any, army: Any, seed: int, first_age: int) -> None:
    """Months still to serve, by age; called up at the first age or the year after."""
    for k in range(first, last):
        i = rows[k]
        late = below(draw(seed, people.id[i], TERMS, STREAM_POPULATION)[0], 2)
        left = term_at_age(age[i] - late, first_age, people.sex[i], army)
        people.term[i] = left // MONTHS_OF_YEAR * MONTHS_OF_YEAR


if (Sex.MALE, Sex.FEMALE) != (0, 1) or int(Whereabouts.HOME) != 0:
    raise RuntimeError("sexes and whereabouts are counted from the first kind")
