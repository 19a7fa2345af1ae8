"""The first day: blocks of units for the threads, opening balances, and the first week's prices and rates."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from inminban.core.columns import Array, Society
from inminban.core.days import day_number
from inminban.core.kinds import N_GOODS, N_OCCUPATIONS, Occupation
from inminban.core.ledger import Ledger
from inminban.errors import InputError
from inminban.institutions import buying_out, grain_supply, market
from inminban.life.accounts import Accounts
from inminban.life.context import Blocks, CountyWeek, Rules, Tallies
from inminban.life.month import plan_rations
from inminban.life.purse import RATE_PLACES
from inminban.life.reckoning import ORDINARY_SKILL, share_out
from inminban.life.totals import EVENT_FIELDS, N_TOTALS
from inminban.simulation import tables
from inminban.simulation.timetable import days_until

UNITS_OF_BLOCK = 32
PEOPLE_PER_EVENT = 16
LEAST_EVENTS = 64
N_CHANNELS_TASKS = (3, 11)


def make_blocks(society: Society) -> Blocks:
    """Cut the units of every county into blocks of at most 32, in order of place."""
    units, counties = society.units, society.counties
    starts: list[int] = []
    county: list[int] = []
    for c in range(len(counties.province)):
        first, last = int(counties.first_unit[c]), int(counties.first_unit[c + 1])
        for unit in range(first, last, UNITS_OF_BLOCK):
            starts.append(int(units.first_household[unit]))
            county.append(c)
    starts.append(len(society.households.id))
    return Blocks(first_household=np.array(starts, dtype=np.int64), county=np.array(county, dtype=np.int64))


def make_tallies(society: Society, blocks: Blocks) -> Tallies:
    """Room for a week's sums, one row a block."""
    n = len(blocks.county)
    first_person = society.households.first_person
    people = np.diff(first_person[blocks.first_household].astype(np.int64))
    room = int(people.max(initial=0)) // PEOPLE_PER_EVENT + LEAST_EVENTS
    return Tallies(
        totals=np.zeros((n, N_TOTALS), dtype=np.int64),
        called=np.zeros((n, N_OCCUPATIONS, 2), dtype=np.int64),
        labour=np.zeros((n, *N_CHANNELS_TASKS, 5), dtype=np.int64),
        goods=np.zeros((n, N_GOODS, 4), dtype=np.int64),
        unit_calls=np.zeros((len(society.units.county), 2), dtype=np.int32),
        events=np.zeros((n, room, EVENT_FIELDS), dtype=np.int64),
        n_events=np.zeros(n, dtype=np.int64),
    )


def by_county(blocks: Blocks, rows: Array, n_counties: int) -> Array:
    """Sum rows of blocks into rows of counties."""
    out = np.zeros((n_counties, *rows.shape[1:]), dtype=np.int64)
    np.add.at(out, blocks.county, rows)
    return out


