"""Sums over all people at the ends of months and weeks: groups, fifths of wealth, and means by neighbourhood unit."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np

from inminban.core.arithmetic import WHOLE, age_in_years, months_of_age
from inminban.core.choosing import limits_of_fifths
from inminban.core.columns import Array, Records, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.days import MONTHS_OF_YEAR
from inminban.core.device.threads import Threads
from inminban.core.draws import Draw, drawn
from inminban.core.kinds import (
    MIDDLE_FIFTH,
    N_COUNTS,
    N_FIFTHS,
    N_FOOD,
    N_MINUTES,
    N_SETTLEMENTS,
    N_WON,
    Ever,
    Livelihood,
    Minutes,
    Sanction,
)
from inminban.core.layout import homes_of, rows_of
from inminban.core.money import in_won
from inminban.rules import assignment, growth, rations, work
from inminban.step.farm_members import has_share, is_of_farm
from inminban.step.groups import N_CELLS, age_group, cell_of
from inminban.step.month.home_talk import says
from inminban.step.record import is_absent, wealth_of


class Level(IntEnum):
    """Sums over the people present at the month's end, and counts of people, after minutes, won and counts."""

    PEOPLE = 0
    PERSON_DAYS = 1
    MINUTES_WORTH = 2
    COULD_EARN = 3
    CONVICTION = 4
    SPOKEN = 5
    FEAR = 6
    STANDING = 7
    OUTSIDE_KNOWLEDGE = 8
    SATISFACTION = 9
    NUTRITION = 10
    HEALTH = 11
    STRIKES = 12
    SKILL = 13
    LOST_SKILL = 14
    HUNGRY = 15
    LEFT_POST = 16
    IN_CAMP = 17
    BRIBED_LATELY = 18
    TRADED_LATELY = 19
    RATION_LATELY = 20
    FOREIGN_MEDIA_LATELY = 21
    STATE_PAY_LATELY = 22
    TUTORED_LATELY = 23
    TRAINEES = 24
    VOCATION = 25
    LEFT_OR_TUTORED = 26
    DISTRUST = 27
    PERCEIVED_SUPPORT = 28
    PLOT = 29  # people by livelihood, in the order of `core.kinds.Livelihood`
    STALL = 30
    STREET = 31
    HOME_WORK = 32
    SERVICES = 33
    WHOLESALE = 34
    BORDER = 35
    LESSONS = 36
    MEASURED = 37  # children of an age to be measured in a survey of nutrition
    STUNTED = 38  # of these, too short


N_LEVELS = 39


class Held(IntEnum):
    """Sums over the households of a group; the month's grain by use follows."""

    HOUSEHOLDS = 0
    PEOPLE = 1
    CASH = 2
    FOREIGN_CENTS = 3
    DEBT = 4
    FOOD = 5
    ON_FARM_SHARE = 6  # members with a claim to a farm's share
    ON_RATIONS = 7  # members at home without one
    GAVE_TEACHER = 8  # households that gave a teacher something within a year
    GAVE_DOCTOR = 9


N_HELD = 10
N_MEASURES = N_MINUTES + N_WON + N_COUNTS + N_LEVELS
FIRST_WON = N_MINUTES
FIRST_COUNT = N_MINUTES + N_WON
FIRST_LEVEL = N_MINUTES + N_WON + N_COUNTS
OF_CELLS, OF_GRAIN = (N_CELLS, N_MEASURES), (N_SETTLEMENTS, N_FIFTHS, N_HELD + N_FOOD)  # sums of one province


@inlined
def add_month(person: Any, measures: Any) -> int:
    """Add a person's minutes and counts of the month to a cell and clear them; returns the unpaid minutes.

    Money is added up during the days (`step/money_accounts.py`).
    """
    unpaid = 0
    for k in range(N_MINUTES):
        minutes = int(person.minutes[k])
        measures[k] += minutes
        if Minutes.INDOCTRINATION <= k <= Minutes.PENAL:
            unpaid += minutes
        person.minutes[k] = 0
    for k in range(N_COUNTS):
        measures[FIRST_COUNT + k] += person.counts[k]
        person.counts[k] = 0
    return unpaid


