"""Restoring a run from the arrays and plain values saved between two weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from inminban.core.columns import Array, Society, as_records
from inminban.core.ledger import Ledger
from inminban.numbers.parameters import Overrides
from inminban.population.quotas import Quotas
from inminban.step.money_accounts import Followed
from inminban.step.public_accounts import Accounts
from inminban.step.simulation.departure_tables import Abroad
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.economy import Economy
from inminban.step.simulation.household_accounts import HouseholdAccounts
from inminban.step.simulation.numbers_in_force import load_numbers
from inminban.step.simulation.output_detail import OutputDetail
from inminban.step.simulation.panel import DayPanel, Homes, MonthPanel, Panel
from inminban.step.simulation.period_sums import PeriodSums
from inminban.step.simulation.price_level import PriceLevel
from inminban.step.simulation.recording import Recording, words_of
from inminban.step.simulation.saved_state import (
    ACCOUNTS,
    COUNTY_ACCOUNTS,
    PRICES,
    SETTING,
    SHARED,
    STATE_ACCOUNTS,
    Saved,
)
from inminban.step.simulation.setting import Setting
from inminban.step.simulation.simulation import Simulation
from inminban.step.simulation.timetable import Timetable
from inminban.step.simulation.world import Heads, World
from inminban.step.week.settlement import Recipients


def as_columns(rows: Array) -> dict[str, Array]:
    """The columns of a record array, each in separate memory."""
    return {name: rows[name].copy() for name in rows.dtype.names or ()}


def restored(
    saved: Saved, first: date, last: date, seed: int, overrides: Overrides, output_detail: OutputDetail, days_done: int
) -> Simulation:  # fmt: skip
    """The run that was saved after `days_done` days, with these arguments. It keeps and changes the arrays.

    Raises KeyError, TypeError or ValueError if something is missing or does not fit.
    """
    arrays, plain = saved
    setting = Setting(first, last, seed, overrides, output_detail, **{name: plain[name] for name in SETTING})
    timetable = Timetable(first, last, setting.provinces)
    society = Society(*(as_records(arrays[name]) for name in Society._fields))
    quotas = Quotas(arrays["posts"], plain["women_at_work"])
    world = World(society, as_records(arrays["county_week"]), quotas, len(setting.provinces))
    world.heads = restored_heads(saved, world)
    departures = Departures(society, setting.represents, world.n_provinces, seed, setting.people)
    give_departures(departures, saved)
    simulation = Simulation(
        setting, timetable, load_numbers(first, overrides), world, restored_economy(saved), restored_sums(saved, world),
        restored_panel(arrays, world), departures, Recording(words_of(setting.provinces, setting.county_names)),
    )  # fmt: skip
    # The parameters of the last week are in force until the next week checks for changes.
    monday = next(start for start, end in simulation.weeks() if end == days_done - 1)
    simulation.numbers = load_numbers(timetable.days[monday], overrides)
    return simulation


def restored_heads(saved: Saved, world: World) -> Heads:
    """Head counts of the last month's end."""
    rows, plain = saved.arrays["by_county"], saved.plain
    recipients = Recipients(**{name: rows[f"shared_{name}"].copy() for name in SHARED})
    largest = int(world.society.households.n_people.max())
    return Heads(plain["living"], plain["savings_abroad"], recipients, largest)


def restored_economy(saved: Saved) -> Economy:
    """Balances, ledger and prices."""
    rows, plain = saved.arrays["by_county"], saved.plain
    held: dict[str, Any] = {name: rows[name].copy() for name in COUNTY_ACCOUNTS}
    accounts = Accounts(**held, **{name: plain["state_accounts"][name] for name in STATE_ACCOUNTS})
    ledger = Ledger()
    for account, unit, amount in plain["balances"]:
        ledger.balances[account, unit] = amount
    for unit, giver, taker, item, amount in plain["week"]:
        ledger.week[unit, giver, taker, item] = amount
    prices = PriceLevel(**{name: plain["prices"][name] for name in PRICES})
    factor, kept_back = rows["factor"].copy(), plain["kept_back"]
    return Economy(accounts, ledger, prices, factor, kept_back, plain["claims_of_day"], plain["farm_members"])


def restored_sums(saved: Saved, world: World) -> PeriodSums:
    """Sums of the months not yet written."""
    plain = saved.plain
    sums = PeriodSums(date.fromisoformat(plain["period_began"]), world.n_provinces)
    sums.months, sums.minutes_had = plain["months"], plain["minutes_had"]
    sums.cells, sums.food = saved.arrays["cells"], saved.arrays["food"]
    return sums


def give_departures(departures: Departures, saved: Saved) -> None:
    """People who left, postings, workers abroad."""
    arrays, plain = saved
    leavers = departures.leavers
    if "leavers" in arrays:
        leavers.parts.update({name: [values] for name, values in as_columns(arrays["leavers"]).items()})
        leavers.ends = arrays["ends"].tolist()
        leavers.last_row = {int(person): row for row, person in enumerate(arrays["leavers"]["person"])}
    leavers.months_lived.update({year: months for year, months in plain["months_lived"]})
    if "postings" in arrays:
        departures.postings = [as_columns(arrays["postings"])]
    if "workers_abroad" in arrays:
        departures.abroad = Abroad(arrays["workers_abroad"], plain["recruitable"])


def restored_panel(arrays: Mapping[str, Array], world: World) -> Panel:
    """People followed by month and by day."""
    panel = Panel(MonthPanel(arrays["followed_homes"], restored_accounts(arrays, "month")), arrays.get("panel_ids"))
    panel.months.came = restored_accounts(arrays, "came")
    panel.months.homes = Homes(arrays["homes_ids"], arrays["homes_home"])
    panel.months.money = Followed(arrays["followed_ids"], arrays["followed_won"])
    if "day_panel" in arrays:
        rows = arrays["day_panel"]
        panel.days = DayPanel(rows["id"].copy(), rows["is_drawn"], world.n_provinces, restored_accounts(arrays, "day"))
        panel.days.seen = set(arrays["seen"].tolist())
        panel.days.find(world.society)
    return panel


def restored_accounts(arrays: Mapping[str, Array], of: str) -> HouseholdAccounts:
    """The accounts of households that are followed by month or by day."""
    return HouseholdAccounts(*(arrays[f"{of}_{name}"].copy() for name in ACCOUNTS))
