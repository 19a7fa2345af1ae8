"""The tables of a week: counties, labour, goods, flows between accounts, balances and sanctions."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array, Records
from inminban.core.device.threads import Threads
from inminban.core.kinds import Good
from inminban.core.ledger import Flowed, Ledger
from inminban.step.simulation import country_tables
from inminban.step.simulation.economy import Economy, Week
from inminban.step.simulation.world import World
from inminban.step.tables import Columns, Maker, as_dates, names_of
from inminban.step.totals import COLLECTED, Total
from inminban.step.week.block_sums import Log, log_of
from inminban.step.week.settlement import Flows

LABOUR = ("called", "went", "bought", "refused", "minutes")
GOODS = ("demanded", "collected", "bought", "unmet")


class LivedWeek(NamedTuple):
    """A simulated and settled week: sums by county, flows of grain."""

    week: Week
    sums: Records
    flows: Flows


def week_tables(lived: LivedWeek, world: World, economy: Economy, threads: Threads) -> dict[str, Maker]:
    """All tables of a week, each with what makes its columns; the flows are removed from the ledger."""
    week, n_provinces = np.datetime64(lived.week.first, "D"), world.n_provinces
    sums, province_of, moved = lived.sums, world.counties.province, economy.ledger.take_week()
    return {
        "counties": lambda: county_columns(week, lived, world, economy),
        "labour": lambda: labour_columns(week, by_province(sums.labour, province_of, n_provinces)),
        "goods": lambda: goods_columns(week, lived.week.first, by_province(sums.goods, province_of, n_provinces)),
        "ledger": lambda: ledger_columns(week, moved),
        "balances": lambda: balance_columns(week, economy.ledger),
        "sanctions": lambda: sanction_columns(log_of_week(world, threads), world.society.counties.province),
    }


def log_of_week(world: World, threads: Threads) -> Log:
    """The week's sanctions."""
    return log_of(world.arrays.tallies, world.arrays.events, threads)


def by_province(rows: Array, province_of: Array, n_provinces: int) -> Array:
    """Sums over counties by province; `province_of`: row of each county's province."""
    sums = np.zeros((n_provinces, *rows.shape[1:]), dtype=np.int64)
    np.add.at(sums, province_of, rows)
    return sums


def county_columns(week: np.datetime64, lived: LivedWeek, world: World, economy: Economy) -> Columns:
    """Prices, sales, payments and mean conviction, one row a county."""
    county, totals, flows, units = world.counties, lived.sums.totals, lived.flows, world.society.units
    n = len(county)
    believe = np.zeros(n, dtype=np.float64)
    np.add.at(believe, units.county, units.mean_conviction.astype(np.float64))
    n_units = np.maximum(np.bincount(units.county, minlength=n), 1)
    return {
        "week": np.full(n, week), "days": np.full(n, lived.week.n_days), "county": np.arange(n),
        "province": county.province.copy(), "people": world.heads.recipients.heads,
        "price_rice_jon_per_kg": county.price_rice.copy(), "exchange_jon_per_usd": county.exchange.copy(),
        "foreign_per_million": np.full(n, economy.prices.foreign), "value_of_day_jon": county.value_of_day.copy(),
        "spent_food_jon": totals[:, Total.SPENT_FOOD],
        "spent_goods_jon": totals[:, Total.SPENT_GOODS], "market_stock_g": economy.accounts.market_grain.copy(),
        "market_sold_g": totals[:, Total.GRAIN_BOUGHT], "farm_sales_g": totals[:, Total.GRAIN_DELIVERED],
        "diverted_g": flows.diverted, "imported_g": flows.imported,
        "ration_entitled_g": totals[:, Total.RATION_ENTITLED],
        "ration_delivered_g": totals[:, Total.RATION_GIVEN],
        "bribes_jon": totals[:, Total.BRIBES] + totals[:, Total.BUYOUT], "confiscated_jon": totals[:, Total.FINES],
        "inspected": totals[:, Total.INSPECTED], "mean_conviction": believe / n_units,
    }  # fmt: skip


def labour_columns(week: np.datetime64, rows: Array) -> Columns:
    """Call-ups by province, channel and task."""
    province, channel, task = np.nonzero(rows.sum(axis=3))
    picked = rows[province, channel, task]
    columns = {"week": np.full(len(picked), week), "province": province, "channel": channel, "task": task}
    return columns | {name: picked[:, k] for k, name in enumerate(LABOUR)}


def goods_columns(week: np.datetime64, day: date, rows: Array) -> Columns:
    """Goods collected by province, each in its own unit, and what they earn abroad."""
    province, good = np.nonzero(rows.sum(axis=2))
    picked = rows[province, good]
    units = {entry.good: f"1/1000 {entry.unit}" for entry in country_tables.goods()}
    unit = np.array([units.get(name, "") for name in names_of(Good)], dtype=np.str_)
    columns = {"week": np.full(len(picked), week), "province": province, "good": good, "unit": unit[good]}
    columns |= {name: picked[:, k] for k, name in enumerate(GOODS)}
    worth = country_tables.export_cents(day.year)
    return columns | {"exported_cents": picked[:, COLLECTED] * worth[good] // 1_000}


def ledger_columns(week: np.datetime64, flows: Flowed) -> Columns:
    """Flows between accounts in the week."""
    columns = {"week": np.full(len(flows), week), "amount": np.array(list(flows.values()), dtype=np.int64)}
    for position, name in enumerate(("unit", "from_account", "to_account", "item")):
        columns[name] = np.array([key[position] for key in flows], dtype=np.str_)
    return columns


def balance_columns(week: np.datetime64, ledger: Ledger) -> Columns:
    """Balances of every account."""
    balances = ledger.balances
    return {
        "week": np.full(len(balances), week),
        "account": np.array([account for account, _ in balances], dtype=np.str_),
        "unit": np.array([unit for _, unit in balances], dtype=np.str_),
        "balance": np.array(list(balances.values()), dtype=np.int64),
    }


def sanction_columns(log: Log, province_of: Array) -> Columns:
    """Every sanction of the week; `province_of`: row of each county's province."""
    rows, county = log
    return {
        "day": as_dates(rows["day"]), "person": rows["person"], "county": county, "province": province_of[county],
        "occupation": rows["occupation"], "sex": rows["sex"], "wealth_fifth": rows["wealth_fifth"],
        "step": rows["step"], "is_political": rows["is_political"].astype(bool),
        "is_bought_down": rows["is_bought_down"].astype(bool), "price_jon": rows["price"] * rows["is_bought_down"],
    }  # fmt: skip
