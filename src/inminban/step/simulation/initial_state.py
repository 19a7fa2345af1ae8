"""The first day: blocks of units for the threads, opening balances, and the first week's prices and rates."""

from __future__ import annotations

from datetime import date
from mmap import mmap

import numpy as np

from inminban.core.arithmetic import WHOLE
from inminban.core.columns import Array, Records, Society, make_records
from inminban.core.compile.rule import kernel
from inminban.core.days import DAYS_OF_WEEK, DAYS_OF_YEAR, WEEKS_OF_YEAR, day_number
from inminban.core.device.threads import UNITS_OF_BLOCK, Threads
from inminban.core.kinds import Occupation
from inminban.core.ledger import Ledger
from inminban.core.money import worth_of_grain
from inminban.rules import grain_supply
from inminban.step.context import COUNTY_WEEK, EVENT, Rules, as_record, tally_type
from inminban.step.day.household_money import RATE_PLACES
from inminban.step.families import give_luck_for_life
from inminban.step.head_counts import homes_with
from inminban.step.month.summaries import plan_rations
from inminban.step.public_accounts import Accounts
from inminban.step.simulation.supply import Scale, harvest_of, income_of
from inminban.step.simulation.timetable import days_until
from inminban.step.week.settlement import ordinary_effort, set_prices_of_day_out

PEOPLE_PER_EVENT = 4  # people for each sanction of a week; in the worst week of the famine there were fourteen
LEAST_EVENTS = 256


def make_tallies(society: Society, units_of_block: int = UNITS_OF_BLOCK) -> tuple[Records, Records]:
    """Cut the units of every county into blocks of so many at most, in order of place, with room for a week's sums.

    Returns the blocks' records and room for the log of sanctions.
    """
    units, households, counties = society.units, society.households, society.counties
    n_blocks = -(-counties.n_units // units_of_block)
    county = np.repeat(np.arange(len(counties)), n_blocks)
    number = np.arange(len(county)) - np.repeat(np.cumsum(n_blocks) - n_blocks, n_blocks)
    first_unit = counties.first_unit[county] + number * units_of_block
    last_unit = np.minimum(first_unit + units_of_block, counties.first_unit[county] + counties.n_units[county]) - 1
    tallies = np.zeros(len(county), dtype=tally_type()).view(np.recarray)
    tallies.county[:] = county
    tallies.first_household[:] = units.first_household[first_unit]
    after = units.first_household[last_unit].astype(np.int64) + units.n_households[last_unit]
    tallies.n_households[:] = after - tallies.first_household
    first_person = households.first_person[tallies.first_household].astype(np.int64)
    last_home = households[after - 1]
    n_people = last_home.first_person.astype(np.int64) + last_home.n_people - first_person
    tallies.most_events[:] = np.maximum(n_people, 0) // PEOPLE_PER_EVENT + LEAST_EVENTS
    tallies.first_event[:] = np.cumsum(tallies.most_events) - tallies.most_events
    return tallies, room_for_events(int(tallies.most_events.sum()))


def room_for_events(n: int) -> Records:
    """Room for so many events, in memory mapped page by page: what no event is written to takes none."""
    return np.frombuffer(mmap(-1, max(n, 1) * EVENT.itemsize), dtype=EVENT).view(np.recarray)


def fill_farm_stores(society: Society, rules: Rules, day: date) -> None:
    """Give farm households what should be left of their last share, if they hold less; changes `food`."""
    households = society.households
    left = rules.farms.share * days_until(day, rules.farms.share_month, rules.farms.share_day) // DAYS_OF_YEAR
    wanted = left * households.n_people.astype(np.int64)
    is_farm = homes_with(society, Occupation.FARMER)
    households.food[is_farm] = np.maximum(households.food[is_farm], wanted[is_farm])


def planned_rations_of_day(
    society: Society, counties: Records, rules: Rules, seed: int, day: date, threads: Threads
) -> int:
    """Grams of rations planned for one day, everybody together."""
    planned = np.zeros(len(society.households), dtype=np.int64)
    threads.run(plan_rations, len(planned), society, counties, as_record(rules), seed, day_number(day), planned)
    return int(planned.sum())


def open_accounts(
    society: Society,
    scale: Scale,
    rules: Rules,
    grain: grain_supply.Parameters,
    day: date,
    heads: Array,
    ledger: Ledger,
) -> Accounts:
    """Opening balances: wholesalers' won and grain, the granary after last year's harvest, foreign money for trade."""
    n = len(heads)
    households = society.households
    cash = np.zeros(n, dtype=np.int64)
    np.add.at(cash, households.county, households.cash)
    days_left = days_until(day, rules.farms.share_month, rules.farms.share_day)
    harvest = scale.of(harvest_of(day.year - 1))
    farm_people = int(society.households.n_people[homes_with(society, Occupation.FARMER)].sum(dtype=np.int64))
    to_farms = farm_people * rules.farms.share
    granary = max(grain_supply.after_losses(harvest, grain) - to_farms, 0) * days_left // DAYS_OF_YEAR
    weekly_sales = heads * rules.food.need_woman * DAYS_OF_WEEK * grain.sold_at_start // WHOLE
    accounts = Accounts(
        market_won=cash * grain.market_cash // 10_000,
        officials_won=np.zeros(n, dtype=np.int64),
        enterprises_won=np.zeros(n, dtype=np.int64),
        schools_won=np.zeros(n, dtype=np.int64),
        support_won=np.zeros(n, dtype=np.int64),
        tuition_won=np.zeros(n, dtype=np.int64),
        market_grain=weekly_sales * grain.stock_weeks,
        state_won=0,
        party_won=0,
        granary=granary,
        farm_store=0,
        trade_cents=scale.of(income_of(day.year, rules) * rules.prices.reserve_weeks // WEEKS_OF_YEAR),
        party_cents=0,
        kept_cents=0,
        managers_cents=0,
    )
    for (account, unit), amount in accounts.held().items():
        ledger.open_account(account, unit, amount)
    ledger.open_account("households", "jon", int(households.cash.sum()))
    ledger.open_account("households", "gram", int(households.food.sum()))
    ledger.open_account("households", "cent", int(households.foreign_cents.sum()))
    return accounts


def first_week(
    society: Society, level: Array, rice: int, exchange: int, provinces: list[str], rules: Rules,
    grain: grain_supply.Parameters,
) -> Records:  # fmt: skip
    """What households read of their counties in the first week, before anything has been reckoned."""
    made = make_records(COUNTY_WEEK, len(level))
    made.price_rice[:] = level
    made.exchange[:] = exchange
    value_of_day = int(worth_of_grain(rules.prices.value_of_day, rice))
    made.hour_rate[:] = (value_of_day << RATE_PLACES) // max(ordinary_effort(rules), 1)
    made.value_of_day[:] = value_of_day
    set_prices_of_day_out(made, rules)
    made.trading_habit[:] = rules.market.habit_at_start
    made.ration_ratio[:] = 10_000
    made.army_intake[:] = 10_000
    made.stock_per_head[:] = rules.food.need_woman * DAYS_OF_WEEK * grain.stock_weeks * grain.sold_at_start // WHOLE
    made.province[:] = society.counties.province
    made.is_border[:] = society.counties.is_border
    made.is_pyongyang[:] = society.counties.province == provinces.index("Pyongyang")
    return made


@kernel
def give_fixed_luck(first: int, last: int, people: Records, seed: int) -> None:
    """Draw the luck for life of people `first` to `last` - 1: five numbers from 0 to 9,999 each."""
    for i in range(first, last):
        give_luck_for_life(people[i], seed)
