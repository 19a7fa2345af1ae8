"""Month's end and week's end over all people: adding up by group, fifths of wealth, what neighbours see of each other."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from inminban.core.columns import Array, Households, Society
from inminban.core.kinds import N_COUNTS, N_FOOD, N_MINUTES, N_WON, Ever, Minutes, Occupation, Sanction
from inminban.core.rule import part, rule, sweep
from inminban.institutions import assignment, conviction, rations, work
from inminban.life.context import Rules

AGE_GROUPS = ("0-6", "7-13", "14-16", "17-29", "30-44", "45-59", "60+")
N_AGE_GROUPS = 7
N_CELLS = 2 * 20 * 2 * N_AGE_GROUPS * 3 * 5  # settlement, occupation, sex, age group, songbun, fifth of wealth
DAY_MINUTES = 480


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
    BRIBED_EVER = 18
    TRADED_EVER = 19
    RATION_EVER = 20
    FOREIGN_MEDIA_EVER = 21
    STATE_PAY_EVER = 22
    TUTORED_EVER = 23
    TRAINEES = 24


N_LEVELS = 25
N_MEASURES = N_MINUTES + N_WON + N_COUNTS + N_LEVELS
FIRST_WON = N_MINUTES
FIRST_COUNT = N_MINUTES + N_WON
FIRST_LEVEL = N_MINUTES + N_WON + N_COUNTS


@rule
def age_group(age: int) -> int:
    """Row of AGE_GROUPS for completed years."""
    if age < 7:
        return 0
    if age < 14:
        return 1
    if age < 17:
        return 2
    if age < 30:
        return 3
    if age < 45:
        return 4
    return 5 if age < 60 else 6


@rule
def cell_of(settlement: int, occupation: int, sex: int, group: int, songbun: int, fifth: int) -> int:
    """Number of the cell in which a person is counted; `fifth` from 1 to 5."""
    cell = (settlement * 20 + occupation) * 2 + sex
    return ((cell * N_AGE_GROUPS + group) * 3 + songbun) * 5 + fifth - 1


@part
def add_person(i: int, h: int, age: int, day_value: int, s: Society, rules: Rules, seed: int, days: int, cell: Array) -> None:
    """Add one person's month to a cell, let skill grow by a month at the post, and clear the month."""
    people = s.people
    unpaid = 0
    worked = int(people.minutes[i, Minutes.WORK])
    for k in range(N_MINUTES):
        minutes = int(people.minutes[i, k])
        cell[k] += minutes
        if Minutes.INDOCTRINATION <= k <= Minutes.PENAL:
            unpaid += minutes
        people.minutes[i, k] = 0
    for k in range(N_WON):
        cell[FIRST_WON + k] += people.won[i, k]
        people.won[i, k] = 0
    for k in range(N_COUNTS):
        cell[FIRST_COUNT + k] += people.counts[i, k]
        people.counts[i, k] = 0
    minute_value = day_value // DAY_MINUTES
    believes, fears, ever = int(people.conviction[i]), int(people.fear[i]), int(people.ever[i])
    occupation = int(people.occupation[i])
    level = cell[FIRST_LEVEL:]
    level[Level.PEOPLE] += 1
    level[Level.PERSON_DAYS] += days
    if age >= 16:
        level[Level.MINUTES_WORTH] += unpaid * minute_value
        level[Level.COULD_EARN] += day_value * days
    level[Level.CONVICTION] += believes
    level[Level.SPOKEN] += conviction.spoken(believes, fears, rules.conviction)
    level[Level.FEAR] += fears
    level[Level.STANDING] += people.standing[i]
    level[Level.OUTSIDE_KNOWLEDGE] += people.outside_knowledge[i]
    level[Level.SATISFACTION] += people.satisfaction[i]
    level[Level.NUTRITION] += people.nutrition[i]
    level[Level.HEALTH] += people.health[i]
    level[Level.STRIKES] += people.strikes[i]
    level[Level.SKILL] += people.skill[i]
    if work.has_post(occupation):
        gifts = assignment.aptitudes(seed, int(people.id[i]))
        level[Level.LOST_SKILL] += assignment.talent_loss(occupation, gifts, rules.assignment)
        if worked > 0:
            reachable = assignment.reachable_skill(occupation, gifts, rules.assignment)
            people.skill[i] += work.learnt(int(people.skill[i]), reachable, rules.work)
    level[Level.HUNGRY] += 1 if people.nutrition[i] < rules.food.hungry else 0
    level[Level.LEFT_POST] += people.has_left_post[i]
    confined = people.sanction_days[i] > 0 and people.sanction[i] >= Sanction.LABOUR_CAMP
    level[Level.IN_CAMP] += 1 if confined else 0
    level[Level.BRIBED_EVER] += 1 if ever & Ever.BRIBED else 0
    level[Level.TRADED_EVER] += 1 if ever & Ever.TRADED else 0
    level[Level.RATION_EVER] += 1 if ever & Ever.RATION else 0
    level[Level.FOREIGN_MEDIA_EVER] += 1 if ever & Ever.FOREIGN_MEDIA else 0
    level[Level.STATE_PAY_EVER] += 1 if ever & Ever.STATE_PAY else 0
    level[Level.TUTORED_EVER] += 1 if ever & Ever.TUTORED else 0
    level[Level.TRAINEES] += people.is_trainee[i]