@inlined
def add_levels(person: Any, rules: Any, level: Any) -> None:
    """Add a person's state at the month's end; what was earned fades, so that the last year counts."""
    person.ever |= person.this_year
    person.state_income -= person.state_income // MONTHS_OF_YEAR
    person.private_income -= person.private_income // MONTHS_OF_YEAR
    lately = int(person.this_year) | int(person.last_year)
    level[Level.PEOPLE] += 1
    level[Level.CONVICTION] += person.conviction
    level[Level.SPOKEN] += says(person, WHOLE, rules.public_opinion)
    level[Level.PERCEIVED_SUPPORT] += person.perceived_support
    level[Level.FEAR] += person.fear
    level[Level.DISTRUST] += person.distrust
    level[Level.STANDING] += person.standing
    level[Level.OUTSIDE_KNOWLEDGE] += person.outside_knowledge
    level[Level.SATISFACTION] += person.satisfaction
    level[Level.NUTRITION] += person.nutrition
    level[Level.HEALTH] += person.health
    level[Level.STRIKES] += person.strikes
    level[Level.SKILL] += person.skill
    level[Level.VOCATION] += person.vocation
    level[Level.HUNGRY] += 1 if person.nutrition < rules.food.hungry else 0
    level[Level.LEFT_POST] += person.has_left_post
    level[Level.LEFT_OR_TUTORED] += 1 if person.has_left_post or lately & Ever.TUTORED else 0
    level[Level.IN_CAMP] += 1 if person.sanction_days > 0 and person.sanction >= Sanction.LABOUR_CAMP else 0
    level[Level.BRIBED_LATELY] += 1 if lately & Ever.BRIBED else 0
    level[Level.TRADED_LATELY] += 1 if lately & Ever.TRADED else 0
    level[Level.RATION_LATELY] += 1 if lately & Ever.RATION else 0
    level[Level.FOREIGN_MEDIA_LATELY] += 1 if lately & Ever.FOREIGN_MEDIA else 0
    level[Level.STATE_PAY_LATELY] += 1 if lately & Ever.STATE_PAY else 0
    level[Level.TUTORED_LATELY] += 1 if lately & Ever.TUTORED else 0
    level[Level.TRAINEES] += person.is_trainee
    if person.livelihood != Livelihood.NONE:
        level[Level.PLOT + person.livelihood - 1] += 1


@inlined
def add_height(person: Any, age: int, month: Any, level: Any) -> None:
    """Count a child as a survey of nutrition would: measured, and too short for its age."""
    p, months = month.rules.growth, months_of_age(month.day, int(person.birth_day))
    if growth.is_measured(months, age, p):
        level[Level.MEASURED] += 1
        luck = drawn(month.seed, person.id, 0, Draw.STATURE)
        level[Level.STUNTED] += 1 if growth.is_stunted(luck, int(person.height_lost), p) else 0


@inlined
def weigh_gifts(person: Any, occupation: int, rules: Any, seed: int) -> None:
    """Store the skill that a person's aptitudes allow in the present post, and the skill the best post would add."""
    gifts = assignment.aptitudes(seed, int(person.id), rules.assignment)
    person.reachable_skill = assignment.reachable_skill(occupation, gifts, rules.assignment)
    person.lost_skill = assignment.talent_loss(occupation, gifts, rules.assignment)
    person.weighed_for = occupation + 1


@inlined
def close_person_month(person: Any, age: int, day_value: int, rules: Any, seed: int, days: int, measures: Any) -> None:
    """Close one person's month: let skill grow by a month at the post, add up everything and clear it."""
    level = measures[FIRST_LEVEL:]
    occupation = int(person.occupation)
    if work.has_post(occupation):
        if person.weighed_for != occupation + 1:
            weigh_gifts(person, occupation, rules, seed)
        level[Level.LOST_SKILL] += person.lost_skill
        if person.minutes[Minutes.WORK] > 0:
            person.skill += work.learnt(int(person.skill), int(person.reachable_skill), rules.work)
    unpaid = add_month(person, measures)
    level[Level.PERSON_DAYS] += days
    if age >= rules.prices.valued_from:
        level[Level.MINUTES_WORTH] += unpaid * day_value // rules.prices.ordinary_day
        level[Level.COULD_EARN] += day_value * days
    add_levels(person, rules, level)


@inlined
def close_household_month(people: Any, home: Any, row: Any) -> None:
    """Add a household's money and grain to its group, and clear the month's grain."""
    of_farm = is_of_farm(people, home)
    for i in rows_of(home):
        if has_share(people[i], of_farm):
            row[Held.ON_FARM_SHARE] += 1
        elif not is_absent(people[i]):
            row[Held.ON_RATIONS] += 1
    row[Held.HOUSEHOLDS] += 1
    row[Held.PEOPLE] += home.n_people
    row[Held.CASH] += home.cash
    row[Held.FOREIGN_CENTS] += home.foreign_cents
    row[Held.DEBT] += home.debt
    row[Held.FOOD] += home.food
    row[Held.GAVE_TEACHER] += 1 if home.gave_teacher > 0 else 0
    row[Held.GAVE_DOCTOR] += 1 if home.gave_doctor > 0 else 0
    home.gave_teacher = max(int(home.gave_teacher) - 1, 0)
    home.gave_doctor = max(int(home.gave_doctor) - 1, 0)
    home.income, home.outlays, home.bribes = 0, 0, 0
    home.grain_spent, home.goods_spent = 0, 0
    for k in range(N_FOOD):
        row[N_HELD + k] += home.food_month[k]
        home.food_month[k] = 0


