"""Weeks of small societies in which much happens, ready to be lived by one call or by many."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
from tests.made_simulation import make_simulation
from tests.made_society import make_small_society

from inminban.core.columns import Array, Society
from inminban.core.days import day_number
from inminban.core.kinds import N_WON, Ever, Livelihood, Occupation, Sanction
from inminban.step.context import DaysToLive, as_record
from inminban.step.groups import N_CELLS
from inminban.step.money_accounts import Followed, Workers, follow_money
from inminban.step.simulation.simulation import Simulation
from inminban.step.simulation.supply import priced
from inminban.step.week.household_week import live_blocks
from inminban.step.week.workplaces import roll_workweek

# Mondays of weeks that together have the month's first day, dues, pay, rations, the farm share, events, rehearsals,
# goods on Sunday, sessions, farm labour and a month's end.
MONDAYS = (date(2015, 4, 13), date(2015, 6, 1), date(2015, 11, 30), date(2015, 12, 7))


def make_lively_society(n_counties: int = 2, units_of_county: int = 1, seed: int = 0) -> Society:
    """A small society with marks on the record, people in camp, debts, and earnings still to be paid."""
    society = make_small_society(n_counties, units_of_county, seed)
    people, households = society.people, society.households
    random = np.random.default_rng(seed + 1)
    n = len(people)
    people.strikes[:] = random.choice([0, 0, 0, 1, 3, 5, 9, 14, 16], n)
    people.offences[:] = random.choice([0, 0, 1, 2], n)
    people.political_offences[:] = random.random(n) < 0.02
    people.effort[:] = random.integers(0, 3_000, n)
    people.lesson_minutes[:] = np.where(people.occupation == Occupation.ARTIST, 360, 0)
    is_confined = random.random(n) < 0.05
    people.sanction[:] = np.where(is_confined, Sanction.LABOUR_CAMP, 0)
    people.sanction_days[:] = np.where(is_confined, random.integers(1, 20, n), 0)
    people.is_unit_head[:: len(people) // 5] = 1
    households.debt[:] = random.choice([0, 0, 200_000, 3_000_000], len(households))
    households.grain_delivered[:] = random.integers(0, 3_000, len(households))
    has_stall = np.isin(people.occupation, (Occupation.HOUSEWIFE, Occupation.TRADER, Occupation.FACTORY_WORKER))
    people.livelihood[:] = np.where(has_stall, Livelihood.STALL, people.livelihood)
    return society


class Week(NamedTuple):
    """What `live_blocks` is given: the fields of `DaysToLive`, and the workers."""

    society: Society
    days: Any
    counties: Any
    rules: Any
    tallies: Any
    events: Any
    seed: int
    followed: Followed
    workers: Workers


def open_week(society: Society, monday: date, seed: int = 1, panel: Any = ()) -> tuple[Simulation, Week]:
    """A run and the week from `monday` on, with all that last week left to be paid."""
    overrides = {
        "sanctions": {"let_off": 5_000},
        "inspections": {"market": 60_000, "lessons": 200_000, "media": 300_000},
    }
    panel_rows = np.asarray(panel, dtype=np.int64)
    simulation = make_simulation(society, monday, monday + timedelta(days=6), seed, overrides, panel_rows)
    rules = priced(simulation.numbers.rules, simulation.economy.prices.rice)
    running, paid = (np.asarray(part, dtype=np.int64) for part in (rules.work.running, rules.work.paid))
    roll_workweek(0, len(society.workplaces), society.workplaces, running, paid, seed, day_number(monday), 7)
    counties = simulation.world.counties
    counties.effort_rate[:] = counties.hour_rate
    counties.wholesale[:] = counties.price_rice * 85 // 100
    counties.lesson_rate[:] = counties.lesson_value[:] = 20_000 << 16
    counties.bribe_per_share[:], counties.support_per_teacher[:] = 100_000, 50_000
    counties.cents_per_household[:] = 500
    counties.bought_post[:] = 1_500
    days = simulation.timetable.segment(0, 6, rules)
    money = follow_money(society.people.id[society.people.is_followed > 0])
    arrays = simulation.world.arrays
    context = (days, counties, as_record(rules), arrays.tallies, arrays.events, seed, money, simulation.sums.workers)
    return simulation, Week(society, *context)


def live(week: Week) -> None:
    """Live all blocks of a week in one call."""
    live_some(week, 0, len(week.tallies))


def live_some(week: Week, first: int, last: int) -> None:
    """Live blocks `first` to `last` - 1 of a week."""
    *days, workers = week
    live_blocks(first, last, DaysToLive(*days), workers)


def money_of(week: Week) -> Array:
    """Jon of a week by province, cell and kind; the workers begin anew."""
    won = np.zeros((week.workers.n_provinces, N_CELLS, N_WON), dtype=np.int64)
    week.workers.hand_in(won)
    return won


def is_lively(society: Society, events: Any, money: Array) -> bool:
    """Whether enough has happened for a comparison to mean something."""
    people = society.people
    used = [int(people.minutes[:, kind].sum()) for kind in range(people.minutes.shape[1])]
    bribed = int(((people.ever | people.this_year) & Ever.BRIBED).sum())
    kinds = int((money.sum(axis=(0, 1)) > 0).sum())
    return min(used) > 0 and kinds >= 12 and bribed > 0 and int(events.step.max()) > 0
