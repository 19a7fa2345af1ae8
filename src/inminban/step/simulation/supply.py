"""Yearly inputs of a run: harvest, food aid, imports, foreign money, the army's grain.

Amounts of the whole country are multiplied by the scale of the run (synthetic over real people on the first day), which
is constant, so that a harvest feeds more or fewer as the society grows or shrinks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from inminban.core.arithmetic import WHOLE
from inminban.errors import InputError
from inminban.numbers import parameters
from inminban.numbers.country import load_table
from inminban.population.census import YearRow
from inminban.rules import county_market, farms, grain_supply
from inminban.step.context import Rules, as_record, changed_record
from inminban.step.simulation import country_tables
from inminban.step.simulation.setting import Scale

GRAMS_PER_TONNE = 1_000_000
CENTS_PER_MILLION = 100_000_000
# Sums that custom counts in rice: (institution, key). Those given in won in the file are not changed.
CUSTOMARY = (
    ("dues", "unit"),
    ("dues", "support"),
    ("dues", "loyalty"),
    ("august_third", "price"),
    ("inspections", "fine"),
    ("labour_mobilization", "paid_day"),
    ("market", "capital_base"),
    ("market", "stall_fee"),
    ("school", "equipment"),
)


def row_of_year(rows: Sequence[Any], name: str, year: int) -> Any:
    """The row of a year. Raises InputError outside the table."""
    for row in rows:
        if row.year == year:
            return row
    raise InputError(
        f"no row for {year}", file=f"country/{name}.csv", key="year",
        remedy=f"Choose years from {rows[0].year} to {rows[-1].year}.",
    )  # fmt: skip


def harvest_of(year: int) -> int:
    """Grams of cereals harvested in a year."""
    return int(row_of_year(country_tables.harvests(), "harvests", year).cereals_tonnes) * GRAMS_PER_TONNE


def eatable_of(year: int, rules: Rules, scale: Scale) -> tuple[int, int]:
    """Grams of a year's harvest after losses, and of an ordinary one: the mean of the years before, scaled."""
    p, years = rules.grain_supply, rules.farms.ordinary_years
    before = [row.year for row in country_tables.harvests() if year - years <= row.year < year]
    ordinary = sum(harvest_of(one) for one in before) // len(before) if before else harvest_of(year)
    of_year, of_ordinary = (int(grain_supply.after_losses(scale.of(one), p)) for one in (harvest_of(year), ordinary))
    return of_year, of_ordinary


def farm_share(year: int, members: int, rules: Rules, scale: Scale) -> int:
    """Grams handed out to each of `members` members of farms after the harvest of a year."""
    kept = farms.kept_by_farms(*eatable_of(year, rules, scale), rules.farms)
    return int(farms.share_of_member(kept, members, rules.farms))


def food_imports_of(year: int) -> tuple[int, int]:
    """Grams of food aid and of grain imported by the state in a year."""
    row = row_of_year(country_tables.food_imports(), "food_imports", year)
    return row.aid_tonnes * GRAMS_PER_TONNE, row.state_imports_tonnes * GRAMS_PER_TONNE


def grain_abroad(rules: Rules) -> tuple[int, int]:
    """World price of the grain that pays importers best, rice or maize, and the same in rice (cents a tonne)."""
    p, coarse = rules.county_market, rules.household_budget.coarse_price
    if county_market.is_maize_cheaper(p.world_price, p.world_price_maize, coarse):
        return p.world_price_maize, int(county_market.price_in_rice(p.world_price_maize, coarse))
    return p.world_price, p.world_price


def income_of(year: int, rules: Rules) -> int:
    """US cents of a year for civil imports: what was paid, and what could have been paid if goods had passed."""
    return paid_for_imports(year, rules) + left_unspent(year, rules)


def paid_for_imports(year: int, rules: Rules) -> int:
    """US cents that civil imports cost in a year: a share of all imports."""
    row = row_of_year(country_tables.trade(), "trade", year)
    return int(row.imports_million_usd * CENTS_PER_MILLION * rules.prices.civil_share // WHOLE)


def left_unspent(year: int, rules: Rules) -> int:
    """US cents that a year's exports and other income brought beyond what was paid, where the border kept goods out."""
    if is_open(year):
        return 0
    row, p = row_of_year(country_tables.trade(), "trade", year), rules.prices
    could_be_paid = row.exports_million_usd * CENTS_PER_MILLION + p.other_income
    return int(max(could_be_paid - row.imports_million_usd * CENTS_PER_MILLION, 0) * p.civil_share // WHOLE)


def is_open(year: int) -> bool:
    """Whether goods pass the border freely at the end of a year."""
    return open_share(date(year, 12, 31)) == WHOLE


def open_share(day: date) -> int:
    """Share of goods that pass the border on a day (bp)."""
    found = [row for row in country_tables.border_trade() if row.since <= day]
    return round(found[-1].open_percent * 100) if found else 10_000


def check_days(first: date, last: date) -> None:
    """Refuse days for which a table of the country has no row, before any long work. Raises InputError."""
    years = years_of_tables()
    for day, key in ((first, "--from"), (last, "--to")):
        if day.year not in years:
            raise InputError(
                f"the tables of the country have no row for {day}", key=key,
                remedy=f"Choose days from {years[0]}-01-01 to {years[-1]}-12-31.",
            )  # fmt: skip


@cache
def years_of_tables() -> range:
    """The years that can be simulated: those that all tables by year have, and of harvests the year before, too."""
    tables: tuple[Sequence[Any], ...] = (
        country_tables.food_imports(), country_tables.trade(), load_table("population_by_year", YearRow)
    )  # fmt: skip
    harvests = country_tables.harvests()
    first = max(harvests[0].year + 1, *(rows[0].year for rows in tables))
    return range(first, min(harvests[-1].year, *(rows[-1].year for rows in tables)) + 1)


@cache
def _is_in_rice(institution: str, key: str) -> bool:
    return parameters.entries(institution)[key].engine_unit.startswith("g of rice")


def customary_sums(rules: Rules, price_rice: int) -> dict[tuple[str, str], int]:
    """Customary sums turned from grams of rice into jon at the national price (jon/kg), by institution and name."""
    return {
        (institution, name): getattr(getattr(rules, institution), name) * price_rice // 1_000
        for institution, name in CUSTOMARY if _is_in_rice(institution, name)
    }  # fmt: skip


def priced(rules: Rules, price_rice: int) -> Rules:
    """The rules with customary sums in jon at a price of rice (jon/kg)."""
    changed: dict[str, dict[str, int]] = defaultdict(dict)
    for (institution, name), value in customary_sums(rules, price_rice).items():
        changed[institution][name] = value
    return rules._replace(**{name: getattr(rules, name)._replace(**sums) for name, sums in changed.items()})


def priced_record(rules: Rules, price_rice: int, others: Mapping[tuple[str, str], int] | None = None) -> Any:
    """The same as a record for compiled code, with `others` changed besides."""
    return changed_record(as_record(rules), customary_sums(rules, price_rice) | dict(others or {}))