class Month(NamedTuple):
    """A month to be added up: everybody, what counties read, the compiled record of rules, and its last day."""

    society: Society
    counties: Records
    rules: Any
    seed: int
    day: int  # the month's last, as a day number
    days: int  # of it that lie in this run


@lean_kernel
def tally_provinces(
    first: int, last: int, first_household: Array, household_rows: Array, month: Month, cells: Array, grain: Array
) -> None:
    """Add up provinces `first` to `last` - 1 and clear the month's columns.

    `household_rows` lists households by province, cut at `first_household`; `cells` is province, cell, measure; `grain`
    is province, settlement, fifth, (households, people, cash, cents, debt, grain in the house, people on a farm's
    share, givers of gifts, then the month's grain). Both are added to, so they can hold the sums of several months.
    """
    society = month.society
    for province in range(first, last):
        for position in range(first_household[province], first_household[province + 1]):
            home = society.households[household_rows[position]]
            settlement, fifth = int(home.settlement), int(home.wealth_fifth)
            close_household_month(society.people, home, grain[province, settlement, fifth - 1])
            value = month.counties[home.county].value_of_day
            for i in rows_of(home):
                person = society.people[i]
                age = age_in_years(month.day, person.birth_day)
                group, songbun = age_group(age), int(person.songbun)
                cell = cell_of(settlement, int(person.occupation), int(person.sex), group, songbun, fifth)
                measures = cells[province, cell]
                add_height(person, age, month, measures[FIRST_LEVEL:])
                close_person_month(person, age, value, month.rules, month.seed, month.days, measures)


@lean_kernel
def meet_neighbours(first: int, last: int, society: Society, counties: Any) -> None:
    """Set what next week's rules read of units `first` to `last` - 1: mean wealth, shares bought out and punished."""
    for u in range(first, last):
        unit = society.units[u]
        county = counties[unit.county]
        heads, wealth = 0, 0
        for h in homes_of(unit):
            home = society.households[h]
            heads += home.n_people
            wealth += wealth_of(home, county.exchange, county.price_rice)
        if heads > 0:
            unit.mean_standard = wealth // heads
            unit.seen = min(unit.punished * 10_000 // heads, 10_000)
        unit.bought_basis_points = unit.bought * 10_000 // unit.called if unit.called > 0 else 0
        unit.punished = 0
        unit.called = 0
        unit.bought = 0


@lean_kernel
def claim_rations(
    first: int, last: int, society: Society, counties: Any, rules: Any, seed: int, day: int, claimed: Array,
    members: Array,
) -> None:  # fmt: skip
    """Claims to one day's ration (g) of households `first` to `last` - 1, and who of them live on a farm's share."""
    for h in range(first, last):
        home = society.households[h]
        province = int(counties[home.county].province)
        luck = drawn(seed, home.id, 0, Draw.SUPPLIED)
        of_farm = is_of_farm(society.people, home)
        for i in rows_of(home):
            person = society.people[i]
            age = age_in_years(day, person.birth_day)
            if has_share(person, of_farm):
                members[h] += 1
            else:
                claimed[h] += rations.claim(luck, int(person.occupation), age, province, 1, rules.rations)


@inlined
def money_per_head(home: Any, exchange: int) -> int:
    """Won and foreign money of a household less its debts, for each member (jon)."""
    return (home.cash + in_won(home.foreign_cents, exchange) - home.debt) // max(int(home.n_people), 1)


@lean_kernel
def note_money(first: int, last: int, households: Any, exchange: int, per_head: Array) -> None:
    """Money per head of households `first` to `last` - 1."""
    for h in range(first, last):
        per_head[h] = money_per_head(households[h], exchange)


@lean_kernel
def note_fifths(first: int, last: int, households: Any, exchange: int, limits: Array) -> None:
    """Fifth of wealth of households `first` to `last` - 1: 1 and one more for each limit that is reached."""
    for h in range(first, last):
        money, fifth = money_per_head(households[h], exchange), 1
        for k in range(N_FIFTHS - 1):
            fifth += 1 if money >= limits[k] else 0
        households[h].wealth_fifth = fifth


def set_wealth_fifths(households: Any, exchange: int, threads: Threads) -> None:
    """Sort households into fifths of money per head: won and foreign money less debts; changes the column.

    Grain does not count: a farmer's share is eaten by the next harvest. Ties belong to the lower fifth, so fifths may
    differ in size by the number of ties.
    """
    n = len(households)
    if n < N_FIFTHS:
        households.wealth_fifth[:] = MIDDLE_FIFTH
        return
    per_head = np.zeros(n, dtype=np.int64)
    threads.run(note_money, n, households, exchange, per_head)
    threads.run(note_fifths, n, households, exchange, limits_of_fifths(per_head))
