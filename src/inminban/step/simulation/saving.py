"""Saving a run between two weeks as arrays and plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from inminban.core.columns import (
    Array,
)
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.economy import Economy
from inminban.step.simulation.household_accounts import HouseholdAccounts
from inminban.step.simulation.panel import DayPanel, Panel
from inminban.step.simulation.period_sums import PeriodSums
from inminban.step.simulation.saved_state import (
    ACCOUNTS,
    BY_COUNTY,
    COUNTY_ACCOUNTS,
    NUMBERS,
    PRICES,
    SETTING,
    SHARED,
    STATE_ACCOUNTS,
    TYPES,
    Saved,
)
from inminban.step.simulation.setting import Setting
from inminban.step.simulation.simulation import Simulation
from inminban.step.simulation.world import World


def save(simulation: Simulation) -> Saved:
    """The state between two weeks. The arrays are not copied: write them before the run continues.

    Raises RuntimeError if recorded rows have not been written to tables.
    """
    if simulation.recording.waiting:
        raise RuntimeError(f"not written: {sorted(simulation.recording.waiting)}")
    simulation.world.copy_to_host(simulation.threads)
    simulation.sums.add_money()
    parts = (
        save_world(simulation.world, simulation.economy),
        save_economy(simulation.economy),
        save_sums(simulation.sums),
        save_panel(simulation.panel),
        save_departures(simulation.departures),
        Saved({}, save_setting(simulation.setting)),
    )
    saved = Saved({}, {})
    for part in parts:
        saved.arrays.update(part.arrays)
        saved.plain.update(part.plain)
    return saved


def save_setting(setting: Setting) -> dict[str, Any]:
    """The parts of the setting that the run specification does not contain."""
    return {name: getattr(setting, name) for name in SETTING}


def save_world(world: World, economy: Economy) -> Saved:
    """Everybody, the counties, and balances by county."""
    arrays: dict[str, Array] = dict(world.society._asdict())
    arrays |= {"county_week": world.counties, "by_county": by_county(world, economy), "posts": world.quotas.posts}
    plain = {
        "women_at_work": world.quotas.women_at_work, "living": world.heads.people,
        "savings_abroad": world.heads.savings_abroad,
    }  # fmt: skip
    return Saved(arrays, plain)


def by_county(world: World, economy: Economy) -> Array:
    """Balances and shares by county, as one record array."""
    made = np.zeros(len(world.counties), dtype=BY_COUNTY)
    made["factor"] = economy.factor
    for name in SHARED:
        made[f"shared_{name}"] = getattr(world.heads.recipients, name)
    for name in COUNTY_ACCOUNTS:
        made[name] = getattr(economy.accounts, name)
    return made


def save_economy(economy: Economy) -> Saved:
    """Prices, the state's balances and the ledger."""
    return Saved({}, {
        "kept_back": economy.kept_back,
        "claims_of_day": economy.claims_of_day,
        "farm_members": economy.farm_members,
        "prices": {name: getattr(economy.prices, name) for name in PRICES},
        "state_accounts": {name: getattr(economy.accounts, name) for name in STATE_ACCOUNTS},
        "balances": [[*key, amount] for key, amount in economy.ledger.balances.items()],
        "week": [[*key, amount] for key, amount in economy.ledger.week.items()],
    })  # fmt: skip


def save_sums(sums: PeriodSums) -> Saved:
    """Sums of the months not yet written."""
    plain = {"months": sums.months, "minutes_had": sums.minutes_had, "period_began": sums.began.isoformat()}
    return Saved({"cells": sums.cells, "food": sums.food}, plain)


def save_panel(panel: Panel) -> Saved:
    """People followed by month, with their money, and by day."""
    months = panel.months
    arrays = {"followed_homes": months.household_rows, "followed_ids": months.money.ids}
    arrays["followed_won"] = months.money.won
    arrays |= save_accounts("month", months.accounts) | save_accounts("came", months.came)
    arrays |= {"homes_ids": months.homes.ids, "homes_home": months.homes.home}
    if panel.household_ids is not None:
        arrays["panel_ids"] = panel.household_ids
    if panel.days is not None:
        arrays |= save_day_panel(panel.days)
    return Saved(arrays, {})


def save_day_panel(panel: DayPanel) -> dict[str, Array]:
    """Households followed day by day, and the people seen."""
    rows = np.zeros(len(panel.is_drawn), dtype=TYPES["day_panel"])
    rows["id"], rows["is_drawn"] = list(panel.is_drawn), list(panel.is_drawn.values())
    return {
        "day_panel": rows, "seen": np.array(sorted(panel.seen), dtype=NUMBERS), **save_accounts("day", panel.accounts)
    }  # fmt: skip


def save_accounts(of: str, accounts: HouseholdAccounts) -> dict[str, Array]:
    """The accounts of households that are followed by month or by day."""
    return {f"{of}_{name}": getattr(accounts, name) for name in ACCOUNTS}


def save_departures(departures: Departures) -> Saved:
    """People who left, with the outcome, postings by month, workers abroad."""
    leavers = departures.leavers
    arrays: dict[str, Array] = {}
    if leavers.parts:
        arrays["leavers"] = as_rows({name: np.concatenate(parts) for name, parts in leavers.parts.items()})
        arrays["ends"] = np.array(leavers.ends, dtype=NUMBERS)
    if departures.postings:
        names = departures.postings[0]
        joined = {name: np.concatenate([part[name] for part in departures.postings]) for name in names}
        arrays["postings"] = as_rows(joined)
    plain: dict[str, Any] = {"months_lived": [[year, months] for year, months in leavers.months_lived.items()]}
    if departures.abroad is not None:
        arrays["workers_abroad"] = departures.abroad.workers
        plain["recruitable"] = departures.abroad.recruitable
    return Saved(arrays, plain)


def as_rows(columns: Mapping[str, Array]) -> Array:
    """Columns of one length as a record array."""
    length = len(next(iter(columns.values())))
    made = np.zeros(length, dtype=[(name, values.dtype) for name, values in columns.items()])
    for name, values in columns.items():
        made[name] = values
    return made
