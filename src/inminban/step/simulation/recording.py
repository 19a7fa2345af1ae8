"""Writing down a run as it goes: weekly and monthly sums and the panel's days, as columns for the result tables."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from inminban.core.columns import Array, Society
from inminban.core.days import EPOCH
from inminban.core.kinds import (
    N_MINUTES,
    Channel,
    Count,
    Education,
    Food,
    Good,
    LifeEvent,
    Marital,
    Minutes,
    Motive,
    Occupation,
    Sanction,
    Settlement,
    Sex,
    Songbun,
    Task,
    Whereabouts,
    Won,
)
from inminban.step.groups import AGE_GROUPS, CELLS
from inminban.step.money_accounts import won_of
from inminban.step.month.summaries import FIRST_COUNT, FIRST_LEVEL, FIRST_WON, N_HELD, Level
from inminban.step.simulation import country_tables
from inminban.step.totals import Total
from inminban.step.week.block_sums import Log
from inminban.step.week.settlement import Flows

if TYPE_CHECKING:
    from inminban.step.simulation.engine import Engine

LEVELS = {
    Level.MINUTES_WORTH: "minutes_worth_jon",
    Level.COULD_EARN: "could_earn_jon",
    Level.CONVICTION: "conviction_sum",
    Level.SPOKEN: "spoken_sum",
    Level.FEAR: "fear_sum",
    Level.STANDING: "standing_sum",
    Level.OUTSIDE_KNOWLEDGE: "outside_knowledge_sum",
    Level.SATISFACTION: "satisfaction_sum",
    Level.NUTRITION: "nutrition_sum",
    Level.HEALTH: "health_sum",
    Level.STRIKES: "strikes_sum",
    Level.SKILL: "skill_sum",
    Level.LOST_SKILL: "lost_skill_sum",
    Level.HUNGRY: "n_hungry",
    Level.LEFT_POST: "n_left_post",
    Level.IN_CAMP: "n_in_camp",
    Level.BRIBED_LATELY: "n_bribed_lately",
    Level.TRADED_LATELY: "n_traded_lately",
    Level.RATION_LATELY: "n_ration_lately",
    Level.FOREIGN_MEDIA_LATELY: "n_foreign_media_lately",
    Level.STATE_PAY_LATELY: "n_state_pay_lately",
    Level.TUTORED_LATELY: "n_tutored_lately",
    Level.TRAINEES: "n_trainees",
    Level.VOCATION: "vocation_sum",
    Level.LEFT_OR_TUTORED: "n_left_or_tutored",
    Level.DISTRUST: "distrust_sum",
}
PANEL_LEVELS = (
    "conviction", "distrust", "fear", "standing", "outside_knowledge", "satisfaction", "nutrition", "health", "strikes",
    "sanction_days",
)  # fmt: skip
HOUSEHOLD_LEVELS = ("households", "people", "cash_jon", "foreign_cents", "debt_jon", "food_g")
LABOUR = ("called", "went", "bought", "refused", "minutes")
GOODS = ("demanded", "collected", "bought", "unmet")
FEWEST_COMPACTED = 5_000  # rows
ROOT_DATE = np.datetime64(EPOCH, "D")


def names(kind: Any) -> list[str]:
    """The words of an enumeration in the tables."""
    return [member.name.lower() for member in kind]


def as_days(numbers: Any) -> Array:
    """Dates of day numbers."""
    return ROOT_DATE + np.asarray(numbers, dtype=np.int64).astype("timedelta64[D]")


def compact(column: Array) -> Array:
    """A column that may wait a year to be written: apart from what it is a part of, in a small type if it is long."""
    if column.dtype != np.int64 or len(column) < FEWEST_COMPACTED:
        return column if column.base is None else column.copy()
    least, most = int(column.min()), int(column.max())
    for kind in (np.uint8, np.int16, np.int32):
        if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max:
            return column.astype(kind)
    return column.copy()


class Recording:
    """Columns collected part by part; `tables` joins them."""

    n_minutes = N_MINUTES

    def __init__(self, engine: Engine, county_names: list[str]) -> None:
        self.engine, self.county_names = engine, county_names
        self.parts: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self.provinces = engine.provinces

    def add(self, table: str, columns: dict[str, Any]) -> None:
        """Append a part of a table."""
        for name, column in columns.items():
            self.parts[table][name].append(compact(np.asarray(column)))

    def add_period(self, first: date, n_months: int, cells: Array, food: Array) -> None:
        """The groups and households of a month, or of the months of a year, that began in the month of `first`."""
        month = np.datetime64(first.replace(day=1), "D")
        self._add_groups(month, n_months, cells)
        province, settlement, fifth = np.nonzero(food[:, :, :, 0])
        rows = food[province, settlement, fifth]
        columns: dict[str, Any] = {
            "month": np.full(len(rows), month), "months": np.full(len(rows), n_months),
            "province": province, "settlement": settlement, "wealth_fifth": fifth + 1,
        }  # fmt: skip
        columns |= {name: rows[:, k] for k, name in enumerate(HOUSEHOLD_LEVELS)}
        columns |= {f"{kind.name.lower()}_g": rows[:, N_HELD + kind] for kind in Food}
        self.add("households", columns)

    def _add_groups(self, month: Any, n_months: int, cells: Array) -> None:
        # Money may have come to people of a group that nobody belongs to any more at the month's end.
        province, cell = np.nonzero(cells.any(axis=2))
        rows = cells[province, cell]
        settlement, occupation, sex, group, songbun, fifth = np.unravel_index(cell, CELLS)
        columns: dict[str, Any] = {
            "month": np.full(len(rows), month), "months": np.full(len(rows), n_months),
            "province": province, "settlement": settlement, "occupation": occupation, "sex": sex,
            "age_group": group, "songbun": songbun, "wealth_fifth": fifth + 1,
            "people": rows[:, FIRST_LEVEL + Level.PEOPLE], "person_days": rows[:, FIRST_LEVEL + Level.PERSON_DAYS],
        }  # fmt: skip
        columns |= {f"minutes_{kind.name.lower()}": rows[:, kind] for kind in Minutes}
        columns |= {f"{kind.name.lower()}_jon": rows[:, FIRST_WON + kind] for kind in Won}
        columns |= {f"n_{kind.name.lower()}": rows[:, FIRST_COUNT + kind] for kind in Count}
        columns |= {name: rows[:, FIRST_LEVEL + level] for level, name in LEVELS.items()}
        self.add("groups", columns)

    def add_week(
        self,
        first: date,
        last: date,
        sums: Any,
        flows: Flows,
        counties: Any,
        log: Log,
        ledger: dict[Any, int],
    ) -> None:
        """The week's counties, labour, goods, ledger, balances and sanctions; `sums`: one record a county."""
        week = np.datetime64(first, "D")
        self._add_counties(week, (last - first).days + 1, sums.totals, flows, counties)
        self._add_labour(week, sums)
        self._add_goods(week, first, sums)
        self._add_ledger(week, ledger)
        self._add_sanctions(log)

    def _add_counties(self, week: Any, days: int, totals: Array, flows: Flows, county: Any) -> None:
        n = len(self.county_names)
        engine = self.engine
        units = engine.society.units
        believe = np.zeros(n, dtype=np.float64)
        np.add.at(believe, units.county, units.mean_conviction.astype(np.float64))
        n_units = np.maximum(np.bincount(units.county, minlength=n), 1)
        self.add("counties", {
            "week": np.full(n, week), "days": np.full(n, days), "county": np.arange(n),
            "province": county.province.copy(),
            "people": engine.recipients.heads, "price_rice_jon_per_kg": county.price_rice.copy(),
            "exchange_jon_per_usd": county.exchange.copy(), "value_of_day_jon": county.value_of_day.copy(),
            "spent_food_jon": totals[:, Total.SPENT_FOOD],
            "spent_goods_jon": totals[:, Total.SPENT_GOODS], "market_stock_g": engine.accounts.market_grain.copy(),
            "market_sold_g": totals[:, Total.GRAIN_BOUGHT], "farm_sales_g": totals[:, Total.GRAIN_DELIVERED],
            "diverted_g": flows.diverted, "imported_g": flows.imported,
            "ration_entitled_g": totals[:, Total.RATION_ENTITLED],
            "ration_delivered_g": totals[:, Total.RATION_GIVEN],
            "bribes_jon": totals[:, Total.BRIBES] + totals[:, Total.BUYOUT], "confiscated_jon": totals[:, Total.FINES],
            "inspected": totals[:, Total.INSPECTED], "mean_conviction": believe / n_units,
        })  # fmt: skip

    def _add_labour(self, week: Any, sums: Any) -> None:
        rows = self._by_province(sums.labour)
        province, channel, task = np.nonzero(rows.sum(axis=3))
        picked = rows[province, channel, task]
        columns = {"week": np.full(len(picked), week), "province": province, "channel": channel, "task": task}
        self.add("labour", columns | {name: picked[:, k] for k, name in enumerate(LABOUR)})

    def _add_goods(self, week: Any, day: date, sums: Any) -> None:
        rows = self._by_province(sums.goods)
        province, good = np.nonzero(rows.sum(axis=2))
        picked = rows[province, good]
        in_force = [entry for entry in country_tables.goods() if entry.since <= day.year <= entry.until]
        worth = np.zeros(len(Good), dtype=np.int64)
        for entry in in_force:
            worth[Good[entry.good.upper()]] = round(entry.export_usd * 100)
        units = {entry.good: f"1/1000 {entry.unit}" for entry in country_tables.goods()}
        unit = np.array([units.get(name, "") for name in names(Good)], dtype=np.str_)
        columns = {"week": np.full(len(picked), week), "province": province, "good": good, "unit": unit[good]}
        columns |= {name: picked[:, k] for k, name in enumerate(GOODS)}
        self.add("goods", columns | {"exported_cents": picked[:, 1] * worth[good] // 1_000})

    def _by_province(self, rows: Array) -> Array:
        """Sums over counties by province."""
        out = np.zeros((len(self.provinces), *rows.shape[1:]), dtype=np.int64)
        np.add.at(out, self.engine.counties.province, rows)
        return out

    def _add_ledger(self, week: Any, ledger: dict[Any, int]) -> None:
        n = len(ledger)
        keys = list(ledger)
        columns: dict[str, Any] = {"week": np.full(n, week), "amount": np.array(list(ledger.values()), dtype=np.int64)}
        for position, name in enumerate(("unit", "from_account", "to_account", "item")):
            columns[name] = np.array([key[position] for key in keys], dtype=np.str_)
        self.add("ledger", columns)
        balances = self.engine.ledger.balances
        self.add("balances", {
            "week": np.full(len(balances), week), "account": np.array([key[0] for key in balances], dtype=np.str_),
            "unit": np.array([key[1] for key in balances], dtype=np.str_),
            "balance": np.array(list(balances.values()), dtype=np.int64),
        })  # fmt: skip

    def _add_sanctions(self, log: Log) -> None:
        rows, county = log
        self.add("sanctions", {
            "day": as_days(rows["day"]), "person": rows["person"], "county": county,
            "province": self.engine.society.counties.province[county], "occupation": rows["occupation"],
            "sex": rows["sex"], "wealth_fifth": rows["wealth_fifth"],
            "step": rows["step"], "is_political": rows["is_political"].astype(bool),
            "is_bought_down": rows["is_bought_down"].astype(bool), "price_jon": rows["price"] * rows["is_bought_down"],
        })  # fmt: skip

    def add_panel_day(
        self, day: int, small: Society, changes: dict[str, Array], says: Array, household_of: Array
    ) -> None:
        """One day of everybody in the panel."""
        people, households = small.people, small.households
        n = len(people.id)
        columns: dict[str, Any] = {"day": as_days(np.full(n, day)), "person": people.id.copy(), "spoken": says}
        columns |= {f"minutes_{kind.name.lower()}": changes["minutes"][:, kind] for kind in Minutes}
        columns |= {f"{kind.name.lower()}_jon": changes["won"][:, kind] for kind in Won}
        columns |= {f"n_{kind.name.lower()}": changes["counts"][:, kind] for kind in Count}
        columns |= {name: getattr(people, name).copy() for name in PANEL_LEVELS}
        columns["sanction"] = np.where(people.sanction_days > 0, people.sanction, 0)
        columns |= {"cash_jon": households.cash[household_of], "food_g": households.food[household_of]}
        columns |= {"debt_jon": households.debt[household_of], "wealth_fifth": households.wealth_fifth[household_of]}
        self.add("panel", columns)

    def add_panel_month(self, day: date, says: Array, rows: Array, home_rows: Array) -> None:
        """One month of everybody who is followed month by month."""
        people, homes = self.engine.society.people[rows], self.engine.society.households[home_rows]
        county = homes.county.astype(np.int64)
        columns: dict[str, Any] = {
            "month": np.full(len(rows), np.datetime64(day.replace(day=1), "D")), "person": people.id.copy(),
            "household": homes.id.copy(), "is_drawn": people.is_followed == 1,
            "birth_day": as_days(people.birth_day), "sex": people.sex, "songbun": people.songbun,
            "education": people.education, "occupation": people.occupation,
            "whereabouts": people.whereabouts, "marital": people.marital,
            "is_party_member": people.is_party_member.astype(bool),
            "province": self.engine.society.counties.province[county], "county": county,
            "settlement": homes.settlement, "household_size": homes.n_people.astype(np.int64) - homes.n_away,
            "n_abroad": homes.n_abroad, "n_in_south": homes.n_in_south, "spoken": says,
            "hidden_doubt": homes.hidden_doubt,
        }  # fmt: skip
        columns |= {f"minutes_{kind.name.lower()}": people.minutes[:, kind] for kind in Minutes}
        won = won_of(self.engine.followed_money, people.id)
        columns |= {f"{kind.name.lower()}_jon": won[:, kind] for kind in Won}
        columns |= {f"n_{kind.name.lower()}": people.counts[:, kind] for kind in Count}
        columns |= {name: getattr(people, name).copy() for name in PANEL_LEVELS}
        columns["sanction"] = np.where(people.sanction_days > 0, people.sanction, 0)
        columns |= {"cash_jon": homes.cash.copy(), "foreign_cents": homes.foreign_cents.copy()}
        columns |= {
            "food_g": homes.food.copy(),
            "debt_jon": homes.debt.copy(),
            "wealth_fifth": homes.wealth_fifth.copy(),
        }
        self.add("panel_months", columns)

    def take(self) -> dict[str, dict[str, Any]]:
        """What was collected since the last call: columns joined, categories as (codes, names)."""
        return {table: self.take_table(table) for table in list(self.parts)}

    def take_table(self, table: str) -> dict[str, Any]:
        """What was collected of one table since the last call."""
        parts, words = self.parts.pop(table), self._categories()
        joined: dict[str, Any] = {name: np.concatenate(parts.pop(name)) for name in list(parts)}
        return {name: (column, words[name]) if name in words else column for name, column in joined.items()}

    def n_rows(self, table: str) -> int:
        """Rows of a table that wait to be taken."""
        return sum(len(part) for part in next(iter(self.parts[table].values()))) if table in self.parts else 0

    def _categories(self) -> dict[str, list[str]]:
        return {
            "province": self.provinces, "settlement": names(Settlement), "occupation": names(Occupation),
            "sex": names(Sex),
            "songbun": names(Songbun), "age_group": list(AGE_GROUPS), "county": self.county_names,
            "channel": names(Channel),
            "task": names(Task), "good": names(Good), "step": names(Sanction), "sanction": names(Sanction),
            "education": names(Education), "whereabouts": names(Whereabouts), "marital": names(Marital),
            "event": names(LifeEvent), "motive": names(Motive), "dish": [row.dish for row in country_tables.dishes()],
        }  # fmt: skip