@sweep
def tally_provinces(
    first: int, last: int, first_household: Array, household_rows: Array, s: Society, day_value: Array, rules: Rules, seed: int,
    day: int, days: int, cells: Array, food: Array,
) -> None:
    """Add up provinces `first` to `last` - 1 and clear the month's columns.

    `household_rows` lists households by province, cut at `first_household`; `cells` is province, cell, measure; `food`
    is province, settlement, fifth, (households, people, cash, cents, debt, grain in the house, then the month's grain).
    """  # fmt: skip
    people, households = s.people, s.households
    for province in range(first, last):
        for position in range(first_household[province], first_household[province + 1]):
            h = household_rows[position]
            settlement, fifth = int(households.settlement[h]), int(households.wealth_fifth[h])
            begin, end = int(households.first_person[h]), int(households.first_person[h + 1])
            row = food[province, settlement, fifth - 1]
            row[0] += 1
            row[1] += end - begin
            row[2] += households.cash[h]
            row[3] += households.foreign_cents[h]
            row[4] += households.debt[h]
            row[5] += households.food[h]
            for k in range(N_FOOD):
                row[6 + k] += households.food_month[h, k]
                households.food_month[h, k] = 0
            for i in range(begin, end):
                age = (day - people.birth_day[i]) * 4 // 1_461
                cell = cell_of(
                    settlement, int(people.occupation[i]), int(people.sex[i]), age_group(age), int(people.songbun[i]), fifth
                )
                add_person(i, h, age, day_value[households.county[h]], s, rules, seed, days, cells[province, cell])


@sweep
def meet_neighbours(first: int, last: int, s: Society, price_rice: Array, exchange: Array, unit_calls: Array) -> None:
    """Write what next week's rules read of units `first` to `last` - 1: mean conviction and wealth, share bought out."""
    people, households, units = s.people, s.households, s.units
    for u in range(first, last):
        total, heads, wealth = 0, 0, 0
        c = int(units.county[u])
        for h in range(units.first_household[u], units.first_household[u + 1]):
            wealth += households.cash[h] + households.foreign_cents[h] * exchange[c] // 100
            wealth += households.food[h] * price_rice[c] // 1_000
            for i in range(households.first_person[h], households.first_person[h + 1]):
                total += people.conviction[i]
                heads += 1
        if heads > 0:
            units.mean_conviction[u] = total // heads
            units.mean_standard[u] = wealth // heads
        units.bought_basis_points[u] = unit_calls[u, 1] * 10_000 // unit_calls[u, 0] if unit_calls[u, 0] > 0 else 0


@sweep
def plan_rations(first: int, last: int, blocks: Array, s: Society, province: Array, rules: Rules, day: int, planned: Array) -> None:
    """Grams of rations planned for one day, per block of households, into `planned`; before the first ration day."""
    people, households = s.people, s.households
    for b in range(first, last):
        for h in range(blocks[b], blocks[b + 1]):
            is_farm = False
            for i in range(households.first_person[h], households.first_person[h + 1]):
                is_farm = is_farm or people.occupation[i] == Occupation.FARMER
            for i in range(households.first_person[h], households.first_person[h + 1]):
                age = (day - people.birth_day[i]) * 4 // 1_461
                if not is_farm and people.has_left_post[i] == 0:
                    where = province[households.county[h]]
                    planned[b] += rations.planned_ration(int(people.occupation[i]), age, int(where), 1, rules.rations)


def set_wealth_fifths(households: Households, price_rice: Array, exchange: int) -> None:
    """Sort households into fifths of wealth per head (cash, foreign money, grain at local prices); changes the column.

    Ties fall into the lower fifth, so fifths may differ by the number of ties.
    """
    size = np.maximum(np.diff(households.first_person), 1)
    wealth = households.cash + households.foreign_cents * exchange // 100
    wealth += households.food * price_rice[households.county] // 1_000
    per_head = wealth // size
    n = len(per_head)
    if n < 5:
        households.wealth_fifth[:] = 3
        return
    edges = [n * k // 5 for k in (1, 2, 3, 4)]
    limits = np.partition(per_head, edges)[edges]
    households.wealth_fifth[:] = 1 + np.searchsorted(limits, per_head, side="right")
