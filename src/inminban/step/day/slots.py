"""Filling the slots of the batch from people's records, and writing the results back."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import MOST_OF_BYTE
from inminban.core.compile.rule import inlined
from inminban.core.days import DAYS_OF_WEEK
from inminban.core.kinds import N_COUNTS, N_MINUTES, N_WON, Ever, Food
from inminban.core.layout import rows_of
from inminban.core.money import worth_of_grain
from inminban.rules import food, household_budget, work
from inminban.step.context import Today
from inminban.step.day.batch import SIDE_BY_SIDE
from inminban.step.day.household_food import note_possessions
from inminban.step.day.plan import plan_nothing
from inminban.step.farm_members import is_of_farm
from inminban.step.record import is_absent, is_away


@inlined
def padded_size(n: int, batch: Any) -> int:
    """Number of slots that loops go over for `n` people: `n` rounded up; the slots beyond are empty.

    In a batch for one household, as on a GPU, it is `n`: there each thread works on one person at a time.
    """
    if len(batch.is_settled) == 1:
        return n
    return (n + SIDE_BY_SIDE - 1) // SIDE_BY_SIDE * SIDE_BY_SIDE


@inlined
def fill_batch(first_row: int, n: int, homes: Any, first: int, last: int, people: Any, batch: Any) -> None:
    """Copy what changes from day to day from `n` people's records, and set the sums of these days to zero."""
    for at in range(n):
        person = people[first_row + at]
        batch.id[at] = person.id
        batch.conviction[at], batch.fear[at], batch.distrust[at] = person.conviction, person.fear, person.distrust
        batch.perceived_support[at] = person.perceived_support
        batch.standing[at], batch.outside_knowledge[at] = person.standing, person.outside_knowledge
        batch.satisfaction[at], batch.nutrition[at] = person.satisfaction, person.nutrition
        batch.health[at], batch.trade_skill[at] = person.health, person.trade_skill
        batch.effort[at], batch.strikes[at] = person.effort, person.strikes
        batch.days_here[at], batch.evenings[at], batch.taught[at] = person.days_here, person.evenings, person.taught
        batch.unpaid[at], batch.traded[at], batch.levied[at] = person.unpaid, person.traded, person.levied
        batch.has_offended[at] = 1 if person.offences > 0 else 0
    for at in range(n):
        batch.is_due[at], batch.has_traded[at], batch.lapses[at] = 0, 0, 0
    batch.session_weekdays = 0
    side = padded_size(n, batch)  # empty slots too: loops add every day to them, and the sums must not grow
    for k in range(N_MINUTES):
        for at in range(side):
            batch.minutes[k, at] = 0
    for k in range(N_COUNTS):
        for at in range(side):
            batch.counts[k, at] = 0
    for k in range(N_WON):
        for at in range(side):
            batch.won[k, at] = 0
    for at in range(n, side):
        batch.id[at], batch.takes_part[at], batch.traded[at] = 0, 0, 0
        plan_nothing(at, batch)
    for h in range(first, last):
        home = homes[h]
        fill_home(home, h - first, batch)
        start = int(home.first_person) - first_row
        for at in range(start, start + int(home.n_people)):
            batch.place[at] = h - first
            batch.has_phone[at], batch.voice[at], batch.hidden_doubt[at] = home.has_phone, home.voice, home.hidden_doubt
            batch.lot[at], batch.talk[at] = home.lot, home.talk


@inlined
def fill_home(home: Any, place: int, batch: Any) -> None:
    """Copy what changes from day to day from a household's record; it is settled anew."""
    batch.is_settled[place], batch.lacks[place] = 0, -1
    batch.shopping[place] = home.id % DAYS_OF_WEEK
    batch.food[place], batch.eaten[place], batch.needed[place] = home.food, 0, 0
    note_possessions(home, place, batch)


@inlined
def write_home_back(home: Any, place: int, is_week_end: bool, batch: Any) -> None:
    """Write a household's grain back to its record; the week's sums begin anew when it is over."""
    eaten, needed = int(batch.eaten[place]), int(batch.needed[place])
    home.food = batch.food[place]
    home.food_month[Food.EATEN] += eaten
    home.food_month[Food.NEEDED] += needed
    home.eaten = 0 if is_week_end else home.eaten + eaten
    home.needed = 0 if is_week_end else home.needed + needed


@inlined
def write_back(first_row: int, n: int, people: Any, batch: Any) -> None:
    """Write the columns and sums of these days back to the records of `n` people."""
    for at in range(n):
        person = people[first_row + at]
        person.conviction, person.fear, person.distrust = batch.conviction[at], batch.fear[at], batch.distrust[at]
        person.perceived_support = batch.perceived_support[at]
        person.standing, person.outside_knowledge = batch.standing[at], batch.outside_knowledge[at]
        person.satisfaction, person.nutrition = batch.satisfaction[at], batch.nutrition[at]
        person.health, person.trade_skill = batch.health[at], batch.trade_skill[at]
        person.effort, person.strikes = batch.effort[at], batch.strikes[at]
        person.days_here, person.evenings, person.taught = batch.days_here[at], batch.evenings[at], batch.taught[at]
        person.unpaid, person.traded, person.levied = batch.unpaid[at], batch.traded[at], batch.levied[at]
        if batch.has_traded[at] == 1:
            person.this_year |= Ever.TRADED
        for k in range(N_MINUTES):
            person.minutes[k] += batch.minutes[k, at]
        for k in range(N_COUNTS):
            if batch.counts[k, at] > 0:
                person.counts[k] = min(int(person.counts[k]) + int(batch.counts[k, at]), MOST_OF_BYTE)


@inlined
def settle(home: Any, place: int, last_day: int, today: Today) -> None:
    """Settle a household: members at home, ages and needs; valid until a birthday or until somebody comes or goes."""
    day, rules, batch = today.day, today.rules, today.batch
    need, adult, free_adult, is_settled, eats_apart, confined = 0, -1, -1, 1, 0, 0
    for i in rows_of(home):
        person, at = today.society.people[i], i - today.first_row
        age = age_in_years(day.number, person.birth_day)
        batch.age[at] = age
        batch.takes_part[at] = 0
        if age_in_years(last_day, person.birth_day) != age:
            is_settled = 0
        if is_absent(person):
            eats_apart = 1
            confined += 0 if is_away(person) else 1
            continue
        batch.takes_part[at] = 1 if age >= rules.school.least_age else 0
        # The record is judged again, since an age or a parameter may have changed.
        batch.is_due[at] = 1 if batch.strikes[at] > 0 or person.political_offences > 0 else 0
        need += food.need_of(age, int(person.sex), rules.food)
        if household_budget.may_act(age, rules.household_budget):
            if adult < 0:
                adult = i
            if free_adult < 0 and not work.has_post(int(person.occupation)):
                free_adult = i
    batch.need[place], batch.adult[place], batch.free_adult[place] = need, adult, free_adult
    batch.is_settled[place], batch.eats_apart[place], batch.confined[place] = is_settled, eats_apart, confined
    batch.of_farm[place] = 1 if is_of_farm(today.society.people, home) else 0
    batch.food_cost[place] = worth_of_grain(need, today.county.price_rice)