def price_level(day: date, provinces: list[str], province_of_county: Array) -> tuple[Array, int]:
    """National level of the rice price by county (jon/kg) and the exchange rate (jon a dollar) on a day.

    Recorded prices, on straight lines between reports; Hyesan's for the two north-eastern border provinces, the mean
    of both for the other two on the border, Pyongyang's elsewhere. Raises InputError outside the record.
    """
    rows = tables.market_prices()
    if not rows[0].day <= day <= rows[-1].day:
        raise InputError(
            f"no market price is recorded for {day}", file="country/market_prices.csv", key="day",
            remedy=f"Choose days from {rows[0].day} to {rows[-1].day}.",
        )  # fmt: skip
    at = [row.day.toordinal() for row in rows]
    pyongyang = round(float(np.interp(day.toordinal(), at, [row.rice_pyongyang for row in rows])) * 100)
    hyesan = round(float(np.interp(day.toordinal(), at, [row.rice_hyesan for row in rows])) * 100)
    exchange = round(float(np.interp(day.toordinal(), at, [row.won_per_dollar for row in rows])) * 100)
    level = {"Ryanggang": hyesan, "North Hamgyong": hyesan, "Chagang": (hyesan + pyongyang) // 2}
    level["North Pyongan"] = level["Chagang"]
    by_province = np.array([level.get(name, pyongyang) for name in provinces], dtype=np.int64)
    return by_province[province_of_county], exchange


def harvest_of(year: int) -> int:
    """Grams of cereals harvested in a year. Raises InputError outside the table."""
    for row in tables.harvests():
        if row.year == year:
            return row.cereals_tonnes * 1_000_000
    raise InputError(
        f"no harvest is recorded for {year}", file="country/harvests.csv", key="year",
        remedy=f"Choose years from {tables.harvests()[0].year} to {tables.harvests()[-1].year}.",
    )  # fmt: skip


def farm_people(society: Society) -> int:
    """People in households that get a farm share."""
    farmer = (society.people.occupation == Occupation.FARMER).astype(np.int64)
    starts = society.households.first_person[:-1].astype(np.int64)
    is_farm = np.add.reduceat(farmer, starts) > 0
    return int(np.diff(society.households.first_person)[is_farm].sum())


def fill_farm_stores(society: Society, rules: Rules, day: date) -> None:
    """Give farm households what should be left of their last share, if they hold less; changes `food`."""
    households = society.households
    farmer = (society.people.occupation == Occupation.FARMER).astype(np.int64)
    is_farm = np.add.reduceat(farmer, households.first_person[:-1].astype(np.int64)) > 0
    left = rules.farms.share * days_until(day, rules.farms.share_month, rules.farms.share_day) // 365
    wanted = left * np.diff(households.first_person).astype(np.int64)
    households.food[is_farm] = np.maximum(households.food[is_farm], wanted[is_farm])


def planned_rations_of_day(society: Society, blocks: Blocks, province: Array, rules: Rules, day: date) -> int:
    """Grams of rations planned for one day, everybody together."""
    planned = np.zeros(len(blocks.county), dtype=np.int64)
    plan_rations(0, len(planned), blocks.first_household, society, province, rules, day_number(day), planned)
    return int(planned.sum())


def open_accounts(
    society: Society, represents: int, rules: Rules, grain: grain_supply.Parameters, day: date, heads: Array, ledger: Ledger
) -> Accounts:
    """Opening balances: wholesalers' won and grain, the granary after last year's harvest, foreign money for trade."""
    n = len(heads)
    households, n_people = society.households, len(society.people.id)
    cash = np.zeros(n, dtype=np.int64)
    np.add.at(cash, households.county, households.cash)
    days_left = days_until(day, rules.farms.share_month, rules.farms.share_day)
    harvest = harvest_of(day.year - 1) * n_people // represents
    to_farms = farm_people(society) * rules.farms.share
    granary = max(grain_supply.after_losses.py_func(harvest, grain) - to_farms, 0) * days_left // 365
    weekly_sales = heads * rules.food.need_woman * 7 // 2
    accounts = Accounts(
        market_won=cash * grain.market_cash // 10_000,
        **{name: np.zeros(n, dtype=np.int64) for name in ("officials_won", "enterprises_won", "schools_won", "support_won", "tuition_won")},
        market_grain=weekly_sales * grain.stock_weeks,
        state_won=0,
        party_won=0,
        granary=granary,
        farm_store=0,
        trade_cents=grain.trade_reserve * n_people // represents,
        party_cents=0,
    )
    for (account, unit), amount in accounts.held().items():
        ledger.open_account(account, unit, amount)
    ledger.open_account("households", "jon", int(households.cash.sum()))
    ledger.open_account("households", "gram", int(households.food.sum()))
    ledger.open_account("households", "cent", int(households.foreign_cents.sum()))
    return accounts


def first_week(society: Society, level: Array, exchange: int, provinces: Any, rules: Rules, grain: grain_supply.Parameters) -> CountyWeek:
    """What households read in the first week, before anything has been reckoned."""
    n = len(level)
    nothing = np.zeros(n, dtype=np.int64)
    ordinary = int(market.effort_of.py_func(480, ORDINARY_SKILL, rules.market.capital_base, rules.market))
    guess = (grain.value_of_day << RATE_PLACES) // max(ordinary, 1)
    price_out = [buying_out.price_of_day.py_func(grain.value_of_day, int(price), rules.buying_out) for price in level]
    counties = society.counties
    return CountyWeek(
        price_rice=level.copy(),
        exchange=np.full(n, exchange, dtype=np.int64),
        effort_rate=nothing.copy(),
        hour_rate=np.full(n, guess, dtype=np.int64),
        value_of_day=np.full(n, grain.value_of_day, dtype=np.int64),
        price_day_out=np.array(price_out, dtype=np.int64),
        wholesale=nothing.copy(),
        lesson_rate=nothing.copy(),
        lesson_value=nothing.copy(),
        bribe_per_share=nothing.copy(),
        support_per_teacher=nothing.copy(),
        ration_ratio=np.full(n, 10_000, dtype=np.int64),
        stock_per_head=np.full(n, rules.food.need_woman * 7 * grain.stock_weeks // 2, dtype=np.int64),
        cents_per_household=nothing.copy(),
        bought_post=np.zeros((n, N_OCCUPATIONS), dtype=np.int64),
        is_pyongyang=(counties.province == provinces.index("Pyongyang")).astype(np.int64),
        is_border=counties.is_border.astype(np.int64),
        province=counties.province.astype(np.int64),
    )


def split_evenly(amount: int, weights: Array) -> Array:
    """Share an amount over rows in proportion to weights, exactly."""
    return share_out(amount, weights)
