"""Decisions of the year's resettlement: homes of couples, of children without an adult, of households that move.

This only decides the household of each person and the unit of each household; `resettle` moves the rows.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import MOST_OF_BYTE, Array, Society, grown
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.device.threads import Threads
from inminban.core.draws import Draw, drawn, of_draw
from inminban.core.kinds import N_FOOD, Marital, Settlement, Sex, Whereabouts
from inminban.core.layout import rows_of
from inminban.core.random import STREAM_MOVE, below, draw
from inminban.rules import marriage, migration
from inminban.rules.remittances import MOST_PUT_BY
from inminban.rules.work_abroad import MOST_OWED
from inminban.step.families import are_siblings, is_child_of, new_household_id, wed
from inminban.step.spring.reunions import return_children
from inminban.step.spring.taken_in import place_children, take_in_old
from inminban.step.spring.weddings import Couples, county_places

NOBODY = -1


class Plan(NamedTuple):
    """The decisions: the household of each row, the unit of each household; new households follow the old."""

    before: Array  # row of the former household of each person row, -1 for free rows
    target: Array  # row of the new household
    unit: Array  # row of the unit of each household, old ones first; one entry for every possible new one
    founder: Array  # row of the bride of each new household, -1 where there is none
    beside: Array  # row of the groom's former household, for each new one, -1 where there is none


@inlined
def has_parent(people: Any, home: Any, i: int) -> bool:
    """Whether the mother or father of the person in row `i` is a member of the household."""
    n = 0
    for j in rows_of(home):
        n += 1 if is_child_of(people[i], people[j]) else 0
    return n > 0


@inlined
def count_married_brothers(people: Any, home: Any, i: int) -> int:
    """Married brothers of the man in row `i` who are members of his household."""
    n = 0
    for j in rows_of(home):
        other = people[j]
        is_married_man = j != i and other.sex == Sex.MALE and other.marital == Marital.MARRIED
        n += 1 if is_married_man and are_siblings(people[i], other) else 0
    return n


@inlined
def take_children_along(people: Any, home: Any, h: int, i: int, target: Any, day: int, adult_age: int) -> None:
    """Let the children of the person in row `i`, who leaves household `h`, go where their mother or father goes."""
    for j in rows_of(home):
        is_minor = age_in_years(day, people[j].birth_day) < adult_age and people[j].whereabouts == Whereabouts.HOME
        if target[j] == h and is_minor and is_child_of(people[j], people[i]):
            target[j] = target[i]


@lean_kernel
def settle_couples(
    first: int, last: int, society: Society, couples: Couples, plan: Plan, p: Any, adult_age: int, seed: int, day: int
) -> None:
    """Choose a home for couples `first` to `last` - 1, in order, and marry them; on one thread only.

    The new husband of a widow or divorced woman moves in with her. A bride joins a man who lives without parents and
    married brothers; other couples live with his parents or found a household in his unit. Children of an earlier
    marriage follow the one who moves.
    """
    people, n_old = society.people, len(society.households)
    for k in range(first, last):
        b, g = couples.bride[k], couples.groom[k]
        h = plan.before[g]
        home = society.households[h]
        luck = drawn(seed, people[b].id, day, Draw.WITH_PARENTS)
        n_brothers = count_married_brothers(people, home, g)
        is_head = n_brothers == 0 and not has_parent(people, home, g)
        if people[b].marital != Marital.SINGLE:
            plan.target[g] = plan.before[b]
        elif is_head or marriage.moves_in_with_parents(luck, n_brothers, p):
            plan.target[b] = h
        else:
            plan.target[b] = n_old + k
            plan.target[g] = n_old + k
            plan.unit[n_old + k] = home.unit
            plan.founder[k] = b
            plan.beside[k] = h
        wed(people[b], people[g])
        take_children_along(people, home, h, g, plan.target, day, adult_age)
        old_home = society.households[plan.before[b]]
        take_children_along(people, old_home, plan.before[b], b, plan.target, day, adult_age)


@inlined
def unit_to_move_to(home: Any, society: Any, places: Any, capital: int, words: Any, p: Any) -> int:
    """The unit a household is moved to, of the same settlement type if possible; its own if the move is not allowed."""
    rows, first_of_province = places
    province = int(society.counties[home.county].province)
    start, end = 0, len(rows)
    if migration.stays_in_province(of_draw(words, Draw.WITHIN_PROVINCE), p):
        start, end = first_of_province[province], first_of_province[province + 1]
    county = rows[start + below(of_draw(words, Draw.TO_COUNTY), end - start)]
    there = society.counties[county]
    songbun = int(society.people[home.first_person].songbun)
    luck = of_draw(words, Draw.ENTERS_CAPITAL)
    is_allowed = migration.may_enter(there.province == capital, province == capital, songbun, luck, p)
    if county == home.county or not is_allowed:
        return int(home.unit)
    chosen = there.first_unit + below(of_draw(words, Draw.TO_UNIT), there.n_units)
    for attempt in range(there.n_units):
        u = there.first_unit + (chosen - there.first_unit + attempt) % there.n_units
        if society.units[u].settlement == home.settlement:
            return u
    return chosen


@inlined
def unit_of_banishment(home: Any, society: Any, rows: Any, capital: int, word: int) -> int:
    """A unit to which a banished household is sent: the first suitable one after a random one; else the present unit.

    `rows`: row of the county, for each unit.
    """
    begin = below(word, len(rows))
    for step in range(len(rows)):
        county = rows[(begin + step) % len(rows)]
        there = society.counties[county]
        u = there.first_unit + (begin + step) % there.n_units
        is_rural = society.units[u].settlement == Settlement.RURAL
        if migration.takes_banished(there.province == capital, there.is_border == 1, is_rural, county == home.county):
            return u
    return int(home.unit)


@lean_kernel
def move_households(
    first: int, last: int, society: Society, plan: Plan, places: Any, capital: int, p: Any, seed: int, day: int
) -> None:
    """Move some of households `first` to `last` - 1 to another county."""
    for h in range(first, last):
        home = society.households[h]
        if home.n_people == 0:
            continue
        words = draw(seed, home.id, day, STREAM_MOVE)
        if home.is_banished:
            luck = drawn(seed, home.id, day, Draw.BANISHED_TO)
            plan.unit[h] = unit_of_banishment(home, society, places[0], capital, luck)
        elif migration.is_moved(of_draw(words, Draw.MOVES), p):
            plan.unit[h] = unit_to_move_to(home, society, places, capital, words, p)


@inlined
def give(giver: Any, taker: Any, cash: int, cents: int, food: int) -> None:
    """Won, cents and grain from one household to another."""
    giver.cash -= cash
    giver.foreign_cents -= cents
    giver.food -= food
    taker.cash += cash
    taker.foreign_cents += cents
    taker.food += food


@inlined
def leave_all(giver: Any, taker: Any) -> None:
    """Transfer everything of a household whose members have all left: belongings, debts, relatives in the South."""
    give(giver, taker, giver.cash, giver.foreign_cents, giver.food)
    taker.debt += giver.debt
    taker.loan_cents = min(int(taker.loan_cents) + int(giver.loan_cents), MOST_OWED)
    taker.grain_delivered += giver.grain_delivered
    taker.eaten += giver.eaten
    taker.needed += giver.needed
    taker.n_in_south = min(int(taker.n_in_south) + int(giver.n_in_south), MOST_OF_BYTE)
    taker.south_cents = min(int(taker.south_cents) + int(giver.south_cents), MOST_PUT_BY)
    taker.is_punished |= giver.is_punished
    taker.is_banished |= giver.is_banished
    taker.has_television |= giver.has_television
    taker.has_player |= giver.has_player
    taker.has_phone |= giver.has_phone
    taker.gave_teacher = max(int(taker.gave_teacher), int(giver.gave_teacher))
    taker.gave_doctor = max(int(taker.gave_doctor), int(giver.gave_doctor))
    for k in range(N_FOOD):
        taker.food_month[k] += giver.food_month[k]


@lean_kernel
def weigh_belongings(first: int, last: int, society: Society, rows: Array, plan: Plan, p: Any, taken: Array) -> None:
    """Belongings that people in `rows[first:last]` take along when they leave their households: won, cents, grain."""
    for k in range(first, last):
        home = society.households[plan.before[rows[k]]]
        n = int(home.n_people)
        taken[k, 0] = marriage.taken_along(home.cash, n, p)
        taken[k, 1] = marriage.taken_along(home.foreign_cents, n, p)
        taken[k, 2] = marriage.taken_along(home.food, n, p)


@lean_kernel
def share_belongings(first: int, last: int, homes: Any, rows: Array, plan: Plan, taken: Array) -> None:
    """Transfer what people in `rows[first:last]` take along; in order of rows, on one thread only.

    A household whose last members move away passes everything to the new household of the last of them.
    """
    n_left, left = 0, NOBODY
    for k in range(first, last):
        h, t = plan.before[rows[k]], plan.target[rows[k]]
        n_left = n_left + 1 if h == left else 1
        left = h
        give(homes[h], homes[t], taken[k, 0], taken[k, 1], taken[k, 2])
        if n_left == homes[h].n_people:
            leave_all(homes[h], homes[t])


@lean_kernel
def note_homes(first: int, last: int, households: Any, home_of_row: Array) -> None:
    """Write the row of their household for the members of households `first` to `last` - 1."""
    for h in range(first, last):
        home = households[h]
        for i in rows_of(home):
            home_of_row[i] = h


def homes_of_rows(society: Society, threads: Threads) -> Array:
    """Row of the household of every person row, -1 for free rows (int32)."""
    home_of_row = np.full(len(society.people), NOBODY, dtype=np.int32)
    threads.run(note_homes, len(society.households), society.households, home_of_row)
    return home_of_row


def open_plan(society: Society, home_of_row: Array, n_couples: int) -> Plan:
    """A plan in which everybody stays."""
    nobody = np.full(n_couples, NOBODY, dtype=np.int32)
    unit = np.concatenate([society.households.unit, nobody])
    return Plan(home_of_row, home_of_row.copy(), unit, nobody, nobody.copy())


def make_plan(
    society: Society,
    home_of_row: Array,
    couples: Couples,
    rules: Any,
    seed: int,
    day: int,
    capital: int,
    threads: Threads,
) -> Plan:
    """Decide the household of everybody and the unit of every household, and mark couples as married."""
    plan = open_plan(society, home_of_row, len(couples.bride))
    p, adult_age = rules.marriage, int(rules.neighbourhood.adult_age)
    settle_couples(0, len(couples.bride), society, couples, plan, p, adult_age, seed, day)
    return_children(society, plan, adult_age, day, threads)
    place_children(society, plan, int(p.units_for_children), adult_age, seed, day, threads)
    take_in_old(society, plan, p, adult_age, seed, day, threads)
    places = county_places(society)
    threads.run(move_households, len(society.households), society, plan, places, capital, rules.migration, seed, day)
    return plan


def all_households(society: Society, plan: Plan, rules: Any, threads: Threads) -> Any:
    """Old households, then new ones (of the same kind of place as the grooms'), with what their founders take along.

    They are in the memory of the society's households if there are enough spare rows.
    """
    n_old = len(society.households)
    rows = np.flatnonzero(plan.target != plan.before)
    taken = np.zeros((len(rows), 3), dtype=np.int64)
    threads.run(weigh_belongings, len(rows), society, rows, plan, rules.marriage, taken)
    homes = grown(society.households, n_old + len(plan.founder))
    is_new = np.flatnonzero(plan.founder >= 0)
    new, beside = n_old + is_new, plan.beside[is_new]
    homes.id[new] = new_household_id.py_func(society.people.id[plan.founder[is_new]])
    homes.plot_square_metres[new] = homes.plot_square_metres[beside]
    homes.wealth_fifth[new] = homes.wealth_fifth[beside]
    share_belongings(0, len(rows), homes, rows, plan, taken)
    return homes
